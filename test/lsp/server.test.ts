/** The built language server, asked over its own protocol as editors ask it. */
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type {
  CodeAction,
  CodeLens,
  DocumentDiagnosticReport,
  DocumentLink,
  Hover,
  Location,
  TextDocumentEdit,
  WorkspaceDiagnosticReport,
} from 'vscode-languageserver-protocol';
import { positionsOf } from '../../src/lsp/positions.ts';
import { machine } from '../cli/harness.ts';
import { CAPABILITIES, type Client, startClient } from './client.ts';
import { clients, start } from './started.ts';

const PROXY = 'HTTPS_PROXY=http://127.0.0.1:7890\n';
const ENV = `${PROXY}DEEPSEEK_API_KEY=sk-0123456789abcdef0123456789abcdef\n`;
const CLASH = `mixed-port: 7890
proxies:
  - {name: "🇯🇵 东京", type: ss, server: jp.example, port: 443, cipher: aes-256-gcm, password: 9sKx02Lq}
proxy-groups:
  - {name: 节点选择, type: select, proxies: ["🇯🇵 东京", DIRECT]}
rules:
  - DOMAIN-SUFFIX,openai.com,节点选择
  - MATCH,节点选择
`;
const MACHINE = { '.env': ENV, '.config/mihomo/config.yaml': CLASH };

const document = (client: Client, name: string) => ({ textDocument: { uri: client.uri(name) } });
const rulesOf = (one: { diagnostics: readonly { code?: unknown }[] }): unknown[] =>
  one.diagnostics.map(({ code }) => code);

/** The position of some words in a text, in UTF-16. */
const place = (text: string, words: string) => positionsOf(text, 'utf-16').at(text.indexOf(words) + 1);

const actions = (client: Client, name: string, line: number, only?: string[]): Promise<CodeAction[]> =>
  client.connection.sendRequest('textDocument/codeAction', {
    ...document(client, name),
    range: { start: { line, character: 0 }, end: { line, character: 99 } },
    context: { diagnostics: [], ...(only ? { only } : {}) },
  });

const edits = ({ edit }: CodeAction): TextDocumentEdit[] => edit?.documentChanges as TextDocumentEdit[];

