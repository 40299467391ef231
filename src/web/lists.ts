// The three lists: running matches, the leaderboard, recent results.

import { logUrl } from './api.js';
import { byId, element, setAttribute, setShown, setText, syncList } from './dom.js';
import { ago, howItEnded, scores } from './words.js';

/** Titles of the modes by id, as far as known. @type {Map<string, string>} */
const modeTitles = new Map();
const modeTitle = (/** @type {string} */ mode) => modeTitles.get(mode) ?? mode;

/** @param {readonly import('./api.js').Match[]} matches */
export function drawRunning(matches) {
  syncList(byId('running'), matches, keyOf, ({ id, mode, startedAt, seats }) => {
    const [white, black] = seats.map(({ player }) => player.name);
    const names = element('span', { class: 'names' }, `${white} `, element('i', {}, 'vs'), ` ${black}`);
    const detail = element('span', { class: 'detail' }, `${modeTitle(mode)} · started `, time(startedAt));
    return element('li', {}, element('a', { class: 'row', 'data-match': id }, names, detail));
  });
  setShown(byId('running-empty'), matches.length === 0);
  setText(byId('running-count'), matches.length > 0 ? String(matches.length) : '');
}

/** @param {readonly import('./api.js').Match[]} matches */
export function drawResults(matches) {
  syncList(byId('results'), matches, keyOf, (match) => {
    const { id, mode, reason, seats, startedAt, finishedAt } = match;
    const draw = scores(seats.map(({ rank }) => rank))[0] === '½';
    const [first, second] = [...seats].sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0)).map(({ player }) => player.name);
    const winner = element('span', draw ? {} : { class: 'won' }, first);
    const verb = element('i', {}, draw ? ' drew with ' : ' beat ');
    const link = element('a', { class: 'names', 'data-match': id }, winner, verb, second);
    const how = element('span', {}, howItEnded(reason));
    const when = element('span', {}, `${modeTitle(mode)} · `, time(finishedAt ?? startedAt));
    const detail = element('span', { class: 'detail' }, how, when);
    const download = element('a', { class: 'log', href: logUrl(id), download: `${id}.arblog` }, 'log');
    setAttribute(download, 'aria-label', `Download the log of ${first} – ${second}`);
    return element('li', { class: 'result' }, link, detail, badge(match), download);
  });
  setShown(byId('results-empty'), matches.length === 0);
}

/** @param {import('./api.js').Match} match */
function badge({ verified, verdict }) {
  if (verified === null)
    return element('span', { class: 'badge', title: 'A second judge has yet to replay it' }, 'not yet verified');
  const [kind, text] = verified ? ['good', '✓ verified'] : ['bad', '✗ refuted'];
  return element(
    'span',
    { class: `badge ${kind}`, title: verdict ?? (verified ? 'The log replays to this result' : '') },
    text,
  );
}

/** @param {readonly import('./api.js').Standing[]} standings */
export function drawLeaders(standings) {
  const keyOfStanding = (/** @type {import('./api.js').Standing} */ { player }) => player.id;
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

/** Only rated modes have a leaderboard. @param {readonly import('./api.js').Mode[]} modes */
export function drawModes(modes) {
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
export function renewTimes() {
  for (const node of document.querySelectorAll('time')) setText(node, ago(node.dateTime));
}

/** @param {string} iso */
const time = (iso) => element('time', { datetime: iso, title: new Date(iso).toLocaleString() }, ago(iso));

/** @param {{ id: string }} item */
const keyOf = ({ id }) => id;
