/** 16,000 levels of every bracket each language has, left open and closed: as many as fit in the settings that are read of one file. */
import { describe, expect, test } from 'vitest';
import { machine } from '../cli/harness.ts';
import { calmly, findingsOf } from './bounded.ts';

const DEPTH = 16_000;
const open = (piece: string): string => piece.repeat(DEPTH);
const closed = (before: string, within: string, after: string): string =>
  before.repeat(DEPTH) + within + after.repeat(DEPTH);

/** What is before and behind what is nested, in shells: one fault each, to see how far the file was read. */
const FIRST = 'export HTTPS_PROXY=http://127.0.0.1:7890\n';
const shell = (nested: string): string => `${FIRST}${nested}\n`;
const fish = (nested: string): string => `set -gx HTTPS_PROXY http://127.0.0.1:7890\n${nested}\n`;
const clash = (nested: string): string => `mixed-port: 7890\nproxies: []\nrules:\n  - MATCH,DIRECT\n${nested}\n`;
const rule = (text: string): string => `mixed-port: 7890\nproxies: []\nrules:\n  - ${text},DIRECT\n  - MATCH,DIRECT\n`;
const job = (nested: string): string =>
  `<?xml version="1.0"?>\n<plist version="1.0"><dict><key>Label</key><string>a</string><key>X</key>${nested}`;
const unit = (nested: string): string => `[Service]\nExecStart=/bin/true\n${nested}\n`;

