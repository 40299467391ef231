// PostgreSQL refuses uid 0, so a start as root runs it as another account; every child of ours is spawned through here.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export type Account = { name: string; uid: number; gid: number };

const execute = promisify(execFile);
const UNPRIVILEGED = ['postgres', 'nobody'];

/** Options under which a child of ours runs: none of our PG* variables, messages in English, a folder that all can read. */
export function childOptions(account?: Account) {
  const env = { PATH: process.env.PATH, LC_ALL: 'C' };
  return { cwd: '/', env, ...(account && { uid: account.uid, gid: account.gid }) };
}

/** Runs a command to its end and returns its output; throws with its last words. */
export async function run(command: string, args: string[], account?: Account): Promise<string> {
  try {
    return (await execute(command, args, childOptions(account))).stdout;
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    throw new Error(stderr?.trim() || message, { cause: error });
  }
}

/** An existing system account without rights; nothing is added to the machine. */
export async function unprivilegedAccount(): Promise<Account> {
  for (const name of UNPRIVILEGED) {
    try {
      return { name, uid: Number(await run('id', ['-u', name])), gid: Number(await run('id', ['-g', name])) };
    } catch {
      continue;
    }
  }
  throw new Error(
    'PostgreSQL does not run as root, and there is no account "postgres" or "nobody": add one, or start as an ordinary user',
  );
}

/** Whether the account can enter the folder; found out by doing it. */
export async function canEnter(dir: string, account: Account): Promise<boolean> {
  return succeeds(run('/bin/sh', ['-c', 'cd "$1"', 'sh', dir], account));
}

/** Whether the account can start the program with all its libraries; found out by doing it. */
export async function canExecute(program: string, account: Account): Promise<boolean> {
  return succeeds(run(program, ['--version'], account));
}

async function succeeds(work: Promise<unknown>): Promise<boolean> {
  return work.then(
    () => true,
    () => false,
  );
}
