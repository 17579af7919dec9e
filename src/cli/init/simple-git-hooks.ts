/** What belongs in the configuration of simple-git-hooks: one command a hook, so a command that is there already is kept. */
import { join } from 'node:path';
import { readRegular } from '../../host/read/read.ts';
import { visible } from '../../report/visible.ts';
import { scanText } from '../../secrets/scan.ts';
import { jsonObject, manifestOf } from './manifest.ts';

/** The one command of a hook that a manager runs. */
export const ONE_LINE = 'npx envlint --staged --quiet';

/** Its own files, in the order in which it looks for them; none of them means `package.json`. */
export const SIMPLE_FILES: readonly string[] = [
  '.simple-git-hooks.json',
  'simple-git-hooks.json',
  '.simple-git-hooks.cjs',
  'simple-git-hooks.cjs',
  '.simple-git-hooks.js',
  'simple-git-hooks.js',
];

/** The line for one of its own files; the file is read, never run. */
export function simpleInFile(root: string, name: string): string {
  const bytes = readRegular(join(root, name));
  const text = 'why' in bytes ? '' : bytes.toString('utf8');
  return hookLine(name.endsWith('.json') ? jsonObject(text)['pre-commit'] : inScript(text));
}

/** What stands under its key in `package.json`: the whole key where it is not an object yet. */
export function simpleInManifest(root: string): string {
  const hooks = manifestOf(root)['simple-git-hooks'];
  const now = typeof hooks === 'object' && hooks !== null && 'pre-commit' in hooks ? hooks['pre-commit'] : undefined;
  return `"simple-git-hooks": {\n  ${hookLine(now)}\n}`;
}

/** The command of a configuration in JavaScript; null where it is not a plain string. */
function inScript(text: string): unknown {
  if (!text.includes('pre-commit')) return undefined;
  const [, single, double] = /['"]pre-commit['"]: *(?:'([^'\\\n]*)'|"([^"\\\n]*)")/.exec(text) ?? [];
  return single ?? double ?? null;
}

/** `now`: the command that is there. One that cannot be shown as it is (a password) is three dots. */
function hookLine(now: unknown): string {
  const isPlain = typeof now === 'string' && scanText(now).length === 0 && visible(now) === now;
  const before = now === undefined ? '' : `${isPlain ? now : '…'} && `;
  return `"pre-commit": ${JSON.stringify(`${before}${ONE_LINE}`)}`;
}
