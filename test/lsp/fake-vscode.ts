/**
 * As much of VS Code as the extension and its client library use: one window with one folder.
 */
import * as classes from './fake-vscode-classes.ts';
import {
  CancellationTokenSource,
  type Diagnostic,
  Disposable,
  EventEmitter,
  Range,
  TextDocument,
  Uri,
} from './fake-vscode-classes.ts';

type Settings = Readonly<Record<string, unknown>>;

export interface FakeOptions {
  readonly folder: string;
  readonly language: string;
  /** The user's settings under `envlint`. */
  readonly settings: Settings;
  /** What the user types when asked. */
  readonly typed: string;
}

export interface Fake {
  /** What `require('vscode')` answers. */
  readonly module: object;
  /** Opens a file in a tab. */
  open(path: string, languageId: string, text: string): TextDocument;
  /** Types all of a text anew. */
  type(document: TextDocument, text: string): void;
  /** Changes the user's settings. */
  configure(settings: Settings): void;
  /** The findings of a document, of every collection. */
  diagnostics(document: TextDocument): readonly (Diagnostic & { code?: unknown })[];
  /** What a provider of that kind (`Hover`, `CodeLens`, …) answers when it is asked by its method. */
  ask<T>(kind: string, method: string, ...given: readonly unknown[]): Promise<T>;
  execute(command: string, ...given: readonly unknown[]): Promise<unknown>;
  /** Texts that were shown beside. */
  readonly shown: readonly string[];
  /** Messages to the user. */
  readonly messages: readonly string[];
  readonly statusItem: { readonly text: string; readonly severity: number };
}

/** Classes and enumerations of features that this server does not offer: the library names them when it is loaded. */
const UNUSED = [
  ...['CallHierarchyIncomingCall', 'CallHierarchyItem', 'CallHierarchyOutgoingCall', 'TypeHierarchyItem'],
  ...['Color', 'ColorInformation', 'ColorPresentation', 'CodeActionTriggerKind', 'DiagnosticTag'],
  ...['CompletionItem', 'CompletionItemKind', 'CompletionItemTag', 'CompletionList', 'CompletionTriggerKind'],
  ...['DocumentHighlight', 'DocumentHighlightKind', 'DocumentSymbol', 'FileType', 'FoldingRange', 'FoldingRangeKind'],
  ...['InlayHint', 'InlayHintLabelPart', 'InlineCompletionItem', 'InlineCompletionList', 'InlineCompletionTriggerKind'],
  ...['InlineValueEvaluatableExpression', 'InlineValueText', 'InlineValueVariableLookup', 'LinkedEditingRanges'],
  ...['NotebookCellKind', 'ParameterInformation', 'ProgressLocation', 'RelativePattern', 'SelectionRange'],
  ...['SemanticTokens', 'SemanticTokensEdit', 'SemanticTokensEdits', 'SignatureHelp', 'SignatureHelpTriggerKind'],
  ...['SignatureInformation', 'SymbolInformation', 'SymbolKind', 'SymbolTag', 'TextDocumentSaveReason'],
  ...['TabInputCustom', 'TabInputNotebook', 'TabInputText', 'TabInputTextDiff'],
];

