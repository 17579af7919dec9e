/** `%` in what a unit runs and loads, where systemd reads a specifier and percent-encoding or a date was meant. */
import type { Project, Setting } from '../../core.ts';
import { kindOf } from '../../knowledge/systemd/keys.ts';
import { SPECIFIERS } from '../../knowledge/systemd/specifiers.ts';
import { derive } from '../../project.ts';

export interface StrayPercent {
  readonly setting: Setting;
  readonly key: string;
  /** Offsets in the setting's value of every `%` that was meant as one. */
  readonly marks: readonly number[];
  /** unknown: systemd has no such specifier · encoded: `%E4` in a URL · date: the format of date(1). */
  readonly cause: 'unknown' | 'encoded' | 'date';
}

const READ = new Set(['exec', 'working-directory', 'environment-file']);

/** One for each line; lines with template tags are not judged. */
export const strayPercents = derive((project: Project): readonly StrayPercent[] =>
  project.facts('setting').flatMap((setting) => {
    const [section = '', key = ''] = setting.path;
    const { text, known } = setting.value;
    const kind = known && text.includes('%') ? kindOf(section, key) : undefined;
    if (!kind || !READ.has(kind) || project.document(setting.at.file).language !== 'systemd') return [];
    const encoded = kind === 'exec' ? encodedMarks(text) : [];
    const date = kind === 'exec' ? dateMarks(text) : [];
    const unknown = unknownMarks(text);
    const marks = [...new Set([...unknown, ...encoded, ...date])].sort((a, b) => a - b);
    const cause = encoded.length > 0 ? 'encoded' : date.length > 0 ? 'date' : 'unknown';
    return marks.length > 0 ? [{ setting, key, marks, cause }] : [];
  }),
);

/** Every `%` before a letter or digit that is no specifier, up to systemd 262. */
function unknownMarks(text: string): number[] {
  return single(text).filter((at) => /[\dA-Za-z]/.test(text[at + 1] ?? '') && !SPECIFIERS.has(text[at + 1]!));
}

/** Percent-encoding in a URL: two hexadecimal digits. A letter alone (`https://x/%i`) is a specifier. */
function encodedMarks(text: string): number[] {
  return [...text.matchAll(/\b[a-z][a-z\d+.-]*:\/\/[^\s"']*/gi)].flatMap(({ 0: url, index }) =>
    single(url)
      .filter((at) => /^%(?:[\dA-F][\dA-F]|[\da-f][\da-f])/.test(url.slice(at, at + 3)))
      .map((at) => index + at),
  );
}

/** `date +%Y-%m-%d`, also quoted and within `$(…)`. */
function dateMarks(text: string): number[] {
  return [...text.matchAll(/\bdate\s(?:[^|;&()`]*?\s)?['"]?\+("[^"]*"|'[^']*'|[^\s"'`)]*(?:"[^"]*")?)/g)].flatMap(
    ({ 0: all, 1: format = '', index }) => single(format).map((at) => index + all.length - format.length + at),
  );
}

/** Where a `%` is that is not one of a pair. */
function single(text: string): number[] {
  const found: number[] = [];
  for (let at = text.indexOf('%'); at >= 0; at = text.indexOf('%', at)) {
    if (text[at + 1] === '%') at += 2;
    else found.push(at++);
  }
  return found;
}
