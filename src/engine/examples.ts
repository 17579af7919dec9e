/**
 * Reads the examples kept beside rules: small machines as text, with caret lines under what must be found. The caret
 * lines are taken out before anything is parsed, so that they can stand in any format.
 */
import type { Severity } from '../core.ts';
import { groupBy } from '../text.ts';

export interface Mark {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly severity?: Severity | undefined;
  /** The English message. */
  readonly message?: string | undefined;
}

export interface ExampleFiles {
  readonly files: ReadonlyMap<string, string>;
  readonly marks: readonly Mark[];
}

const HEADER = /^([ \t]*)-- (.+?) --[ \t]*$/;
const CARETS = /^([ \t]*)(\^+)(?:[ \t]+(error|warning|info)(?:[ \t]+(.+?))?)?[ \t]*$/;

/** Splits `-- path --` sections, strips the block's own indentation and collects the marks. */
export function parseExample(text: string): ExampleFiles {
  const files = new Map<string, string>();
  const marks: Mark[] = [];
  let file = '';
  let indent = 0;
  let content = '';
  let lastLine = 0;
  const close = (): void => {
    if (file !== '') files.set(file, content);
  };
  const lines = text.replace(/\n[ \t]*$/, '').split('\n');
  for (const raw of lines) {
    const header = HEADER.exec(raw);
    if (header) {
      close();
      file = header[2] ?? '';
      indent = header[1]?.length ?? 0;
      content = '';
      continue;
    }
    if (file === '') continue;
    const line = /^[ \t]*$/.test(raw.slice(0, indent)) ? raw.slice(indent) : raw.trimStart();
    const carets = content === '' ? null : CARETS.exec(line);
    if (!carets) {
      lastLine = content.length;
      content += `${line}\n`;
      continue;
    }
    marks.push(markOf(file, lastLine, carets));
  }
  close();
  return { files, marks };
}

/** `at`: where the line above the carets begins. */
function markOf(
  file: string,
  at: number,
  [, blanks = '', run = '', severity, message]: readonly (string | undefined)[],
): Mark {
  const start = at + blanks.length;
  return {
    file,
    start,
    end: start + run.length,
    severity: severity ? (severity as Severity) : undefined,
    message,
  };
}

/** The example as a reader should see it: no carets, one block a file. */
export function displayExample(text: string): ReadonlyMap<string, string> {
  return parseExample(text).files;
}

/** Marks grouped by file, in order. */
export function marksByFile(example: ExampleFiles): ReadonlyMap<string, readonly Mark[]> {
  return groupBy(
    [...example.marks].sort((a, b) => a.start - b.start),
    (mark) => mark.file,
  );
}
