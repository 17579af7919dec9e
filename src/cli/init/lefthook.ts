/** What belongs in the configuration of lefthook. */
import { join } from 'node:path';
import { readRegular } from '../../host/read/read.ts';

/** The job for its `pre-commit`, in the form that the file has already: a second `pre-commit` key would replace the first. */
export function lefthookJob(root: string, name: string, command: string): string {
  const bytes = readRegular(join(root, name));
  const kind = 'why' in bytes ? undefined : kindOf(bytes.toString('utf8').split(/\r?\n/));
  return kind === 'commands'
    ? `pre-commit:\n  commands:\n    envlint:\n      run: ${command}`
    : `pre-commit:\n  jobs:\n    - name: envlint\n      run: ${command}`;
}

/** How the file writes what runs before a commit. */
function kindOf(lines: readonly string[]): 'commands' | 'jobs' | undefined {
  const from = lines.findIndex((line) => line.startsWith('pre-commit:'));
  if (from === -1) return undefined;
  for (const line of lines.slice(from + 1)) {
    if (/^[^\s#]/.test(line)) break;
    const [, kind] = /^\s+(commands|jobs):/.exec(line) ?? [];
    if (kind !== undefined) return kind === 'jobs' ? 'jobs' : 'commands';
  }
  return undefined;
}
