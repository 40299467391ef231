// Answers of the HTTP API that were not as its document says, since the last time that somebody asked.

let misfits: string[] = [];

export const noteMisfit = (what: string): void => void misfits.push(what);

export function takeMisfits(): readonly string[] {
  const taken = misfits;
  misfits = [];
  return taken;
}
