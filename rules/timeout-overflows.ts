import type { Rule, RuleDocs } from '../src/core.ts';
import { rewrite, safeFix } from '../src/fixes/edits.ts';
import { LONGEST_TIMER_MS } from '../src/knowledge/timeouts.ts';
import { timeouts } from '../src/queries/timeouts.ts';
import { inside } from '../src/text.ts';

export default {
  id: 'timeout-overflows',
  summary: {
    en: 'More milliseconds than a Node timer can hold: it fires at once.',
    zh: '毫秒数超出了 Node 定时器的上限，结果会立刻超时。',
  },
  severity: 'warning',
  needs: ['env'],

  *check(project) {
    for (const { knob, value, amount } of timeouts(project)) {
      if (knob.reader !== 'node' || amount === undefined || amount <= LONGEST_TIMER_MS) continue;
      yield {
        at: inside(value),
        message: {
          en: `Where Node runs the program, ${knob.name} ends every request after one millisecond`,
          zh: `程序跑在 Node 上时，${knob.name} 会让每个请求一毫秒后就超时`,
        },
        label: { en: `a timer holds at most ${LONGEST_TIMER_MS} ms`, zh: `定时器最多 ${LONGEST_TIMER_MS} 毫秒` },
        why: {
          en: 'A 32-bit timer overflows: Claude Code 2.1.197 (Node) gave up after 0.6 s, 2.1.332 (native) keeps the number.',
          zh: '定时器是 32 位的，会溢出：Claude Code 2.1.197（Node 版）0.6 秒就放弃，2.1.332（原生版）则照常。',
        },
        fixes: safeFix(
          { en: `write ${LONGEST_TIMER_MS}, which is almost 25 days`, zh: `改成 ${LONGEST_TIMER_MS}，将近 25 天` },
          rewrite(project, value, String(LONGEST_TIMER_MS)),
        ),
      };
    }
  },
} satisfies Rule;

export const docs: RuleDocs = {
  text: {
    en: `
Node keeps a timer in 32 bits. What is longer than 2147483647 ms, almost 25 days, is set to 1 ms with a \`TimeoutOverflowWarning\`
that nobody sees: "as long as it takes" becomes "at once". Only variables that programs running on Node read are judged. Where the
program checks the number itself or is no Node program, 2147483647 means the same as the larger number, so the fix is safe.

Source: Node's \`lib/internal/timers.js\` (TIMEOUT_MAX); anthropics/claude-code#43925; measured with Claude Code 2.1.197 and 2.1.332.`,
    zh: `
Node 的定时器只有 32 位。超过 2147483647 毫秒（将近 25 天）就会被改成 1 毫秒，只留下一条没人看见的 \`TimeoutOverflowWarning\`：本想“不限时”，
结果成了“立刻超时”。只判断 Node 程序读取的变量。程序自己处理了这个数、或者根本不是 Node 程序时，2147483647 和更大的数效果一样，所以修复是安全的。

来源：Node 的 \`lib/internal/timers.js\`（TIMEOUT_MAX）；anthropics/claude-code#43925；用 Claude Code 2.1.197 和 2.1.332 实测。`,
  },
  bad: [
    {
      files: `
        -- .env --
        API_TIMEOUT_MS=9000000000
                       ^^^^^^^^^^ warning
      `,
      fixed: `
        -- .env --
        API_TIMEOUT_MS=2147483647
      `,
    },
    {
      files: `
        -- .zshrc --
        export MCP_TIMEOUT="2147483648" # never
                            ^^^^^^^^^^ warning
      `,
      fixed: `
        -- .zshrc --
        export MCP_TIMEOUT="2147483647" # never
      `,
    },
  ],
  good: [
    {
      files: `
        -- .env --
        API_TIMEOUT_MS=2147483647
        HERMES_API_TIMEOUT=9000000000
      `,
    },
    {
      files: `
        -- .zshrc --
        export API_TIMEOUT_MS=$LONG
        export MCP_TIMEOUT=0
      `,
    },
  ],
};
