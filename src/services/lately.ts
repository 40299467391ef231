// What takes long to make and was made lately: who asks for the same again, or while it is being made, gets that.

/** A function that makes what a key is for, unless it is among the `most` that were asked for last. What fails is not kept. */
export function lately<T>(most: number): (key: string, make: () => Promise<T>) => Promise<T> {
  // A map is in the order of insertion: what was not asked for the longest is first.
  const made = new Map<string, Promise<T>>();
  return (key, make) => {
    const found = made.get(key) ?? make();
    made.delete(key);
    made.set(key, found);
    found.catch(() => made.get(key) === found && made.delete(key));
    for (const oldest of made.keys()) if (made.size > most) made.delete(oldest);
    return found;
  };
}
