// Every golden log replays for ever; see record.ts for how one is added. None is ever changed.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { gameById, games } from '../../src/games/index.ts';
import { verifyReplay } from '../../src/replays/verify-replay.ts';
import { verifyEd25519 } from '../../src/services/ed25519.ts';
import { sha256 } from '../../src/services/sha256.ts';
import { zstd } from '../../src/services/zstd.ts';
import { judge } from '../support/log-file.ts';
import { goldenSigner } from './signer.ts';

const logs = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.arblog'));
const trust = { keys: new Map([[goldenSigner.keyId, goldenSigner.publicKey]]), verifyEd25519 };

describe('[L5] [L6] [L8] golden replays', () => {
  test.each(Object.values(games).map(({ rules }) => rules))(
    '$id, version $version, is read as it was written',
    (rules) => {
      const file = readFileSync(join(import.meta.dirname, `${rules.id}-${rules.version}.arbreplay`));
      const verdict = verifyReplay(file, zstd, { gameById, sha256, trust });
      expect(verdict).toMatchObject({ verified: true, signature: 'valid' });
    },
  );
});

describe('[L1] [L8] golden logs', () => {
  test.each(logs)('%s replays as it was played', (name) => {
    const verdict = judge(readFileSync(join(import.meta.dirname, name)), trust);
    expect(verdict).toMatchObject({ verified: true, signature: 'valid' });
  });

  test.each(Object.values(games).map(({ rules }) => rules))('$id has one of version $version', ({ id, version }) => {
    expect(logs, `record it: node test/golden/record.ts ${id}`).toContain(`${id}-${version}.arblog`);
  });
});
