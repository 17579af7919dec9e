/** What depends on the client: the edits it takes, the units it counts in, what it wants to be asked, and what it withdraws. */
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import {
  CancellationTokenSource,
  type CodeAction,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type Hover,
  type MarkupContent,
  type SnippetTextEdit,
  type TextDocumentEdit,
  type TextEdit,
} from 'vscode-languageserver-protocol';
import { positionsOf } from '../../src/lsp/positions.ts';
import { machine } from '../cli/harness.ts';
import { CAPABILITIES, type Client, startClient } from './client.ts';
import { clients, start } from './started.ts';

const PROXY = 'HTTPS_PROXY=http://127.0.0.1:7890\n';
/** The quick fixes of a line. */
const quickFixes = (client: Client, name: string, line: number): Promise<CodeAction[]> =>
  client.connection.sendRequest('textDocument/codeAction', {
    textDocument: { uri: client.uri(name) },
    range: { start: { line, character: 0 }, end: { line, character: 99 } },
    context: { diagnostics: [], only: ['quickfix'] },
  });
const documentEdits = ({ edit }: CodeAction): TextDocumentEdit[] => edit?.documentChanges as TextDocumentEdit[];
const pull = (client: Client, name: string): Promise<DocumentDiagnosticReport & { items: Diagnostic[] }> =>
  client.connection.sendRequest('textDocument/diagnostic', { textDocument: { uri: client.uri(name) } });
const codes = ({ items }: { items: readonly Diagnostic[] }): unknown[] => items.map(({ code }) => code);
const workspace = (more: object) => ({ ...CAPABILITIES, workspace: { ...CAPABILITIES.workspace, ...more } });

describe('the comment that silences a finding', () => {
  const SHELL = `f() {\n  export ${PROXY}}\n`;

  test('has a place for the reason where the client takes one', async () => {
    const capabilities = workspace({ workspaceEdit: { documentChanges: true, snippetEditSupport: true } });
    const { client } = await start({}, { capabilities });
    client.open('.zshrc', SHELL, 3);
    const silence = (await quickFixes(client, '.zshrc', 1)).find(({ title }) => title.startsWith('Silence'));
    expect(documentEdits(silence!)).toEqual([
      {
        textDocument: { uri: client.uri('.zshrc'), version: 3 },
        edits: [
          {
            range: { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } },
            snippet: {
              kind: 'snippet',
              value: `  # envlint-disable-next-line missing-no-proxy: \${1:reason to be filled in}\n`,
            },
          },
        ],
      },
    ]);
    const { snippet } = documentEdits(silence!)[0]!.edits[0] as SnippetTextEdit;
    const typed = snippet.value.replace(/\$\{1:[^}]*\}/, 'it is on purpose');
    client.change('.zshrc', 4, [{ text: SHELL.replace('  export', `${typed}  export`) }]);
    expect((await client.diagnostics(({ version }) => version === 4)).diagnostics).toEqual([]);
  });

  test('says in plain text that a reason is wanted where the client takes no snippet, and silences the finding', async () => {
    const { client } = await start({}, { params: { locale: 'zh-cn' } });
    client.open('.zshrc', SHELL, 1);
    const silence = (await quickFixes(client, '.zshrc', 1)).find(({ title }) => title.startsWith('在此忽略'));
    const { newText } = documentEdits(silence!)[0]!.edits[0] as TextEdit;
    expect(newText).toBe('  # envlint-disable-next-line missing-no-proxy: 待补充理由\n');
    client.change('.zshrc', 2, [{ text: SHELL.replace('  export', `${newText}  export`) }]);
    expect((await client.diagnostics(({ version }) => version === 2)).diagnostics).toEqual([]);
  });
});

