// Work that would wait for the same lock waits here instead, where waiting costs no connection: many requests of one
// owner leave the database's connections to all others.

/** Runs one work after the other for each key, and those of different keys at once. */
export function inTurn() {
  const last = new Map<string, Promise<unknown>>();
  return async function run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = last.get(key);
    const done = (before ?? Promise.resolve()).then(work);
    const settled = done.then(
      () => undefined,
      () => undefined,
    );
    last.set(key, settled);
    try {
      return await done;
    } finally {
      if (last.get(key) === settled) last.delete(key);
    }
  };
}
