/** mihomo's own answers (its rule code run over these configurations; DNS never answers) against the evaluator's. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compile, endsOf, route } from '../../../src/routing/clash/evaluate.ts';
import { type ClashConfig, clashFile } from './file.ts';

/** A host, the policy and the index of the rule it got, and the first rule that would have looked it up (−1: none). */
type Expected = readonly [host: string, policy: string, rule: number | null, dnsAt: number];

interface Vector {
  readonly id: string;
  readonly policies: readonly string[];
  readonly config: ClashConfig;
  readonly expect: readonly Expected[];
}

const vectors = readFileSync(new URL('../../vectors/clash-rules.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Vector);

describe('mihomo answers', () => {
  for (const { id, policies, config, expect: expected } of vectors) {
    test(id, () => {
      const router = compile(clashFile(config, policies));
      for (const [host, policy, rule, dnsAt] of expected) {
        const answer = route(router, { host, verbatim: true });
        if (dnsAt < 0) {
          const { kind } = answer;
          const [end] = endsOf(answer);
          expect({ host, kind, policy: end?.policy, rule: end?.index }).toEqual({
            host,
            kind: rule === null ? 'none' : 'rule',
            policy,
            rule: rule ?? -1,
          });
        } else {
          // With no address the rules still go on to this one: it has to be among the ways left open.
          const ends = endsOf(answer).map((end) => end.policy);
          expect({ host, ends }).toEqual({ host, ends: expect.arrayContaining([policy]) });
          if (answer.kind !== 'depends') expect({ host, rule: answer.index }).toEqual({ host, rule: rule ?? -1 });
        }
      }
    });
  }
});