describe('positions', () => {
  test.each(['utf-8', 'utf-16', 'utf-32'] as const)('are told, taken and edited in %s', async (encoding) => {
    const text = `A=节点🇯🇵; export ${PROXY}`;
    const { client } = await start(
      {},
      { capabilities: { ...CAPABILITIES, general: { positionEncodings: [encoding] } } },
    );
    client.open('x.sh', text, 1);
    const { at } = positionsOf(text, encoding);
    const place = at(text.indexOf('HTTPS_PROXY'));
    const { diagnostics } = await client.diagnostics(({ version }) => version === 1);
    expect(diagnostics.find(({ code }) => code === 'missing-no-proxy')?.range.start).toEqual(place);
    // The flag is two characters, four units of UTF-16, eight bytes. The change is made after it.
    const lead = { 'utf-8': 2 + 6 + 8, 'utf-16': 2 + 2 + 4, 'utf-32': 2 + 2 + 2 }[encoding];
    expect(place.character).toBe(lead + '; export '.length);
    client.change('x.sh', 2, [
      { range: { start: { line: 0, character: lead }, end: { line: 0, character: lead } }, text: '🚀' },
    ]);
    const after = await client.diagnostics(({ version }) => version === 2);
    const moved = { 'utf-8': 4, 'utf-16': 2, 'utf-32': 1 }[encoding];
    expect(after.diagnostics.find(({ code }) => code === 'missing-no-proxy')?.range.start.character).toBe(
      place.character + moved,
    );
  });

  test('are in UTF-16 where the client names no unit that is known', async () => {
    const on = machine({});
    const general = { positionEncodings: ['utf-7'] };
    const client = await startClient({ dir: on.dir, capabilities: { ...CAPABILITIES, general } });
    clients.push(client);
    client.open('x.sh', `A=🚀; export ${PROXY}`, 1);
    const { diagnostics } = await client.diagnostics(({ version }) => version === 1);
    expect(diagnostics.find(({ code }) => code === 'missing-no-proxy')?.range.start.character).toBe(13);
  });
});

test('an unsafe repair is named so, after the safe ones, and is never the preferred one', async () => {
  const text = '[Unit]\nDescription=A\n[Service]\nExecStart=/usr/bin/agent\nStartLimitIntervalSec=0\nRestart=always\n';
  const name = '.config/systemd/user/agent.service';
  const { client } = await start({ [name]: text });
  client.open(name, text, 1);
  const found = await quickFixes(client, name, 4);
  expect(found.map(({ title, isPreferred }) => [title, isPreferred])).toContainEqual([
    'move it to [Unit] (unsafe: check it)',
    undefined,
  ]);
  expect(found.filter(({ title }) => title.includes('unsafe')).every(({ isPreferred }) => !isPreferred)).toBe(true);
  const chinese = await start({ [name]: text }, { params: { locale: 'zh' } });
  chinese.client.open(name, text, 1);
  const titles = (await quickFixes(chinese.client, name, 4)).map(({ title }) => title);
  expect(titles.filter((title) => title.endsWith('（不安全，请自行确认）'))).toHaveLength(1);
});

test('a repair over several files is one edit, each with the version of its text, or with none where it is not open', async () => {
  const settings = '.config/Code/User/settings.json';
  const files = {
    '.zshrc':
      'export http_proxy=http://127.0.0.1:7890 https_proxy=http://127.0.0.1:7890\nexport NO_PROXY=localhost,127.0.0.1,::1\nexport OPENAI_BASE_URL=http://192.168.1.20:8000/v1\n',
    [settings]: '{\n  "terminal.integrated.env.linux": { "no_proxy": "localhost,127.0.0.1,::1" }\n}\n',
  };
  const { client, on } = await start(files);
  client.open(settings, files[settings] as string, 12);
  const wide = async (): Promise<CodeAction> =>
    (await quickFixes(client, settings, 1)).find((one) => documentEdits(one).length > 1) as CodeAction;
  const versions = (action: CodeAction): unknown[] =>
    documentEdits(action).map(({ textDocument: { uri, version } }) => [uri, version]);
  expect(versions(await wide())).toEqual([
    [client.uri(settings), 12],
    [client.uri('.zshrc'), null],
  ]);
  client.open('.zshrc', files['.zshrc'], 5);
  const both = await wide();
  expect(versions(both)).toEqual([
    [client.uri(settings), 12],
    [client.uri('.zshrc'), 5],
  ]);
  expect(documentEdits(both).map(({ edits }) => edits.map((edit) => 'newText' in edit && edit.newText))).toEqual([
    [',192.168.1.20'],
    [',192.168.1.20'],
  ]);
  expect(on.read('.zshrc')).toBe(files['.zshrc']);
});

