#!/usr/bin/env node
/**
 * `npm run docs`: README and docs/ show what the built program really prints, in the language of the page. Blocks marked
 * `console` contain commands (`$ …`) and what they print; the commands of a page run one after the other on a copy of a machine
 * of fixtures/ (`<!-- machine: NAME -->` above a block starts with a fresh one). Pictures are drawn from the same reports.
 */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadModule } from './load-module.mjs';
import { picture } from './picture.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** Where no comment names a machine. */
const USUAL = 'hermes-behind-clash';

/** Every page for users by its path in the repository, with its language. */
export function pages() {
  const docs = readdirSync(join(root, 'docs')).map((name) => `docs/${name}`);
  return ['README.md', 'README.zh-CN.md', ...docs]
    .filter((path) => path.endsWith('.md'))
    .map((path) => ({ path, lang: path.endsWith('.zh-CN.md') ? 'zh-CN' : 'en' }));
}

/** A copy of a fixture's machine under a folder of its own, with a git repository in it. `run` answers what a shell prints. */
export function sandbox(machine, lang) {
  const base = realpathSync(mkdtempSync(join(tmpdir(), 'envlint-docs-')));
  const folder = join(base, 'machine');
  cpSync(join(root, 'fixtures', machine, 'machine'), folder, { recursive: true });
  const bin = join(base, 'bin');
  mkdirSync(bin);
  const command = join(bin, 'envlint');
  writeFileSync(command, `#!/bin/sh\nexec '${process.execPath}' '${join(root, 'dist/envlint.cjs')}' "$@"\n`);
  chmodSync(command, 0o755);
  const identity = ['GIT_AUTHOR_NAME', 'GIT_COMMITTER_NAME', 'GIT_AUTHOR_EMAIL', 'GIT_COMMITTER_EMAIL'];
  const env = {
    ...Object.fromEntries(identity.map((name) => [name, 'me@example.com'])),
    PATH: [bin, dirname(process.execPath), process.env.PATH].join(':'),
    HOME: folder,
    LANG: lang === 'zh-CN' ? 'zh_CN.UTF-8' : 'C.UTF-8',
    COLUMNS: '80',
    GIT_CONFIG_NOSYSTEM: '1',
    XDG_STATE_HOME: join(base, 'state'),
    XDG_CACHE_HOME: join(base, 'cache'),
  };
  const run = (line, more = {}) => {
    const { status, stdout } = spawnSync('sh', ['-c', `{ ${line}\n} 2>&1`], {
      cwd: folder,
      env: { ...env, ...more },
      encoding: 'utf8',
    });
    return { code: status, text: stdout };
  };
  run('git init -q && git add -A && git commit -qm start');
  return { folder, run, close: () => rmSync(base, { recursive: true, force: true }) };
}

const BLOCK = /^(?:<!-- machine: (\S+) -->\n)?```console\n([\s\S]*?)^```$/gm;

/** A page with its `console` blocks as they are printed today. */
function refreshed(text, lang) {
  let machine;
  try {
    return text.replace(BLOCK, (block, name, body) => {
      if (!machine || name) {
        machine?.close();
        machine = sandbox(name ?? USUAL, lang);
      }
      const lines = body.split('\n').filter((line) => line.startsWith('$ '));
      const printed = lines.map((line) => `${line}\n${machine.run(line.slice(2)).text}`);
      return block.replace(body, () => printed.join('\n'));
    });
  } finally {
    machine?.close();
  }
}

/** The picture of a report, as SVG. */
function pictureOf(lang) {
  const machine = sandbox(USUAL, lang);
  try {
    const { text } = machine.run('envlint --color always', { COLUMNS: '84' });
    const title = lang === 'zh-CN' ? 'envlint 在一台机器上的检查报告' : 'What envlint reports on a machine';
    return picture(text, { title, command: 'envlint' });
  } finally {
    machine.close();
  }
}

/** A page with the list of symptoms between its two comments, each as people see it. */
function withSymptoms(text, lang, symptoms) {
  const key = lang === 'zh-CN' ? 'zh' : 'en';
  const cell = (words) => words.replaceAll('|', '\\|');
  const sample = ({ texts }) =>
    (texts[0] ?? '').replace('{end}', '').replace(/\{(\w*)\}/g, (_, hole) => (hole === '' ? '…' : hole.toUpperCase()));
  const rows = symptoms
    .filter(({ texts }) => texts.length > 0)
    .map((symptom) => `| ${cell(symptom.title[key])} | \`${cell(sample(symptom))}\` | \`${symptom.id}\` |`);
  const head = lang === 'zh-CN' ? '| 现象 | 例如 | 名字 |' : '| what happens | for example | name |';
  const table = [head, '|---|---|---|', ...rows].join('\n');
  return text.replace(
    /<!-- symptoms -->[\s\S]*<!-- \/symptoms -->/,
    () => `<!-- symptoms -->\n${table}\n<!-- /symptoms -->`,
  );
}

/** Brings pages and pictures up to date. Answers the names of those that were stale; `dryRun`: writes nothing. */
export async function writeDocs({ dryRun = false } = {}) {
  const { symptoms } = await loadModule(join(root, 'src/knowledge/symptoms/index.ts'));
  const stale = [];
  const put = (path, now) => {
    let before = '';
    try {
      before = readFileSync(join(root, path), 'utf8');
    } catch {
      // Written for the first time.
    }
    if (before === now) return;
    stale.push(path);
    if (!dryRun) writeFileSync(join(root, path), now);
  };
  for (const { path, lang } of pages()) {
    put(path, withSymptoms(refreshed(readFileSync(join(root, path), 'utf8'), lang), lang, symptoms));
  }
  for (const lang of ['en', 'zh-CN']) put(`docs/report${lang === 'en' ? '' : `.${lang}`}.svg`, pictureOf(lang));
  return stale;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const path of await writeDocs()) console.log(`updated ${path}`);
}
