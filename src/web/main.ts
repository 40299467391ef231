// Arbiter's first page: keeps the lists fresh, decides which match the board follows, and keeps both in the URL.

import { answerOf } from '../client/arbiter.ts';
import { addressFrom, addressWith, defaultGame, defaultMode, type Target, targetOf } from './address.ts';
import { byId, element, setAttribute, setText, syncList } from './dom.ts';
import { drawLeaders, drawModes, drawResults, drawRunning, renewTimes } from './lists.ts';
import { MatchView } from './match-view.ts';
import { arbiter, type Game, type Match, soon, type Standing } from './server.ts';
import { Visitor } from './visitor.ts';
import { type Sight, Watch } from './watch.ts';

const pollMs = 4_000;
const lingerMs = 5_000;

const view = new MatchView();
const visitor = new Visitor();
let watch: Watch | undefined;
/** When the followed match was seen to end. */
let endedAt = 0;
/** How it was followed when the note was drawn. */
let seen = '';
let running: readonly Match[] = [];
let games: readonly Game[] = [];
let timer: number | undefined;
let polling = false;
let failed = false;

const chosen = (): Target | undefined => targetOf(location.search);

/** The leaderboard's: as the address has it, as far as there is such a one. */
function board(): { game: string; mode: string } {
  const query = new URLSearchParams(location.search);
  const ranked = games.filter(({ modes }) => modes.some(({ rated }) => rated));
  const game = ranked.find(({ id }) => id === (query.get('game') ?? defaultGame)) ?? ranked[0];
  const modes = game?.modes.filter(({ rated }) => rated) ?? [];
  const mode = modes.find(({ id }) => id === (query.get('mode') ?? defaultMode)) ?? modes[0];
  return { game: game?.id ?? defaultGame, mode: mode?.id ?? defaultMode };
}

/**
 * Links carry what they choose in `data-match` ("" = whatever runs), `data-from` (a tick of the match), `data-game` or
 * `data-mode`; this gives them their addresses.
 */
function drawLinks(): void {
  const { search } = location;
  const { game, mode } = board();
  const current = { match: watch?.target.matchId, game, mode };
  for (const link of document.querySelectorAll<HTMLElement>('a[data-match], a[data-game], a[data-mode]')) {
    const { dataset } = link;
    const name = (['match', 'game', 'mode'] as const).find((each) => each in dataset)!;
    const value = dataset[name]!;
    const from = dataset['from'];
    const href =
      from === undefined ? addressWith(search, name, value || undefined) : addressFrom(search, value, Number(from));
    setAttribute(link, 'href', href);
    const isCurrent = value !== '' && from === undefined && value === current[name];
    setAttribute(link, 'aria-current', isCurrent ? 'true' : undefined);
  }
}

function follow(target: Target): void {
  if (JSON.stringify(watch?.target) === JSON.stringify(target)) return;
  watch?.stop();
  endedAt = 0;
  watch = new Watch(target, onSight);
  view.draw(watch);
}

function onSight(sight: Sight): void {
  view.draw(watch);
  const now = `${sight.phase} ${sight.playhead.own}`;
  if (now !== seen) drawNote();
  seen = now;
  if (!sight.end || endedAt > 0) return;
  endedAt = performance.now();
  drawNote();
  setTimeout(choose, lingerMs + 50);
  void poll();
}

/** The chosen match; else the one on the board until some seconds after its end, then the next that runs. */
function choose(): void {
  const wanted = chosen();
  // Who looks at an earlier moment follows nothing.
  const followed = watch?.target.t === undefined ? watch?.sight : undefined;
  const isOver = endedAt > 0 && performance.now() - endedAt > lingerMs;
  if (wanted !== undefined) follow(wanted);
  else if (!followed || followed.phase === 'missing' || isOver) {
    const next = running.find(({ id }) => id !== followed?.matchId);
    if (next) follow({ matchId: next.id });
  }
  drawNote();
}

/** Says what the board will do next, and offers the other ways. */
function drawNote(): void {
  const wanted = chosen();
  const here = watch?.sight;
  const text = !here ? '' : wanted ? 'Your choice' : here.end ? 'The next match follows' : 'Newest running match';
  setText(byId('watch-note'), text);
  const links: { text: string; match: string; from?: string }[] = [];
  if (wanted) links.push({ text: 'Follow whatever runs', match: '' });
  else if (here) links.push({ text: 'Stay with this match', match: here.matchId });
  if (here?.phase === 'shown' && !here.playhead.own)
    links.push({ text: 'From its start', match: here.matchId, from: '0' });
  syncList(
    byId('watch-links'),
    links,
    ({ match, from }) => `${match} ${from}`,
    ({ text, match, from }) => element('a', { 'data-match': match, ...(from && { 'data-from': from }) }, text),
  );
  drawLinks();
}

/** Newest first. */
const matches = async (status: 'running' | 'finished', limit: number): Promise<Match[]> =>
  answerOf(await arbiter.api.GET('/matches', { params: { query: { status, limit } }, ...soon() })).items;

async function leadersOf({ game, mode }: ReturnType<typeof board>): Promise<Standing[]> {
  const params = { path: { game }, query: { mode, limit: 10 } };
  const { items } = answerOf(await arbiter.api.GET('/leaderboards/{game}', { params, ...soon() }));
  return items.filter((item) => 'rating' in item);
}

async function poll(): Promise<void> {
  if (polling) return;
  polling = true;
  window.clearTimeout(timer);
  try {
    if (games.length === 0) games = answerOf(await arbiter.api.GET('/games', soon())).items;
    const asked = board();
    drawModes(games, asked.game);
    const [now, finished, leaders] = await Promise.all([
      matches('running', 20),
      matches('finished', 10),
      leadersOf(asked),
    ]);
    running = now;
    drawRunning(running);
    drawResults(finished);
    if (JSON.stringify(asked) === JSON.stringify(board())) drawLeaders(leaders);
    renewTimes();
    choose();
    if (failed) recover();
  } catch {
    failed = true;
    setText(byId('trouble'), 'The server does not answer; trying again…');
  }
  polling = false;
  if (!document.hidden) timer = window.setTimeout(poll, pollMs);
}

function recover(): void {
  failed = false;
  setText(byId('trouble'), '');
  visitor.look();
}

function go(url: string): void {
  history.pushState(null, '', url);
  onAddress();
}

function onAddress(): void {
  if (chosen() === undefined) endedAt &&= 1; // a match that is over need not be waited for
  choose();
  void poll();
}

document.addEventListener('click', (event) => {
  const link = (event.target as Element).closest('a[data-match], a[data-game], a[data-mode]');
  if (!link || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  go(link.getAttribute('href') ?? '/');
  if (link.hasAttribute('data-match')) byId('watch-title').scrollIntoView({ block: 'nearest' });
});
window.addEventListener('popstate', onAddress);
document.addEventListener('visibilitychange', () => {
  if (document.hidden) window.clearTimeout(timer);
  else {
    visitor.look();
    void poll();
  }
});

setText(byId('origin'), location.origin);
if (location.port !== '2567') {
  for (const node of document.querySelectorAll('.demo')) setText(node, `npm run demo -- --endpoint ${location.origin}`);
}
view.draw(undefined);
choose();
void poll();
