/**
 * The READMEs' tables of rules: id, severity, summary, and which kind of fix the rule's own examples show. They are between
 * `<!-- rules -->` and `<!-- /rules -->`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadModule } from './load-module.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));

const WORDS = {
  en: {
    head: '| rule | severity | finds | fix |',
    severity: { error: 'error', warning: 'warning', info: 'info' },
    fix: { safe: 'safe', unsafe: 'unsafe', none: '–' },
  },
  zh: {
    head: '| 规则 | 级别 | 查什么 | 修复 |',
    severity: { error: '错误', warning: '警告', info: '提示' },
    fix: { safe: '安全', unsafe: '不安全', none: '–' },
  },
};

/** Rules with the kind of fix their examples have: `safe` where any is, else `unsafe`, else `none`. */
async function rulesWithFixes() {
  const { lint, rules } = await loadModule(join(root, 'src/index.ts'));
  const { docs } = await loadModule(join(root, 'rules/docs.ts'));
  const { parseExample } = await loadModule(join(root, 'src/engine/examples.ts'));
  return Promise.all(
    rules.map(async (rule) => {
      const fixes = [];
      for (const example of docs[rule.id].bad) {
        const files = [...parseExample(example.files).files].map(([path, text]) => ({ path, text }));
        const { diagnostics } = await lint(files, { only: [rule.id], rules: [rule], home: '' });
        fixes.push(...diagnostics.flatMap((one) => one.fixes ?? []));
      }
      return { rule, fix: fixes.some(({ safe }) => safe) ? 'safe' : fixes.length > 0 ? 'unsafe' : 'none' };
    }),
  );
}

function table(rows, { head, severity, fix: fixes }, lang) {
  const lines = rows.map(
    ({ rule, fix }) =>
      `| \`${rule.id}\` | ${severity[rule.severity]} | ${rule.summary[lang].replaceAll('|', '\\|')} | ${fixes[fix]} |`,
  );
  return [head, '|---|---|---|---|', ...lines].join('\n');
}

/** Brings the tables up to date. Answers the names of the READMEs that were stale; `dryRun`: writes nothing. */
export async function writeTables({ dryRun = false } = {}) {
  const rows = await rulesWithFixes();
  const stale = [];
  for (const [name, lang] of [
    ['README.md', 'en'],
    ['README.zh-CN.md', 'zh'],
  ]) {
    const file = join(root, name);
    const text = readFileSync(file, 'utf8');
    const made = table(rows, WORDS[lang], lang);
    const now = text.replace(/<!-- rules -->[\s\S]*<!-- \/rules -->/, () => `<!-- rules -->\n${made}\n<!-- /rules -->`);
    if (now === text) continue;
    stale.push(name);
    if (!dryRun) writeFileSync(file, now);
  }
  return stale;
}
