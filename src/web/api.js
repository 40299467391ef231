// The HTTP API as this page uses it.

/**
 * @typedef {object} Match
 * @property {string} id
 * @property {string} mode
 * @property {'running' | 'finished' | 'aborted'} status
 * @property {string | null} reason
 * @property {boolean | null} verified
 * @property {string | null} verdict
 * @property {string} startedAt
 * @property {string | null} finishedAt
 * @property {{ seat: number, rank: number | null, player: { id: string, name: string } }[]} seats
 *
 * @typedef {object} Standing
 * @property {number} rank
 * @property {{ id: string, name: string }} player
 * @property {number} rating
 * @property {number} deviation
 * @property {number} games
 * @property {number} wins
 * @property {number} draws
 * @property {number} losses
 *
 * @typedef {{ id: string, title: string, rated: boolean }} Mode
 */

/** @param {string} id @param {string} [link] which opens a private match */
export const logUrl = (id, link) => `/api/v1/matches/${encodeURIComponent(id)}/log${byLink(link)}`;

/** @param {string | undefined} link */
const byLink = (link) => (link === undefined ? '' : `?link=${encodeURIComponent(link)}`);

/** Throws when the server does not answer in time; `status` is set when it answered with an error. @param {string} path */
async function get(path) {
  const response = await fetch(path, { signal: AbortSignal.timeout(8_000), headers: { accept: '*/*' } });
  if (!response.ok) throw Object.assign(new Error(`${path}: ${response.status}`), { status: response.status });
  return response;
}

/** @param {string} path */
const getJson = async (path) => (await get(`/api/v1${path}`)).json();

/** @param {string} id @param {string | undefined} link @returns {Promise<Match>} */
export const getMatch = (id, link) => getJson(`/matches/${encodeURIComponent(id)}${byLink(link)}`);

/** @param {'running' | 'finished'} status @param {number} limit @returns {Promise<Match[]>} newest first */
export const getMatches = async (status, limit) =>
  (await getJson(`/matches?game=chess&status=${status}&limit=${limit}`)).items;

/** @param {string} mode @returns {Promise<Standing[]>} */
export const getLeaders = async (mode) =>
  (await getJson(`/leaderboards/chess?limit=10&mode=${encodeURIComponent(mode)}`)).items;

/** @returns {Promise<Mode[]>} */
export const getModes = async () =>
  (await getJson('/games')).items.find((/** @type {{ id: string }} */ { id }) => id === 'chess').modes;

/** @param {string} id @param {string | undefined} link */
export const getLog = async (id, link) => new Uint8Array(await (await get(logUrl(id, link))).arrayBuffer());
