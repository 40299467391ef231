// Ids as a command is given them.

export const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

/** The number of a row: 7, or #7. */
export function toRowId(text: string): number {
  const id = Number(text.replace(/^#/, ''));
  if (!Number.isInteger(id) || id < 1 || id > 2 ** 31 - 1) throw new Error(`${text} is not a whole number from 1 on`);
  return id;
}
