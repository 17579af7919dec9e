#!/usr/bin/env node
/**
 * Writes rules/index.ts and rules/docs.ts from the files in rules/. `--check`: writes nothing, exits 1 if they are stale.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../rules/', import.meta.url));

/** Ids of all rules, which are their files' names. */
function ruleIds() {
  const names = readdirSync(folder).filter((name) => /^[a-z][a-z0-9-]*\.ts$/.test(name));
  return names
    .map((name) => name.slice(0, -3))
    .filter((id) => id !== 'index' && id !== 'docs')
    .sort();
}

/** `missing-no-proxy` → `missingNoProxy`. */
function variable(id) {
  return id.replace(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());
}

/** The list of all rules. */
export function indexText(ids = ruleIds()) {
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

/** Documentation and examples of all rules. Imported by name, so that a bundle of them leaves the rules' logic out. */
export function docsText(ids = ruleIds()) {
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

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const files = { 'index.ts': indexText(), 'docs.ts': docsText() };
  const isStale = ([name, text]) => {
    try {
      return readFileSync(join(folder, name), 'utf8') !== text;
    } catch {
      return true;
    }
  };
  const stale = Object.entries(files).filter(isStale);
  if (process.argv.includes('--check')) process.exitCode = stale.length > 0 ? 1 : 0;
  else for (const [name, text] of stale) writeFileSync(join(folder, name), text);
}
