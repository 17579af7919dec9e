#!/usr/bin/env node
/**
 * Writes rules/index.ts, rules/catalog.ts and rules/docs.ts from the files in rules/, the list of symptoms from theirs, the READMEs'
 * tables of rules and CONTRIBUTING's index of the words a rule may use. `--check`: writes nothing, exits 1 if they are stale.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadModule } from './load-module.mjs';
import { writeSymptoms } from './symptoms-index.mjs';

const folder = fileURLToPath(new URL('../../rules/', import.meta.url));
const GENERATED = ['index', 'catalog', 'docs'];

/** Ids of all rules, which are their files' names. */
function ruleIds() {
  const names = readdirSync(folder).filter((name) => /^[a-z][a-z0-9-]*\.ts$/.test(name));
  return names
    .map((name) => name.slice(0, -3))
    .filter((id) => !GENERATED.includes(id))
    .sort();
}

/** `missing-no-proxy` → `missingNoProxy`. */
function variable(id) {
  return id.replace(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());
}

/** The list of all rules. */
function indexText(ids) {
  return `${[
    '/** All rules, by name. Written by `npm run rules`. */',
    "import type { Rule } from '../src/core.ts';",
    ...ids.map((id) => `import ${variable(id)} from './${id}.ts';`),
    '',
    'export const rules: readonly Rule[] = [',
    ...ids.map((id) => `  ${variable(id)},`),
    '];',
  ].join('\n')}\n`;
}

/** What is known of all rules, each loaded when a project contains something for it. */
function catalogText(rules) {
  return `${[
    '/** What is known of all rules before they are loaded, one by one. Written by `npm run rules`. */',
    "import type { LazyRule } from '../src/core.ts';",
    '',
    'export const catalog: readonly LazyRule[] = [',
    ...rules.flatMap(entry),
    '];',
  ].join('\n')}\n`;
}

function entry({ id, summary, severity, off, needs }) {
  return [
    '  {',
    `    id: '${id}',`,
    '    summary: {',
    `      en: ${quoted(summary.en)},`,
    `      zh: ${quoted(summary.zh)},`,
    '    },',
    `    severity: '${severity}',`,
    ...(off ? ['    off: true,'] : []),
    ...(needs ? [`    needs: [${needs.map((kind) => `'${kind}'`).join(', ')}],`] : []),
    `    load: async () => (await import('./${id}.ts')).default,`,
    '  },',
  ];
}

/** A string as the formatter writes it. */
function quoted(text) {
  return text.includes("'") ? JSON.stringify(text) : `'${text.replaceAll('\\', '\\\\')}'`;
}

/** Documentation and examples of all rules. */
function docsText(ids) {
  return `${[
    '/** The documentation of all rules, by name. Written by `npm run rules`. */',
    "import type { RuleDocs } from '../src/core.ts';",
    ...ids.map((id) => `import { docs as ${variable(id)} } from './${id}.ts';`),
    '',
    'export const docs: Readonly<Record<string, RuleDocs>> = {',
    ...ids.map((id) => `  ${/^[a-z]+$/.test(id) ? id : `'${id}'`}: ${variable(id)},`),
    '};',
  ].join('\n')}\n`;
}

/** Brings the indexes up to date. Answers which of them were stale. */
export async function writeIndexes({ dryRun = false } = {}) {
  const stale = [];
  const put = (name, text) => {
    const file = join(folder, name);
    if (read(file) === text) return;
    stale.push(name);
    if (!dryRun) writeFileSync(file, text);
  };
  const ids = ruleIds();
  put('index.ts', indexText(ids));
  put('docs.ts', docsText(ids));
  const { rules } = await loadModule(join(folder, 'index.ts'));
  put('catalog.ts', catalogText(rules));
  if (writeSymptoms({ dryRun })) stale.push('symptoms');
  return stale;
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const dryRun = process.argv.includes('--check');
  const { writeTables } = await import('./rule-tables.mjs');
  const { writeWords } = await import('./words-index.mjs');
  const stale = [...(await writeIndexes({ dryRun })), ...(await writeTables({ dryRun })), ...writeWords({ dryRun })];
  if (dryRun && stale.length > 0) process.exitCode = 1;
}
