// What a server has opened is closed when it stops, the last first: it needs what came before it.

export type Closer = () => Promise<unknown>;

/** One that fails keeps no other from closing. */
export async function closeAll(closers: readonly Closer[], onError: (error: unknown) => void): Promise<void> {
  for (const close of closers.toReversed()) {
    try {
      await close();
    } catch (error) {
      onError(error);
    }
  }
}
