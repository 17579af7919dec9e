/**
 * Configuration files of single programs that set a proxy. Each program has a small reader; files of other programs have no
 * facts.
 */
import type { Language, Source, Value, Writer } from '../../core.ts';
import { dialectByName } from '../shared/about.ts';
import { lineWriter } from '../shared/line-writer.ts';
import { about } from './about.ts';
import { readApt } from './apt.ts';
import { type Carrier, collect } from './carrier.ts';
import { readCurl } from './curl.ts';
import { readDocker } from './docker.ts';
import { readGit } from './git.ts';
import { readGradle } from './gradle.ts';
import { readNpm } from './npm.ts';
import { readPip } from './pip.ts';
import { readTmux } from './tmux.ts';
import { readWget } from './wget.ts';
import { readWsl } from './wsl.ts';

/** By dialect, which is the client's name. */
const READERS: Readonly<Record<string, (source: Source) => Carrier>> = {
  apt: readApt,
  curl: readCurl,
  docker: readDocker,
  git: readGit,
  gradle: readGradle,
  npm: readNpm,
  pip: readPip,
  tmux: readTmux,
  wget: readWget,
  wslconfig: (source) => readWsl(source, 'wslconfig'),
  'wsl.conf': (source) => readWsl(source, 'wsl.conf'),
};

/**
 * Dialects: `apt`, `curl`, `docker`, `git`, `gradle`, `npm`, `pip`, `tmux`, `wget`, `wslconfig`, `wsl.conf`; `unknown` for a file no program
 * here owns.
 */
export const settings: Language = {
  name: 'settings',
  parse(source, dialect = dialectByName(about, source.file) ?? 'unknown') {
    const read = READERS[dialect];
    const carrier = read ? read(source) : collect(source, '').carrier;
    // What docker cannot read as JSON has no values to write between.
    // How tmux would read another text is left for the user to try.
    const isWritable = dialect !== 'tmux' && (dialect !== 'docker' || isJson(source.text));
    const writer = isWritable ? { writer: writerOf(source.text, dialect) } : {};
    return { ...source, language: 'settings', dialect, ...carrier, ...writer };
  },
};

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Characters that mean themselves in all of these formats, quoted or not. */
const PLAIN = /^[\w.:/,@%+~*[\]?&=!-]*$/;

function writerOf(text: string, dialect: string): Writer {
  const plain = (replacement: string, value: Value, whole: string): boolean =>
    isPlain(text, dialect, replacement, value) && !isOtherwise(dialect, whole);
  const writer = lineWriter(text, plain, dialect === 'apt' ? '//' : '#');
  // JSON has neither comments nor lines that can go without their commas.
  return dialect === 'docker' ? { ...writer, remove: () => undefined, insertAbove: () => undefined } : writer;
}

/** Does the whole value mean something else to this program? npm's switches; what curl and apt would look for further on. */
function isOtherwise(dialect: string, whole: string): boolean {
  return dialect === 'npm' ? /^(?:null|true|false)$/.test(whole) : /^(?:curl|apt)$/.test(dialect) && whole === '';
}

function isPlain(text: string, dialect: string, replacement: string, value: Value): boolean {
  const isBare = text[value.at.start] !== '"';
  // Quotes that open or close inside a value would be left without their other half.
  if (text.slice(value.at.start + Number(!isBare), value.at.end - Number(!isBare)).includes('"')) return false;
  if (!PLAIN.test(replacement) || (dialect === 'apt' && isBare && replacement.includes('//'))) return false;
  // Between empty quotes there is no character to replace; a bare key has no `=` to write after.
  return value.pieces.length > 0 || (isBare && /[=:\s]/.test(text[value.at.start - 1] ?? ''));
}
