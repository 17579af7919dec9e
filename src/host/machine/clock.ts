/** When processes were started, in the time of the clock on the wall. */
import { join } from 'node:path';
import { readProc } from './proc.ts';

/** Ticks since the machine was started, as `/proc/PID/stat` counts them, in milliseconds since 1970; undefined: unknown. */
export type Boot = (ticks: number) => number | undefined;

/** USER_HZ: the kernel counts in hundredths of a second for programs, whatever its own clock is (time(7)). */
const TICK = 10;

/** How far the two clocks may differ because they are read at different moments; in milliseconds. */
const SLACK = 1000;

/**
 * `/proc/uptime` has hundredths of a second, `btime` in `/proc/stat` whole seconds. Inside LXC both can belong to the container
 * while the ticks are the host's: this process would then appear to start in the future, and the result is unknown.
 */
export function bootClock(proc: string): Boot {
  const uptime = readProc(join(proc, 'uptime'), 256);
  const seconds = 'text' in uptime ? Number(uptime.text.split(' ')[0]) : Number.NaN;
  const boot = Date.now() - seconds * 1000;
  const own = readProc(join(proc, 'self/stat'), 8192);
  const ticks = 'text' in own ? Number(own.text.slice(own.text.lastIndexOf(')') + 2).split(' ')[19]) : Number.NaN;
  const isKnown = Number.isFinite(boot) && boot + ticks * TICK <= Date.now() + SLACK;
  return (count) => (isKnown && Number.isFinite(count) ? Math.round(boot + count * TICK) : undefined);
}
