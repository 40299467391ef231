// Shares a match, at a moment of it if wanted.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { link, moment } from '../shapes/link.ts';
import { id } from '../shapes/common.ts';

const yearSeconds = 366 * 24 * 3600;

export const postMatchLinks = endpoint({
  method: 'post',
  path: '/matches/:id/links',
  summary: 'Makes a link to a match, which opens it to whoever has the link, until it expires or is revoked',
  auth: 'player',
  params: id,
  body: moment.extend({
    expiresInSeconds: z.int().min(1).max(yearSeconds).optional().describe('Left out: it holds until it is revoked.'),
  }),
  created: '/links/{id}',
  refuses: ['forbidden', 'private-match'],
  output: link,
  handler: ({ links }, { params, body, caller }) => links.create(params.id, caller.playerId, body),
});
