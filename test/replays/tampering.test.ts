// Logs that were tampered with: what is found, and where.

import { expect, test } from 'vitest';
import { gameById } from '../../src/games/index.ts';
import type { LogEntry } from '../../src/games/kit/index.ts';
import { compareLogs } from '../../src/replays/compare.ts';
import { toFile } from '../../src/replays/log-file.ts';
import { LogWriter } from '../../src/replays/log-writer.ts';
import type { Trust } from '../../src/replays/seal.ts';
import { readHead, signHead } from '../../src/replays/signed-head.ts';
import type { Verdict } from '../../src/replays/verdict.ts';
import { type LogSigner, signerOf, verifyEd25519 } from '../../src/services/ed25519.ts';
import { sha256 } from '../../src/services/sha256.ts';
import { testSigner } from '../support/finished-matches.ts';
import { judge } from '../support/log-file.ts';
import { longGame, signedLog } from '../support/signed-log.ts';

const trusting = (...signers: LogSigner[]): Trust => ({
  keys: new Map(signers.map(({ keyId, publicKey }) => [keyId, publicKey])),
  verifyEd25519,
});
const trust = trusting(testSigner);
const stranger = signerOf(Buffer.alloc(32, 9).toString('base64url'));
const placeOf = (verdict: Verdict) => (verdict.verified ? undefined : verdict.place);

/** What part of the file each byte belongs to, and which entries a chunk holds. */
function mapOf({ chunks, sizes }: ReturnType<typeof signedLog>) {
  const parts: { start: number; place: object; entries: readonly [number, number] | undefined }[] = [
    { start: 0, place: { part: 'magic' }, entries: undefined },
  ];
  let [at, first] = [14, 1];
  for (const [chunk, { bytes }] of chunks.entries()) {
    const last = first + sizes[chunk]! - 1;
    parts.push({ start: at, place: { part: 'chunk', chunk }, entries: chunk === 0 ? undefined : [first, last] });
    at += 4 + bytes.length + 32;
    first = last + 1;
  }
  parts.push({ start: at, place: { part: 'head' }, entries: undefined });
  return (byte: number) => parts.findLast(({ start }) => start <= byte)!;
}

test('[L2] every one-bit flip of a signed log of 200 events is detected and located', () => {
  const log = signedLog(200);
  const file = toFile(log);
  expect(judge(file, trust)).toMatchObject({ verified: true, signature: 'valid', keyId: testSigner.keyId });
  const partOf = mapOf(log);
  const missed: string[] = [];
  let [flips, entriesNamed] = [0, 0];
  for (let bit = 0; bit < file.length * 8; bit++) {
    const byte = bit >> 3;
    file[byte]! ^= 1 << (bit & 7);
    const verdict = judge(file, trust);
    file[byte]! ^= 1 << (bit & 7);
    flips++;
    const { place, entries, start } = partOf(byte);
    const isLength = byte < start + 4;
    const { entries: named, ...found } = { entries: undefined, ...placeOf(verdict) };
    if (JSON.stringify(found) !== JSON.stringify(place)) missed.push(`bit ${bit}: ${JSON.stringify(found)}`);
    if (!named) continue;
    entriesNamed++;
    // A length that was hit may make one chunk of several.
    const right = named[0] === entries?.[0] && (isLength ? named[1] >= entries[1] : named[1] === entries[1]);
    if (!right) missed.push(`bit ${bit}: entries ${String(named)}`);
  }
  expect(missed).toEqual([]);
  expect(flips).toBe(file.length * 8);
  // Wherever the entries themselves were hit.
  const bytesOfEntries = log.chunks.slice(1).reduce((sum, { bytes }) => sum + bytes.length, 0);
  expect(entriesNamed).toBeGreaterThanOrEqual(bytesOfEntries * 8);
}, 120_000);

