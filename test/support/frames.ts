// Every frame that a server sends to SDK clients of this process, byte for byte. Import it before the SDK, which keeps
// the WebSocket class that it finds when it is loaded.

const frames = new Map<string, Buffer[]>();

class RecordingWebSocket extends WebSocket {
  constructor(url: string | URL, protocols?: ConstructorParameters<typeof WebSocket>[1]) {
    super(url, protocols);
    const sessionId = new URL(url).searchParams.get('sessionId') ?? '';
    const received = frames.get(sessionId) ?? [];
    frames.set(sessionId, received);
    this.addEventListener('message', ({ data }) => received.push(Buffer.from(data as ArrayBuffer)));
  }
}
globalThis.WebSocket = RecordingWebSocket;

/** What a session was sent so far, over all its connections. */
export const framesOf = (sessionId: string): readonly Buffer[] => frames.get(sessionId) ?? [];

/** Protocol codes of the state (@colyseus/shared-types), in a frame's first byte. */
const ROOM_STATE = 14;
const ROOM_STATE_PATCH = 15;

export const carriesState = (frame: Buffer): boolean => frame[0] === ROOM_STATE || frame[0] === ROOM_STATE_PATCH;