describe('diagnostics', () => {
  test('come with the version of the text they are for, and go with the fault', async () => {
    const { client } = await start({});
    client.open('.env', PROXY, 7);
    const first = await client.diagnostics(({ version }) => version === 7);
    expect(rulesOf(first)).toEqual(['missing-no-proxy']);
    expect(first.diagnostics[0]).toMatchObject({
      source: 'envlint',
      severity: 1,
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 11 } },
    });
    client.change('.env', 8, [
      {
        range: { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } },
        text: 'NO_PROXY=localhost,127.0.0.1,::1\nno_proxy=localhost,127.0.0.1,::1\n',
      },
    ]);
    expect((await client.diagnostics(({ version }) => version === 8)).diagnostics).toEqual([]);
  });

  test('of another file change with the text they rest on, and name it', async () => {
    const { client } = await start(MACHINE);
    const yaml = client.uri('.config/mihomo/config.yaml');
    const before = await client.diagnostics(({ uri }) => uri === yaml);
    expect(rulesOf(before)).toContain('domestic-via-proxy');
    const related = before.diagnostics.flatMap(({ relatedInformation = [] }) => relatedInformation);
    expect(related.map(({ location }) => location.uri)).toContain(client.uri('.env'));
    client.open('.env', PROXY, 1);
    const after = await client.diagnostics(({ uri, diagnostics }) => uri === yaml && diagnostics.length === 0);
    expect(after.diagnostics).toEqual([]);
  });

  test('count in UTF-8 where the client prefers that', async () => {
    const text = `PASSWORT=节点🇯🇵; export ${PROXY}`;
    const { client } = await start(
      {},
      { capabilities: { ...CAPABILITIES, general: { positionEncodings: ['utf-8', 'utf-16'] } } },
    );
    client.open('x.sh', text, 1);
    const { diagnostics } = await client.diagnostics(({ version }) => version === 1);
    const at = Buffer.byteLength(text.slice(0, text.indexOf('HTTPS_PROXY')));
    expect(diagnostics.find(({ code }) => code === 'missing-no-proxy')?.range.start).toEqual({
      line: 0,
      character: at,
    });
  });

  test('are pulled by clients that ask for them, and then not pushed as well', async () => {
    const { client, on } = await start(MACHINE, {
      capabilities: { ...CAPABILITIES, textDocument: { ...CAPABILITIES.textDocument, diagnostic: {} } },
    });
    client.open('.env', ENV, 3);
    const one: DocumentDiagnosticReport = await client.connection.sendRequest(
      'textDocument/diagnostic',
      document(client, '.env'),
    );
    expect(one).toMatchObject({ kind: 'full', items: [{ code: 'missing-no-proxy' }] });
    const again: DocumentDiagnosticReport = await client.connection.sendRequest('textDocument/diagnostic', {
      ...document(client, '.env'),
      previousResultId: one.resultId,
    });
    expect(again.kind).toBe('unchanged');
    const all: WorkspaceDiagnosticReport = await client.connection.sendRequest('workspace/diagnostic', {
      previousResultIds: [],
    });
    expect(all.items.map(({ uri, version }) => [uri, version])).toEqual([
      [pathToFileURL(on.path('.config/mihomo/config.yaml')).href, null],
      [client.uri('.env'), 3],
    ]);
    expect(client.published).toEqual([]);
  });

  test('speak the language of the client', async () => {
    const { client } = await start({}, { params: { locale: 'zh-cn' } });
    client.open('.env', PROXY, 1);
    const { diagnostics } = await client.diagnostics(({ version }) => version === 1);
    expect(diagnostics[0]?.message).toMatch(/[一-鿿]/);
  });

  test('follow files that change on disk and are not open', async () => {
    const { client, on } = await start({ '.env': PROXY });
    const uri = client.uri('.env');
    await client.diagnostics((one) => one.uri === uri && one.diagnostics.length === 1);
    on.write('.env', 'A=1\n');
    void client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri, type: 2 }] });
    expect((await client.diagnostics((one) => one.uri === uri && one.diagnostics.length === 0)).diagnostics).toEqual(
      [],
    );
  });

  test('follow the configuration, and a wrong one is named while the one before it holds', async () => {
    const { client, on } = await start({ '.env': PROXY });
    const [env, config] = [client.uri('.env'), client.uri('envlint.yaml')];
    const tell = (type: number): void =>
      void client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: config, type }] });
    await client.diagnostics(({ uri, diagnostics }) => uri === env && diagnostics.length === 1);
    on.write('envlint.yaml', 'rules:\n  missing-no-proxy: off\n');
    tell(1);
    await client.diagnostics(({ uri, diagnostics }) => uri === env && diagnostics.length === 0);
    on.write('envlint.yaml', 'rules:\n  mising-no-proxy: off\n');
    tell(2);
    await expect.poll(() => client.messages.join(), { timeout: 30_000 }).toContain('mising-no-proxy');
    client.open('.env', PROXY, 1);
    expect((await client.diagnostics(({ version }) => version === 1)).diagnostics).toEqual([]);
  });

  test('of two folders are those of two machines', async () => {
    const [one, two] = [machine({ '.env': ENV }), machine({ 'clash/config.yaml': CLASH })];
    const folders = [one, two].map(({ dir }) => ({ uri: pathToFileURL(dir).href, name: dir }));
    const client = await startClient({ dir: one.dir, params: { workspaceFolders: folders } });
    clients.push(client);
    const yaml = pathToFileURL(two.path('clash/config.yaml')).href;
    client.open(two.path('clash/config.yaml'), CLASH, 1);
    // The key that makes DeepSeek a host in use is on the other machine.
    expect(rulesOf(await client.diagnostics(({ uri }) => uri === yaml))).not.toContain('domestic-via-proxy');
    expect(rulesOf(await client.diagnostics(({ uri }) => uri === client.uri('.env')))).toEqual(['missing-no-proxy']);
  });

  test('of a file outside of every folder come when it is open, and go when it is closed', async () => {
    const elsewhere = machine({ '.env': PROXY });
    const { client } = await start({});
    const uri = pathToFileURL(elsewhere.path('.env')).href;
    client.open(elsewhere.path('.env'), PROXY, 1);
    expect(rulesOf(await client.diagnostics((one) => one.uri === uri))).toEqual(['missing-no-proxy']);
    void client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    expect(
      (await client.diagnostics((one) => one.uri === uri && one.diagnostics.length === 0)).version,
    ).toBeUndefined();
  });
});

