/** After any history of edits the server says what a fresh look at the editor's texts says: its texts are the editor's. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Diagnostic, DocumentDiagnosticReport } from 'vscode-languageserver-protocol';
import { lint } from '../../src/index.ts';
import { type Encoding, positionsOf } from '../../src/lsp/positions.ts';
import { machine } from '../cli/harness.ts';
import { CAPABILITIES, startClient } from './client.ts';

/** Edits in all; `npm run histories` makes 10,000. */
const EDITS = Number(process.env.EDITS ?? 40);

const STORY = new URL('../../fixtures/hermes-behind-clash/machine/', import.meta.url);
const NAMES = ['.hermes/.env', '.config/mihomo/config.yaml'] as const;
const PIECES = [
  '',
  '\n',
  '\r\n',
  '节点🇯🇵',
  '# 🚀 é\n',
  'NO_PROXY=localhost\n',
  'HTTPS_PROXY=http://127.0.0.1:7890\n',
  '"',
  '  - MATCH,DIRECT\n',
  'source ~/.env\n',
];

/** Offsets at which an editor's cursor can be. */
function cursorPlaces(text: string): number[] {
  const places = [0];
  for (const character of text) places.push(places.at(-1)! + character.length);
  return places.filter((at) => !(text[at - 1] === '\r' && text[at] === '\n'));
}

test.each<Encoding>(['utf-16', 'utf-8'])('in %s', { timeout: 60_000 + EDITS * 200 }, async (encoding) => {
  const texts = new Map<string, string>(NAMES.map((name) => [name, readFileSync(new URL(name, STORY), 'utf8')]));
  const on = machine(Object.fromEntries(texts));
  const client = await startClient({
    dir: on.dir,
    capabilities: { ...CAPABILITIES, general: { positionEncodings: [encoding] } },
  });
  const versions = new Map<string, number>();
  for (const [name, text] of texts) client.open(name, text, 1);
  const steps = fc.sample(
    fc.record({ file: fc.nat(NAMES.length - 1), at: fc.nat(5000), drop: fc.nat(12), put: fc.constantFrom(...PIECES) }),
    { numRuns: Math.ceil(EDITS / 2), seed: encoding.length },
  );
  const expected = async (name: string): Promise<unknown[]> => {
    const files = [...texts].map(([file, text]) => ({ path: on.path(file), text }));
    const { diagnostics } = await lint(files, { home: '/nonexistent' });
    const { range } = positionsOf(texts.get(name)!, encoding);
    return diagnostics
      .filter(({ at, severity }) => at.file === on.path(name) && severity !== 'info')
      .map(({ rule, at }) => [rule, range(at)]);
  };
  const seen = (items: readonly Diagnostic[]): unknown[] => items.map(({ code, range }) => [code, range]);
  for (const { file, at, drop, put } of steps) {
    const name = NAMES[file]!;
    const text = texts.get(name)!;
    const places = cursorPlaces(text);
    const [start, end] = [
      places[at % places.length]!,
      places[Math.min((at % places.length) + drop, places.length - 1)]!,
    ];
    const version = (versions.get(name) ?? 1) + 1;
    client.change(name, version, [{ range: positionsOf(text, encoding).range({ start, end }), text: put }]);
    texts.set(name, text.slice(0, start) + put + text.slice(end));
    versions.set(name, version);
    for (const one of NAMES) {
      const report = await client.connection.sendRequest<DocumentDiagnosticReport>('textDocument/diagnostic', {
        textDocument: { uri: client.uri(one) },
      });
      expect(seen(report.kind === 'full' ? report.items : [])).toEqual(await expected(one));
    }
  }
  // What was pushed last is about the last text, too.
  for (const [name, version] of versions) {
    const last = await client.diagnostics((one) => one.uri === client.uri(name) && one.version === version);
    const now = await expected(name);
    await expect
      .poll(() => seen(client.published.findLast(({ uri }) => uri === last.uri)?.diagnostics ?? []), {
        timeout: 30_000,
      })
      .toEqual(now);
  }
  await client.stop();
});
