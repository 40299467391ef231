// Why a room closes a connection: codes of our own, beside Colyseus' (docs/protocol.md tells clients what they mean).

export const closeCodes = {
  tookOver: 4100,
  malformed: 4101,
  tooSlow: 4102,
  signedOut: 4110,
  banned: 4111,
  barred: 4112,
} as const;
