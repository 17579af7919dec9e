/**
 * After any history of edits, openings, closings and saves the server says what a fresh look at the same texts says: its texts are
 * the editor's, and no finding is left over from an earlier one.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Diagnostic, DocumentDiagnosticReport } from 'vscode-languageserver-protocol';
import { lint } from '../../src/index.ts';
import { type Encoding, positionsOf } from '../../src/lsp/positions.ts';
import { type Machine, machine } from '../cli/harness.ts';
import { CAPABILITIES, type Client, startClient } from './client.ts';

/** Edits in all; `npm run histories` makes 10,000. */
const EDITS = Number(process.env.EDITS ?? 60);
/** Edits of one history: each begins with the files of a story again, because a long one only edits what it broke. */
const LONGEST = 200;

const ENCODINGS: readonly Encoding[] = ['utf-16', 'utf-8', 'utf-32'];
const FIXTURES = fileURLToPath(new URL('../../fixtures', import.meta.url));
const STORIES = [
  'hermes-behind-clash',
  'one-file-two-loaders',
  'proxy-functions',
  'systemd-user-service',
  'half-a-proxy',
];

const count = Math.max(ENCODINGS.length, Math.ceil(EDITS / LONGEST));
const HISTORIES = Array.from({ length: count }, (_, number) => ({
  number: number + 1,
  story: STORIES[number % STORIES.length] as string,
  encoding: ENCODINGS[number % ENCODINGS.length] as Encoding,
  edits: Math.ceil(EDITS / count),
}));

function filesOf(story: string): Map<string, string> {
  const top = join(FIXTURES, story, 'machine');
  const names = readdirSync(top, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(top, name)).isFile(),
  );
  return new Map(names.sort().map((name) => [name, readFileSync(join(top, name), 'utf8')]));
}

const PIECES = [
  '',
  '\n',
  '\r\n',
  '节点🇯🇵',
  '# 🚀 é\n',
  'NO_PROXY=localhost\n',
  'HTTPS_PROXY=http://127.0.0.1:7890\n',
  'export no_proxy=localhost,*.cn\n',
  '"',
  '  - MATCH,DIRECT\n',
  'source ~/.env\n',
];
const STEP = fc.record({
  do: fc.oneof(
    { weight: 18, arbitrary: fc.constant('edit' as const) },
    fc.constantFrom('close' as const, 'save' as const),
  ),
  file: fc.nat(99),
  at: fc.nat(5000),
  drop: fc.nat(12),
  put: fc.constantFrom(...PIECES),
  /** Is it looked at what the server says now, or only after further steps, which then reach it in one burst? */
  look: fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
});
type Step = typeof STEP extends fc.Arbitrary<infer T> ? T : never;

/** Offsets at which an editor's cursor can be. */
function cursorPlaces(text: string): number[] {
  const places = [0];
  for (const character of text) places.push((places.at(-1) as number) + character.length);
  return places.filter((at) => !(text[at - 1] === '\r' && text[at] === '\n'));
}

/** An editor with all files of a machine open, and what it believes their texts to be. */
function openEditor(client: Client, on: Machine, files: ReadonlyMap<string, string>, encoding: Encoding) {
  const texts = new Map(files);
  const versions = new Map<string, number>();
  const open = (name: string): void => {
    versions.set(name, (versions.get(name) ?? 0) + 1);
    client.open(name, texts.get(name) as string, versions.get(name));
  };
  const tell = (method: string, name: string): void =>
    void client.connection.sendNotification(method, { textDocument: { uri: client.uri(name) } });
  for (const name of texts.keys()) open(name);
  const edit = (name: string, { at, drop, put }: Step): void => {
    const text = texts.get(name) as string;
    const places = cursorPlaces(text);
    const index = at % places.length;
    const [start, end] = [places[index], places[Math.min(index + drop, places.length - 1)]] as [number, number];
    versions.set(name, (versions.get(name) as number) + 1);
    const range = positionsOf(text, encoding).range({ start, end });
    client.change(name, versions.get(name) as number, [{ range, text: put }]);
    texts.set(name, text.slice(0, start) + put + text.slice(end));
  };
  const save = (name: string): void => {
    on.write(name, texts.get(name) as string);
    tell('textDocument/didSave', name);
  };
  /** What was not saved is gone. */
  const reopen = (name: string): void => {
    tell('textDocument/didClose', name);
    texts.set(name, on.read(name));
    open(name);
  };
  const take = (step: Step): void => {
    const name = [...texts.keys()][step.file % texts.size] as string;
    if (step.do === 'edit') edit(name, step);
    else if (step.do === 'save') save(name);
    else reopen(name);
  };
  return { texts, versions, take };
}

/** What a fresh look finds in each file. */
async function found(on: Machine, texts: ReadonlyMap<string, string>, encoding: Encoding): Promise<object> {
  const files = [...texts].map(([file, text]) => ({ path: on.path(file), text }));
  const { diagnostics } = await lint(files, { home: '/nonexistent' });
  const shown = diagnostics.filter(({ severity }) => severity !== 'info');
  const own = ([name, text]: [string, string]): [string, unknown[]] => {
    const { range } = positionsOf(text, encoding);
    return [name, shown.filter(({ at }) => at.file === on.path(name)).map(({ rule, at }) => [rule, range(at)])];
  };
  return Object.fromEntries([...texts].map(own));
}

const seen = (items: readonly Diagnostic[]): unknown[] => items.map(({ code, range }) => [code, range]);

test.each(HISTORIES)(
  'history $number: $story in $encoding',
  { timeout: 1_800_000 },
  async ({ number, story, encoding, edits }) => {
    const files = filesOf(story);
    const on = machine(Object.fromEntries(files));
    const general = { positionEncodings: [encoding] };
    const client = await startClient({ dir: on.dir, capabilities: { ...CAPABILITIES, general } });
    const editor = openEditor(client, on, files, encoding);
    const asked = async (name: string): Promise<[string, unknown[]]> => {
      const textDocument = { uri: client.uri(name) };
      const report = await client.connection.sendRequest<DocumentDiagnosticReport>('textDocument/diagnostic', {
        textDocument,
      });
      return [name, seen(report.kind === 'full' ? report.items : [])];
    };
    for (const step of fc.sample(STEP, { numRuns: edits, seed: number })) {
      editor.take(step);
      if (!step.look) continue;
      const answered = Object.fromEntries(await Promise.all([...editor.texts.keys()].map(asked)));
      expect(answered).toEqual(await found(on, editor.texts, encoding));
    }
    // What was pushed last is about the last texts, too; of a text that is no longer read, nothing is pushed but that it has none.
    const pushed = (): object =>
      Object.fromEntries(
        [...editor.versions].map(([name, version]) => {
          const last = client.published.findLast(({ uri }) => uri === client.uri(name));
          const isOld = last?.version !== version && last?.diagnostics.length !== 0;
          return [name, isOld ? 'of an older text' : seen(last?.diagnostics ?? [])];
        }),
      );
    await expect.poll(pushed, { timeout: 30_000 }).toEqual(await found(on, editor.texts, encoding));
    await client.stop();
  },
);
