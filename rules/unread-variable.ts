import type { Finding, Project, Rule, RuleDocs } from '../src/core.ts';
import { rewrite, unsafeFix } from '../src/fixes/edits.ts';
import { UNREAD } from '../src/knowledge/timeouts.ts';
import { factsIn } from '../src/project.ts';
import { isTooLow, timeouts } from '../src/queries/timeouts.ts';
import { inside } from '../src/text.ts';

export default {
  id: 'unread-variable',
  summary: {
    en: 'A variable, or a value of one, that the program it is meant for does not read.',
    zh: '变量（或变量的值）写了，但它所针对的程序并不读取。',
  },
  severity: 'info',
  needs: ['env'],

  *check(project) {
    yield* switches(project);
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

const SWITCH = 'NODE_USE_ENV_PROXY';

/** Node compares with `1` (22.23, 24.22 and 26.12, measured: `true`, `yes` and `TRUE` switch nothing on). */
function* switches(project: Project): Iterable<Finding> {
  for (const { name, value, operation } of project.facts('env')) {
    if (name.text !== SWITCH || operation !== 'set' || !/^(?:true|yes|on)$/i.test(value.text)) continue;
    yield {
      at: inside(value),
      severity: 'warning',
      message: {
        en: `Node does not use the proxy: ${SWITCH} counts only as 1`,
        zh: `Node 不会使用代理：${SWITCH} 只有写成 1 才算数`,
      },
      label: { en: 'write 1', zh: '应当写 1' },
      fixes: unsafeFix({ en: 'write 1', zh: '改成 1' }, rewrite(project, value, '1')),
    };
  }
}

export const docs: RuleDocs = {
  text: {
    en: `
\`HERMES_REQUEST_TIMEOUT\` and \`HERMES_KEEPALIVE\` stand in many write-ups and in none of Hermes Agent's own pages (checked against
its "Environment Variables" reference for 0.21.3). Other programs that call Hermes own the first name, so nothing is renamed
unless you ask for unsafe fixes.

\`NODE_USE_ENV_PROXY\` counts only as \`1\`: with \`true\` Node 22, 24 and 26 go direct (measured). That is a warning.`,
    zh: `
\`HERMES_REQUEST_TIMEOUT\` 和 \`HERMES_KEEPALIVE\` 在很多教程里出现，Hermes Agent 自己的文档（0.21.3 的环境变量参考）里却没有。前一个名字
另有调用 Hermes 的程序在用，所以只有要求不安全修复时才会改名。

\`NODE_USE_ENV_PROXY\` 只有写成 \`1\` 才算数：写 \`true\` 时，Node 22、24、26 都会直连（实测）。这种情况报警告。`,
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
    {
      files: `
        -- .env --
        https_proxy=http://127.0.0.1:7890
        no_proxy=localhost,127.0.0.1,::1
        NODE_USE_ENV_PROXY=true
                           ^^^^ warning Node does not use the proxy: NODE_USE_ENV_PROXY counts only as 1
      `,
      unsafe: true,
      fixed: `
        -- .env --
        https_proxy=http://127.0.0.1:7890
        no_proxy=localhost,127.0.0.1,::1
        NODE_USE_ENV_PROXY=1
      `,
    },
  ],
  good: [
    {
      files: `
        -- .env --
        HERMES_API_TIMEOUT=1800
        HERMES_STREAM_READ_TIMEOUT=120
        NODE_USE_ENV_PROXY=0
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
