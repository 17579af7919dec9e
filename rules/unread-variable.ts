import type { Rule, RuleDocs } from '../src/core.ts';
import { rewrite, unsafeFix } from '../src/fixes/edits.ts';
import { UNREAD } from '../src/knowledge/timeouts.ts';
import { factsIn } from '../src/project.ts';
import { isTooLow, timeouts } from '../src/queries/timeouts.ts';

export default {
  id: 'unread-variable',
  summary: {
    en: 'A variable that guides advise and Hermes does not read.',
    zh: '教程里常见、但 Hermes 并不读取的变量。',
  },
  severity: 'info',
  needs: ['env'],

  *check(project) {
    // One that is also too low is reported by `timeout-too-low`, which says both.
    const told = new Set(timeouts(project).flatMap((one) => (isTooLow(project, one) ? [one.assignment] : [])));
    for (const fact of project.facts('env')) {
      const { name, operation, reach, value } = fact;
      if (told.has(fact)) continue;
      if (!UNREAD.has(name.text) || operation === 'unset' || reach === 'command' || (value.known && value.text === ''))
        continue;
      const real = UNREAD.get(name.text);
      const other = real && factsIn(project, name.at.file, 'env').some((one) => one.name.text === real);
      yield {
        at: name.at,
        message: { en: `Hermes Agent does not read ${name.text}`, zh: `Hermes Agent 并不读取 ${name.text}` },
        label: real
          ? { en: `it reads ${real}`, zh: `它读的是 ${real}` }
          : { en: 'there is no such setting', zh: '没有这个设置' },
        why: real
          ? {
              en: `The total time of a request is ${real}, the gap between two chunks HERMES_STREAM_READ_TIMEOUT, both in seconds.`,
              zh: `一次请求的总时长由 ${real} 决定，两段输出之间的间隔由 HERMES_STREAM_READ_TIMEOUT 决定，单位都是秒。`,
            }
          : {
              en: 'Its keep-alive is built in. Against a proxy that cuts idle connections, set keep-alive-interval in the Clash config.',
              zh: '它的保活是内置的。代理会掐断空闲连接时，请在 Clash 配置里设 keep-alive-interval。',
            },
        fixes:
          real && !other
            ? unsafeFix({ en: `rename to ${real}`, zh: `改名为 ${real}` }, rewrite(project, name, real))
            : [],
      };
    }
  },
} satisfies Rule;

export const docs: RuleDocs = {
  text: {
    en: `
\`HERMES_REQUEST_TIMEOUT\` and \`HERMES_KEEPALIVE\` stand in many write-ups and in none of Hermes Agent's own pages (checked against
its "Environment Variables" reference for 0.21.3). Other programs that call Hermes own the first name, so nothing is renamed
unless you ask for unsafe fixes.`,
    zh: `
\`HERMES_REQUEST_TIMEOUT\` 和 \`HERMES_KEEPALIVE\` 在很多教程里出现，Hermes Agent 自己的文档（0.21.3 的环境变量参考）里却没有。前一个名字
另有调用 Hermes 的程序在用，所以只有要求不安全修复时才会改名。`,
  },
  bad: [
    {
      files: `
        -- .hermes/.env --
        HERMES_REQUEST_TIMEOUT=600
        ^^^^^^^^^^^^^^^^^^^^^^ info Hermes Agent does not read HERMES_REQUEST_TIMEOUT
        HERMES_KEEPALIVE=30
        ^^^^^^^^^^^^^^^^ info
      `,
      unsafe: true,
      fixed: `
        -- .hermes/.env --
        HERMES_API_TIMEOUT=600
        HERMES_KEEPALIVE=30
      `,
    },
    {
      files: `
        -- .env --
        HERMES_REQUEST_TIMEOUT=600
        ^^^^^^^^^^^^^^^^^^^^^^ info
        HERMES_API_TIMEOUT=1800
      `,
    },
  ],
  good: [
    {
      files: `
        -- .env --
        HERMES_API_TIMEOUT=1800
        HERMES_STREAM_READ_TIMEOUT=120
      `,
    },
    {
      files: `
        -- .env --
        # HERMES_KEEPALIVE=30
        HERMES_REQUEST_TIMEOUT=
      `,
    },
  ],
};
