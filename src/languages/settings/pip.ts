/** `pip.conf`, `pip.ini`: Python's RawConfigParser. No inline comments, `=` or `:`, and `_` in a name means `-`. */
import type { Piece, Source, Span, Value } from '../../core.ts';
import { span, valueOf, verbatim } from '../../text.ts';
import { stripped } from '../shared/ini.ts';
import { type Carrier, type Collector, collect, linesOf } from './carrier.ts';

/** Names of a proxy that pip skips. */
const UNKNOWN = new Set(['http-proxy', 'https-proxy', 'all-proxy', 'proxies', 'no-proxy', 'noproxy']);
const SETTINGS = new Set(['timeout', 'default-timeout', 'retries', 'trusted-host', 'index-url']);

/** The proxy of any section (`[global]`, `[install]`, …), and its timeouts. */
export function readPip(source: Source): Carrier {
  const found = collect(source, 'pip');
  const { text } = source;
  let section = '';
  let entry: OptionLines | undefined;
  const close = (): void => {
    if (entry) readEntry(found, text, entry, section);
    entry = undefined;
  };
  for (const line of linesOf(source)) {
    const { start, end } = stripped(text, line.start, line.end);
    const at = span(line, start, end);
    // An empty line and a comment are between the lines of a value without ending it.
    if (start === end) continue;
    if (/[#;]/.test(text[start]!)) found.comment(at, true);
    else if (entry && start - line.start > entry.indent) entry.lines.push(at);
    else {
      close();
      const header = /^\[([^\]]+)\]/.exec(text.slice(start, end))?.[1];
      if (header !== undefined) section = header;
      else entry = { indent: start - line.start, lines: [at] };
    }
  }
  close();
  return found.carrier;
}

/** An option and the lines indented more than it, which continue its value. */
interface OptionLines {
  readonly indent: number;
  readonly lines: Span[];
}

function readEntry(found: Collector, text: string, { lines }: OptionLines, section: string): void {
  const [at, ...more] = lines as [Span, ...Span[]];
  const length = text.slice(at.start, at.end).search(/[=:]/);
  if (length < 1) return;
  const keyAt = stripped(text, at.start, at.start + length);
  const valueAt = stripped(text, at.start + length + 1, at.end);
  const name = verbatim(text.slice(keyAt.start, keyAt.end), span(at, keyAt.start, keyAt.end));
  const value = joined(text, [span(at, valueAt.start, valueAt.end), ...more]);
  const whole = span(at, at.start, Math.max(at.end, value.at.end));
  const key = name.text.toLowerCase().replaceAll('_', '-');
  if (key === 'proxy') found.proxy('all', name, value, whole);
  else if (SETTINGS.has(key)) found.setting([section, key], name, value, whole);
  else if (UNKNOWN.has(key)) found.setting([section, key], name, value, whole, 'unknown-name');
}

/** The lines of a value as one, each end of a line with what surrounds it as one line feed. */
function joined(text: string, lines: readonly Span[]): Value {
  const filled = lines.filter(({ start, end }) => end > start);
  const [first] = filled;
  if (!first) return verbatim('', lines[0]!);
  const pieces = filled.flatMap((line, index): Piece[] => {
    const own: Piece = { kind: 'literal', text: text.slice(line.start, line.end), at: line };
    const before = filled[index - 1];
    return before ? [{ kind: 'literal', text: '\n', at: span(line, before.end, line.start) }, own] : [own];
  });
  return valueOf(pieces, span(first, first.start, filled.at(-1)!.end));
}
