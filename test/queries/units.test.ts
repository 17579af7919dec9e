/** Keys, files and lines of units. */
import { describe, expect, test } from 'vitest';
import { insertBelow } from '../../src/fixes/edits.ts';
import { dotenvsBeside } from '../../src/queries/environments/beside.ts';
import { loadedAssignments } from '../../src/queries/environments/files/environment-files.ts';
import { services } from '../../src/queries/services/services.ts';
import { strayKeys } from '../../src/queries/services/units.ts';
import { applyEdits } from '../../src/text.ts';
import { projectOf } from '../helpers/project.ts';

function stray(file: string, text: string): unknown[][] {
  return strayKeys(projectOf({ [file]: text })).map(({ section, key, here, elsewhere }) => [
    section,
    key,
    here,
    elsewhere,
  ]);
}

describe('keys systemd does not read', () => {
  test('tells where they would be read in this kind of unit, and in others', () => {
    expect(stray('x.service', '[Service]\nExecStart=/x\nAfter=a\nOnCalendar=daily\nNope=1\n')).toEqual([
      ['Service', 'After', ['Unit'], []],
      ['Service', 'OnCalendar', [], ['Timer']],
      ['Service', 'Nope', [], []],
    ]);
    expect(stray('x.service.d/a.conf', '[Unit]\nExecStart=/x\n')).toEqual([['Unit', 'ExecStart', ['Service'], []]]);
    expect(stray('etc/systemd/system.conf', '[Manager]\nRestartSec=5\n')).toEqual([
      ['Manager', 'RestartSec', [], ['Service']],
    ]);
  });

  test('leaves own, templated and foreign names alone', () => {
    expect(
      stray('x.service', '[Service]\nX-A=1\n{{ key }}=1\n--option a=1\n[X-B]\nC=1\n[Container]\nImage=x\n'),
    ).toEqual([]);
  });
});

describe('files near a service', () => {
  const project = projectOf({
    '.env': 'A=1\n',
    'srv/bot/.env': 'export B=1\n',
    'srv/other/.env': 'C=1\n',
    'srv/bot/bot.service': '[Service]\nEnvironmentFile=/srv/bot/.env\nExecStart=/opt/bot\n',
  });

  test('finds the .env files of its folder and of those above, but what the service loads itself', () => {
    const [service] = services(project);
    expect(dotenvsBeside(project, service!).map(({ file }) => file)).toEqual(['.env']);
  });

  test('finds what systemd itself reads of them', () => {
    expect(loadedAssignments(project).map(({ fact, inclusion }) => [fact.name.text, inclusion.path.text])).toEqual([
      ['B', '/srv/bot/.env'],
    ]);
  });

  test('takes Hermes at its word about its own file', () => {
    const unit = '[Service]\nEnvironmentFile=%h/.hermes/.env\nExecStart=/opt/hermes gateway run\n';
    expect(loadedAssignments(projectOf({ '.hermes/.env': 'A=1\n', 'x.service': unit }))).toEqual([]);
  });
});

describe('a line below another', () => {
  test.each([
    ['[Service]\nA=1\nB=2\n', '[Service]\nA=1\nNEW\nB=2\n'],
    ['[Service]\r\n  A=1\r\nB=2', '[Service]\r\n  A=1\r\n  NEW\r\nB=2'],
    ['[Service]\nA=1', '[Service]\nA=1\nNEW'],
    ['[Service]\nA=1 \\\n  2\nB=2\n', '[Service]\nA=1 \\\n  2\nNEW\nB=2\n'],
  ])('%j', (text, expected) => {
    const project = projectOf({ 'x.service': text });
    const [line] = project.facts('setting');
    expect(applyEdits(text, insertBelow(project, line!.at, 'NEW')!)).toBe(expected);
  });
});
