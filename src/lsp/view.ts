/** The input of every answer to an editor: one machine at one moment, and the preferences of its reader. */
import type { MarkupContent, Range } from 'vscode-languageserver-types';
import type { Diagnostic, Document, Project, Rule, Span, Text } from '../core.ts';
import type { FixOptions } from '../engine/fix-round.ts';
import { linesOf } from '../report/position.ts';
import { secretsOf } from '../secrets/index.ts';
import { type Encoding, type Positions, positionsOf } from './positions.ts';

/** The client's capabilities, as far as answers depend on them. */
export interface Reader {
  readonly lang: 'en' | 'zh-CN';
  readonly encoding: Encoding;
  readonly takesMarkdown: boolean;
  readonly takesRelated: boolean;
  /** Edits with the version of the text they are for. */
  readonly takesVersionedEdits: boolean;
  /** Text edits with a place where the user types on (LSP 3.18). */
  readonly takesSnippets: boolean;
}

export interface View {
  readonly reader: Reader;
  readonly project: Project;
  /** All findings that are reported, in the order of `lint`. */
  readonly diagnostics: readonly Diagnostic[];
  readonly rules: readonly Rule[];
  /** How rules run here, and how a changed text is parsed and proven: only fixes that pass the proof are offered. */
  readonly options: FixOptions;
  /** Absolute; `~` in the files leads there. */
  readonly home: string;
  /** A file as the client names it. */
  uri(file: string): string;
  /** The version of an open text; null: the file is as it is on disk. */
  version(file: string): number | null;
  /** A file as a person would type it. */
  display(file: string): string;
  /** The web page of a rule, where there is one. */
  page(rule: string): string | undefined;
}

/** The words of a text in the reader's language, their secrets masked. */
export function say({ reader, project }: View, text: Text): string {
  return secretsOf(project).mask(reader.lang === 'zh-CN' ? text.zh : text.en);
}

/** The positions of a document, in the reader's units. */
export function positionsIn({ reader }: View, document: Document): Positions {
  return positionsOf(document.text, reader.encoding, linesOf(document));
}

/** A span as the reader counts; that of a file which is not here is its beginning. */
export function rangeOf(view: View, at: Span): Range {
  const document = view.project.documents.get(at.file);
  const nowhere = { line: 0, character: 0 };
  return document ? positionsIn(view, document).range(at) : { start: nowhere, end: nowhere };
}

/** Does a span contain an offset, its end included? */
export function holds({ start, end }: Pick<Span, 'start' | 'end'>, offset: number): boolean {
  return offset >= start && offset <= end;
}

/** Markdown, or the same as plain text for a client that shows nothing else. */
export function markup({ reader }: View, markdown: string): MarkupContent {
  if (reader.takesMarkdown) return { kind: 'markdown', value: markdown };
  return { kind: 'plaintext', value: markdown.replace(/\*\*|`/g, '').replace(/^\|(?:[-:]+\|)+\n/gm, '') };
}

/** Words of a file inside Markdown, so that nothing in them is read as markup: in a code span, in one line. */
export function code(words: string): string {
  const line = words.replace(/[\r\n]+/g, ' ').replaceAll('|', '\\|');
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const space = longest > 0 || line === '' ? ' ' : '';
  return `${fence}${space}${line}${space}${fence}`;
}
