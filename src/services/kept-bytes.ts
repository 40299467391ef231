// Bytes kept in memory because many ask for the same: up to so many in all, those asked for last.

export interface KeptBytes {
  get(key: string): Uint8Array | undefined;
  set(key: string, bytes: Uint8Array): void;
}

export function keepBytes(most: number): KeptBytes {
  // A map is in the order of insertion: what was not asked for the longest is first.
  const kept = new Map<string, Uint8Array>();
  let size = 0;
  const drop = (key: string): void => {
    size -= kept.get(key)?.byteLength ?? 0;
    kept.delete(key);
  };
  const set = (key: string, bytes: Uint8Array): void => {
    drop(key);
    kept.set(key, bytes);
    size += bytes.byteLength;
    for (const [oldest] of kept) {
      if (size <= most) break;
      drop(oldest);
    }
  };
  return {
    get(key) {
      const bytes = kept.get(key);
      if (bytes) set(key, bytes);
      return bytes;
    },
    set,
  };
}
