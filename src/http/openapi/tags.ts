// What the operations of the API are about, group by group, as its document tells it.

/** By tag; every operation has one of these. */
export const tagDescriptions = {
  achievements: 'What there is to unlock, and who has; titles unlock here.',
  activity: 'What has happened lately: scores, unlocks, matches.',
  admin:
    'For moderators and admins: players, bans, cases of suspected cheating, jobs, ladders, seasons, the audit log.',
  auth: 'Guests, accounts, sessions: where the access token comes from that most else asks for.',
  blocks: 'Players whom one does not want to hear from.',
  developer: 'For developers: their titles, how their players come, stay and play, and the queues.',
  friends: 'Friends, requests for friendship, and how two compare.',
  games:
    'The games played here and titles elsewhere, with what developers keep of them: keys, achievements, assets, storage.',
  leaderboards: 'Who stands where: by rating, by points, by achievements; one player, or those around one.',
  links: 'Links that open a replay at a moment, a private one too.',
  'log-keys': 'The public keys by which signed logs are checked.',
  match: 'The queue for a match, without a connection to it.',
  matches: 'Matches with their results, logs, replays, reports, heatmaps, and links to share them.',
  messages: 'Direct messages between players.',
  moderation: 'For moderators: reports of players, and mutes.',
  mutes: 'Players whose chat one does not want to read.',
  notifications: 'What has happened to a player, kept until it is read.',
  party: 'Players who queue together.',
  players:
    'Players: profiles, ratings, statistics, achievements, matches, dashboard, settings; and one’s own data, to take along or delete.',
  presence: 'Who of one’s friends is online, and what they are doing.',
  push: 'Browsers that are told what happens while no page is open.',
  reports: 'Reporting a player to the moderators.',
  rooms: 'Rooms that can be joined, and seats in them.',
  scores: 'What matches, and servers of titles, have brought players.',
  seasons: 'The seasons of leaderboards.',
  storage: 'Values that a player, or a title’s server, keeps for a player.',
  tournaments: 'Tournaments: announcing, entering, pairings, standings.',
} as const satisfies Readonly<Record<string, string>>;
