// Arbiter's first page: keeps the lists fresh, decides which match the board follows, and keeps both in the URL.

import { getLeaders, getMatches, getModes } from './api.js';
import { byId, element, setAttribute, setText } from './dom.js';
import { drawLeaders, drawModes, drawResults, drawRunning, renewTimes } from './lists.js';
import { MatchView } from './match-view.js';
import { Watch } from './watch.js';

const pollMs = 4_000;
const lingerMs = 5_000;
const defaultMode = 'blitz';

const sdk = new /** @type {any} */ (window).Colyseus.Client(location.origin);
const view = new MatchView();
/** @type {Watch | undefined} */
let watch;
/** When the followed match was seen to end. */
let endedAt = 0;
/** @type {readonly import('./api.js').Match[]} */
let running = [];
/** @type {readonly import('./api.js').Mode[]} */
let modes = [];
/** @type {number | undefined} */
let timer;
let polling = false;

const chosen = () => new URLSearchParams(location.search).get('match') ?? undefined;
/** Of the link by which the page was opened, if it was. */
const link = () => new URLSearchParams(location.search).get('link') ?? undefined;
const mode = () => {
  const asked = new URLSearchParams(location.search).get('mode');
  return modes.find(({ id }) => id === asked)?.id ?? defaultMode;
};

/** This page's address with one parameter changed. @param {string} name @param {string | undefined} value */
function address(name, value) {
  const query = new URLSearchParams(location.search);
  if (name === 'match') for (const ofLink of ['link', 't', 'pov', 'speed']) query.delete(ofLink);
  if (value === undefined || (name === 'mode' && value === defaultMode)) query.delete(name);
  else query.set(name, value);
  const text = query.toString();
  return text === '' ? location.pathname : `${location.pathname}?${text}`;
}

/** Links carry what they choose in `data-match` ("" = whatever runs) or `data-mode`; this gives them their addresses. */
function drawLinks() {
  for (const link of document.querySelectorAll('a[data-match], a[data-mode]')) {
    const { match, mode: linked } = /** @type {HTMLElement} */ (link).dataset;
    setAttribute(link, 'href', linked === undefined ? address('match', match || undefined) : address('mode', linked));
    const current = linked === undefined ? match !== '' && match === watch?.sight.matchId : linked === mode();
    setAttribute(link, 'aria-current', current ? 'true' : undefined);
  }
}

/** @param {string | undefined} matchId */
function follow(matchId) {
  if (watch?.sight.matchId === matchId) return;
  watch?.stop();
  endedAt = 0;
  watch =
    matchId === undefined
      ? undefined
      : new Watch(sdk, { matchId, link: matchId === chosen() ? link() : undefined }, onSight);
  view.draw(watch?.sight);
}

/** @param {import('./watch.js').Sight} sight */
function onSight(sight) {
  view.draw(sight);
  if (!sight.end || endedAt > 0) return;
  endedAt = performance.now();
  drawNote();
  setTimeout(choose, lingerMs + 50);
  void poll();
}

/** The chosen match; else the one on the board until some seconds after its end, then the next that runs. */
function choose() {
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
function drawNote() {
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

async function poll() {
  if (polling) return;
  polling = true;
  window.clearTimeout(timer);
  try {
    if (modes.length === 0) drawModes((modes = await getModes()));
    const asked = mode();
    const [now, finished, leaders] = await Promise.all([
      getMatches('running', 20),
      getMatches('finished', 10),
      getLeaders(asked),
    ]);
    running = now;
    drawRunning(running);
    drawResults(finished);
    if (asked === mode()) drawLeaders(leaders);
    renewTimes();
    choose();
    setText(byId('trouble'), '');
  } catch {
    setText(byId('trouble'), 'The server does not answer; trying again…');
  }
  polling = false;
  if (!document.hidden) timer = window.setTimeout(poll, pollMs);
}

/** @param {string} url */
function go(url) {
  history.pushState(null, '', url);
  onAddress();
}

function onAddress() {
  if (chosen() === undefined) endedAt &&= 1; // a match that is over need not be waited for
  choose();
  void poll();
}

document.addEventListener('click', (event) => {
  const link = /** @type {Element} */ (event.target).closest('a[data-match], a[data-mode]');
  if (!link || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  go(link.getAttribute('href') ?? location.pathname);
  if (link.hasAttribute('data-match')) byId('watch-title').scrollIntoView({ block: 'nearest' });
});
window.addEventListener('popstate', onAddress);
document.addEventListener('visibilitychange', () => {
  if (document.hidden) window.clearTimeout(timer);
  else void poll();
});

setText(byId('origin'), location.origin);
view.draw(undefined);
choose();
void poll();