describe('code actions', () => {
  test('repair one finding, for the version that is open', async () => {
    const { client } = await start({});
    client.open('.env', PROXY, 4);
    const [fix, silence] = await actions(client, '.env', 0, ['quickfix']);
    expect(fix).toMatchObject({ kind: 'quickfix', isPreferred: true });
    expect(edits(fix!)).toEqual([
      {
        textDocument: { uri: client.uri('.env'), version: 4 },
        edits: [
          {
            range: { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } },
            newText: 'NO_PROXY=localhost,127.0.0.1,::1\nno_proxy=localhost,127.0.0.1,::1\n',
          },
        ],
      },
    ]);
    expect(edits(silence!)[0]?.edits[0]).toMatchObject({
      newText: expect.stringMatching(/^# envlint-disable-next-line missing-no-proxy: \S/),
    });
  });

  test('repair all that is safe, and nothing that is not', async () => {
    const text = `${PROXY}HERMES_REQUEST_TIMEOUT=30\nOPENAI_BASE_URL=http：//127.0.0.1:8000/v1\n`;
    const { client, on } = await start({ '.hermes/.env': text });
    client.open('.hermes/.env', text, 1);
    const all = await actions(client, '.hermes/.env', 0, ['source.fixAll']);
    expect(all.map(({ kind }) => kind)).toEqual(['source.fixAll.envlint']);
    const after = applied(text, edits(all[0]!)[0]!);
    on.run(['--fix', '--only', 'missing-no-proxy', '.hermes/.env']);
    expect(after).not.toBe(text);
    expect(
      on
        .read('.hermes/.env')
        .split('\n')
        .filter((line) => line.includes('no_proxy')),
    ).toEqual(after.split('\n').filter((line) => line.includes('no_proxy')));
  });

  test('say of an unsafe repair that it is one', async () => {
    const { client } = await start(MACHINE);
    client.open('.config/mihomo/config.yaml', CLASH, 1);
    const line = CLASH.split('\n').indexOf('  - MATCH,节点选择');
    const found = await actions(client, '.config/mihomo/config.yaml', line, ['quickfix']);
    const unsafe = found.filter(({ title }) => title.includes('unsafe'));
    expect(unsafe.every(({ isPreferred }) => isPreferred === undefined)).toBe(true);
    expect(found.length).toBeGreaterThan(1);
  });

  test('never write a file', async () => {
    const { client, on } = await start({ '.env': PROXY });
    client.open('.env', PROXY, 1);
    await actions(client, '.env', 0);
    expect(on.read('.env')).toBe(PROXY);
  });
});

/** The text after the edits of one file, as a client applies them. */
function applied(text: string, { edits: own }: TextDocumentEdit): string {
  const positions = positionsOf(text, 'utf-16');
  const sorted = own
    .flatMap((edit) => ('newText' in edit ? [edit] : []))
    .map((edit) => ({ ...edit, start: positions.offset(edit.range.start), end: positions.offset(edit.range.end) }));
  return sorted
    .toReversed()
    .reduce((all, { start: from, end, newText }) => all.slice(0, from) + newText + all.slice(end), text);
}

