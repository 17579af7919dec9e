#!/usr/bin/env node
/**
 * Builds dist/: the program (chunks that are loaded when they are needed, and V8's compiled form of them), the library, its
 * types, the configuration's schema and validator, the licences of what is bundled. Runs from `prepare`, so it must need
 * nothing but `npm ci`.
 */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';
import { launcherText } from './launcher.mjs';
import { libraryTypes } from './library-types.mjs';
import { licensesText } from './licenses.mjs';
import { loadModule } from './load-module.mjs';
import { bundling, programOptions } from './program.mjs';
import { writeIndexes } from './rules-index.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const dist = resolve(root, 'dist');
/** Everything is built here and then takes dist's place, so that a run in between finds the old or the new program. */
const stage = resolve(root, `node_modules/.envlint-${process.pid}`);
/** `homepage` is the one place that says where the documentation is on the web: addresses of rules follow from it. */
const { version, homepage = '' } = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8'));
const define = { ENVLINT_VERSION: JSON.stringify(version), ENVLINT_HOMEPAGE: JSON.stringify(homepage) };

/** Modules that went into the bundles. */
const modules = new Set();

/** Bundles. Answers the chunks. */
async function bundle({ output, ...options }) {
  const result = await build({
    ...bundling(root, define),
    ...options,
    output: {
      dir: stage,
      // Plain ASCII is read at once as one byte a character.
      charset: 'ascii',
      comments: false,
      // Names are kept: a stack trace of `--debug` must be readable.
      minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
      ...output,
    },
  });
  for (const chunk of result.output)
    for (const [id, { code }] of Object.entries(chunk.modules)) if (code) modules.add(id);
  return result.output;
}

/** The configuration's schema becomes a function: no schema is compiled while envlint runs. */
async function validator() {
  const { schema } = await loadModule(resolve(root, 'src/config/schema.ts'));
  const { default: Ajv } = await import('ajv');
  const { default: standalone } = await import('ajv/dist/standalone/index.js');
  const ajv = new Ajv({ allErrors: true, strict: false, code: { source: true, esm: true } });
  const code = standalone(ajv, ajv.compile(schema));
  const file = resolve(root, 'src/config/validate.mjs');
  // ajv's helpers are CommonJS and would stay `require` calls in an ES module.
  const [chunk] = await bundle({
    input: file,
    plugins: [
      { name: 'validator', resolveId: (id) => (id === file ? id : null), load: (id) => (id === file ? code : null) },
    ],
    write: false,
    output: { format: 'esm' },
  });
  writeChanged(file, chunk.code);
  writeChanged(resolve(stage, 'schema.json'), `${JSON.stringify(schema, null, 2)}\n`);
}

/** Leaves a file's time alone when nothing changed. */
function writeChanged(file, text) {
  try {
    if (readFileSync(file, 'utf8') === text) return;
  } catch {
    mkdirSync(dirname(file), { recursive: true });
  }
  writeFileSync(file, text);
}

/** dist/envlint.cjs, main.cjs and the chunks it loads, and the manual page. */
async function program() {
  const made = await bundle(await programOptions(root));
  const command = resolve(stage, 'envlint.cjs');
  writeFileSync(command, launcherText(made.map(({ code }) => code)));
  chmodSync(command, 0o755);
  copyFileSync(resolve(root, 'src/scripts/keep-code.cjs'), resolve(stage, 'keep-code.cjs'));
  const page = spawnSync(process.execPath, [command, 'man', '--lang', 'en'], { encoding: 'utf8' });
  writeChanged(resolve(stage, 'envlint.1'), page.stdout);
}

/** Small files of each kind, with findings and without, and questions: what runs like these need is kept compiled. */
function compiled() {
  const samples = resolve(root, 'src/scripts/sample');
  const paths = readdirSync(samples).sort();
  const runs = [...paths.map((name) => [name]), ['route', 'https://api.example.com/', ...paths]];
  if (process.platform === 'linux') runs.push(['doctor', ...paths], ['doctor']);
  // Of a home, and of what this machine has in /etc, no more than the functions that read it is kept.
  const env = { ...process.env, HOME: resolve(samples, '3-shell') };
  for (const words of runs) {
    const args = [resolve(root, 'src/scripts/code-cache.mjs'), stage, ...words, '--no-config'];
    const { status } = spawnSync(process.execPath, args, { cwd: samples, env, stdio: ['ignore', 'ignore', 'inherit'] });
    if (status !== 0) throw new Error(`the program fails on ${words.join(' ')}`);
  }
}

/** dist/index.js with its lazily loaded parts beside it, and its types. */
async function library() {
  await bundle({
    input: { index: 'src/index.ts' },
    output: { format: 'esm', chunkFileNames: 'lib/[name]-[hash].js' },
  });
  const types = libraryTypes();
  writeChanged(resolve(stage, 'index.d.ts'), types);
  // For `require`: the same instance, which Node loads since 20.19, and types that a CommonJS program may import.
  writeChanged(resolve(stage, 'index.d.cts'), types);
  writeChanged(resolve(stage, 'index.cjs'), "module.exports = require('./index.js');\n");
}

/** Puts what was built into dist's place, also when two builds end at once. */
function takePlace() {
  for (let tries = 0; ; tries++) {
    rmSync(dist, { recursive: true, force: true });
    try {
      renameSync(stage, dist);
      return;
    } catch (error) {
      if (tries === 3) throw error;
    }
  }
}

process.on('exit', () => rmSync(stage, { recursive: true, force: true }));
await writeIndexes();
await validator();
await Promise.all([program(), library()]);
compiled();
writeChanged(resolve(stage, 'LICENSES.txt'), licensesText([...modules]));
takePlace();
