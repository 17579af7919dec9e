/** Whole machines in every format at once, each read back by a parser that is not ours. */
import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { machine } from '../cli/harness.ts';
import { checkInside } from '../helpers/inside.ts';
import { sarifSchema } from '../helpers/sarif-schema.ts';

const fixtures = fileURLToPath(new URL('../../fixtures/', import.meta.url));
const hasPython = spawnSync('python3', ['-c', 'import xml.etree']).status === 0;
if (!hasPython) console.log('skipped: python3 is not installed, XML is not parsed by another program');

const hasValidator = spawnSync('sh', ['-c', 'command -v sarif-multitool']).status === 0;
if (!hasValidator) console.log('skipped: sarif-multitool is not installed, SARIF is judged by its schema alone');
/** The SARIF reports for one run of Microsoft's validator. */
const validated = machine();

const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
const isSarif = ajv.compile(sarifSchema);

type Element = [tag: string, attributes: Record<string, string>];

/** Names and attributes of all elements of each text, as Python's XML parser sees them. */
function elements(texts: readonly string[]): readonly (readonly Element[])[] {
  const code =
    'import sys, json, xml.etree.ElementTree as e\nprint(json.dumps([[[x.tag, x.attrib] for x in e.fromstring(text.encode()).iter()] for text in json.load(sys.stdin.buffer)]))';
  const { stdout, stderr } = spawnSync('python3', ['-c', code], {
    input: JSON.stringify(texts),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

interface Finding {
  readonly path: string;
  readonly rule: string;
  readonly severity: string;
  readonly message: string;
  readonly start: { readonly line: number; readonly column: number };
}

const FILES = ['json', 'sarif', 'gitlab', 'junit', 'checkstyle', 'markdown', 'github', 'html'] as const;

/** Each machine in one language; those whose reports Microsoft's validator reads, in both. */
const VALIDATED = ['hermes-behind-clash', 'units-with-typos', 'mac-with-agents'];

/** What each machine's XML must say, for one run of Python. */
const styles: { readonly text: string; readonly places: readonly string[] }[] = [];
const suites: { readonly text: string; readonly failures: number }[] = [];

describe.each(readdirSync(fixtures))('%s', (name) => {
  test.each(VALIDATED.includes(name) ? ['en', 'zh-CN'] : ['en'])('every format tells the same (%s)', async (lang) => {
    const here = machine();
    cpSync(`${fixtures}${name}/machine`, here.dir, { recursive: true });
    const formats = FILES.flatMap((format) => ['--format', `${format}=out/${format}`]);
    here.write('out/.keep', '');
    const { err } = await checkInside(here.dir, ['--level', 'info', '--lang', lang, ...formats, '.']);
    expect(err).toBe('');
    const read = (format: (typeof FILES)[number]): string => here.read(`out/${format}`);
    const found: readonly Finding[] = JSON.parse(read('json')).diagnostics;
    const places = found.map(({ path, rule, start }) => `${path}:${start.line} ${rule}`).sort();

    if (VALIDATED.includes(name)) validated.write(`${name}.${lang}.sarif`, read('sarif'));
    const sarif = JSON.parse(read('sarif'));
    expect(isSarif(sarif), JSON.stringify(isSarif.errors)).toBe(true);
    const results: readonly {
      readonly ruleId: string;
      readonly suppressions?: unknown;
      readonly locations: readonly [
        { readonly physicalLocation: { artifactLocation: { uri: string }; region: { startLine: number } } },
      ];
    }[] = sarif.runs[0].results;
    const marked = results.filter(({ suppressions }) => suppressions === undefined);
    expect(
      marked
        .map(({ ruleId, locations: [{ physicalLocation: at }] }) => {
          return `${decodeURIComponent(at.artifactLocation.uri)}:${at.region.startLine} ${ruleId}`;
        })
        .sort(),
    ).toEqual(places);

    const quality: readonly {
      check_name: string;
      fingerprint: string;
      location: { path: string; lines: { begin: number } };
    }[] = JSON.parse(read('gitlab'));
    expect(quality.map((one) => `${one.location.path}:${one.location.lines.begin} ${one.check_name}`).sort()).toEqual(
      places,
    );
    expect(new Set(quality.map(({ fingerprint }) => fingerprint)).size).toBe(quality.length);

    expect(read('html')).toMatch(/^<!doctype html>/i);
    for (const { message } of found.slice(0, 1)) expect(read('github')).toContain(message.replaceAll('%', '%25'));
    expect(read('markdown').match(/^\*\*\S+\*\* /gm) ?? []).toHaveLength(found.length);
    styles.push({ text: read('checkstyle'), places });
    suites.push({ text: read('junit'), failures: found.filter(({ severity }) => severity !== 'info').length });
  });
});

test.skipIf(!hasPython)('Python reads the same from the XML of every machine', () => {
  expect(styles.length).toBeGreaterThan(30);
  for (const [index, elementsOf] of elements(styles.map(({ text }) => text)).entries()) {
    let file = '';
    const rows = elementsOf.flatMap(([tag, attributes]) => {
      if (tag === 'file') file = attributes.name ?? '';
      return tag === 'error' ? [`${file}:${attributes.line} ${attributes.source?.replace('envlint.', '')}`] : [];
    });
    expect(rows.sort()).toEqual(styles[index]?.places);
  }
  for (const [index, elementsOf] of elements(suites.map(({ text }) => text)).entries())
    expect(elementsOf.filter(([tag]) => tag === 'failure')).toHaveLength(suites[index]?.failures ?? -1);
});

/** What Microsoft's validator says of these reports; its command hands its words to a shell once more. */
function complaints(reports: readonly string[]): string[] {
  const words = ['validate', '--rule-kind', "'Sarif;Ghas'", ...reports.map((report) => `'${report}'`)];
  const { stdout, stderr } = spawnSync('sarif-multitool', words, { cwd: validated.dir, encoding: 'utf8' });
  expect(stdout).toContain(`${reports.length} files scanned`);
  return `${stdout}${stderr}`.split('\n').filter((line) => /: (?:error|warning) /.test(line));
}

test.skipIf(!hasValidator)(
  'SARIF passes the validator, also what is suppressed, skipped or in a path of any name',
  () => {
    const here = machine({
      'a b/中文 #.env': 'A=1\n# envlint-disable-next-line missing-no-proxy: known\nHTTPS_PROXY=http://127.0.0.1:7890\n',
      'b/.env': 'HTTPS_PROXY=http://user:hunter2hunter2@127.0.0.1:7890\nhttps_proxy=127.0.0.1:7890',
      'b/.env.bin': '\0\0',
      'empty/.env': '',
    });
    const reports = ['a b', 'b', 'empty'].map((folder, index) => {
      here.run([folder, '--level', 'info', '--format', `sarif=${index}.sarif`]);
      validated.write(`${index}.sarif`, here.read(`${index}.sarif`));
      return `${index}.sarif`;
    });
    const machines = VALIDATED.flatMap((name) => [`${name}.en.sarif`, `${name}.zh-CN.sarif`]);
    expect(complaints([...reports, ...machines])).toEqual([]);
  },
);
