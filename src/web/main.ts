// Arbiter's first page: keeps the lists fresh, decides which match the board follows, and keeps both in the URL.

import { answerOf } from '../client/arbiter.ts';
import { addressWith, defaultMode } from './address.ts';
import { byId, element, setAttribute, setText } from './dom.ts';
import { drawLeaders, drawModes, drawResults, drawRunning, renewTimes } from './lists.ts';
import { MatchView } from './match-view.ts';
import { arbiter, type Match, type Mode, soon, type Standing } from './server.ts';
import { Visitor } from './visitor.ts';
import { type Sight, Watch } from './watch.ts';

const pollMs = 4_000;
const lingerMs = 5_000;

const view = new MatchView();
const visitor = new Visitor();
let watch: Watch | undefined;
/** When the followed match was seen to end. */
let endedAt = 0;
let running: readonly Match[] = [];
let modes: readonly Mode[] = [];
let timer: number | undefined;
let polling = false;
let failed = false;

const chosen = (): string | undefined => new URLSearchParams(location.search).get('match') ?? undefined;
/** Of the link by which the page was opened, if it was. */
const link = (): string | undefined => new URLSearchParams(location.search).get('link') ?? undefined;
const mode = (): string => {
  const asked = new URLSearchParams(location.search).get('mode');
  return modes.find(({ id }) => id === asked)?.id ?? defaultMode;
};

/** Links carry what they choose in `data-match` ("" = whatever runs) or `data-mode`; this gives them their addresses. */
function drawLinks(): void {
  const { search } = location;
  for (const link of document.querySelectorAll<HTMLElement>('a[data-match], a[data-mode]')) {
    const { match, mode: linked } = link.dataset;
    const href =
      linked === undefined ? addressWith(search, 'match', match || undefined) : addressWith(search, 'mode', linked);
    setAttribute(link, 'href', href);
    const current = linked === undefined ? match !== '' && match === watch?.sight.matchId : linked === mode();
    setAttribute(link, 'aria-current', current ? 'true' : undefined);
  }
}

function follow(matchId: string | undefined): void {
  if (watch?.sight.matchId === matchId) return;
  watch?.stop();
  endedAt = 0;
  watch =
    matchId === undefined
      ? undefined
      : new Watch({ matchId, link: matchId === chosen() ? link() : undefined }, onSight);
  view.draw(watch?.sight);
}

function onSight(sight: Sight): void {
  view.draw(sight);
  if (!sight.end || endedAt > 0) return;
  endedAt = performance.now();
  drawNote();
  setTimeout(choose, lingerMs + 50);
  void poll();
}

/** The chosen match; else the one on the board until some seconds after its end, then the next that runs. */
function choose(): void {
  const wanted = chosen();
  if (wanted !== undefined) follow(wanted);
  else if (!watch || watch.sight.phase === 'missing' || (endedAt > 0 && performance.now() - endedAt > lingerMs)) {
    const next = running.find(({ id }) => id !== watch?.sight.matchId);
    if (next) follow(next.id);
  }
  drawNote();
  drawLinks();
}

/** Says what the board will do next, and offers the other way. */
function drawNote(): void {
  const wanted = chosen();
  const here = watch?.sight;
  const text = !here ? '' : wanted ? 'Your choice' : here.end ? 'The next match follows' : 'Newest running match';
  setText(byId('watch-note'), text);
  const links = byId('watch-links');
  const match = wanted ? '' : here?.matchId;
  const label = wanted ? 'Follow whatever runs' : 'Stay with this match';
  if (match === undefined) links.replaceChildren();
  else if (links.firstElementChild?.getAttribute('data-match') !== match) {
    links.replaceChildren(element('a', { 'data-match': match }, label));
    drawLinks();
  }
}

/** Newest first. */
const matches = async (status: 'running' | 'finished', limit: number): Promise<Match[]> =>
  answerOf(await arbiter.api.GET('/matches', { params: { query: { game: 'chess', status, limit } }, ...soon() })).items;

async function modesOfChess(): Promise<Mode[]> {
  const { items } = answerOf(await arbiter.api.GET('/games', soon()));
  return items.find(({ id }) => id === 'chess')?.modes ?? [];
}

async function leadersOf(mode: string): Promise<Standing[]> {
  const params = { path: { game: 'chess' }, query: { mode, limit: 10 } };
  const { items } = answerOf(await arbiter.api.GET('/leaderboards/{game}', { params, ...soon() }));
  return items.filter((item) => 'rating' in item);
}

async function poll(): Promise<void> {
  if (polling) return;
  polling = true;
  window.clearTimeout(timer);
  try {
    if (modes.length === 0) drawModes((modes = await modesOfChess()));
    const asked = mode();
    const [now, finished, leaders] = await Promise.all([
      matches('running', 20),
      matches('finished', 10),
      leadersOf(asked),
    ]);
    running = now;
    drawRunning(running);
    drawResults(finished);
    if (asked === mode()) drawLeaders(leaders);
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
  const link = (event.target as Element).closest('a[data-match], a[data-mode]');
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
view.draw(undefined);
choose();
void poll();
