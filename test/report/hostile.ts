/** A report whose every word attacks the format that it is written in. */
import type { Diagnostic } from '../../src/core.ts';
import { at, bare, both, reportOf } from './machine.ts';

/** Attacks on every format at once, in a path, in the linted text and in all words of a finding. */
const EVIL = `]]>--></title></script><script>alert(1)</script><img src=x onerror=alert(1)>"' onload='x' &amp; %0A::error::x ::warning::y | a | b \u001b[31m\u0000\u0008\u202e @someone #1 www.x.io https://x.io [a](javascript:x) \`\`\` ~~~ <!-- ##[error]z \ud800`;
const evilFile = `a\n::error::<b>"'&.env`;
const evilText = `A=${EVIL}\nB=2\n`;
const evilDocument = bare(evilFile, 'dotenv', evilText);
const evilPlace = { file: evilFile, start: 2, end: 2 + EVIL.length };
const EVIL_FINDING: Diagnostic = {
  rule: 'some-rule',
  severity: 'error',
  at: evilPlace,
  message: both(`${EVIL}\n::error::second line`),
  label: both(EVIL),
  why: both(EVIL),
  related: [{ at: at(bare('b.env', 'dotenv', 'B=2\n'), 'B'), message: both(EVIL) }],
  fixes: [{ title: both(EVIL), safe: true, edits: [{ at: evilPlace, text: EVIL }] }],
};
export const HOSTILE = reportOf([evilDocument, bare('b.env', 'dotenv', 'B=2\n')], [EVIL_FINDING], {
  applied: [{ rule: 'some-rule', file: evilFile, title: both(EVIL) }],
  reload: [both(EVIL)],
  notes: [both(EVIL)],
  suppressed: [{ diagnostic: EVIL_FINDING, reason: EVIL }],
  routes: [
    {
      url: `https://x.io/${EVIL}`,
      client: EVIL,
      environment: EVIL,
      verdict: 'proxy',
      steps: [{ what: 'variable', at: evilPlace, about: EVIL, message: both(EVIL) }],
      proxy: EVIL,
      clash: { rule: EVIL, policy: EVIL },
    },
  ],
});
