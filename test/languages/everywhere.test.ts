/** What names every language besides its own folder: the hook, both READMEs, the stories, the inputs of the other tests. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { LanguageName } from '../../src/core.ts';
import { detect, interesting } from '../../src/languages/detect.ts';
import { LANGUAGES } from '../../src/languages/index.ts';
import { oneOfEach } from '../fuzz/generate.ts';
import { planted as plantedFiles } from '../secrets/planted.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** How both READMEs say that files of a language are read. The compiler asks for the line of a new language. */
const README: Readonly<Record<LanguageName, { readonly en: string; readonly zh: string }>> = {
  dotenv: { en: '`.env` files', zh: '`.env`' },
  shell: { en: 'shell files', zh: 'shell' },
  clash: { en: 'Clash and mihomo', zh: 'Clash' },
  systemd: { en: 'systemd units', zh: 'systemd' },
  launchd: { en: 'launchd plists', zh: 'launchd' },
  resolver: { en: 'resolver files', zh: 'DNS 解析配置' },
  settings: { en: 'the settings of git, npm, pip, curl and docker', zh: 'git、npm、pip' },
  json: { en: 'editors', zh: '编辑器' },
  toml: { en: 'agents', zh: '智能体' },
  yaml: { en: 'compose files', zh: 'compose' },
};

/** The pattern of the hook, without the spaces and comments that its `x` flag allows. */
function hookPattern(): RegExp {
  const block = /files: &files \|-\n([\s\S]*?)\n {2}types:/.exec(read('.pre-commit-hooks.yaml'))?.[1] ?? '';
  const bare = block.replace(/(?:^|\s)#[^\n]*/g, '').replace(/\s+/g, '');
  return new RegExp(bare.replace(/^\(\?xi\)/, ''), 'i');
}

/** A path for a place of `--home`: `*` and a trailing slash stand for any name. */
const exampleOf = (place: string, ending: string): string =>
  (place.endsWith('/') ? `${place}a${ending}` : place).replaceAll('*', 'a').replace(/^\//, '');

/** Every file of every story. */
const stories = readdirSync(join(root, 'fixtures'))
  .map((name) => join('fixtures', name, 'machine'))
  .filter((folder) => existsSync(join(root, folder)))
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => statSync(join(root, folder, name)).isFile())
      .map((name) => detect(name, read(join(folder, name)))?.language),
  );

/** The files that other tests make, by language. */
const grown = new Set(oneOfEach().map(({ path, text, language }) => language ?? detect(path, text, true)?.language));
const texts = new Map(plantedFiles().map(({ file, text }) => [file, text]));
const planted = new Set([...texts].map(([file, text]) => detect(file, text, true)?.language));

describe.each(LANGUAGES.map((about) => [about.name, about] as const))('%s', (name, { places }) => {
  test('the hook passes on the files of its places', () => {
    const pattern = hookPattern();
    const ending = name === 'systemd' ? '.service' : '';
    const paths = [...(places.system ?? []), ...(places.home ?? []), ...(places.windows ?? [])].map((place) =>
      exampleOf(place, ending),
    );
    expect(paths.filter((path) => interesting(path) && !pattern.test(path))).toEqual([]);
  });
  test.each(['README.md', 'README.zh-CN.md'])('%s says that it is read', (page) => {
    const { en, zh } = README[name];
    expect(read(page).split('\n## ')[0]?.replaceAll('\n', ' ')).toContain(page === 'README.md' ? en : zh);
  });
  test('a story contains it', () => expect(stories).toContain(name));
  test('inputs are grown from its grammar, and secrets are planted in it', () => {
    expect([...grown], 'test/fuzz/generate.ts').toContain(name);
    expect([...planted], 'test/secrets/planted.ts').toContain(name);
  });
});
