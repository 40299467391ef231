// What notifications of friendship are about, by whom they name: so that they are found again when they are so no more.

export const aboutRequest = (fromId: string): string => `friend.requested:${fromId}`;
export const aboutAccepted = (byId: string): string => `friend.accepted:${byId}`;

/** All that name this player. */
export const aboutsOf = (playerId: string): string[] => [aboutRequest(playerId), aboutAccepted(playerId)];
