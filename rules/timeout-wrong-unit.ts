import type { Finding, Rule, RuleDocs, Text } from '../src/core.ts';
import type { TimeoutKnob, TimeoutUnit } from '../src/knowledge/timeouts.ts';
import { type HealthCheck, healthChecks } from '../src/queries/clash/health-checks.ts';
import { looksLikeOtherUnit, ownTimeouts, timeouts } from '../src/queries/timeouts.ts';
import { inside } from '../src/text.ts';

export default {
  id: 'timeout-wrong-unit',
  summary: {
    en: 'Seconds where milliseconds are read, or the reverse, or no number at all.',
    zh: '该写毫秒的写了秒，该写秒的写了毫秒，或者根本不是数字。',
  },
  severity: 'warning',
  needs: ['env', 'service', 'clash', 'yaml', 'settings', 'command', 'json'],

  *check(project) {
    for (const { knob, value, amount, key } of [...timeouts(project), ...ownTimeouts(project)]) {
      const { unit } = knob;
      const name = key ?? knob.name;
      if (amount === undefined) {
        // What a program makes of a key that is no number is its own: npm and pip say so at each start.
        if (key !== undefined) continue;
        yield {
          at: inside(value),
          severity: 'error',
          message: prefixRead(knob, value.text) ?? {
            en: `${name} wants ${READS[unit].en}; this is not one`,
            zh: `${name} 需要${READS[unit].zh}，这里不是`,
          },
          label: { en: READS[unit].en, zh: READS[unit].zh },
        };
      } else if (looksLikeOtherUnit(knob, amount)) {
        const seconds = unit === 'ms' ? amount / 1000 : amount;
        yield {
          at: inside(value),
          message: {
            en: `${name} is read in ${UNIT[unit].en}: this is ${inWords(seconds).en}`,
            zh: `${name} 的单位是${UNIT[unit].zh}：这里等于 ${inWords(seconds).zh}`,
          },
          label: { en: UNIT[unit].en, zh: `单位是${UNIT[unit].zh}` },
        };
      }
    }
    for (const check of healthChecks(project)) yield* inHealthCheck(check);
  },
} satisfies Rule;

/** Claude Code reads the digits and drops what follows: `600s` is 600 ms (measured with 2.1.332). */
function prefixRead({ name, source }: TimeoutKnob, text: string): Text | undefined {
  const digits = source === 'A' ? /^(\d+)\s*(?:s|m|h|sec|min|ms)$/i.exec(text.trim())?.[1] : undefined;
  if (digits === undefined) return undefined;
  return {
    en: `${name} is read as ${digits} ms: what follows the digits is dropped`,
    zh: `${name} 会被读成 ${digits} 毫秒：数字后面的内容会被丢掉`,
  };
}

function* inHealthCheck({ timeout, interval }: HealthCheck): Iterable<Finding> {
  if (timeout && timeout.amount < 100)
    yield {
      at: inside(timeout.setting.value),
      message: {
        en: `This timeout is ${timeout.amount} milliseconds: every node counts as dead`,
        zh: `这个超时是 ${timeout.amount} 毫秒：所有节点都会被判为失效`,
      },
      label: { en: 'milliseconds', zh: '单位是毫秒' },
    };
  if (interval && interval.amount >= 100_000)
    yield {
      at: inside(interval.setting.value),
      message: {
        en: `This interval is ${inWords(interval.amount).en}: nodes are hardly ever tested`,
        zh: `这个间隔长达 ${inWords(interval.amount).zh}：节点几乎从不测试`,
      },
      label: { en: 'seconds', zh: '单位是秒' },
    };
}

const UNIT: Record<TimeoutUnit, { en: string; zh: string }> = {
  s: { en: 'seconds', zh: '秒' },
  ms: { en: 'milliseconds', zh: '毫秒' },
  'go-duration': { en: 'seconds', zh: '秒' },
};

const READS: Record<TimeoutUnit, { en: string; zh: string }> = {
  s: { en: 'a plain number of seconds', zh: '一个以秒为单位的数字' },
  ms: { en: 'a plain number of milliseconds', zh: '一个以毫秒为单位的数字' },
  'go-duration': { en: 'a duration such as 5m or 90s', zh: '一个时长，例如 5m 或 90s' },
};

function inWords(seconds: number): { en: string; zh: string } {
  const round = (value: number): number => Math.round(value * 10) / 10;
  if (seconds < 1) return { en: `${round(seconds * 1000)} ms`, zh: `${round(seconds * 1000)} 毫秒` };
  if (seconds < 7200) return { en: `${round(seconds)} s`, zh: `${round(seconds)} 秒` };
  if (seconds < 172_800) return { en: `${round(seconds / 3600)} hours`, zh: `${round(seconds / 3600)} 小时` };
  return { en: `${round(seconds / 86_400)} days`, zh: `${round(seconds / 86_400)} 天` };
}

export const docs: RuleDocs = {
  text: {
    en: `
Half of all timeouts are seconds, half milliseconds, and the name rarely tells. \`API_TIMEOUT_MS=600\` is 0.6 seconds; a
\`HERMES_API_TIMEOUT=600000\` is a week. Hermes reads plain numbers: \`600s\` stops it with an error. Clash's health check takes its
\`timeout\` in milliseconds and its \`interval\` in seconds. Only names with a known unit are judged.`,
    zh: `
超时变量一半是秒，一半是毫秒，光看名字往往分不清。\`API_TIMEOUT_MS=600\` 只有 0.6 秒，\`HERMES_API_TIMEOUT=600000\` 则是将近一个星期。Hermes
只认纯数字，写成 \`600s\` 会报错。Clash 健康检查的 \`timeout\` 是毫秒，\`interval\` 是秒。只检查单位明确的变量。`,
  },
  bad: [
    {
      files: `
        -- .npmrc --
        fetch-timeout=60
                      ^^ warning fetch-timeout is read in milliseconds: this is 60 ms
      `,
    },
    {
      files: `
        -- .env --
        API_TIMEOUT_MS=600s
                       ^^^^ error API_TIMEOUT_MS is read as 600 ms: what follows the digits is dropped
      `,
    },
    {
      files: `
        -- .env --
        API_TIMEOUT_MS=600
                       ^^^ warning API_TIMEOUT_MS is read in milliseconds: this is 600 ms
        HERMES_API_TIMEOUT=600000
                           ^^^^^^ warning
      `,
    },
    {
      files: `
        -- .env --
        HERMES_STREAM_READ_TIMEOUT="10m"
                                    ^^^ error
      `,
    },
    {
      files: `
        -- clash.yaml --
        mixed-port: 7890
        proxies: [{ name: a, type: socks5, server: a.example, port: 1 }]
        proxy-groups:
          - { name: auto, type: url-test, proxies: [a], url: "http://a.example", interval: 300, timeout: 5 }
                                                                                                         ^ warning
        rules:
          - MATCH,auto
      `,
    },
  ],
  good: [
    {
      files: `
        -- .env --
        API_TIMEOUT_MS=600000
        HERMES_API_TIMEOUT=1800
        OLLAMA_LOAD_TIMEOUT=10m
        REQUEST_TIMEOUT=600000
      `,
    },
    {
      files: `
        -- .env --
        HERMES_AGENT_TIMEOUT=0
        UV_HTTP_TIMEOUT=120
      `,
    },
  ],
};
