/**
 * The YAML mistakes that people make in Clash files, recognised by the line where the library fails (or the one above it), with
 * their repair. A file with such an error is refused as a whole, so a repair with only one reading loses nothing.
 */
import type { Fix, Span, Text } from '../../../core.ts';
import { lineEnd, lineStart } from '../../../text.ts';
import { quoted } from './encode.ts';

/** A mistake and its repair. */
export interface Typo {
  readonly at: Span;
  readonly label: Text;
  readonly fix: Fix;
}

type Finder = (line: string, place: LinePosition) => Typo | undefined;

interface LinePosition {
  readonly file: string;
  /** Offset of the line. */
  readonly start: number;
}

const QUOTE: Text = { en: 'put it in quotes', zh: '加上引号' };

function typo(
  { file, start }: LinePosition,
  from: number,
  to: number,
  text: string,
  label: Text,
  title: Text,
  safe = true,
): Typo {
  const at = { file, start: start + from, end: start + to };
  return { at, label, fix: { title, safe, edits: [{ at, text }] } };
}

/** `- *.lan`, `password: @x`: characters that mean something to YAML at the start of a value. */
const special: Finder = (line, place) => {
  const match = /^(\s*(?:-\s+)*(?:[\w.-]+:\s+)?)([*@`%][^\s#'"]+)\s*$/.exec(line);
  if (!match) return undefined;
  const [, before = '', value = ''] = match;
  if (before.trim() === '') return undefined;
  const label: Text =
    value[0] === '*'
      ? {
          en: 'an unquoted `*` begins an alias; put the value in quotes',
          zh: '不加引号的 `*` 会被当作别名，请加上引号',
        }
      : {
          en: `an unquoted value cannot begin with ${value[0]}; put it in quotes`,
          zh: `不加引号的值不能以 ${value[0]} 开头，请加上引号`,
        };
  return typo(place, before.length, before.length + value.length, quoted(value), label, QUOTE);
};

/** `mode：rule`. */
const wideColon: Finder = (line, place) => {
  const match = /^(\s*(?:-\s+)?[\w.-]+)：[ \t]*/.exec(line);
  if (!match) return undefined;
  const before = (match[1] as string).length;
  const label = { en: 'a full-width colon; YAML reads only `:` and a space', zh: '这是全角冒号，YAML 只认 `:` 加空格' };
  const rest = line.slice(match[0].length).trim();
  return typo(place, before, match[0].length, rest === '' ? ':' : ': ', label, { en: 'write `: `', zh: '改为 `: `' });
};

/** `-DOMAIN,x,DIRECT`. */
const noSpaceAfterDash: Finder = (line, place) => {
  const match = /^(\s*)-(?=[A-Za-z\d{'"[])/.exec(line);
  if (!match) return undefined;
  const at = match[0].length;
  const label = { en: 'a space is missing after the `-`', zh: '`-` 后面少了空格' };
  return typo(place, at, at, ' ', label, { en: 'add the space', zh: '补上空格' });
};

/** `mixed-port:7890`; `https://…` and `geosite:cn` are no keys. */
const noSpaceAfterColon: Finder = (line, place) => {
  const match = /^(\s*(?:-\s+)?[a-z][a-z-]*):(?=[^\s:/])/.exec(line);
  if (!match || /^\s*-\s+(?:geosite|geoip|rule-set|udp|tcp|tls|https?):/.test(line)) return undefined;
  const at = match[0].length;
  const label = { en: 'a space is missing after the `:`', zh: '`:` 后面少了空格' };
  return typo(place, at, at, ' ', label, { en: 'add the space', zh: '补上空格' });
};

/** The width of a tab is unknown; most of these files indent by two spaces. */
const tab: Finder = (line, place) => {
  const match = /^[ ]*\t[ \t]*/.exec(line);
  if (!match || line.trim() === '') return undefined;
  const indent = match[0];
  const label = { en: 'a tab indents this line; YAML takes only spaces', zh: '这一行用制表符缩进，YAML 只接受空格' };
  const title = { en: 'write two spaces for each tab', zh: '每个制表符改为两个空格' };
  return typo(place, 0, indent.length, indent.replaceAll('\t', '  '), label, title, false);
};

const FINDERS: readonly Finder[] = [tab, special, wideColon, noSpaceAfterDash, noSpaceAfterColon];
/** No hand-written line of these files is longer. */
const LONGEST_LINE_CHARACTERS = 1000;

/** The mistake that causes an error at `at`; undefined: not a known one. */
export function typoAt(text: string, at: Span): Typo | undefined {
  const start = lineStart(text, Math.min(at.start, text.length));
  const above = start > 0 ? lineStart(text, start - 1) : undefined;
  for (const begin of above === undefined ? [start] : [start, above]) {
    const line = text.slice(begin, lineEnd(text, begin));
    if (line.length > LONGEST_LINE_CHARACTERS || /^\s*#/.test(line)) continue;
    for (const find of FINDERS) {
      const found = find(line, { file: at.file, start: begin });
      if (found) return found;
    }
  }
  return undefined;
}
