import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile, endsOf, route } from '../../../src/routing/clash/evaluate.ts';
import { clashFile } from './file.ts';
import { naive } from './naive.ts';
import { config, request, world } from './worlds.ts';

const cases = config.chain((given) =>
  request.chain((asked) =>
    fc.tuple(fc.constant(given), fc.constant(asked), fc.array(world(asked), { minLength: 4, maxLength: 8 })),
  ),
);

describe('against a loop over the rules', () => {
  it('never claims a rule that another world contradicts, and leaves open every way a world takes', () => {
    fc.assert(
      fc.property(cases, ([given, asked, worlds]) => {
        const router = compile(clashFile(given, ['P', 'Q']));
        const answer = route(router, { host: asked.address ?? asked.host, port: asked.port, verbatim: true });
        for (const one of worlds) {
          const truth = naive(given, asked, one);
          if (answer.kind === 'depends') expect(endsOf(answer).map((end) => end.policy)).toContain(truth.policy);
          else expect({ index: answer.index, policy: answer.policy }).toEqual(truth);
          if (answer.kind === 'depends' && truth.index >= 0) expect(truth.index).toBeGreaterThanOrEqual(answer.index);
        }
      }),
      { numRuns: Number(process.env.RUNS ?? 2000) },
    );
  });
});
