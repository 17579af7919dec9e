/** `--timing`: where a run's time went, on standard error. */
import type { Text } from '../../core.ts';
import type { Context } from '../shell/context.ts';
import { err } from '../shell/io.ts';

/** Milliseconds since the process began. */
const now = (): number => process.uptime() * 1000;

export interface Stopwatch {
  /** Ends a phase. */
  lap(phase: Text): void;
  print(context: Context): void;
}

/** Starts at the birth of the process, so that start-up counts. */
export function stopwatch(): Stopwatch {
  const laps: { phase: Text; at: number }[] = [{ phase: { en: 'starting up', zh: '启动' }, at: now() }];
  return {
    lap: (phase) => laps.push({ phase, at: now() }),
    print({ say }) {
      let before = 0;
      for (const { phase, at } of laps) {
        err(`${(at - before).toFixed(1).padStart(8)} ms  ${say(phase)}`);
        before = at;
      }
    },
  };
}
