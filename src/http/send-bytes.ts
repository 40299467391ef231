// Sends a file, whole or the part that was asked for (RFC 9110, section 14), or nothing where the client has it already.

import type { Request, Response } from 'express';
import { etagOf, isHeld } from './preconditions.ts';
import { Problem } from './problems.ts';

/** A file as an endpoint answers with it. */
export interface FileAnswer {
  readonly bytes: Uint8Array;
  /** It will never be another one: caches may keep it for ever. */
  readonly isFinal: boolean;
}

/** The Cache-Control of what is not for everyone. */
export const privately = 'private, no-store';

export function sendBytes(request: Request, response: Response, file: FileAnswer, isPrivate: boolean): void {
  const { bytes, isFinal } = file;
  const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const etag = etagOf(body);
  const range = rangeOf(request, body.length, etag);
  response.set({
    'Accept-Ranges': 'bytes',
    'Cache-Control': isPrivate ? privately : isFinal ? 'public, max-age=31536000, immutable' : 'no-cache',
    ETag: etag,
  });
  response.type('application/octet-stream');
  if (isHeld(request, etag)) {
    response.status(304).end();
  } else if (!range) {
    response.send(body);
  } else {
    response.status(206).set('Content-Range', `bytes ${range.start}-${range.end}/${body.length}`);
    response.send(body.subarray(range.start, range.end + 1));
  }
}

/** Undefined: all of it, as for a range of a file that has changed since, and for several at once. */
function rangeOf(request: Request, length: number, etag: string): { start: number; end: number } | undefined {
  if ((request.get('If-Range') ?? etag) !== etag) return undefined;
  const ranges = request.range(length, { combine: true });
  if (ranges === -1) {
    const headers = { 'Content-Range': `bytes */${length}` };
    throw new Problem(416, 'range-not-satisfiable', `The file has ${length} bytes.`, { length }, headers);
  }
  return Array.isArray(ranges) && ranges.type === 'bytes' && ranges.length === 1 ? ranges[0] : undefined;
}
