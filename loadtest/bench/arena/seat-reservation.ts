// A seat in a room, asked for as the SDK does it, without the SDK's client behind it.

export interface SeatReservation {
  readonly roomId: string;
  readonly sessionId: string;
  readonly processId: string;
}

/** `where` is the name of a kind of room, or an id to join. A token is sent where there is one. */
export async function reserveSeat(
  endpoint: string,
  method: 'create' | 'joinById' | 'joinOrCreate',
  where: string,
  token: string | undefined,
  options: object = {},
): Promise<SeatReservation> {
  const response = await fetch(`${endpoint}/matchmake/${method}/${where}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(options),
  });
  const answer = (await response.json()) as SeatReservation & { error?: string };
  if (!response.ok || answer.error) throw new Error(`no seat: ${answer.error ?? response.status}`);
  return answer;
}

export const seatUrl = (endpoint: string, { processId, roomId, sessionId }: SeatReservation): URL =>
  new URL(`${endpoint.replace(/^http/, 'ws')}/${processId}/${roomId}?sessionId=${sessionId}`);