test('[L2] what was forged with hashes that fit is found by the signed root, and by the rules', () => {
  const { header, entries } = longGame(40);
  const { head } = signedLog(40);
  const forge = (forged: readonly LogEntry[], signer?: LogSigner): Uint8Array => {
    const writer = new LogWriter(header, sha256);
    const chunks = [writer.first, writer.entries(forged)];
    const own = { matchId: header.matchId, ...writer.summary(), chainHash: chunks[1]!.hash };
    return toFile({ chunks, head: signer ? signHead(own, signer) : head });
  };
  const of = (file: Uint8Array, by = trust): Verdict => judge(file, by);
  expect(of(forge(entries.toSpliced(7, 1)))).toMatchObject({
    what: expect.stringMatching(/^the log holds 39 entries, and its head speaks of 40; tick \d+: /),
    place: { part: 'tick' },
  });
  expect(of(forge(entries.with(7, { ...entries[7]!, tick: 0 })))).toMatchObject({
    what: expect.stringMatching(/^the entries are not those that were signed; tick \d+: /),
  });
  expect(of(forge(entries))).toMatchObject({ what: 'the entries were signed in other chunks', place: { part: 'log' } });
  expect(of(forge(entries, testSigner))).toMatchObject({ verified: true });
  expect(of(forge(entries, stranger))).toMatchObject({
    ...{ verified: false, signature: 'unknown_key', keyId: stranger.keyId },
    place: { part: 'head' },
  });
  const pretender = { ...stranger, keyId: testSigner.keyId };
  expect(of(forge(entries, pretender))).toMatchObject({ signature: 'wrong', place: { part: 'head' } });
  expect(of(forge(entries.toSpliced(7, 1), testSigner))).toMatchObject({
    ...{ verified: false, signature: 'valid' },
    place: { part: 'tick', rightUpTo: expect.any(Number) },
  });
});

test("[L2] another match's head does not fit, and a missing one is demanded where keys are given", () => {
  const { chunks, head } = signedLog(40);
  const { keyId: _, ...said } = readHead(head!);
  const other = signHead({ ...said, matchId: '99999999-89ab-4cde-8f01-23456789abcd' }, testSigner);
  expect(judge(toFile({ chunks, head: other }), trust)).toMatchObject({
    what: expect.stringMatching(/head is that of match 9999/),
    place: { part: 'log' },
  });
  expect(judge(toFile({ chunks }), trust)).toMatchObject({ verified: false, what: 'the log has no signed head' });
  expect(judge(toFile({ chunks }))).toMatchObject({ verified: true, signature: 'missing' });
  expect(judge(toFile({ chunks, head }))).toMatchObject({ verified: true, signature: 'not_checked' });
  expect(judge(toFile({ chunks: chunks.slice(0, -1) }), trust)).toMatchObject({
    what: expect.stringMatching(/no signed head; the log has no end/),
  });
});

test('[L2] keys rotate: a log verifies with whichever of the known keys signed it', () => {
  const files = [testSigner, stranger].map((signer) => toFile(signedLog(40, signer)));
  for (const file of files) expect(judge(file, trusting(testSigner, stranger))).toMatchObject({ verified: true });
  expect(judge(files[0]!, trusting(stranger))).toMatchObject({ verified: false, signature: 'unknown_key' });
});

test('a tick that no match reaches is refused, not played', () => {
  const { header, entries } = longGame(40);
  const writer = new LogWriter(header, sha256);
  const late = entries.with(5, { ...entries[5]!, tick: 2 ** 50 });
  const chunks = [writer.first, writer.entries(late)];
  expect(judge(toFile({ chunks }))).toMatchObject({ what: 'the log speaks of more than thirty days' });
});

test('[L3] two logs of one match are compared: the first entry, and the first field that became another', () => {
  const { header, entries } = longGame(60);
  const log = { header, entries };
  const compare = (forged: readonly LogEntry[]) =>
    compareLogs(log, { header, entries: forged }, gameById('chess'), sha256);
  const at = entries.findIndex((entry, i) => i > 20 && entry.kind === 'action');
  const action = entries[at] as Extract<LogEntry, { kind: 'action' }>;
  expect(compare(entries)).toBeUndefined();
  expect(compare(entries.with(at, { ...action, action: { type: 'resign' } }))).toMatchObject({
    entry: { number: at + 1, entries: [action, { action: { type: 'resign' } }] },
    state: { tick: action.tick, path: expect.stringMatching(/^\w+/), values: [expect.any(String), expect.any(String)] },
  });
  const hash = entries.findIndex((entry) => entry.kind === 'hash');
  const other = { ...entries[hash]!, hash: new Uint8Array(8) } as LogEntry;
  expect(compare(entries.with(hash, other))).toEqual({ entry: { number: hash + 1, entries: [entries[hash], other] } });
  expect(compare(entries.slice(0, 30))).toMatchObject({ entry: { number: 31, entries: [entries[30], undefined] } });
  const renamed = { ...header, seats: ['ann', 'eve'] };
  expect(compareLogs(log, { header: renamed, entries }, gameById('chess'), sha256)).toEqual({
    header: { path: 'seats.1', values: ['"bob"', '"eve"'] },
  });
});
