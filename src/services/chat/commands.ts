// Slash commands: what a line that begins with "/" does instead of being said.

import type { Blocks } from '../friends/blocks.ts';
import type { Identity } from '../accounts/access-tokens.ts';
import type { Complaints } from '../complaints.ts';
import type { Players } from '../players.ts';
import { Refused } from '../refused.ts';
import type { Silences } from '../silences.ts';

export interface Command {
  readonly name: string;
  readonly rest: string;
}

/** Undefined for a line that is to be said; "//" begins one that is said with its slash. */
export function readCommand(line: string): Command | undefined {
  const [, name, rest] = /^\/([a-z]+)(?: +(.*))?$/iu.exec(line) ?? [];
  return name === undefined ? undefined : { name: name.toLowerCase(), rest: rest ?? '' };
}

/** Where a command is given: whom a name may mean there, and which of their messages is meant by a report. */
export interface Place {
  readonly people: () => Promise<readonly { readonly id: string; readonly name: string }[]>;
  /** The id of the last thing that the player has said here. */
  readonly lastOf: (playerId: string) => Promise<string | undefined>;
  readonly matchId?: string;
}

interface Parts {
  readonly blocks: Blocks;
  readonly complaints: Complaints;
  readonly players: Players;
  readonly silences: Silences;
}

const help = '/me does …, /mute <name>, /unmute <name>, /block <name>, /report <name> [why], /help';
const moderatorsHelp = `${help}, /timeout <name> <minutes> [why]`;
const mostMinutes = 60 * 24 * 30;

/** What was done, for the one who asked. `/me` is none of these: it is said. */
export async function runCommand(
  { blocks, complaints, players, silences }: Parts,
  { name: command, rest }: Command,
  by: Identity,
  place: Place,
): Promise<{ notice: string } | Refused<'bad-command' | 'forbidden' | 'not-found' | 'too-many-requests'>> {
  const isModerator = async (): Promise<boolean> =>
    ['moderator', 'admin'].includes((await players.role(by.playerId)) ?? 'player');
  if (command === 'help') return { notice: (await isModerator()) ? moderatorsHelp : help };
  const deeds = {
    mute: (id: string) => blocks.mute(by.playerId, id),
    unmute: (id: string) => blocks.unmute(by.playerId, id),
    block: (id: string) => blocks.block(by.playerId, id),
    report: async (id: string, note: string) => {
      const messageId = await place.lastOf(id);
      const { matchId } = place;
      return complaints.file(by.playerId, { playerId: id, reason: 'abuse', note, messageId, matchId });
    },
    timeout: async (id: string, order: string) => {
      const [, minutes, reason] = /^(\d{1,5})(?: +(.+))?$/.exec(order) ?? [];
      if (!(await isModerator())) return new Refused('forbidden', 'This is for moderators.');
      if (!Number(minutes) || Number(minutes) > mostMinutes) {
        return new Refused('bad-command', '/timeout <name> <minutes> [why]: for up to 30 days.');
      }
      const expiresAt = new Date(Date.now() + Number(minutes) * 60_000);
      return silences.silence(id, { reason: reason ?? 'said in a chat', expiresAt }, by);
    },
  };
  const deed = Object.hasOwn(deeds, command) ? deeds[command as keyof typeof deeds] : undefined;
  if (!deed) return new Refused('bad-command', `There is no /${command}. ${help}`);
  const found = whoIsMeant(rest, await place.people());
  if (found instanceof Refused) return found;
  const done = await deed(found.id, found.rest);
  return done instanceof Refused ? done : { notice: `/${command} ${found.name}: done.` };
}

/** The longest name that the line begins with, or an id. */
function whoIsMeant(line: string, people: readonly { readonly id: string; readonly name: string }[]) {
  const fits = (word: string): boolean => {
    const begin = line.slice(0, word.length);
    return begin.toLowerCase() === word.toLowerCase() && ['', ' '].includes(line.charAt(word.length));
  };
  const meant = people.filter(({ id, name }) => fits(id) || fits(name));
  const longest = Math.max(...meant.map(({ name }) => name.length));
  const best = meant.filter(({ id, name }) => fits(id) || name.length === longest);
  const [one] = best;
  if (!one) return new Refused('bad-command', 'Nobody of this name is here.');
  const ids = [...new Set(best.map(({ id }) => id))];
  if (ids.length > 1) return new Refused('bad-command', `Several are called that; say which: ${ids.join(', ')}`);
  return { ...one, rest: line.slice(fits(one.id) ? one.id.length : one.name.length).trim() };
}
