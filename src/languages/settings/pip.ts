/** `pip.conf`, `pip.ini`: Python's RawConfigParser. No inline comments, `=` or `:`, and `_` in a name means `-`. */
import type { Source, Span } from '../../core.ts';
import { span, verbatim } from '../../text.ts';
import { stripped } from '../shared/ini.ts';
import { type Carrier, collect, linesOf } from './carrier.ts';

const SETTINGS = new Set(['timeout', 'retries', 'trusted-host', 'index-url']);

/** The proxy of any section (`[global]`, `[install]`, …), and its timeouts. */
export function readPip(source: Source): Carrier {
  const found = collect(source, 'pip');
  const { text } = source;
  let section = '';
  for (const line of linesOf(source)) {
    const { start, end } = stripped(text, line.start, line.end);
    const header = /^\[([^\]]+)\]/.exec(text.slice(start, end))?.[1];
    if (start === end) continue;
    if (/[#;]/.test(text[start]!)) found.comment(span(line, start, end), true);
    else if (header !== undefined) section = header;
    // An indented line continues the value above it.
    else if (start === line.start) readLine(found, text, span(line, start, end), section);
  }
  return found.carrier;
}

function readLine(found: ReturnType<typeof collect>, text: string, at: Span, section: string): void {
  const length = text.slice(at.start, at.end).search(/[=:]/);
  if (length < 1) return;
  const keyAt = stripped(text, at.start, at.start + length);
  const valueAt = stripped(text, at.start + length + 1, at.end);
  const name = verbatim(text.slice(keyAt.start, keyAt.end), span(at, keyAt.start, keyAt.end));
  const value = verbatim(text.slice(valueAt.start, valueAt.end), span(at, valueAt.start, valueAt.end));
  const key = name.text.toLowerCase().replaceAll('_', '-');
  if (key === 'proxy') found.proxy('all', name, value, at);
  else if (SETTINGS.has(key)) found.setting([section, key], name, value, at);
}
