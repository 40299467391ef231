// What stands between two players; it changes while both are held (player-locks.ts).

import type { Transaction } from '../../db/client.ts';

export const areFriends = async (tx: Transaction, playerId: string, friendId: string): Promise<boolean> =>
  (await tx.friend.count({ where: { playerId, friendId } })) > 0;

/** Whether one of them has blocked the other. */
export async function isBlocked(tx: Transaction, oneId: string, otherId: string): Promise<boolean> {
  const pair = { in: [oneId, otherId] };
  return (await tx.block.count({ where: { playerId: pair, blockedId: pair } })) > 0;
}

/** Ends a friendship, and with it what only friends are invited to; false when there was none. */
export async function part(tx: Transaction, oneId: string, otherId: string): Promise<boolean> {
  const pair = { in: [oneId, otherId] };
  await tx.partyInvite.deleteMany({ where: { playerId: pair, party: { leaderId: pair } } });
  return (await tx.friend.deleteMany({ where: { playerId: pair, friendId: pair } })).count > 0;
}

/** Takes back what one has asked the other, both ways; false when there was nothing. */
export async function dropRequests(tx: Transaction, oneId: string, otherId: string): Promise<boolean> {
  const pair = { in: [oneId, otherId] };
  return (await tx.friendRequest.deleteMany({ where: { fromId: pair, toId: pair } })).count > 0;
}
