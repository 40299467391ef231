// HTTP Basic authentication for the tools that only operators may see.

import { createHash, timingSafeEqual } from 'node:crypto';
import type { RequestHandler } from 'express';

/** Lets through who gives user "admin" and this token; without a token, everyone. */
export function adminOnly(token: string | undefined): RequestHandler {
  if (token === undefined) return (_request, _response, next) => next();
  const expected = digest(`Basic ${Buffer.from(`admin:${token}`).toString('base64')}`);
  return (request, response, next) => {
    if (timingSafeEqual(digest(request.get('authorization') ?? ''), expected)) return next();
    response
      .status(401)
      .set('WWW-Authenticate', 'Basic realm="Arbiter"')
      .send('Sign in as admin with the ADMIN_TOKEN.');
  };
}

/** Of one length, so that the comparison tells nothing about the token's. */
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
