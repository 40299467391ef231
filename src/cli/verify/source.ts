// Where `arbiter verify` finds logs and keys: in files, or on a server.

import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { type LogFile, readFile as parseLog } from '../../replays/log-file.ts';
import { expand } from '../../replays/compact.ts';
import { isReplay, ReplayFile } from '../../replays/replay-file.ts';
import type { Trust } from '../../replays/seal.ts';
import { keyIdOf, verifyEd25519 } from '../../services/ed25519.ts';
import { sha256 } from '../../services/sha256.ts';
import { zstd } from '../../services/zstd.ts';

export interface Source {
  /** What of the log can be read. */
  readonly file: LogFile;
  /** The bytes of the replay file, where the log came in one. */
  readonly replay?: Uint8Array;
  /** The match that was asked for, when it was asked for by its id. */
  readonly matchId?: string;
}

export const isMatchId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
const isUrl = (text: string): boolean => /^https?:\/\//.test(text);

/** A file, a match id or a URL. Throws with what to do when there is nothing to read. */
export async function openLog(name: string, endpoint: string): Promise<Source> {
  if (isMatchId(name)) return { file: parseLog(await read(`${endpoint}/api/v1/matches/${name}/log`)), matchId: name };
  const bytes = await read(name);
  return isReplay(bytes) ? { file: logIn(bytes), replay: bytes } : { file: parseLog(bytes) };
}

function logIn(replay: Uint8Array): LogFile {
  try {
    return expand(new ReplayFile(replay, zstd), sha256);
  } catch {
    return { chunks: [] };
  }
}

/**
 * The keys in a file or at a URL, or of the server that a match id was asked of; undefined where none are named.
 * Throws when they can't be read.
 */
export async function openKeys(
  given: string | undefined,
  { matchId }: Source,
  endpoint: string,
): Promise<Trust | undefined> {
  const name = given ?? (matchId === undefined ? undefined : `${endpoint}/api/v1/log-keys`);
  if (name === undefined) return undefined;
  const parsed = keySet.safeParse(parseJson(await read(name)));
  if (!parsed.success) throw new Error(`${name} holds no keys: GET /api/v1/log-keys of an Arbiter server gives them`);
  const keys = parsed.data.keys.map(({ x }) => Buffer.from(x, 'base64url'));
  // A key's id is a hash of the key itself, whatever the list calls it.
  return { keys: new Map(keys.map((key) => [keyIdOf(key), key])), verifyEd25519 };
}

const keySet = z.object({
  keys: z.array(z.object({ crv: z.literal('Ed25519'), x: z.string().regex(/^[A-Za-z0-9_-]{43}$/) })),
});

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

/** A file's bytes, or what a URL answers. Throws with what to do where there is nothing. */
export async function read(name: string): Promise<Uint8Array> {
  if (!isUrl(name)) {
    try {
      return await readFile(name);
    } catch (error) {
      throw new Error(`can't read ${name}: ${(error as Error).message}`, { cause: error });
    }
  }
  const response = await fetch(name).catch((error: Error) => {
    const { message } = (error.cause as Error | undefined) ?? error;
    throw new Error(`nothing answers at ${name} (${message}); is the server running, or --endpoint another?`);
  });
  if (!response.ok) throw new Error(`${name} answers ${response.status}: there is no such thing there`);
  return new Uint8Array(await response.arrayBuffer());
}
