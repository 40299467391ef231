// The CPU of processes that can't be asked (PostgreSQL), read from Linux' /proc.

import { readdirSync, readFileSync } from 'node:fs';

const microsecondsPerTick = 10_000;

interface Stat {
  readonly pid: number;
  readonly parent: number;
  readonly cpuUs: number;
}

/** Microseconds used by all descendants of a process, without itself; NaN where there is no /proc. */
export function descendantsCpuUs(pid: number): number {
  const stats = readStats();
  if (stats.length === 0) return Number.NaN;
  const family = new Set([pid]);
  let sum = 0;
  // A child's pid may be lower than its parent's: until nobody new is found.
  for (let size = 0; size !== family.size;) {
    size = family.size;
    for (const stat of stats) {
      if (!family.has(stat.parent) || family.has(stat.pid)) continue;
      family.add(stat.pid);
      sum += stat.cpuUs;
    }
  }
  return sum;
}

function readStats(): Stat[] {
  try {
    return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? readStat(name) : []));
  } catch {
    return [];
  }
}

/** proc(5): after the name in parentheses come state, ppid, …; utime, stime and those of children that are gone are 14–17. */
function readStat(name: string): Stat[] {
  try {
    const text = readFileSync(`/proc/${name}/stat`, 'utf8');
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const ticks = fields.slice(11, 15).reduce((sum, value) => sum + value, 0);
    return [{ pid: Number(name), parent: fields[1]!, cpuUs: ticks * microsecondsPerTick }];
  } catch {
    return []; // it ended meanwhile
  }
}