/** VS Code with one folder open. */
export function fakeVscode({ folder, language, settings: first, typed }: FakeOptions): Fake {
  let settings = first;
  const events = new Map<string, EventEmitter>();
  const on = (name: string): EventEmitter => {
    const known = events.get(name) ?? new EventEmitter();
    events.set(name, known);
    return known;
  };
  const commands = new Map<string, (...given: readonly unknown[]) => unknown>();
  const providers = new Map<string, Record<string, (...given: readonly unknown[]) => unknown>>();
  const collections: Map<string, readonly Diagnostic[]>[] = [];
  const documents: TextDocument[] = [];
  const shown: string[] = [];
  const messages: string[] = [];
  const statusItem = { text: '', severity: -1, dispose: () => undefined };

  /** Events are subscribed to by name; what nobody needs to answer answers nothing. */
  const namespace = (own: Record<string, unknown>): object =>
    new Proxy(own, {
      get(target, name) {
        if (typeof name !== 'string' || name in target) return target[String(name)];
        if (/^on(?:Did|Will)/.test(name)) return on(name).event;
        if (name.startsWith('register')) return register(name);
        return undefined;
      },
    });
  const register = (name: string) => (_selector: unknown, provider: Record<string, () => unknown>) => {
    const kind = name.replace(/^register|Providers?$/g, '').replace('Actions', 'Action');
    providers.set(kind, provider);
    return new Disposable(() => providers.delete(kind));
  };
  const configuration = (section?: string): object => {
    const all: Record<string, unknown> =
      section === 'envlint' ? { ...settings } : section === undefined ? { envlint: settings } : {};
    const get = (key: string, otherwise?: unknown): unknown => (key === '' ? all : (all[key] ?? otherwise));
    return Object.assign(all, { get, has: (key: string) => key in all, inspect: () => undefined });
  };
  const say = (message: string): Promise<undefined> => {
    messages.push(message);
    return Promise.resolve(undefined);
  };
  const uri = Uri.file(folder);
  const workspace = namespace({
    workspaceFolders: [{ uri, name: 'machine', index: 0 }],
    textDocuments: documents,
    notebookDocuments: [],
    getConfiguration: configuration,
    getWorkspaceFolder: () => ({ uri, name: 'machine', index: 0 }),
    createFileSystemWatcher: () => namespace({ dispose: () => undefined }),
    openTextDocument: ({ content }: { content: string }) => Promise.resolve({ content }),
  });
  const languages = namespace({
    match: (selector: readonly { language?: string; scheme?: string }[], { languageId, uri: own }: TextDocument) =>
      selector.some(({ language: one, scheme }) => one === languageId && scheme === own.scheme) ? 10 : 0,
    createDiagnosticCollection() {
      const collection = new Map<string, readonly Diagnostic[]>();
      collections.push(collection);
      return {
        set: (at: Uri, found: readonly Diagnostic[]) => collection.set(at.toString(), found),
        delete: (at: Uri) => collection.delete(at.toString()),
        has: (at: Uri) => collection.has(at.toString()),
        clear: () => collection.clear(),
        dispose: () => collection.clear(),
      };
    },
    createLanguageStatusItem: () => statusItem,
  });
  const window = namespace({
    visibleTextEditors: [],
    tabGroups: namespace({ all: [] }),
    activeTextEditor: undefined,
    createOutputChannel: () => new Proxy({}, { get: (_, name) => (name === 'logLevel' ? 3 : () => new Disposable()) }),
    showInputBox: () => Promise.resolve(typed),
    showTextDocument({ content }: { content: string }) {
      shown.push(content);
      return Promise.resolve();
    },
    showErrorMessage: say,
    showWarningMessage: say,
    showInformationMessage: say,
  }) as { activeTextEditor: unknown; visibleTextEditors: unknown[] };
  const execute = (command: string, ...given: readonly unknown[]): Promise<unknown> =>
    Promise.resolve(commands.get(command)?.(...given));
  const named: Record<string, unknown> = {
    version: '1.104.0',
    ...classes,
    DiagnosticSeverity: { Error: 0, Warning: 1, Information: 2, Hint: 3 },
    LanguageStatusSeverity: { Information: 0, Warning: 1, Error: 2 },
    LogLevel: { Off: 0, Trace: 1, Debug: 2, Info: 3 },
    ViewColumn: { Beside: -2 },
    env: { language, appName: 'Fake', openExternal: () => Promise.resolve(true) },
    commands: {
      registerCommand(name: string, run: (...given: readonly unknown[]) => unknown) {
        commands.set(name, run);
        return new Disposable(() => commands.delete(name));
      },
      executeCommand: execute,
    },
    workspace,
    languages,
    window,
  };
  const module = { ...Object.fromEntries(UNUSED.map((name) => [name, class {}])), ...named };
  return {
    module,
    open(path, languageId, text) {
      const document = new TextDocument(Uri.file(path), languageId, text);
      documents.push(document);
      window.activeTextEditor = { document };
      window.visibleTextEditors.push({ document });
      on('onDidOpenTextDocument').fire(document);
      on('onDidChangeActiveTextEditor').fire({ document });
      return document;
    },
    type(document, text) {
      const before = document.text.split('\n');
      const range = new Range(0, 0, before.length - 1, before.at(-1)?.length ?? 0);
      const change = { range, rangeOffset: 0, rangeLength: document.text.length, text };
      document.text = text;
      document.version++;
      on('onDidChangeTextDocument').fire({ document, contentChanges: [change] });
    },
    configure(next) {
      settings = next;
      on('onDidChangeConfiguration').fire({ affectsConfiguration: (section: string) => section === 'envlint' });
    },
    diagnostics: (document) => collections.flatMap((one) => [...(one.get(document.uri.toString()) ?? [])]),
    async ask<T>(kind: string, method: string, ...given: readonly unknown[]) {
      const provider = providers.get(kind);
      if (!provider) throw new Error(`nobody provides ${kind}: ${[...providers.keys()].join(', ')}`);
      return (await provider[method]?.(...given)) as T;
    },
    execute,
    shown,
    messages,
    statusItem,
  };
}

/** A token that is never cancelled. */
export const noToken = (): object => new CancellationTokenSource().token;