const SHELL: Readonly<Record<string, string>> = {
  'subshells.sh': shell(open('(')),
  'subshells-closed.sh': shell(closed('(', ' : ', ')')),
  'groups.sh': shell(open('{ ')),
  'groups-closed.sh': shell(closed('{ ', ':; ', '; }')),
  'substitutions.sh': shell(`A=${open('$(')}`),
  'substitutions-closed.sh': shell(`A=${closed('$(', ' : ', ')')}`),
  'quoted-substitutions.sh': shell(`A=${closed('"$(', ' : ', ')"')}`),
  'parameters.sh': shell(`A=${open('${A:-')}`),
  'parameters-closed.sh': shell(`A=${closed('${A:-', 'x', '}')}`),
  'backquotes.sh': shell(`A=${open('\\`')}`),
  'arithmetic.sh': shell(`A=${open('$((')}`),
  'conditions.sh': shell(`[[ ${open('( ')}`),
  'processes.sh': shell(open('<(')),
  'arrays.sh': shell(open('A=(')),
  'functions.sh': shell(open('f() { ')),
  'cases.sh': shell(open('case x in x) ')),
  'cases-closed.sh': shell(closed('case x in x) ', ':', ' ;; esac')),
  'ifs.sh': shell(open('if ')),
  'ifs-closed.sh': shell(closed('if true; then ', ':', '; fi')),
  'loops.sh': shell(open('while ')),
  'here-documents.sh': shell(open('cat <<E$(\n')),
  'expansions.sh': shell(`echo ${open('{a,')}`),
};

const FISH: Readonly<Record<string, string>> = {
  'begin.fish': fish(open('begin; ')),
  'begin-closed.fish': fish(closed('begin; ', 'true; ', 'end; ')),
  'substitutions.fish': fish(`set A ${open('(')}`),
  'quoted.fish': fish(`set A ${open('"$(')}`),
  'braces.fish': fish(`set A ${open('{')}`),
  'indexes.fish': fish(`set A ${open('$a[')}`),
  'functions.fish': fish(open('function f; ')),
  'switch.fish': fish(open('switch a; case b; ')),
};

const CLASH: Readonly<Record<string, string>> = {
  'lists.yaml': clash(`x: ${open('[')}`),
  'lists-closed.yaml': clash(`x: ${closed('[', '', ']')}`),
  'maps.yaml': clash(`x: ${open('{a: ')}`),
  'maps-closed.yaml': clash(`x: ${closed('{a: ', '1', '}')}`),
  'braces.yaml': clash(`x: ${open('{')}`),
  'dashes.yaml': clash(`x:\n${open('- ')}`),
  'questions.yaml': clash(open('? ')),
  'indented.yaml': clash(Array.from({ length: 3000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')),
  'anchors.yaml': clash(`x: ${open('&a ')}`),
  'tags.yaml': clash(`x: ${open('!a ')}`),
  'and.yaml': rule(closed('AND,((', 'DOMAIN,a', '))')),
  'or-open.yaml': rule(open('OR,((')),
  'not.yaml': rule(closed('NOT,((', 'DOMAIN,a', '))')),
  'pattern.yaml': rule(`DOMAIN-REGEX,${closed('(', 'a', ')')}`),
};

const OTHERS: Readonly<Record<string, string>> = {
  'LaunchAgents/arrays.plist': job(open('<array>')),
  'LaunchAgents/arrays-closed.plist': job(`${closed('<array>', '', '</array>')}</dict></plist>`),
  'LaunchAgents/dicts.plist': job(`${closed('<dict><key>a</key>', '<string/>', '</dict>')}</dict></plist>`),
  'LaunchAgents/comments.plist': job(open('<!-- ')),
  'LaunchAgents/doctype.plist': `<!DOCTYPE ${open('[')}`,
  'continued.service': unit(`Environment=A=1 ${open('\\\n')}`),
  'continued-comments.service': unit(`Environment=A=1 ${open('\\\n# c\n')}`),
  'sections.service': unit(open('[')),
  'quotes.service': unit(`ExecStart=${open('"')}`),
  'specifiers.service': unit(`ExecStart=/bin/${open('%')}`),
  'nested.env': `A=${open('${A:-')}\nB="${closed('${A:-', '', '}')}"\n`,
  '.npmrc': `proxy=${open('${A')}\n`,
  '.gitconfig': `${open('[')}\n`,
  'apt.conf': open('Acquire { '),
};

/** Nested files their own readers take in whole, or in which nothing is nested for them: nothing is wrong with these. */
const WHOLE: ReadonlySet<string> = new Set([
  'subshells-closed.sh',
  'groups-closed.sh',
  'backquotes.sh',
  'cases-closed.sh',
  'ifs-closed.sh',
  'here-documents.sh',
  'expansions.sh',
  'begin-closed.fish',
  'braces.fish',
  'indexes.fish',
  'and.yaml',
  'not.yaml',
  'pattern.yaml',
  'continued.service',
  'continued-comments.service',
  'quotes.service',
  'specifiers.service',
  'nested.env',
  '.npmrc',
  '.gitconfig',
  'apt.conf',
]);
const FAULTS = /^(?:syntax-error|malformed-plist|invalid-clash-rule): (.+)/;

describe.each([
  ['shell', SHELL],
  ['fish', FISH],
  ['Clash', CLASH],
  ['launchd, systemd and settings', OTHERS],
])('nested 16,000 deep: %s', (_, files) => {
  const here = machine(files);
  const names = Object.keys(files).sort();

  test('each file is looked at, and what is broken or given up is said, in bounded memory', () => {
    const run = calmly(here, ['--no-config', '--format', 'json', '.']);
    const found = findingsOf(run);
    expect([...found.keys()].sort()).toEqual(names);
    const broken = names.filter((name) => found.get(name)?.some((finding) => FAULTS.test(finding)));
    expect(broken).toEqual(names.filter((name) => !WHOLE.has(name)));
    expect(run.out.length).toBeLessThan(names.length * 20_000);
  });
});

test('repairing what is nested loses nothing and can be taken back, in the other language too', () => {
  const names = ['substitutions.sh', 'cases-closed.sh', 'groups.sh', 'begin.fish', 'lists.yaml', 'nested.env'];
  const all = { ...SHELL, ...FISH, ...CLASH, ...OTHERS };
  const files = Object.fromEntries(names.map((name) => [name, all[name] ?? '']));
  const here = machine(files);
  const { out } = calmly(here, ['--no-config', '--fix', '--unsafe-fixes', '--lang', 'zh-CN', '.']);
  expect(out).toContain('未检查这个文件：嵌套过深');
  expect(here.read('cases-closed.sh')).toContain('NO_PROXY');
  for (const name of names) expect(here.read(name).length).toBeGreaterThanOrEqual((files[name] ?? '').length);
  expect(here.run(['undo']).code).toBe(0);
  for (const name of names) expect(here.read(name) === files[name], name).toBe(true);
});
