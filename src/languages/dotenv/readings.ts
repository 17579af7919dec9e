/**
 * How other readers of a .env take the same line, where they differ from the `dotenv` package and where the answer is
 * certain: nothing is said about values over several lines, about expansion, or where a reader refuses the line.
 * Measured with Node 22 `util.parseEnv`, `docker --env-file` 28, compose-go, python-dotenv 1.2, systemd 252, bash 5.2.
 */
import type { DotenvEntry } from './entry.ts';
import { scanEnvFile } from './env-file-scan.ts';

interface Line {
  /** The characters after `=` up to the end of the line. */
  readonly raw: string;
  /** `raw` without spaces around it. */
  readonly trimmed: string;
  /** Nothing is between the name and `=`, and no `export` before it. */
  readonly isStrict: boolean;
  readonly hasExport: boolean;
}

type Reader = (line: Line) => string | undefined;

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['node', node],
  ['docker', (line) => (line.isStrict ? line.raw : undefined)],
  ['compose', (line) => hashAfterBlank(line.trimmed, '"\'')],
  ['python', (line) => hashAfterBlank(line.trimmed, '"\'')],
  ['systemd', systemd],
  ['bash', bash],
]);

/** Other readings of an entry of a file in the `dotenv` dialect, by consumer; none where all agree. */
export function readingsOf(text: string, entry: DotenvEntry): ReadonlyMap<string, string> {
  const readings = new Map<string, string>();
  const line = entry.value.known ? lineOf(text, entry) : undefined;
  if (!line || isPlain(line.raw)) return readings;
  for (const [consumer, read] of READERS) {
    const value = read(line);
    if (value !== undefined && value !== entry.value.text) readings.set(consumer, value);
  }
  return readings;
}

/** Characters every reader takes alike. */
function isPlain(raw: string): boolean {
  return /^[\w.:/,@+*=?-]*$/.test(raw);
}

function lineOf(text: string, entry: DotenvEntry): Line | undefined {
  const { name, value } = entry;
  const sign = text.slice(name.at.end, Math.max(value.at.start, name.at.end));
  if (!/^[ \t]*=[ \t]*$/.test(sign)) return undefined;
  const from = name.at.end + sign.indexOf('=') + 1;
  let end = from;
  while (end < text.length && text[end] !== '\n' && text[end] !== '\r') end++;
  if (end < value.at.end) return undefined;
  const raw = text.slice(from, end);
  const hasExport = entry.start !== name.at.start;
  return { raw, trimmed: raw.trim(), isStrict: sign.startsWith('=') && !hasExport, hasExport };
}

/** Node takes everything up to the next same quote, whatever follows. */
function node({ trimmed }: Line): string | undefined {
  const quote = trimmed[0];
  if (quote !== '"' && quote !== "'" && quote !== '`') return undefined;
  const close = trimmed.indexOf(quote, 1);
  if (close < 0) return undefined;
  const inner = trimmed.slice(1, close);
  return quote === '"' ? inner.replaceAll('\\n', '\n') : inner;
}

/** compose and python-dotenv: a comment needs a space before its `#`; escapes and `$` are left to them. */
function hashAfterBlank(trimmed: string, quotes: string): string | undefined {
  if (/[\\$]/.test(trimmed)) return undefined;
  const quote = trimmed[0] ?? '';
  if (quote !== '' && quotes.includes(quote)) {
    const close = trimmed.indexOf(quote, 1);
    return close > 0 && /^\s*(?:#|$)/.test(trimmed.slice(close + 1)) ? trimmed.slice(1, close) : undefined;
  }
  const mark = /\s#/.exec(trimmed)?.index;
  return trimmed.slice(0, mark).trimEnd();
}

/** EnvironmentFile= contents: no comment after a value, quoted parts concatenate, `export` spoils the name. */
function systemd(line: Line): string | undefined {
  if (line.hasExport) return undefined;
  const [entry] = scanEnvFile({ file: '', text: `X=${line.raw}` }, false).entries;
  if (!entry || entry.dropped?.reason === 'unbalanced-quote') return undefined;
  const pieces = entry.actual ?? entry.value.pieces;
  return pieces.map((piece) => (piece.kind === 'literal' ? piece.text : '')).join('');
}

/** One word without expansion, as when the file is sourced. */
function bash(line: Line): string | undefined {
  if (/[$`]/.test(line.raw) || /^\s/.test(line.raw)) return undefined;
  const word = /^(?:'[^']*'|"(?:\\.|[^"\\])*"|\\.|[^\s'"\\;&|<>()~*?[{])*/.exec(line.raw)?.[0] ?? '';
  if (!/^\s*(?:\s#.*)?$/.test(line.raw.slice(word.length))) return undefined;
  return word.replace(/'([^']*)'|"((?:\\.|[^"\\])*)"|\\(.)/g, (_, single, double, escaped) => {
    return single ?? double?.replace(/\\(["\\])/g, '$1') ?? escaped;
  });
}