describe('a client that asks for itself', () => {
  const capabilities = {
    ...workspace({ diagnostics: { refreshSupport: true }, codeLens: { refreshSupport: true } }),
    textDocument: { ...CAPABILITIES.textDocument, diagnostic: {} },
  };

  test('is told to ask again when a file changes that is not open', async () => {
    const { client, on } = await start({ '.env': PROXY }, { capabilities });
    expect(codes(await pull(client, '.env'))).toEqual(['missing-no-proxy']);
    on.write('.env', 'A=1\n');
    void client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: client.uri('.env'), type: 2 }],
    });
    const methods = (): string[] => client.asked.map(({ method }) => method);
    await expect.poll(methods, { timeout: 30_000 }).toContain('workspace/diagnostic/refresh');
    expect(methods()).toContain('workspace/codeLens/refresh');
    expect(codes(await pull(client, '.env'))).toEqual([]);
  });

  test('is told once, however many files change', async () => {
    const { client } = await start({ 'a/.env': PROXY, 'b/.env': PROXY, 'c/.env': PROXY }, { capabilities });
    await pull(client, 'a/.env');
    void client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: ['a/.env', 'b/.env', 'c/.env'].map((name) => ({ uri: client.uri(name), type: 2 })),
    });
    await pull(client, 'a/.env');
    expect(client.asked.map(({ method }) => method).filter((method) => method.includes('refresh'))).toEqual([
      'workspace/diagnostic/refresh',
      'workspace/codeLens/refresh',
    ]);
  });

  test('is not told when an unrelated file changes', async () => {
    const { client, on } = await start({ '.env': PROXY }, { capabilities });
    on.write('notes.txt', 'x\n');
    void client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: pathToFileURL(on.path('notes.txt')).href, type: 2 }],
    });
    expect(codes(await pull(client, '.env'))).toEqual(['missing-no-proxy']);
    expect(client.asked).toEqual([]);
  });
});

test('a text that was never saved is read as its language says, and shown by its own name', async () => {
  const { client } = await start({});
  const uris = {
    'untitled:Untitled-1': 'dotenv',
    'untitled:Untitled-2': 'shellscript',
    'untitled:/new/.env': 'plaintext',
  };
  for (const [uri, languageId] of Object.entries(uris))
    void client.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId, version: 1, text: PROXY },
    });
  for (const uri of Object.keys(uris)) {
    const { diagnostics } = await client.diagnostics((one) => one.uri === uri);
    expect([uri, ...diagnostics.map(({ code }) => code)]).toEqual(
      uri.endsWith('2') ? [uri] : [uri, 'missing-no-proxy'],
    );
  }
  const hover: Hover = await client.connection.sendRequest('textDocument/hover', {
    textDocument: { uri: 'untitled:Untitled-1' },
    position: { line: 0, character: 1 },
  });
  expect((hover.contents as MarkupContent).value).toContain('In force in `Untitled-1`');
});

test('settings are asked for at the start and whenever the client says that they changed', async () => {
  let settings: unknown = { level: 'error', lang: 'zh-CN' };
  const capabilities = workspace({ configuration: true, didChangeConfiguration: { dynamicRegistration: true } });
  const { client } = await start({}, { capabilities, configuration: () => settings });
  client.open('.env', PROXY, 1);
  const chinese = await client.diagnostics(({ diagnostics: [first] }) => /[一-鿿]/.test(String(first?.message)));
  expect(chinese.diagnostics.map(({ code }) => code)).toEqual(['missing-no-proxy']);
  expect(client.asked.map(({ method, params }) => [method, params])).toContainEqual([
    'workspace/configuration',
    { items: [{ section: 'envlint' }] },
  ]);
  settings = { level: 'error', lang: 'en' };
  void client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
  const english = await client.diagnostics(({ diagnostics: [first] }) => /^[ -~]+$/.test(String(first?.message)));
  expect(english.version).toBe(1);
  // What a client does not know is as it was; what is of another type, too.
  settings = { level: 7, lang: null, codeLens: 'yes' };
  void client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
  client.change('.env', 2, [{ text: `${PROXY}A=1\n` }]);
  expect((await client.diagnostics(({ version }) => version === 2)).diagnostics).toHaveLength(1);
});

test('a question that is withdrawn is not answered', async () => {
  const rules = Array.from({ length: 3000 }, (_, n) => `  - DOMAIN-SUFFIX,site${n}.example,DIRECT\n`).join('');
  const clash = `mixed-port: 7890\nrules:\n${rules}  - MATCH,DIRECT\n`;
  const { client } = await start({});
  client.open('config.yaml', clash, 1);
  const asked = (method: string, more: object = {}) => {
    const source = new CancellationTokenSource();
    const params = { textDocument: { uri: client.uri('config.yaml') }, ...more };
    const answer = client.connection.sendRequest(method, params, source.token).then(
      () => 'answered',
      ({ code }: { code: number }) => code,
    );
    source.cancel();
    return answer;
  };
  const position = { line: 2, character: 6 };
  const outcomes = await Promise.all([
    asked('textDocument/hover', { position }),
    asked('textDocument/diagnostic'),
    asked('textDocument/codeLens'),
    asked('textDocument/definition', { position }),
  ]);
  expect(outcomes).toEqual([-32800, -32800, -32800, -32800]);
  // The server is there for the next one.
  expect((await pull(client, 'config.yaml')).kind).toBe('full');
});
