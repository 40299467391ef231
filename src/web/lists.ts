// The three lists: running matches, the leaderboard, recent results.

import { byId, element, setAttribute, setShown, setText, syncList } from './dom.ts';
import type { Game, Match, Standing } from './server.ts';
import { ago, howItEnded, listOf, sidesOf } from './words.ts';

/** Titles of the games and of their modes, as far as known. */
const titles = new Map<string, { game: string; mode: string }>();
function titleOf({ game, mode }: Match): string {
  const known = titles.get(`${game} ${mode}`) ?? { game, mode };
  return `${known.game}, ${known.mode}`;
}

/** Names in a row are few enough to be read. */
const mostNames = 4;

export function drawRunning(matches: readonly Match[]): void {
  syncList(byId('running'), matches, keyOf, (match) => {
    const names = element('span', { class: 'names' }, ...versus(match.seats.map(({ player }) => player.name)));
    const detail = element('span', { class: 'detail' }, `${titleOf(match)} · started `, time(match.startedAt));
    return element('li', {}, element('a', { class: 'row', 'data-match': match.id }, names, detail));
  });
  setShown(byId('running-empty'), matches.length === 0);
  setText(byId('running-count'), matches.length > 0 ? String(matches.length) : '');
}

/** "Ann vs Bob". */
function versus(names: readonly string[]): (string | Node)[] {
  const shown = names.length > mostNames ? [...names.slice(0, 3), `${names.length - 3} others`] : names;
  return shown.flatMap((name, at) => (at === 0 ? [name] : [' ', element('i', {}, 'vs'), ` ${name}`]));
}

export function drawResults(matches: readonly Match[]): void {
  syncList(byId('results'), matches, keyOf, (match) => {
    const { id, game, reason, startedAt, finishedAt } = match;
    const link = element('a', { class: 'names', 'data-match': id }, ...whoBeatWhom(match));
    const how = element('span', {}, howItEnded(game, reason));
    const when = element('span', {}, `${titleOf(match)} · `, time(finishedAt ?? startedAt));
    const detail = element('span', { class: 'detail' }, how, when);
    const download = element('a', { class: 'log', href: `/api/v1/matches/${id}/log`, download: `${id}.arblog` }, 'log');
    setAttribute(download, 'aria-label', `Download the log of ${link.textContent}`);
    return element('li', { class: 'result' }, link, detail, badge(match), download);
  });
  setShown(byId('results-empty'), matches.length === 0);
}

function whoBeatWhom({ seats }: Match): (string | Node)[] {
  const sides = sidesOf(seats.map(({ rank }) => rank)) ?? { winners: [], others: [...seats.keys()] };
  const names = (of: readonly number[]): string[] => of.map((seat) => seats[seat]!.player.name);
  const others = names(sides.others);
  if (sides.winners.length > 0) {
    const verb = others.length > 0 ? [element('i', {}, ' beat '), listOf(others)] : [element('i', {}, ' won')];
    return [element('span', { class: 'won' }, listOf(names(sides.winners))), ...verb];
  }
  if (others.length === 2) return [others[0]!, element('i', {}, ' drew with '), others[1]!];
  return [listOf(others), element('i', {}, ' drew')];
}

function badge({ verified, verdict }: Match): HTMLElement {
  if (verified === null)
    return element('span', { class: 'badge', title: 'A second judge has yet to replay it' }, 'not yet verified');
  const [kind, text] = verified ? ['good', '✓ verified'] : ['bad', '✗ refuted'];
  return element(
    'span',
    { class: `badge ${kind}`, title: verdict ?? (verified ? 'The log replays to this result' : '') },
    text,
  );
}

export function drawLeaders(standings: readonly Standing[]): void {
  const keyOfStanding = ({ player }: Standing): string => player.id;
  syncList(byId('leaders'), standings, keyOfStanding, ({ rank, player, rating, deviation, wins, draws, losses }) => {
    const spread = element('small', { title: 'rating deviation' }, ` ±${Math.round(deviation)}`);
    return element(
      'tr',
      {},
      element('td', {}, String(rank)),
      element('th', { scope: 'row', class: 'name', title: player.name }, player.name),
      element('td', { class: 'rating' }, String(Math.round(rating)), spread),
      ...[wins, draws, losses].map((count) => element('td', {}, String(count))),
    );
  });
  setShown(byId('leaders-table'), standings.length > 0);
  setShown(byId('leaders-empty'), standings.length === 0);
}

/** Only rated modes have a leaderboard. */
export function drawModes(games: readonly Game[], chosen: string): void {
  for (const { id: game, title, modes } of games) {
    for (const mode of modes) titles.set(`${game} ${mode.id}`, { game: title, mode: mode.title });
  }
  const ranked = games.filter(({ modes }) => modes.some(({ rated }) => rated));
  const link = (name: string) => (item: { id: string; title: string }) =>
    element('a', { [`data-${name}`]: item.id }, item.title);
  syncList(
    byId('games'),
    ranked.map(({ id, title }) => ({ id, title })),
    keyOf,
    link('game'),
  );
  const modes = games.find(({ id }) => id === chosen)?.modes.filter(({ rated }) => rated) ?? [];
  syncList(byId('modes'), modes, keyOf, link('mode'));
}

/** Relative times grow old; this renews them. */
export function renewTimes(): void {
  for (const node of document.querySelectorAll('time')) setText(node, ago(node.dateTime));
}

const time = (iso: string): HTMLElement =>
  element('time', { datetime: iso, title: new Date(iso).toLocaleString() }, ago(iso));

const keyOf = ({ id }: { id: string }): string => id;
