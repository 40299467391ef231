// What abuse is tried with: a target with people in it, and attempts that must all be refused.

export interface Session {
  readonly playerId: string;
  readonly name: string;
  readonly token: string;
  readonly refreshToken: string;
}

export interface Target {
  readonly endpoint: string;
  /** The seed that signs its tokens: expired ones and those meant for others are signed as they should be. */
  readonly tokenKey: string;
  /** Has an account, a private match, and a link to it. */
  readonly ann: Session & { readonly email: string; readonly password: string };
  /** A stranger to her. */
  readonly eve: Session;
  readonly titleKey: string;
  readonly matchId: string;
  readonly linkId: string;
  /** Two processes on one database that limit everyone, or none where only one is there. */
  readonly limited: readonly string[];
  /** Of the bodies that are streamed at it. */
  readonly megabytes: number;
}

/** Undefined where it was refused as it should be; else what came instead. */
export interface Attempt {
  readonly what: string;
  readonly letIn: string | undefined;
}

/** Attempts of one kind. */
export type Abuse = (target: Target) => AsyncGenerator<Attempt>;

export interface Call {
  readonly method?: string;
  readonly token?: string | undefined;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
}

export async function call(url: string, { method = 'GET', token, body, headers }: Call = {}): Promise<Answer> {
  const response = await fetch(url, {
    method,
    redirect: 'manual',
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { status: response.status, text: await response.text() };
}

/** Refused with one of these. */
export function mustBe(what: string, { status, text }: Answer, ...statuses: readonly number[]): Attempt {
  return { what, letIn: statuses.includes(status) ? undefined : `${status} ${text.slice(0, 200)}` };
}
