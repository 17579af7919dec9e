#!/usr/bin/env node
/** `npm run new-rule NAME`: a rule to fill in, and the indexes that know it. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const [id] = process.argv.slice(2);
if (!id || !/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(id)) {
  console.error('usage: npm run new-rule NAME\nNAME names the fault in lower-case words: missing-no-proxy');
  process.exit(2);
}

const template = `import type { Rule, RuleDocs } from '../src/core.ts';
import { rewrite, unsafeFix } from '../src/fixes/edits.ts';
import { environments } from '../src/queries/environments/environment.ts';

export default {
  id: '${id}',
  summary: { en: 'One sentence: what is wrong and what comes of it.', zh: '一句话：哪里不对，会有什么后果。' },
  severity: 'warning',
  // Facts and languages it reads; without them there is nothing to find, and the rule is not loaded.
  needs: ['env'],

  *check(project) {
    for (const environment of environments(project)) {
      const variable = environment.variables.get('EXAMPLE');
      if (!variable?.known || variable.text !== '1') continue;
      yield {
        at: variable.assignment.value.at,
        message: { en: 'The consequence, in words of the user', zh: '后果，用用户的话说' },
        label: { en: 'the cause', zh: '原因' },
        why: { en: 'Why it hurts, in one or two sentences.', zh: '一两句话说明危害。' },
        related: [{ at: variable.assignment.name.at, message: { en: 'another place that matters', zh: '另一处相关的地方' } }],
        // Safe only if nothing that works today changes: who loads this file, and who reads this variable?
        fixes: unsafeFix(
          { en: 'write 2', zh: '改为 2' },
          rewrite(project, variable.assignment.value, '2'),
        ),
      };
    }
  },
} satisfies Rule;

export const docs: RuleDocs = {
  text: {
    en: \`
What it finds, why it hurts, how to repair it, and the sources.
\`,
    zh: \`
查什么、有什么危害、怎么修，以及依据。
\`,
  },
  bad: [
    {
      files: \`
        -- .env --
        EXAMPLE=1
                ^
      \`,
      fixed: \`
        -- .env --
        EXAMPLE=2
      \`,
      unsafe: true,
    },
    {
      files: \`
        -- .zshrc --
        export EXAMPLE=1
                       ^
      \`,
    },
  ],
  good: [
    {
      files: \`
        -- .env --
        OTHER=1
      \`,
    },
    {
      files: \`
        -- .zshrc --
        export OTHER=1
      \`,
    },
  ],
};
`;

const file = fileURLToPath(new URL(`../../rules/${id}.ts`, import.meta.url));
try {
  writeFileSync(file, template, { flag: 'wx' });
} catch (error) {
  console.error(error.code === 'EEXIST' ? `rules/${id}.ts exists` : error.message);
  process.exit(1);
}
spawnSync(process.execPath, [fileURLToPath(new URL('./rules-index.mjs', import.meta.url))], { stdio: 'inherit' });
console.log(`rules/${id}.ts is ready to be filled in; npx vitest run test/rules tries its examples`);
