/** The published types, in programs of others: each resolver of TypeScript, nothing skipped, no types of Node. */
import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Machine, machine } from '../cli/harness.ts';
import { install } from '../nodes/installed.mjs';
import { pack } from './packed.ts';

const MODULE = `
import { type Diagnostic, fix, HOLE, lint, type Options, parse, type Rule, rules } from 'envlint';

const mine: Rule = {
  id: 'no-secret-name',
  summary: { en: 'A name.', zh: '名字。' },
  severity: 'info',
  needs: ['env'],
  *check(project) {
    for (const { name, at } of project.facts('env')) {
      if (name.text !== HOLE) yield { at, message: { en: name.text, zh: name.text } };
    }
  },
};
const options: Options = { rules: [...rules, mine], severities: { 'missing-no-proxy': 'off' }, network: { region: 'cn' } };
export async function run(text: string): Promise<readonly Diagnostic[]> {
  const { changed, applied } = await fix([{ path: '.env', text }], { ...options, unsafe: true, level: 'info' });
  const repaired: string | undefined = changed.get('.env');
  const fact = (await parse({ path: '.env', text, language: 'dotenv' }))?.facts[0];
  const value: string | undefined = fact?.kind === 'env' ? fact.value.text : applied[0]?.title.zh;
  // @ts-expect-error: no such language
  await parse({ path: '.env', text, language: 'ini' });
  // @ts-expect-error: what is answered stays as it is
  (await lint([])).diagnostics.push();
  return (await lint([{ path: '.env', text: repaired ?? value ?? '' }])).diagnostics;
}
`;
const COMMON_JS = `
import envlint = require('envlint');
export const count: number = envlint.rules.length;
`;

describe('the types', () => {
  let here: Machine;
  beforeAll(() => {
    here = machine({ 'module.mts': MODULE, 'common.cts': COMMON_JS });
    install(pack().tarball, here.dir);
  });

  const faults = (files: readonly string[], options: ts.CompilerOptions): string[] =>
    ts
      .getPreEmitDiagnostics(
        ts.createProgram(files.map(here.path), {
          ...options,
          target: ts.ScriptTarget.ES2022,
          lib: ['lib.es2022.d.ts'],
          types: [],
          strict: true,
          exactOptionalPropertyTypes: true,
          skipLibCheck: false,
          noEmit: true,
        }),
      )
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));

  test.each([
    ['node16', ts.ModuleKind.Node16, ts.ModuleResolutionKind.Node16, ['module.mts', 'common.cts']],
    ['nodenext', ts.ModuleKind.NodeNext, ts.ModuleResolutionKind.NodeNext, ['module.mts', 'common.cts']],
    ['bundler', ts.ModuleKind.ESNext, ts.ModuleResolutionKind.Bundler, ['module.mts']],
  ] as const)('serve a program that resolves as %s', (_, module, moduleResolution, files) => {
    expect(faults(files, { module, moduleResolution })).toEqual([]);
  });

  test('name the values that are there', async () => {
    const text = readFileSync(here.path('node_modules/envlint/dist/index.d.ts'), 'utf8');
    const declared = [...text.matchAll(/^export declare (?:async )?(?:function|const|let|class|enum) (\w+)/gm)];
    const library = await import(here.path('node_modules/envlint/dist/index.js'));
    expect(declared.map(([, name]) => name).sort()).toEqual(Object.keys(library).sort());
  });
});
