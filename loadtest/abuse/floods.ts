// More than anyone may ask, spread over two processes, and under invented addresses.

import { type Abuse, type Answer, call } from './attempt.ts';

export const floods: Abuse = async function* ({ limited, ann, eve }) {
  if (limited.length === 0) return;
  const asked = async (count: number, ask: (endpoint: string, i: number) => Promise<Answer>): Promise<number[]> => {
    const answers: number[] = [];
    for (let i = 0; i < count; i++) answers.push((await ask(limited[i % limited.length]!, i)).status);
    return answers;
  };
  const spoof = (i: number) => ({
    'x-forwarded-for': `192.0.2.${i}`,
    forwarded: `for=192.0.2.${i}`,
    'x-real-ip': `192.0.2.${i}`,
  });
  const login = (endpoint: string, i: number, password: string) =>
    call(`${endpoint}/api/v1/auth/login`, { method: 'POST', body: { email: ann.email, password }, headers: spoof(i) });

  const guesses = await asked(30, (endpoint, i) => login(endpoint, i, `guess ${i} of a password`));
  yield atMost('guesses at a password', guesses, limits.auth);
  const [right] = await asked(1, (endpoint) => login(endpoint, 99, ann.password));
  yield { what: 'the right password after too many guesses', letIn: right === 429 ? undefined : String(right) };
  yield atMost(
    'requests of nobody',
    await asked(60, (endpoint, i) => call(`${endpoint}/api/v1/games`, { headers: spoof(i) })),
    limits.all,
  );
  const mine = (endpoint: string) => call(`${endpoint}/api/v1/players/me`, { token: eve.token });
  yield atMost('requests of a player', await asked(60, mine), limits.all);
  const seats = (endpoint: string) =>
    call(`${endpoint}/matchmake/joinById/nowhere`, { method: 'POST', token: eve.token, body: {} });
  yield atMost('requests for seats', await asked(60, seats), limits.all);
};

/** What both limited processes are started with. */
export const limits = { all: 40, auth: 8 } as const;

function atMost(what: string, statuses: readonly number[], most: number) {
  const passed = statuses.filter((status) => status !== 429).length;
  return {
    what: `${statuses.length} ${what} at two processes`,
    letIn: passed <= most ? undefined : `${passed} of them, not ${most}`,
  };
}
