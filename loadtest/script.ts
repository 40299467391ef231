// What every script here does around its work: its options, --help, what it says and how far it has come.

import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';

export const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** On a terminal one line that changes; in a file a line each. */
export const progress = (line: string): void =>
  void process.stderr.write(process.stderr.isTTY ? `\r\u001b[K  ${line}` : `  ${line}\n`);

export function progressIsOver(): void {
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
}

/** Of a script that can't begin. */
export function giveUp(why: string): never {
  process.stderr.write(`${why}\n`);
  process.exit(2);
}

/** What was given on the command line. With --help, and where it is not one of these options, the script ends with its usage. */
export function optionsOf<const Options extends ParseArgsOptionsConfig>(usage: string, options: Options) {
  if (process.argv.includes('--help')) {
    say(usage);
    process.exit(0);
  }
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    return giveUp(`${(error as Error).message}\n\n${usage}`);
  }
}

/** The number that an option has, 0 or more. */
export function numberOf<Option extends string>(
  values: { readonly [option in Option]?: string | undefined },
  option: Option,
): number {
  const text = values[option] ?? '';
  const value = text.trim() === '' ? NaN : Number(text);
  if (!Number.isFinite(value) || value < 0) giveUp(`--${option} must be a number, not "${text}"`);
  return value;
}
