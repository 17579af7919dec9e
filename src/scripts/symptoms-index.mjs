/** Writes src/knowledge/symptoms/index.ts, the list of all symptoms, from the files beside it. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../knowledge/symptoms/', import.meta.url));
const file = join(folder, 'index.ts');

/** `connection-refused` → `connectionRefused`. */
const variable = (id) => id.replace(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());

function indexText() {
  const ids = readdirSync(folder)
    .filter((name) => /^[a-z][a-z0-9-]*\.ts$/.test(name) && name !== 'index.ts')
    .map((name) => name.slice(0, -3))
    .sort();
  return `${[
    '/** All symptoms, by name. Written by `npm run rules`. */',
    "import type { Symptom } from '../symptom.ts';",
    ...ids.map((id) => `import ${variable(id)} from './${id}.ts';`),
    '',
    'export const symptoms: readonly Symptom[] = [',
    ...ids.map((id) => `  ${variable(id)},`),
    '];',
  ].join('\n')}\n`;
}

/** Brings the list up to date. Answers whether it was stale. */
export function writeSymptoms({ dryRun = false } = {}) {
  const text = indexText();
  let before = '';
  try {
    before = readFileSync(file, 'utf8');
  } catch {
    // Written for the first time.
  }
  if (before === text) return false;
  if (!dryRun) writeFileSync(file, text);
  return true;
}
