/** Every planted shape of secret, looked for in what the built command says of it; `npm run secrets` looks in more positions. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FORMATS } from '../../src/cli/shell/options.ts';
import { showsAny } from '../secrets/leaks.ts';
import { planted } from '../secrets/planted.ts';
import { machine } from './harness.ts';

/** One file of each shape, each time in another position; the folders keep files of the same name apart. */
function sample(): { files: Record<string, string>; secrets: string[]; shapes: number } {
  const byShape = new Map<string, ReturnType<typeof planted>[number][]>();
  for (const one of planted()) byShape.set(one.shape, [...(byShape.get(one.shape) ?? []), one]);
  const chosen = [...byShape.values()].flatMap((own, index) => own[index % own.length] ?? []);
  return {
    files: Object.fromEntries(chosen.map(({ file, text }, index) => [`p${index}/${file}`, text])),
    secrets: chosen.flatMap((one) => one.secrets),
    shapes: byShape.size,
  };
}

const { files, secrets, shapes } = sample();

test('nothing of 250 shapes is shown by a report, a diff, a repair, undo, the index, a cache or a fault', {
  timeout: 240_000,
}, () => {
  expect(shapes).toBeGreaterThan(250);
  const here = machine(files);
  const shown = showsAny(secrets);
  const look = (text: string, where: string): void => expect(shown(text), where).toEqual([]);
  expect(shown(Object.values(files).join('')).length, 'the search finds what is there').toBeGreaterThan(shapes);
  const quietly = (...args: string[]): void => {
    const { code, out, err } = here.run(args);
    expect(code, err).toBeOneOf([0, 1, 2]);
    look(`${out}\n${err}`, args.join(' '));
  };
  const everywhere = FORMATS.flatMap((format) => ['--format', `${format}=out.${format}`]);
  quietly('--level', 'info', ...everywhere);
  for (const format of FORMATS) look(here.read(`out.${format}`), format);
  quietly('--level', 'info', '--cache', '--cache-location', 'kept', '--format', 'json');
  for (const name of readdirSync(here.path('kept'), { recursive: true })) {
    const path = join(here.path('kept'), String(name));
    if (statSync(path).isFile()) look(readFileSync(path, 'utf8'), 'the cache');
  }
  quietly('merge', 'out.jsonl', '--format', 'html');
  quietly('--diff', '--unsafe-fixes', '--level', 'info');
  quietly('route', '--format', 'json');
  quietly('explain', 'connection refused');
  quietly('--fix', '--unsafe-fixes', '--level', 'info', '--lang', 'zh-CN');
  quietly('undo');
  for (const [name, text] of Object.entries(files)) expect(here.read(name), name).toBe(text);
});
