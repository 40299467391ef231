// One request to a push service (RFC 8030): no redirect is followed, nothing of an answer's body is read, and it ends in
// time whatever the other side does.

import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest, type RequestOptions } from 'node:https';
import type { LookupFunction } from 'node:net';

export interface ServiceAnswer {
  readonly status: number;
  /** When to come again, as the service wishes. */
  readonly retryAfterSeconds: number | undefined;
}

interface PushRequest {
  readonly endpoint: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly signal: AbortSignal;
}

export interface Poster {
  /** Rejects where there was no answer. */
  post(request: PushRequest): Promise<ServiceAnswer>;
  close(): void;
}

export interface PosterOptions {
  /** Origins that are looked up as usual. */
  readonly services: readonly string[];
  /** For all others. */
  readonly lookup: LookupFunction;
}

const idleMs = 15_000;

export function openPoster({ services, lookup }: PosterOptions): Poster {
  // Few services serve nearly all browsers: connections are kept for the next push, and for no longer than one may come.
  const kept = { keepAlive: true, timeout: idleMs, maxFreeSockets: 20 };
  const agents = { https: new HttpsAgent(kept), http: new HttpAgent(kept) };

  return {
    post({ endpoint, headers, body, signal }) {
      const url = new URL(endpoint);
      const isSecure = url.protocol === 'https:';
      const options: RequestOptions = {
        method: 'POST',
        headers: { ...headers, 'content-length': body.byteLength },
        agent: isSecure ? agents.https : agents.http,
        signal,
        ...(!services.includes(url.origin) && { lookup }),
      };
      return new Promise((resolve, reject) => {
        const request = (isSecure ? httpsRequest : httpRequest)(url, options, (response) => {
          const { statusCode: status = 0, headers: told } = response;
          // Nothing can come any more: the connection may be used again.
          if (status === 204 || told['content-length'] === '0') response.resume();
          else response.destroy();
          resolve({ status, retryAfterSeconds: secondsOf(told['retry-after']) });
        });
        request.on('error', reject);
        request.end(body);
      });
    },
    close() {
      for (const agent of Object.values(agents)) agent.destroy();
    },
  };
}

/** Retry-After (RFC 9110, 10.2.3) is a number of seconds, or a date. */
function secondsOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const seconds = /^\d{1,9}$/.test(text) ? Number(text) : (Date.parse(text) - Date.now()) / 1000;
  return seconds >= 0 ? seconds : undefined;
}
