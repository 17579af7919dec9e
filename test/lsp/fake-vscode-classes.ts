/** The classes of VS Code's module `vscode` in which what a server sends arrives. */
import { pathToFileURL } from 'node:url';

type Listener = (event: unknown) => unknown;

export class Disposable {
  readonly dispose: () => unknown;
  constructor(dispose: () => unknown = () => undefined) {
    this.dispose = dispose;
  }
  static from(...all: readonly { dispose(): unknown }[]): Disposable {
    return new Disposable(() => {
      for (const one of all) one.dispose();
    });
  }
}

export class EventEmitter {
  readonly #listeners = new Set<Listener>();
  readonly event = (listener: Listener, that?: unknown): Disposable => {
    const bound = listener.bind(that);
    this.#listeners.add(bound);
    return new Disposable(() => this.#listeners.delete(bound));
  };
  fire(event: unknown): void {
    for (const listener of [...this.#listeners]) listener(event);
  }
  dispose(): void {
    this.#listeners.clear();
  }
}

export class CancellationTokenSource {
  readonly #cancelled = new EventEmitter();
  readonly token = { isCancellationRequested: false, onCancellationRequested: this.#cancelled.event };
  cancel(): void {
    this.token.isCancellationRequested = true;
    this.#cancelled.fire(undefined);
  }
  dispose(): void {}
}

export class Uri {
  readonly url: URL;
  private constructor(url: URL) {
    this.url = url;
  }
  static parse(text: string): Uri {
    return new Uri(new URL(text));
  }
  static file(path: string): Uri {
    return new Uri(pathToFileURL(path));
  }
  get scheme(): string {
    return this.url.protocol.slice(0, -1);
  }
  get path(): string {
    return decodeURIComponent(this.url.pathname);
  }
  get fsPath(): string {
    return this.path;
  }
  toString(): string {
    return this.url.href;
  }
}

export class Position {
  readonly line: number;
  readonly character: number;
  constructor(line: number, character: number) {
    this.line = line;
    this.character = character;
  }
}

export class Range {
  readonly start: Position;
  readonly end: Position;
  constructor(...at: readonly [Position, Position] | readonly [number, number, number, number]) {
    this.start = at.length === 2 ? at[0] : new Position(at[0], at[1]);
    this.end = at.length === 2 ? at[1] : new Position(at[2], at[3]);
  }
}

export class Diagnostic {
  readonly range: Range;
  readonly message: string;
  readonly severity: number;
  constructor(range: Range, message: string, severity: number) {
    this.range = range;
    this.message = message;
    this.severity = severity;
  }
}

export class CodeActionKind {
  readonly value: string;
  constructor(value: string) {
    this.value = value;
  }
  append(more: string): CodeActionKind {
    return new CodeActionKind(this.value === '' ? more : `${this.value}.${more}`);
  }
  static readonly Empty = new CodeActionKind('');
  static readonly QuickFix = new CodeActionKind('quickfix');
  static readonly Source = new CodeActionKind('source');
}

export class CodeAction {
  edit?: WorkspaceEdit;
  isPreferred?: boolean;
  readonly title: string;
  readonly kind: CodeActionKind | undefined;
  constructor(title: string, kind?: CodeActionKind) {
    this.title = title;
    this.kind = kind;
  }
}

export class CodeLens {
  command?: { readonly title: string; readonly command: string; readonly arguments: readonly unknown[] };
  readonly range: Range;
  constructor(range: Range) {
    this.range = range;
  }
}

export class Hover {
  readonly contents: readonly { readonly value: string }[] | { readonly value: string };
  constructor(contents: readonly { readonly value: string }[] | { readonly value: string }) {
    this.contents = contents;
  }
}

export class MarkdownString {
  value: string;
  constructor(value = '') {
    this.value = value;
  }
}

export class TextEdit {
  readonly range: Range;
  readonly newText: string;
  constructor(range: Range, newText: string) {
    this.range = range;
    this.newText = newText;
  }
}

export class SnippetString {
  readonly value: string;
  constructor(value: string) {
    this.value = value;
  }
}

export class SnippetTextEdit {
  readonly range: Range;
  readonly snippet: SnippetString;
  constructor(range: Range, snippet: SnippetString) {
    this.range = range;
    this.snippet = snippet;
  }
}

export class WorkspaceEdit {
  readonly #edits = new Map<string, (TextEdit | SnippetTextEdit)[]>();
  set(uri: Uri, edits: readonly [TextEdit | SnippetTextEdit, unknown][]): void {
    this.#edits.set(
      uri.toString(),
      edits.map(([edit]) => edit),
    );
  }
  entries(): [string, (TextEdit | SnippetTextEdit)[]][] {
    return [...this.#edits];
  }
}

/** A text that is open. */
export class TextDocument {
  version = 1;
  readonly isClosed = false;
  readonly uri: Uri;
  readonly languageId: string;
  text: string;
  constructor(uri: Uri, languageId: string, text: string) {
    this.uri = uri;
    this.languageId = languageId;
    this.text = text;
  }
  getText(): string {
    return this.text;
  }
}

export class DocumentLink {
  readonly range: Range;
  constructor(range: Range) {
    this.range = range;
  }
}

export class DiagnosticRelatedInformation {
  readonly location: Location;
  readonly message: string;
  constructor(location: Location, message: string) {
    this.location = location;
    this.message = message;
  }
}

export class CancellationError extends Error {}

export class Location {
  readonly uri: Uri;
  readonly range: Range;
  constructor(uri: Uri, range: Range) {
    this.uri = uri;
    this.range = range;
  }
}
