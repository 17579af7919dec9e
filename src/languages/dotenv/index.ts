/**
 * .env files and their relatives. Dialects: `dotenv` (the npm package's reading is the value; others are `readings`),
 * `pam` (/etc/environment), `environment.d` and `environment-file` (what systemd reads for a user session and for
 * EnvironmentFile=). Lines that are no assignment, such as shell code, are skipped: no reader takes them for errors.
 */
import type { Assignment, Document, Language, Scope, Source } from '../../core.ts';
import { span } from '../../text.ts';
import { dialectByName } from '../shared/about.ts';
import { withPlainNewlines } from '../shared/derived.ts';
import { about } from './about.ts';
import { scanDotenv } from './dotenv-scan.ts';
import type { DotenvEntry, Quote, Scan } from './entry.ts';
import { scanEnvFile } from './env-file-scan.ts';
import { scanPam } from './pam-scan.ts';
import { readingsOf } from './readings.ts';
import { dotenvWriter, type Grammar } from './writer.ts';

type Dialect = 'dotenv' | 'pam' | 'environment.d' | 'environment-file';

/** Reads and writes dotenv files in all dialects. */
export const dotenv: Language = {
  name: 'dotenv',
  parse(source, dialect = dialectByName(about, source.file)) {
    const known: Dialect = dialect !== undefined && isDialect(dialect) ? dialect : 'dotenv';
    const grammar = GRAMMARS[known];
    const { entries, comments } = grammar.scan(source);
    const scope: Scope = { kind: 'file', name: '', at: { file: source.file, start: 0, end: source.text.length } };
    return {
      ...source,
      language: 'dotenv',
      dialect: known,
      facts: entries.map((entry) => assignment(source, entry, scope, known)),
      comments,
      errors: [],
      secrets: [],
      writer: dotenvWriter(source, entries, grammar),
    } satisfies Document;
  },
};

function isDialect(name: string): name is Dialect {
  return name in GRAMMARS;
}

const SHELL_LIKE: Pick<Grammar, 'quotes'> = { quotes: ['', '"', "'"] };

const GRAMMARS: Readonly<Record<Dialect, Grammar>> = {
  dotenv: {
    scan: (source) => scanDotenv(withPlainNewlines(source)),
    quotes: ['', '"', "'", '`'],
    exports: true,
    encode: (text, quote) => {
      if (quote !== '' && (text.includes(quote) || text.endsWith('\\'))) return undefined;
      return quote === '"' ? text.replaceAll('\n', '\\n').replaceAll('\r', '\\r') : text;
    },
  },
  pam: {
    scan: (source) => scanPam(source),
    quotes: ['', '"'],
    encode: (text) => (/[#\n]|\\$/.test(text) ? undefined : text),
  },
  'environment-file': { scan: (source) => scanEnvFile(source, false), ...SHELL_LIKE, encode: shellLike },
  'environment.d': {
    scan: (source) => scanEnvFile(source, true),
    ...SHELL_LIKE,
    defaults: true,
    encode: (text, quote) => shellLike(text.replaceAll('$', '$$$$'), quote),
  },
} satisfies Record<Dialect, Grammar & { scan: (source: Source) => Scan }>;

/** As systemd's reader of environment files takes quotes and backslashes off. */
function shellLike(text: string, quote: Quote): string | undefined {
  if (quote === "'") return text.includes("'") ? undefined : text;
  return quote === '"' ? text.replace(/["\\]/g, '\\$&') : text.replaceAll('\\', '\\\\');
}

function assignment(source: Source, entry: DotenvEntry, scope: Scope, dialect: Dialect): Assignment {
  const { name, value } = entry;
  return {
    kind: 'env',
    at: span(name.at, name.at.start, Math.max(value.at.end, name.at.end)),
    scope,
    certain: true,
    name,
    value,
    operation: entry.isUnset ? 'unset' : 'set',
    reach: 'environment',
    statement: span(name.at, entry.start, Math.max(value.at.end, name.at.end)),
    comment: entry.comment,
    readings: () => (dialect === 'dotenv' ? readingsOf(source.text, entry) : actualReading(entry, dialect)),
    dropped: entry.dropped,
  };
}

/** Where the value is what was plainly meant: what the format's own reader takes. */
function actualReading(entry: DotenvEntry, dialect: Dialect): ReadonlyMap<string, string> {
  if (!entry.actual?.every((piece) => piece.kind === 'literal')) return new Map();
  const text = entry.actual.map((piece) => (piece.kind === 'literal' ? piece.text : '')).join('');
  return new Map([[dialect === 'pam' ? 'pam' : 'systemd', text]]);
}
