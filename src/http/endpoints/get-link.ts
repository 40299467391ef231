// What a link leads to.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { link } from '../shapes/link.ts';
import { linkId } from '../shapes/common.ts';

export const getLink = endpoint({
  method: 'get',
  path: '/links/:id',
  summary: 'The match that a link opens, and the moment, seat and speed that it was made for',
  auth: 'anyone',
  params: z.object({ id: linkId }),
  refuses: ['link-expired'],
  output: link,
  handler: ({ links }, { params }) => links.get(params.id),
});
