/** Real shells have the last word: what they make of a script is compared with what the facts say. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../src/text.ts';
import { environmentsAfter, evaluateGiven, GIVEN, hasShell } from '../helpers/real-shell.ts';
import { assignments, type Dialect, parseShell } from '../helpers/shell.ts';

const SHELLS = (['sh', 'bash', 'zsh', 'fish'] as const).filter(hasShell);

/** Bits of a value, chosen so that quotes, expansions and words meet in every order. */
const POSIX = [
  ...'ab1é:,*[]{}#=%@!^+-?./~$"\'\\',
  ...[
    '$GIVEN',
    '${GIVEN}',
    '"$GIVEN"',
    '${NONE:-d e}',
    '${EMPTY:-~/q}',
    '${EMPTY-x}',
    '${GIVEN:+y"z"}',
    '"${NONE:-"u v"}"',
  ],
  ...[
    '"${NONE:-\'k\'}"',
    "${NONE-'q}'}",
    '{a,b}',
    '~/',
    "$'",
    '\\n',
    '\\"',
    '\\$',
    '\\\n',
    ' ',
    '\t',
    '\n',
    '😀',
    '$$',
  ],
];
const FISH = [
  ...'ab1é:,*[]{}#=%@!^+-?./~"\'\\',
  ...[
    '$GIVEN',
    '"$GIVEN"',
    '{a,b}',
    '{$GIVEN}',
    '~/',
    '\\n',
    '\\x41',
    '\\u4e2d',
    '\\"',
    "\\'",
    '\\$',
    '\\ ',
    '\\\n',
    ' ',
    '\t',
    '\n',
    '😀',
  ],
];
const FORMS: Readonly<Record<Dialect, readonly ((word: string) => string)[]>> = {
  sh: [(w) => `V=${w}\nexport V\n`, (w) => `export U=1 V=${w} W=2\n`],
  bash: [(w) => `V=${w}\nexport V\n`, (w) => `export U=1 V=${w} W=2\n`, (w) => `declare -x V=${w} # c\n`],
  zsh: [(w) => `V=${w}\nexport V\n`, (w) => `export U=1 V=${w} W=2\n`, (w) => `typeset -x V=${w} # c\n`],
  fish: [(w) => `set -gx V ${w}\n`, (w) => `set -gx V "x" ${w} # c\n`, (w) => `export V=${w}\n`],
};

function scripts(dialect: Dialect, count: number): readonly string[] {
  const word = fc.array(fc.constantFrom(...(dialect === 'fish' ? FISH : POSIX)), { maxLength: 6 });
  const form = fc.constantFrom(...FORMS[dialect]);
  const script = fc.tuple(form, word).map(([make, parts]) => make(parts.join('')));
  return fc.sample(script, { numRuns: count, seed: 20261121 });
}

describe.each(SHELLS)('values in %s', (dialect) => {
  test('are what the shell makes of them, or unknown', { timeout: 120_000 }, () => {
    const all = scripts(dialect, dialect === 'fish' ? 80 : 250);
    const environments = environmentsAfter(dialect, all);
    const wrong: string[] = [];
    let compared = 0;
    for (const [index, script] of all.entries()) {
      const environment = environments[index];
      if (!environment) continue;
      const document = parseShell(script, dialect);
      if (document.errors.length > 0) wrong.push(`${JSON.stringify(script)} is no error`);
      const own = assignments(document).filter(({ name, reach }) => name.text === 'V' && reach !== 'command');
      const fact = own.find(({ operation }) => operation === 'set');
      const meant = fact && evaluateGiven(fact.value.pieces, dialect === 'fish');
      if (!fact && environment.has('V')) wrong.push(`${JSON.stringify(script)} sets V`);
      if (meant === undefined) continue;
      compared++;
      const actual = environment.get('V') ?? '';
      if (actual !== meant)
        wrong.push(`${JSON.stringify(script)} is ${JSON.stringify(actual)}, not ${JSON.stringify(meant)}`);
    }
    expect(wrong).toEqual([]);
    expect(compared).toBeGreaterThan(all.length / 5);
  });
});

// ── what is written ─────────────────────────────────────────────────────────────────────────────────────────────────

const LIST = 'localhost,127.0.0.1,::1';
const NEIGHBOURS: Readonly<Record<Dialect, readonly string[]>> = {
  sh: ['export p=1', 'p=1; export p', 'f() { export p=1; }\nf\n', 'true && export p=1'],
  bash: [
    'declare -x p="1" # c\n',
    'if true; then export p=1; fi',
    'case a in a) export p=1;; esac',
    'shopt -s expand_aliases\nalias on="export p=1"\non\n',
  ],
  zsh: ['typeset -gx p=1', 'f() { export p=1 }\nf\n', "alias on='export p=1'\neval on\n", '{ export p=1 }'],
  fish: [
    'set -gx p 1',
    'function f; set -gx p 1; end; f',
    'true; and set -gx p "1"',
    "alias on 'set -gx p 1; true'\non\n",
  ],
};

describe.each(SHELLS)('new variables in %s', (dialect) => {
  const written = NEIGHBOURS[dialect].map((text) => {
    const document = parseShell(text, dialect);
    const [fact] = assignments(document);
    const edits = document.writer?.assign(fact!, [
      { name: 'GIVEN', value: LIST, inherit: true },
      { name: 'FRESH', value: LIST, inherit: true, orFrom: 'NONE' },
      { name: 'OTHER', value: LIST, inherit: true, orFrom: 'GIVEN' },
      { name: 'COPY', value: LIST, inherit: true, copyOf: 'FRESH' },
    ]);
    return applyEdits(text, edits ?? []);
  });

  test('are set, keep what is inherited, and change nothing when sourced twice', { timeout: 120_000 }, () => {
    const twice = written.map((text) => `${text}\n${text.replaceAll('alias ', '# alias ')}\n`);
    for (const environment of [...environmentsAfter(dialect, written), ...environmentsAfter(dialect, twice)]) {
      expect(environment?.get('GIVEN')).toBe(GIVEN.GIVEN);
      expect(environment?.get('FRESH')).toBe(LIST);
      expect(environment?.get('OTHER')).toBe(GIVEN.GIVEN);
      expect(environment?.get('COPY')).toBe(LIST);
    }
  });
});

// ── files that are fine ─────────────────────────────────────────────────────────────────────────────────────────────

/** Folders of shell files that packages install, with the shell that reads them and how many are tried here. */
const FOLDERS: readonly [Dialect, string, number][] = [
  ['bash', '/usr/share/bash-completion/completions', 60],
  ['bash', '/etc/profile.d', 20],
  ['zsh', '/usr/share/zsh/functions', 80],
  ['fish', '/usr/share/fish', 60],
];

function filesUnder(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && (!folder.endsWith('fish') || entry.name.endsWith('.fish')))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

describe.each(FOLDERS)('%s files in %s', (dialect, folder, limit) => {
  const all = filesUnder(folder);
  const step = Math.max(1, Math.floor(all.length / limit));
  const files = all.filter((_, index) => index % step === 0);

  test.skipIf(files.length === 0)('have no errors their shell does not see', { timeout: 120_000 }, () => {
    const accused = files.filter((file) => parseShell(readFileSync(file, 'utf8'), dialect, file).errors.length > 0);
    const program = dialect === 'fish' ? ['fish', '--no-config', '-n'] : [dialect, '-n'];
    const accepted = accused.filter((file) => spawnSync(program[0]!, [...program.slice(1), file]).status === 0);
    expect(accepted).toEqual([]);
  });
});
