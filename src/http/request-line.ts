// What is wrong with a request's target and Host, before anybody builds a URL from them: Colyseus leaves such a request
// unanswered, or lets it end the process.

import type { IncomingMessage } from 'node:http';

const hostShape = /^([a-z0-9._~-]+|\[[0-9a-f:.]+\])(:\d{1,5})?$/i;

/** For people; undefined where nothing is wrong. */
export function faultOf({ url = '', headers }: IncomingMessage): string | undefined {
  const { host = '' } = headers;
  if (!hostShape.test(host) || !URL.canParse(`http://${host}`)) return 'Host: must be a host, with its port if any.';
  // OPTIONS may ask about the whole server.
  if (url === '*') return undefined;
  if (!url.startsWith('/') || !URL.canParse(`http://${host}${url}`)) return 'The target must be a path.';
  return undefined;
}

/** The nearest proxy's word comes last, and the client's first: only a known one is left. */
export function readProtocol(headers: IncomingMessage['headers']): void {
  const said = String(headers['x-forwarded-proto'] ?? '')
    .split(',')[0]!
    .trim()
    .toLowerCase();
  if (said === 'http' || said === 'https') headers['x-forwarded-proto'] = said;
  else delete headers['x-forwarded-proto'];
}
