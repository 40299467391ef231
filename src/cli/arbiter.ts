#!/usr/bin/env node
// `arbiter <command>`: the table of commands. Each is a program of its own in this folder.

const commands = {
  verify: { about: "judge a match's log or replay: a file, a match id or a URL", run: () => import('./verify.ts') },
  replay: { about: 'show what is in a replay, and the state at any tick of it', run: () => import('./replay.ts') },
  cases: { about: 'list, show and close what the detectors of cheating have found', run: () => import('./cases.ts') },
  achievements: {
    about: 'list achievements, and count a new one over what was played before it',
    run: () => import('./achievements.ts'),
  },
  titles: { about: 'register games of others, and make keys for their servers', run: () => import('./titles.ts') },
  role: { about: 'give an account a role: <player id> <role>', run: () => import('./role.ts') },
  password: { about: 'give who has lost theirs a new password', run: () => import('./password.ts') },
  reseal: { about: 'move all e-mail addresses to the current DATA_KEY', run: () => import('./reseal.ts') },
  jobs: { about: 'what workers tried in vain, and trying it again', run: () => import('./jobs.ts') },
  queues: {
    about: 'who waits for a match, for how long, and how even the matches are',
    run: () => import('./queues.ts'),
  },
  ratings: { about: 'count ratings anew from the verified results', run: () => import('./ratings.ts') },
  analytics: { about: 'write a report of the developer analytics as CSV', run: () => import('./analytics.ts') },
  statistics: { about: "count players' statistics anew from the matches", run: () => import('./statistics.ts') },
  boards: { about: 'fill the boards in Redis anew', run: () => import('./boards.ts') },
  seasons: { about: "list games' seasons, and start the next one", run: () => import('./seasons.ts') },
  matches: { about: 'let a match count no more', run: () => import('./matches.ts') },
  audit: { about: 'what staff, developers and operators have done', run: () => import('./audit.ts') },
  doctor: { about: 'explain the environment, and say whether a server would start', run: () => import('./doctor.ts') },
};

const [name = ''] = process.argv.splice(2, 1);
if (Object.hasOwn(commands, name)) {
  await commands[name as keyof typeof commands].run();
} else {
  const lines = Object.entries(commands).map(([command, { about }]) => `  ${command.padEnd(13)}${about}`);
  console.error(['usage: arbiter <command> [options]', '', ...lines].join('\n'));
  process.exitCode = 2;
}
