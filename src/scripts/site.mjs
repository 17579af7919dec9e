#!/usr/bin/env node
/**
 * Builds the site (playground, rules, errors, docs, the NO_PROXY table) into a folder: `node site.mjs [FOLDER]`, else
 * dist/site. Scripts are classic ones: from `file://` a browser loads neither modules nor workers.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import { build } from 'rolldown';
import { licensesText } from './licenses.mjs';
import { loadModule } from './load-module.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
/** As in `browser/playground.ts`. */
const FIRST_MACHINE = 'hermes-behind-clash';
const SCRIPTS = ['page', 'playground', 'editor', 'symptoms', 'no-proxy'];

/** Modules that went into the scripts. */
const modules = new Set();

/** One script that needs no other, minified. */
async function script(name) {
  const { output } = await build({
    cwd: root,
    input: `src/site/browser/${name}.ts`,
    write: false,
    platform: 'browser',
    logLevel: 'warn',
    transform: { target: 'es2022', define: { ENVLINT_VERSION: JSON.stringify(version), ENVLINT_HOMEPAGE: '""' } },
    output: { format: 'iife', codeSplitting: false, comments: false, minify: true },
  });
  for (const [id, { code }] of Object.entries(output[0].modules)) if (code) modules.add(id);
  return output[0].code;
}

/** The program of the worker as a text in a script: a page makes a worker of it wherever it was loaded from. */
async function core() {
  return `globalThis.ENVLINT_CORE=${JSON.stringify(await script('worker'))};\n`;
}

/** The state of the playground as the hash of a link; `browser/link.ts` reads it. */
function encoder(prefix) {
  return (state) => prefix + deflateRawSync(JSON.stringify(state), { level: 9 }).toString('base64url');
}

/** Text files below a folder by their paths. */
function tree(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort()
    .map((path) => [path, readFileSync(join(folder, path), 'utf8')])
    .filter(([, text]) => !/[\0\ufffd]/.test(text));
}

/** The example machines, a script each. */
function machines() {
  return readdirSync(join(root, 'fixtures')).map((name) => {
    const files = JSON.stringify(tree(join(root, 'fixtures', name, 'machine')));
    return [name, `(globalThis.envlintMachines??={})[${JSON.stringify(name)}]=${files};\n`];
  });
}

/** The machine that the playground shows first, checked already: the worker is not needed until something changes. */
async function firstMachine(lang) {
  const { openMachine } = await loadModule(join(root, 'src/site/core/machine.ts'));
  const files = tree(join(root, 'fixtures', FIRST_MACHINE, 'machine')).map(([path, text]) => ({ path, text }));
  const machine = openMachine();
  await machine.set(files);
  const first = { files, checked: machine.check(lang), mapped: machine.map(lang, []) };
  return `globalThis.envlintFirst=${JSON.stringify(first)};\n`;
}

function docs() {
  return readdirSync(join(root, 'docs'))
    .filter((file) => file.endsWith('.md'))
    .map((file) => ({
      name: file.replace(/(?:\.zh-CN)?\.md$/, ''),
      lang: file.endsWith('.zh-CN.md') ? 'zh-CN' : 'en',
      markdown: readFileSync(join(root, 'docs', file), 'utf8'),
    }));
}

/** Builds the whole site into a folder, which is emptied first. */
export async function buildSite(folder) {
  const load = (path) => loadModule(join(root, 'src/site', path));
  const [{ siteFiles }, { PREFIX }, { STYLE }] = await Promise.all([
    load('pages/index.ts'),
    load('state.ts'),
    load('../report/page/style.ts'),
  ]);
  const examples = machines();
  const files = new Map(
    siteFiles({ docs: docs(), machines: examples.map(([name]) => name), encode: encoder(PREFIX), version }),
  );
  files.set('assets/site.css', `${STYLE.trim()}\n${readFileSync(join(root, 'src/site/style.css'), 'utf8')}`);
  for (const lang of ['en', 'zh-CN']) files.set(`assets/first.${lang}.js`, await firstMachine(lang));
  for (const [name, text] of examples) files.set(`assets/machines/${name}.js`, text);
  const built = await Promise.all([...SCRIPTS.map(script), core()]);
  for (const [index, name] of [...SCRIPTS, 'core'].entries()) files.set(`assets/${name}.js`, built[index]);
  files.set('LICENSES.txt', licensesText([...modules]));
  rmSync(folder, { recursive: true, force: true });
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return files;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = resolve(process.argv[2] ?? join(root, 'dist/site'));
  const files = await buildSite(folder);
  console.log(`${files.size} files in ${folder}`);
}
