// Work that many ask for at the same moment, done once for all of them.

/**
 * A function that runs `work` for one batch of keys after the other: keys that come while it runs wait for each other and
 * are the next batch. Every call settles as its batch does.
 */
export function coalesce<Key, Result>(work: (keys: readonly Key[]) => Promise<Result>): (key: Key) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  let next: { readonly keys: Key[]; readonly done: Promise<Result> } | undefined;
  return (key) => {
    if (next) {
      next.keys.push(key);
      return next.done;
    }
    const keys = [key];
    const done = last.then(() => {
      next = undefined;
      return work(keys);
    });
    next = { keys, done };
    last = done.catch(() => undefined);
    return done;
  };
}
