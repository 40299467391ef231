// Direct messages that are written at once: whichever is stored first, the later one is the last.

import { expect, test } from 'vitest';
import type { ChatMessage } from '../../src/services/chat/messages.ts';
import { allowed, signInGuest, testAccounts } from '../support/accounts.ts';
import { holding, untilWaiting } from '../support/holding.ts';

test('[M3] of two messages the later one is the last, and can be read, also where it is stored first', async () => {
  const accounts = await testAccounts();
  const { chat, conversations, sessions } = accounts.services;
  const guest = async () => (await sessions.verify((await signInGuest(accounts.services)).token))!;
  const [ann, bob] = [await guest(), await guest()];
  const say = async (text: string): Promise<ChatMessage> => {
    const said = allowed(await chat.direct(ann, bob.playerId, text));
    return 'message' in said ? said.message : expect.unreachable(said.notice);
  };
  await say('Hello');
  let later: ChatMessage | undefined;
  // Of what is masked the original is kept, too: with that it stands still when it has its number.
  const earlier = await holding(
    accounts,
    [['LOCK TABLE originals IN SHARE MODE', []]],
    () => say('shit'),
    async () => {
      await untilWaiting(accounts, 1);
      later = await say('Sorry');
    },
  );
  expect(Number(earlier.id)).toBeLessThan(Number(later!.id));
  const listed = async ({ playerId }: typeof ann) => allowed(await conversations.list(playerId, { limit: 9 })).items;
  expect(await listed(ann)).toMatchObject([{ last: { id: later!.id }, unread: 0 }]);
  expect(await listed(bob)).toMatchObject([{ last: { id: later!.id }, unread: 3 }]);
  await conversations.read(bob.playerId, ann.playerId, later!.id);
  expect(await listed(bob)).toMatchObject([{ unread: 0 }]);
});
