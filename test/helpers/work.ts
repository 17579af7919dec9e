/** Counts the work of a piece of code by how often its blocks run: the same number on every machine, however busy it is. */
import { Session } from 'node:inspector';
import { setFlagsFromString } from 'node:v8';

// Compiled code does not count its blocks.
for (const flag of ['--no-opt', '--no-maglev', '--no-sparkplug']) setFlagsFromString(flag);

interface Coverage {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly { readonly ranges: readonly { readonly count: number }[] }[];
  }[];
}

/** How many blocks of the project's own code `run` executes: each round of a loop and each call counts. */
export function workOf(run: () => void): number {
  const session = new Session();
  session.connect();
  const ask = (method: string, params?: object): unknown => {
    let answer: unknown;
    session.post(method, params, (error, result) => {
      if (error) throw error;
      answer = result;
    });
    return answer;
  };
  try {
    ask('Profiler.enable');
    ask('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
    run();
    const { result } = ask('Profiler.takePreciseCoverage') as Coverage;
    return result
      .filter(({ url }) => /\/(?:src|rules)\/.*\.ts/.test(url))
      .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges.map(({ count }) => count)))
      .reduce((sum, count) => sum + count, 0);
  } finally {
    ask('Profiler.stopPreciseCoverage');
    session.disconnect();
  }
}
