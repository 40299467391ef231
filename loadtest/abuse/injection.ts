// Strings that mean something to a database, a template, a path or an object, wherever a string is taken.

import { type Abuse, type Attempt, call, mustBe } from './attempt.ts';

const strings = [
  ...[
    "' OR '1'='1",
    "'; DROP TABLE players; --",
    '1; SELECT pg_sleep(5)',
    '" OR ""="',
    "\\'; --",
    '$1',
    '%27%20OR%201=1',
  ],
  ...[
    '{"$gt":""}',
    '[$ne]',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '../../../etc/passwd',
    '..\\..\\x',
  ],
  ...[
    '\0',
    'a\0b',
    '\r\nSet-Cookie: a=b',
    '<script>alert(1)</script>',
    '${7*7}',
    '{{7*7}}',
    '\u202e',
    '\ud800',
    '%',
    '_',
  ],
];

export const injection: Abuse = async function* ({ endpoint, ann, eve }) {
  const api = `${endpoint}/api/v1`;
  for (const text of strings) {
    const sent = encodeURIComponent(text.toWellFormed());
    const what = JSON.stringify(text);
    for (const list of ['/scores?game=', '/scores?mode=', '/matches?game=', `/players/${ann.playerId}/ratings?mode=`]) {
      yield nothing(`${what} at ${list}`, await call(`${api}${list}${sent}`));
    }
    for (const path of ['/players/', '/matches/', '/links/', '/leaderboards/']) {
      yield mustBe(`${what} at ${path}`, await call(`${api}${path}${sent}`), 400, 404);
    }
    for (const path of ['/r/', '/problems/', '/static/', '/']) {
      yield mustBe(`${what} at ${path}`, await call(`${endpoint}${path}${sent.replaceAll('.', '%2e')}`), 400, 403, 404);
    }
    yield mustBe(`${what} as a cursor`, await call(`${api}/scores?cursor=${sent}`), 400);
    const login = (body: unknown) => call(`${api}/auth/login`, { method: 'POST', body });
    yield mustBe(`${what} as a password`, await login({ email: ann.email, password: text }), 400, 401, 429);
    yield mustBe(`${what} as an address`, await login({ email: `${text}@example.org`, password: 'x' }), 400, 401);
    yield mustBe(
      `${what} as a refresh token`,
      await call(`${api}/auth/refresh`, { method: 'POST', body: { refreshToken: text } }),
      400,
      401,
    );
    const seat = { method: 'POST', token: eve.token, body: { mode: text } };
    const asked = await call(`${endpoint}/matchmake/create/chess`, seat);
    yield { what: `${what} as a mode`, letIn: asked.text.includes('sessionId') ? asked.text : undefined };
  }
  for (const body of [{ email: { $gt: '' }, password: { $gt: '' } }, { email: [ann.email], password: [''] }, []]) {
    yield mustBe(`${JSON.stringify(body)} as a login`, await call(`${api}/auth/login`, { method: 'POST', body }), 400);
  }
};

/** A list with nothing in it, or an error of the client's. */
function nothing(what: string, { status, text }: { status: number; text: string }): Attempt {
  const isNothing = (status >= 400 && status < 500) || (status === 200 && text.startsWith('{"items":[],'));
  return { what, letIn: isNothing ? undefined : `${status} ${text.slice(0, 200)}` };
}