describe('what a reader points at', () => {
  const YAML = '.config/mihomo/config.yaml';
  let shared: Client;
  beforeAll(async () => {
    const { dir } = machine(MACHINE);
    shared = await startClient({ dir, params: { initializationOptions: { showsRoutes: true } } });
    shared.open('.env', ENV, 1);
    shared.open(YAML, CLASH, 1);
  });
  afterAll(async () => void (await shared.stop()));

  const ask = async <T>(client: Client, method: string, name: string, position?: object): Promise<T> =>
    client.connection.sendRequest(method, { ...document(client, name), ...(position ? { position } : {}) });
  const hoverText = async (client: Client, name: string, position: object): Promise<string> => {
    const hover = await ask<Hover | null>(client, 'textDocument/hover', name, position);
    return hover ? (hover.contents as { value: string }).value : '';
  };

  test('a proxy variable: who reads it', async () => {
    const text = await hoverText(shared, '.env', { line: 0, character: 3 });
    expect(text).toContain('| curl | does not read it | through this proxy |');
    expect(text).toContain('| wget | does not read it | does not read it |');
    expect(text).toContain('In force in `.env`');
  });

  test('its password is masked', async () => {
    const secret = 'HTTPS_PROXY=http://anna:k8Ns2vQx91@proxy.example:8080\n';
    const { client } = await start({});
    client.open('.env', secret, 1);
    const answers = JSON.stringify([
      await hoverText(client, '.env', { line: 0, character: 3 }),
      await ask<CodeLens[]>(client, 'textDocument/codeLens', '.env'),
      await client.diagnostics(({ version }) => version === 1),
      client.published,
    ]);
    expect(answers).toContain('***');
    expect(answers).not.toContain('k8Ns2vQx91');
  });

  test('an entry of a list: what each client takes it for', async () => {
    const text = `${PROXY}NO_PROXY=localhost,*.deepseek.com\nDEEPSEEK_API_KEY=sk-0123456789abcdef0123456789abcdef\n`;
    const { client } = await start({});
    client.open('.env', text, 1);
    const said = await hoverText(client, '.env', place(text, '*.deepseek'));
    expect(said).toContain('`*.deepseek.com`');
    expect(said).toMatch(/\| Go \| its subdomains/);
    expect(said).toMatch(/\| curl \| nothing/);
    expect(said).toContain('`api.deepseek.com`');
  });

  test('a rule, a group and a node of Clash', async () => {
    const rule = await hoverText(shared, YAML, place(CLASH, 'MATCH,'));
    expect(rule).toContain('Rule 2 of 2');
    expect(rule).toContain('`节点选择 → 🇯🇵 东京`: proxy');
    expect(rule).toContain('`api.deepseek.com`');
    expect(await hoverText(shared, YAML, place(CLASH, '节点选择, type'))).toContain('2 rules name it');
    const node = await hoverText(shared, YAML, place(CLASH, '🇯🇵 东京", type'));
    expect(node).toContain('node of type `ss`');
    expect(node).not.toContain('9sKx02Lq');
  });

  test('a policy leads to its group, a member to its node, a loaded file to itself', async () => {
    const unit = '[Service]\nExecStart=/usr/bin/hermes gateway\nEnvironmentFile=%h/.hermes/.env\n';
    const files = { ...MACHINE, '.config/systemd/user/hermes.service': unit, '.hermes/.env': PROXY };
    const on = machine(files);
    const client = await startClient({ dir: on.dir, home: on.dir });
    clients.push(client);
    client.open(YAML, CLASH, 1);
    client.open('.config/systemd/user/hermes.service', unit, 1);
    const definition = (file: string, text: string, words: string): Promise<Location[]> =>
      ask(client, 'textDocument/definition', file, place(text, words));
    const start = (one: Location[]): unknown => one.map(({ uri, range }) => [uri, range.start.line]);
    expect(start(await definition(YAML, CLASH, '节点选择\n  - MATCH'))).toEqual([[client.uri(YAML), 4]]);
    expect(start(await definition(YAML, CLASH, '🇯🇵 东京", DIRECT'))).toEqual([[client.uri(YAML), 2]]);
    expect(start(await definition('.config/systemd/user/hermes.service', unit, '%h/'))).toEqual([
      [client.uri('.hermes/.env'), 0],
    ]);
    const links = await ask<DocumentLink[]>(client, 'textDocument/documentLink', '.config/systemd/user/hermes.service');
    expect(links.map(({ target }) => target)).toEqual([client.uri('.hermes/.env')]);
  });

  test('the ways of the hosts in use stand above the lines that decide them, and can be shown whole', async () => {
    const [lens] = await ask<CodeLens[]>(shared, 'textDocument/codeLens', '.env');
    expect(lens?.command?.title).toBe('api.deepseek.com → 🇯🇵 东京');
    const shown = await shared.connection.sendRequest<string>('workspace/executeCommand', lens?.command);
    expect(shown).toContain('https://api.deepseek.com');
    expect(shown).toContain('MATCH,节点选择');
  });
});

test('a question about a text that has changed since is refused, and one that is withdrawn, too', async () => {
  const { client } = await start({});
  client.open('.env', PROXY, 1);
  const old = client.connection.sendRequest('textDocument/hover', {
    ...document(client, '.env'),
    position: { line: 0, character: 1 },
  });
  client.change('.env', 2, [{ text: 'A=1\n' }]);
  const outcome = await old.then(
    () => 'answered',
    ({ code }: { code: number }) => code,
  );
  // Whichever of the two was looked at first: never an answer about a text that is gone.
  expect([-32801, 'answered']).toContain(outcome);
  expect((await client.diagnostics(({ version }) => version === 2)).diagnostics).toEqual([]);
});

test('the process ends with its client', async () => {
  const { client } = await start({ '.env': PROXY });
  clients.pop();
  expect(await client.stop()).toBe(0);
});
