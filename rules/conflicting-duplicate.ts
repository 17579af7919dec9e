import type { Assignment, Rule, RuleDocs } from '../src/core.ts';
import { groupBy, literalPattern } from '../src/text.ts';

export default {
  id: 'conflicting-duplicate',
  summary: {
    en: 'The same variable twice in a .env, with different values.',
    zh: '.env 里同一个变量写了两次，值还不一样。',
  },
  severity: 'warning',
  needs: ['env'],

  *check(project) {
    for (const document of project.documents.values()) {
      if (document.dialect !== 'dotenv' || /\{%|<%/.test(document.text)) continue;
      const assignments = document.facts.filter(
        (fact): fact is Assignment => fact.kind === 'env' && fact.name.text !== '',
      );
      for (const [name, facts] of groupBy(assignments, (fact) => fact.name.text)) {
        const last = facts.at(-1) as Assignment;
        const first = facts[0] as Assignment;
        const contradicts = facts.some(
          ({ value }) => value.known && last.value.known && value.text !== last.value.text,
        );
        if (!contradicts || readsItself(last, name)) continue;
        yield {
          at: last.name.at,
          message: { en: `${name} is set twice; the value above is lost`, zh: `${name} 设了两次，上面的值被覆盖` },
          label: { en: 'this one counts', zh: '以这一行为准' },
          why: {
            en: 'dotenv, python-dotenv, Docker, Compose, Node and shells take the last one; Deno takes the first.',
            zh: 'dotenv、python-dotenv、Docker、Compose、Node 和 shell 都取最后一个，只有 Deno 取第一个。',
          },
          related: [{ at: first.name.at, message: { en: 'set here first', zh: '第一次设置在这里' } }],
        };
      }
    }
  },
} satisfies Rule;

const readsItself = ({ value }: Assignment, name: string): boolean =>
  new RegExp(`\\$\\{?${literalPattern(name)}\\b`).test(value.text);

export const docs: RuleDocs = {
  text: {
    en: `
A key that stands twice in a \`.env\` is one setting lost without a word. Almost every reader takes the last; Deno takes the first.
Delete the one that isn't meant. Lines in different branches of a template are no duplicates.`,
    zh: `
同一个键在 \`.env\` 里出现两次，就有一个设置悄悄失效了。几乎所有读取方都取最后一个，Deno 取第一个。删掉不要的那一行。模板里不同分支的行不算重复。`,
  },
  bad: [
    {
      files: `
        -- .env --
        HTTPS_PROXY=http://127.0.0.1:7890
        NO_PROXY=localhost
        HTTPS_PROXY=http://127.0.0.1:1080
        ^^^^^^^^^^^ warning HTTPS_PROXY is set twice; the value above is lost
      `,
    },
    {
      files: `
        -- .env --
        HERMES_API_TIMEOUT=1800
        HERMES_API_TIMEOUT=60
        ^^^^^^^^^^^^^^^^^^ warning
      `,
    },
  ],
  good: [
    {
      files: `
        -- .env --
        PORT=8000
        PORT=8000
        # PORT=9000
      `,
    },
    {
      files: `
        -- .env --
        {% if prod %}
        MODE=prod
        {% else %}
        MODE=dev
        {% endif %}
      `,
    },
  ],
};
