// What an endpoint may refuse is in its type: the compiler, which reads this file with all others, holds the two together.

import { expect, test } from 'vitest';
import { z } from 'zod';
import { endpoint } from '../../src/http/endpoint.ts';
import { Refused } from '../../src/services/refused.ts';

const asked = { method: 'get', path: '/x', summary: 'X', auth: 'anyone', output: z.object({ x: z.int() }) } as const;
const service = async (x: number) => (x > 1 ? { x } : new Refused(x === 1 ? 'muted' : 'not-found', 'No.'));

test('[H8] an endpoint that does not declare what its handler may refuse does not compile', () => {
  const declared = endpoint({ ...asked, refuses: ['muted', 'not-found'], handler: () => service(0) });
  expect(declared.refuses).toEqual(['muted', 'not-found']);
  // @ts-expect-error 'not-found' is missing.
  endpoint({ ...asked, refuses: ['muted'], handler: () => service(0) });
  // @ts-expect-error Nothing is declared.
  endpoint({ ...asked, handler: () => service(0) });
});
