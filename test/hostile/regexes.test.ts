/**
 * No regular expression takes more than linear time: every literal of the program is looked at by scslre, which reports
 * what can be made to backtrack polynomially or exponentially. What only ever sees short texts is listed with the reason.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { analyse } from 'scslre';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** By file and the first characters of the pattern: why no long text gets there. */
const SHORT: readonly (readonly [string, string, string])[] = [
  ['src/engine/examples.ts', '^([ \\t]*)(\\^+)', 'reads the rules’ own examples'],
  ['src/languages/clash/form.ts', '[\'"]?[ ]*(?:#.*)?', 'an item of at most 400 characters'],
  ['src/languages/shell/about.ts', '[._-][\\w-]+$', 'a file name'],
  ['src/languages/shell/dialect.ts', '-\\*-.*?\\b', 'one line of the first 500 characters'],
  ['src/routing/clash/regex.ts', '^\\{(\\d+)', 'twelve characters'],
  ['src/routing/clash/regex.ts', '\\\\[AZzGaepPkKQEXRhHUNL]', 'a pattern of at most 2000 characters'],
  ['src/secrets/names.ts', '\\d+$', 'a name of at most 200 characters'],
  ['src/secrets/names.ts', '^(?:[<{[(%].*', 'at most 200 characters'],
  ['src/engine/suppressions.ts', '[ \\t]*,[ \\t]*$', 'forty characters'],
];

/** Expressions put together at run time: of constants, or checked before they are used. */
const BUILT = new Set([
  'src/host/find/companions.ts',
  'src/host/write/owner.ts',
  'src/host/write/state.ts',
  'src/host/write/write.ts',
  'src/knowledge/files/generated.ts',
  'src/languages/shell/conditions.ts',
  'src/languages/shared/pieces.ts',
  'src/queries/proxies/fish-status.ts',
  'src/queries/proxies/named-aside.ts',
  'src/queries/proxies/readers.ts',
  'src/routing/clash/regex.ts',
  'src/secrets/names.ts',
  'src/secrets/remarks.ts',
  'rules/conflicting-duplicate.ts',
]);

interface Pattern {
  readonly file: string;
  readonly line: number;
  readonly source: string;
  readonly flags: string;
}

const files = ['src', 'rules'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts')),
);

const patterns: Pattern[] = [];
const built = new Set<string>();
for (const file of files) collect(file);

function collect(file: string): void {
  const source = ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest, true);
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      patterns.push({ file, line, source: node.text.slice(1, end), flags: node.text.slice(end + 1) });
    }
    const isBuilt = (ts.isNewExpression(node) || ts.isCallExpression(node)) && node.expression.getText() === 'RegExp';
    if (isBuilt) built.add(file);
    ts.forEachChild(node, visit);
  };
  visit(source);
}

/** What scslre says. A sticky pattern is tried at one place only. */
function complaints({ source, flags }: Pick<Pattern, 'source' | 'flags'>): string[] {
  const isSticky = flags.includes('y');
  const pattern = { source: isSticky ? `^(?:${source})` : source, flags: flags.replaceAll(/[dgy]/g, '') };
  return analyse(pattern).reports.map(({ type, exponential }) => (exponential ? `${type}, exponential` : type));
}

const isShort = ({ file, source }: Pattern): boolean =>
  SHORT.some(([where, start]) => where === file && source.startsWith(start));

describe('regular expressions', () => {
  test('there are hundreds to look at', () => expect(patterns.length).toBeGreaterThan(500));

  test('none can be made slow', () => {
    const slow = patterns
      .filter((pattern) => !isShort(pattern))
      .flatMap((pattern) =>
        complaints(pattern).map((kind) => `${pattern.file}:${pattern.line} /${pattern.source}/ ${kind}`),
      );
    expect(slow).toEqual([]);
  });

  test('none that sees only short texts is exponential', () => {
    const exponential = patterns.filter(isShort).filter((one) => complaints(one).some((kind) => kind.includes('exp')));
    expect(exponential).toEqual([]);
  });

  test('the list of reasons holds nothing that is gone', () => {
    const idle = SHORT.filter(
      ([file, start]) => !patterns.some((one) => one.file === file && one.source.startsWith(start)),
    );
    expect(idle).toEqual([]);
  });

  test('few are put together at run time, and these are known', () => {
    expect([...built].filter((file) => !BUILT.has(file))).toEqual([]);
  });

  test('a slow one would be noticed', () => {
    for (const source of ['^(a+)+$', '\\s+$', '^\\w*a\\w*b$', '[ \\t]*;?[ \\t]*$'])
      expect(complaints({ source, flags: '' })).not.toEqual([]);
  });
});
