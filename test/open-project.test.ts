/** A machine that stays open says, after any history of edits, what a fresh look at the same texts says. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rules } from '../rules/index.ts';
import type { Project, Rule } from '../src/core.ts';
import { lint, openProject } from '../src/index.ts';

const fixtures = fileURLToPath(new URL('../fixtures', import.meta.url));

/** The files of a story, by path; those that are not text for envlint stay away by themselves. */
function machine(story: string): ReadonlyMap<string, string> {
  const top = join(fixtures, story, 'machine');
  const names = readdirSync(top, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(top, name)).isFile(),
  );
  return new Map(names.map((name) => [relative('', name), readFileSync(join(top, name), 'utf8')]));
}

const STORIES = [
  'hermes-behind-clash',
  'mac-with-agents',
  'one-file-two-loaders',
  'docker-host',
  'home-and-office',
  'wrong-port-and-silent-service',
];
const TEXTS = [...new Set(STORIES.flatMap((story) => [...machine(story).values()]))];
const PATHS = [...new Set(STORIES.flatMap((story) => [...machine(story).keys()]))];
const PIECES = [
  '',
  '\n',
  'export HTTPS_PROXY=http://127.0.0.1:7890\n',
  'NO_PROXY=localhost\n',
  '# ',
  '"',
  '  - MATCH,DIRECT\n',
  '[Service]\n',
  'source ~/.env\n',
  'unset HTTPS_PROXY\n',
];

type Step =
  | { readonly do: 'edit'; readonly file: number; readonly at: number; readonly drop: number; readonly put: string }
  | { readonly do: 'open' | 'rename'; readonly file: number; readonly path: number; readonly text: number }
  | { readonly do: 'close'; readonly file: number }
  | { readonly do: 'look' };

const at = fc.nat(100_000);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('edit' as const),
      file: at,
      at,
      drop: fc.nat(40),
      put: fc.constantFrom(...PIECES),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('open' as const, 'rename' as const), file: at, path: at, text: at }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('close' as const), file: at }) },
  { weight: 3, arbitrary: fc.constant({ do: 'look' as const }) },
);

const pick = <T>(list: readonly T[], index: number): T | undefined => list[index % Math.max(1, list.length)];

describe('an open machine', () => {
  test('after any history of edits, openings, closings and renames it says what a fresh look says', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...STORIES), fc.array(step, { maxLength: 12 }), async (story, steps) => {
        const open = openProject();
        const texts = new Map(machine(story));
        const put = async (path: string, text: string): Promise<void> => {
          texts.set(path, text);
          await open.put({ path, text });
        };
        const look = async (): Promise<void> => {
          const fresh = await lint([...texts].map(([path, text]) => ({ path, text })));
          expect(open.lint().diagnostics).toEqual(fresh.diagnostics);
        };
        for (const [path, text] of texts) await put(path, text);
        for (const one of steps) {
          const path = one.do === 'look' ? undefined : pick([...texts.keys()], one.file);
          if (one.do === 'edit' && path !== undefined) {
            const text = texts.get(path) ?? '';
            const start = one.at % (text.length + 1);
            await put(path, text.slice(0, start) + one.put + text.slice(start + one.drop));
          } else if (one.do === 'open') await put(pick(PATHS, one.path) ?? '', pick(TEXTS, one.text) ?? '');
          else if (one.do === 'rename' && path !== undefined) {
            const text = texts.get(path) ?? '';
            texts.delete(path);
            open.remove(path);
            await put(pick(PATHS, one.path) ?? '', text);
          } else if (one.do === 'close' && path !== undefined) {
            texts.delete(path);
            open.remove(path);
          } else if (one.do === 'look') await look();
        }
        await look();
      }),
      { numRuns: Number(process.env.HISTORIES ?? 25) },
    );
  });

  test('one changed text is parsed once, and asks again only the rules that read it', async () => {
    const asked: string[] = [];
    const counted = rules.map(
      (rule): Rule => ({
        ...rule,
        check(project: Project) {
          asked.push(rule.id);
          return rule.check(project);
        },
      }),
    );
    const open = openProject({ rules: counted });
    for (const [path, text] of machine('hermes-behind-clash')) await open.put({ path, text });
    open.lint();
    expect(asked).toContain('unreachable-clash-rule');
    asked.length = 0;
    const before = open.project.documents.get('.config/mihomo/config.yaml');
    await open.put({ path: '.hermes/.env', text: `${machine('hermes-behind-clash').get('.hermes/.env')}\nA=1\n` });
    open.lint();
    expect(open.project.documents.get('.config/mihomo/config.yaml')).toBe(before);
    expect(asked).toContain('missing-no-proxy');
    for (const rule of [
      'unreachable-clash-rule',
      'unknown-clash-policy',
      'refused-clash-config',
      'duplicate-clash-name',
    ])
      expect(asked).not.toContain(rule);
    asked.length = 0;
    open.lint();
    expect(asked).toEqual([]);
  });

  test('an older text does not replace a newer one', async () => {
    const open = openProject();
    await Promise.all([
      open.put({ path: '.env', text: 'A=2\n', version: 2 }),
      open.put({ path: '.env', text: 'A=1\n', version: 1 }),
    ]);
    expect(open.project.document('.env').text).toBe('A=2\n');
  });

  test('what was known of an earlier version stays what it was', async () => {
    const open = openProject();
    await open.put({ path: '.env', text: 'HTTPS_PROXY=http://127.0.0.1:7890\n' });
    const earlier = open.project;
    const answer = open.lint();
    await open.put({ path: '.env', text: 'A=1\n' });
    expect(open.lint().diagnostics).toEqual([]);
    expect(earlier.document('.env').text).toContain('HTTPS_PROXY');
    expect(answer.diagnostics.map(({ rule }) => rule)).toContain('missing-no-proxy');
  });
});
