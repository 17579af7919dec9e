/** Which names are templates, examples and start-up files, and that everything that asks reads the same table. */
import { describe, expect, test } from 'vitest';
import { isStartFile, rcName, SHELL_FILES, startFiles } from '../../src/knowledge/files/shell-files.ts';
import {
  isClashSample,
  isEngineTemplate,
  isTemplateName,
  withoutTemplateEnding,
} from '../../src/knowledge/files/templates.ts';
import { detect, interest } from '../../src/languages/detect.ts';

const ENGINES = [
  'j2',
  'jinja',
  'jinja2',
  'tmpl',
  'tpl',
  'erb',
  'in',
  'mustache',
  'hbs',
  'ejs',
  'gotmpl',
  'm4',
  'esh',
  'skel',
];
const EXAMPLES = ['example', 'sample', 'template', 'dist', 'distribution'];

describe('templates', () => {
  test.each([...ENGINES, ...EXAMPLES])('.env.%s is one, and becomes .env', (ending) => {
    expect(isTemplateName(`app/.env.${ending}`)).toBe(true);
    expect(withoutTemplateEnding(`app/.env.${ending}`)).toBe('app/.env');
  });
  test.each(ENGINES)('a.service.%s is read only when it is named, as the unit it becomes', (ending) => {
    expect(interest(`a.service.${ending}`)).toBeUndefined();
    expect(isEngineTemplate(`a.service.${ending}`)).toBe(true);
    expect(detect(`a.service.${ending}`, '[Service]\nExecStart=/bin/true\n', true)).toEqual({
      language: 'systemd',
      dialect: 'unit',
    });
  });
  test.each(EXAMPLES)('.env.%s is found like a .env', (ending) => expect(interest(`.env.${ending}`)).toBe('name'));
  test.each([
    '.env.district',
    '.env.production',
    'begin.env',
    'admin',
    '.zshrc',
    'a.service',
    'jinja2.env',
    'x.in.sh',
    'log-in',
    'templates.yaml',
  ])('%s is none', (name) => expect(isTemplateName(name)).toBe(false));
  test.each([
    'example.env',
    '.env.example.local',
    'env-sample',
    '.env_template',
    'env-tmpl',
    'a.service.in.example',
    'config.example.yaml',
    'common_tpl.yaml',
  ])('%s is one', (name) => expect(isTemplateName(name)).toBe(true));
  test.each([
    ['docs/config.yaml', true],
    ['a/Examples/clash.yaml', true],
    ['__tests__/x/y.yaml', true],
    ['mydocs/config.yaml', false],
    ['tests.yaml', false],
    ['/tmp/test/config.yaml', false],
    ['../examples/config.yaml', false],
  ])('a Clash file at %s is a sample: %s', (file, is) => expect(isClashSample(file)).toBe(is));
  test('an ending is no ending where it is the whole name', () => expect(withoutTemplateEnding('a/.in')).toBe('a/.in'));
});

describe('start-up files of shells', () => {
  test('each name has one row', () => {
    const names = SHELL_FILES.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)]);
  });
  test('in the order in which the shells read them', () => {
    expect(startFiles('zsh')).toEqual(['zshenv', 'zprofile', 'zshrc', 'zlogin']);
    expect(startFiles('bash')).toEqual(['bash_profile', 'bash_login', 'profile', 'bashrc']);
    expect(startFiles('fish')).toEqual(['config.fish']);
  });
  test.each([
    ['home/.zshrc', 'zshrc'],
    ['private_dot_zshrc.tmpl', 'zshrc'],
    ['zsh/zshrc.symlink', 'zshrc'],
    ['_bashrc', 'bashrc'],
    ['.config/fish/config.fish', 'config.fish'],
  ])('%s is called %s', (file, name) => expect(rcName(file)).toBe(name));
  test.each(['.zshrc', '.bash_profile', 'dot_profile', 'fish/config.fish'])('%s is read by its shell', (file) =>
    expect(isStartFile(file)).toBe(true),
  );
  test.each(['.zshrc.local', '.bash_aliases', '.bash_logout', '.xinitrc', 'proxy.zsh'])('%s is not', (file) =>
    expect(isStartFile(file)).toBe(false),
  );
  test.each(SHELL_FILES.filter(({ syntax }) => syntax !== 'fish'))('.$name is known as $syntax', ({ name, syntax }) =>
    expect(detect(`.${name}`, '')).toEqual({ language: 'shell', dialect: syntax }),
  );
});
