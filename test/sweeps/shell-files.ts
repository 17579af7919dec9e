/**
 * `npm run sweep shell-files -- [FOLDER…]`: every shell file below the folders (by default where packages install them) is read
 * by envlint and by the shell it names, with `-n`. A file its own shell accepts must have no syntax error.
 */
import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { basename, join } from 'node:path';
import { shell } from '../../src/languages/shell/index.ts';

/** Where Debian's packages put files for shells. */
export const INSTALLED = [
  '/usr/share/bash-completion',
  '/usr/share/zsh',
  '/usr/share/fish',
  '/usr/lib/git-core',
  '/usr/share/autoconf',
  '/usr/share/libtool',
  '/usr/bin',
  '/usr/sbin',
  '/etc',
  '/var/lib/dpkg/info',
];

const PROGRAMS: Readonly<Record<string, readonly string[]>> = {
  sh: ['dash', '-n'],
  bash: ['bash', '-n'],
  zsh: ['zsh', '-f', '-n'],
  fish: ['fish', '--no-config', '-n'],
};

/** All shell files below a folder, by their name, their folder or their first line. Links are not followed. */
export function shellFilesIn(folder: string): string[] {
  let entries: ReturnType<typeof list>;
  try {
    entries = list(folder);
  } catch {
    return [];
  }
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => isShellFile(file))
    .sort();
}

function list(folder: string) {
  return readdirSync(folder, { withFileTypes: true, recursive: true });
}

function isShellFile(file: string): boolean {
  if (/\.(?:sh|bash|zsh|fish|ksh)$|bash-completion\/completions\//.test(file)) return true;
  if (/\.[a-z]{2,4}$/.test(basename(file)) && !/\.(?:pre|post)(?:inst|rm)$/.test(file)) return false;
  return /^#!.*\b(?:sh|bash|dash|zsh|fish)\b|^#(?:compdef|autoload)\b/.test(firstLine(file));
}

function firstLine(file: string): string {
  try {
    const handle = openSync(file, 'r');
    const bytes = Buffer.alloc(200);
    readSync(handle, bytes);
    closeSync(handle);
    return bytes.toString('utf8').split('\n', 1)[0] ?? '';
  } catch {
    return '';
  }
}

export interface Judgement {
  readonly file: string;
  readonly dialect: string;
  /** Does its own shell take it? Undefined: that shell is not here. */
  readonly accepted: boolean | undefined;
  /** envlint's syntax error, with its line. */
  readonly error?: string;
}

/** What envlint and the file's own shell say about one file. */
export function judge(file: string): Judgement | undefined {
  const text = readFileSync(file, 'utf8');
  if (text.includes('\0')) return undefined;
  const { dialect, errors } = shell.parse({ file, text });
  const [program = '', ...args] = PROGRAMS[dialect] ?? [];
  const { status, error } = spawnSync(program, [...args, file], { stdio: 'ignore', timeout: 60_000 });
  const accepted = error ? undefined : status === 0;
  const first = errors.find(({ severity }) => severity !== 'warning');
  if (!first) return { file, dialect, accepted };
  const line = text.slice(0, first.at.start).split('\n').length;
  return { file, dialect, accepted, error: `${line}: ${first.message.en}` };
}

/** Prints each false alarm and the counts; 1 where there is a false alarm. */
export function main(argv: readonly string[]): number {
  const verbose = argv.includes('-v');
  const folders = argv.filter((word) => !word.startsWith('-'));
  const files = [...new Set((folders.length > 0 ? folders : INSTALLED).flatMap(shellFilesIn))];
  const counts = new Map<string, number>();
  let wrong = 0;
  for (const file of files) {
    const found = judge(file);
    if (!found) continue;
    const kind = `${found.dialect}: ${found.accepted === undefined ? 'no shell' : found.accepted ? 'accepted' : 'refused'}`;
    const key = `${kind}, ${found.error ? 'error' : 'silent'}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
    if (found.accepted && found.error) {
      wrong++;
      process.stdout.write(`false alarm (${found.dialect}) ${file}:${found.error}\n`);
    } else if (verbose && found.accepted === false) {
      process.stdout.write(
        `${found.error ? 'both refuse' : 'missed'} (${found.dialect}) ${file}${found.error ? `:${found.error}` : ''}\n`,
      );
    }
  }
  for (const [key, count] of [...counts].sort()) process.stdout.write(`${key}: ${count}\n`);
  process.stdout.write(`${files.length} files, ${wrong} false alarms\n`);
  return wrong > 0 ? 1 : 0;
}
