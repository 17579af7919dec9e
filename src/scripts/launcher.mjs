/** The command's own file: it finds and starts the program. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** The text of dist/envlint.cjs for chunks of this code: compiled forms are only good for the very code they were made of. */
export function launcherText(codes) {
  const text = readFileSync(new URL('./launch.cjs', import.meta.url), 'utf8');
  const build = createHash('sha256').update(codes.join('\0')).digest('hex').slice(0, 16);
  return text.replace("'unbuilt'", `'${build}'`);
}
