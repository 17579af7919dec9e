/** Configuration files of single programs that carry a proxy. Each has a small reader of its own; others have no facts. */
import type { Language, Source, Value, Writer } from '../../core.ts';
import { basename } from '../../text.ts';
import { lineWriter } from '../shared/line-writer.ts';
import { readApt } from './apt.ts';
import { type Carrier, collect } from './carrier.ts';
import { readCurl } from './curl.ts';
import { readDocker } from './docker.ts';
import { readGit } from './git.ts';
import { readNpm } from './npm.ts';
import { readPip } from './pip.ts';
import { readWget } from './wget.ts';

/** By dialect, which is the client's name. */
const READERS: Readonly<Record<string, (source: Source) => Carrier>> = {
  apt: readApt,
  curl: readCurl,
  docker: readDocker,
  git: readGit,
  npm: readNpm,
  pip: readPip,
  wget: readWget,
};

/** Dialects: `apt`, `curl`, `docker`, `git`, `npm`, `pip`, `wget`; `unknown` for a file no program here owns. */
export const settings: Language = {
  name: 'settings',
  parse(source, dialect = dialectOf(source.file)) {
    const read = READERS[dialect];
    const carrier = read ? read(source) : collect(source, '').carrier;
    return { ...source, language: 'settings', dialect, ...carrier, writer: writerOf(source.text, dialect) };
  },
};

function dialectOf(file: string): string {
  const name = basename(file).replace(/^[._]/, '');
  const folder = `/${file}`.slice(0, -basename(file).length);
  if (/^git-?config(?:\.local)?$/.test(name) || (name === 'config' && /\/\.?git\/$/.test(folder))) return 'git';
  if (name === 'npmrc') return 'npm';
  if (/^pip\.(?:conf|ini)$/.test(name)) return 'pip';
  if (name === 'curlrc') return 'curl';
  if (name === 'wgetrc') return 'wget';
  if (name === 'apt.conf' || folder.endsWith('/apt.conf.d/')) return 'apt';
  return name === 'config.json' && folder.endsWith('/.docker/') ? 'docker' : 'unknown';
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
  // Between empty quotes there is no character to replace; a bare key has no `=` to write behind.
  return value.pieces.length > 0 || (isBare && /[=:\s]/.test(text[value.at.start - 1] ?? ''));
}
