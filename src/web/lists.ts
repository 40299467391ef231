// The three lists: running matches, the leaderboard, recent results.

import { byId, element, setAttribute, setShown, setText, syncList } from './dom.ts';
import type { Match, Mode, Standing } from './server.ts';
import { ago, howItEnded, scores } from './words.ts';

/** Titles of the modes by id, as far as known. */
const modeTitles = new Map<string, string>();
const modeTitle = (mode: string): string => modeTitles.get(mode) ?? mode;

export function drawRunning(matches: readonly Match[]): void {
  syncList(byId('running'), matches, keyOf, ({ id, mode, startedAt, seats }) => {
    const [white = '', black = ''] = seats.map(({ player }) => player.name);
    const names = element('span', { class: 'names' }, `${white} `, element('i', {}, 'vs'), ` ${black}`);
    const detail = element('span', { class: 'detail' }, `${modeTitle(mode)} · started `, time(startedAt));
    return element('li', {}, element('a', { class: 'row', 'data-match': id }, names, detail));
  });
  setShown(byId('running-empty'), matches.length === 0);
  setText(byId('running-count'), matches.length > 0 ? String(matches.length) : '');
}

export function drawResults(matches: readonly Match[]): void {
  syncList(byId('results'), matches, keyOf, (match) => {
    const { id, mode, reason, seats, startedAt, finishedAt } = match;
    const draw = scores(seats.map(({ rank }) => rank))[0] === '½';
    const ranked = seats.toSorted((a, b) => (a.rank ?? 0) - (b.rank ?? 0));
    const [first = '', second = ''] = ranked.map(({ player }) => player.name);
    const winner = element('span', draw ? {} : { class: 'won' }, first);
    const verb = element('i', {}, draw ? ' drew with ' : ' beat ');
    const link = element('a', { class: 'names', 'data-match': id }, winner, verb, second);
    const how = element('span', {}, howItEnded(reason));
    const when = element('span', {}, `${modeTitle(mode)} · `, time(finishedAt ?? startedAt));
    const detail = element('span', { class: 'detail' }, how, when);
    const download = element('a', { class: 'log', href: `/api/v1/matches/${id}/log`, download: `${id}.arblog` }, 'log');
    setAttribute(download, 'aria-label', `Download the log of ${first} – ${second}`);
    return element('li', { class: 'result' }, link, detail, badge(match), download);
  });
  setShown(byId('results-empty'), matches.length === 0);
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
export function drawModes(modes: readonly Mode[]): void {
  for (const { id, title } of modes) modeTitles.set(id, title);
  const rated = modes.filter((mode) => mode.rated);
  syncList(
    byId('modes'),
    rated,
    ({ id }) => id,
    ({ id, title }) => element('a', { 'data-mode': id }, title),
  );
}

/** Relative times grow old; this renews them. */
export function renewTimes(): void {
  for (const node of document.querySelectorAll('time')) setText(node, ago(node.dateTime));
}

const time = (iso: string): HTMLElement =>
  element('time', { datetime: iso, title: new Date(iso).toLocaleString() }, ago(iso));

const keyOf = ({ id }: { id: string }): string => id;
