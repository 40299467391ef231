// Errors of the HTTP API as RFC 9457 problem documents, each with a stable type.

import type { NextFunction, Request, Response } from 'express';
import type { RefusalReason, Refused } from '../services/refused.ts';

/** What a service's refusals are answered with. */
const refusalStatus: Readonly<Record<RefusalReason, number>> = {
  'already-queued': 409,
  'already-registered': 409,
  'bad-command': 400,
  'bad-cursor': 400,
  'bad-range': 400,
  banned: 403,
  'email-taken': 409,
  forbidden: 403,
  'last-admin': 409,
  'last-developer': 409,
  'link-expired': 410,
  muted: 403,
  'no-replay': 409,
  'not-a-push-service': 400,
  'not-an-image': 415,
  'not-found': 404,
  'not-sayable': 400,
  'other-score': 409,
  'precondition-failed': 412,
  'not-together': 409,
  'private-match': 403,
  'season-too-early': 409,
  'room-closed': 409,
  resolved: 409,
  'session-over': 401,
  'session-renewed': 409,
  'still-running': 409,
  'still-secret': 403,
  'storage-full': 409,
  'title-taken': 409,
  'too-large': 413,
  'tournament-closed': 409,
  'tournament-full': 409,
  'tournament-terms': 400,
  'too-many-points': 409,
  'too-many-requests': 429,
  'too-many-rooms': 409,
  'unknown-region': 400,
  unlocked: 409,
  unreachable: 403,
  'wrong-credentials': 401,
  'wrong-options': 400,
};

/** What the API itself finds wrong. */
const ownStatus = {
  'content-too-large': 413,
  'forbidden-origin': 403,
  'idempotency-conflict': 409,
  'idempotency-key-reused': 422,
  internal: 500,
  'invalid-request': 400,
  'method-not-allowed': 405,
  'not-acceptable': 406,
  'range-not-satisfiable': 416,
  unauthorized: 401,
  'unsupported-media-type': 415,
} as const;

export type ProblemType = RefusalReason | keyof typeof ownStatus;

/** Every type with its status; each is described in docs/problems.md. */
export const problemStatus: Readonly<Record<ProblemType, number>> = { ...refusalStatus, ...ownStatus };

/** Thrown by whatever finds a request wrong; `detail` says what to do about it. */
export class Problem extends Error {
  readonly status: number;
  readonly type: ProblemType;
  readonly members: Record<string, unknown>;

  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    type: ProblemType,
    detail: string,
    members: Record<string, unknown> = {},
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(detail);
    this.status = status;
    this.type = type;
    this.members = members;
    this.headers = headers;
  }
}

/** What a service has refused, as HTTP says it. */
export function refusedProblem({ reason, detail, members }: Refused): Problem {
  return new Problem(refusalStatus[reason], reason, detail, members);
}

/** Express' error handler: every error leaves as a problem document, a bug without its inner words. */
export function sendProblem(error: unknown, request: Request, response: Response, _next: NextFunction): void {
  const problem = toProblem(error);
  if (problem.type === 'internal') request.app.locals['onError']?.(error);
  if (problem.status === 401) response.set('WWW-Authenticate', 'Bearer');
  const { retryAfterSeconds } = problem.members;
  if (typeof retryAfterSeconds === 'number') response.set('Retry-After', String(retryAfterSeconds));
  response
    .status(problem.status)
    .set(problem.headers)
    .type('application/problem+json')
    .json({
      type: `/problems/${problem.type}`,
      title: problem.type.replaceAll('-', ' '),
      status: problem.status,
      detail: problem.message,
      ...problem.members,
    });
}

const readingProblems: Readonly<Record<number, ProblemType>> = {
  413: 'content-too-large',
  415: 'unsupported-media-type',
};

function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  // body-parser's own errors carry the status to answer with.
  const { status, message = 'The request can not be read.' } = error as { status?: unknown; message?: string };
  if (typeof status === 'number' && status >= 400 && status < 500) {
    const type = readingProblems[status] ?? 'invalid-request';
    return new Problem(problemStatus[type], type, message);
  }
  return new Problem(500, 'internal', 'Something went wrong here; it has been noted.');
}
