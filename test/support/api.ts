// The HTTP API as a client sees it that may be signed in.

import { Client } from '@colyseus/sdk';
import type { Player } from '../../loadtest/client.ts';

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  // oxlint-disable-next-line typescript/no-explicit-any -- whatever the server says; tests look at it
  readonly body: any;
}

interface ApiRequest {
  readonly token?: string | undefined;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

export type Api = (
  request: `${'GET' | 'POST' | 'PUT' | 'DELETE'} /${string}`,
  options?: ApiRequest,
) => Promise<ApiAnswer>;

export function apiOf(endpoint: string): Api {
  return async (request, { token, body, headers } = {}) => {
    const [method, path] = request.split(' ') as [string, string];
    const response = await fetch(`${endpoint}/api/v1${path}`, {
      method,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) };
  };
}

/** An SDK that carries a session's token. */
export function playerOf(endpoint: string, session: { playerId: string; name: string; token: string }): Player {
  const sdk = new Client(endpoint);
  sdk.auth.token = session.token;
  return { playerId: session.playerId, name: session.name, sdk };
}
