#!/usr/bin/env node
/**
 * Builds dist/: the program (one CommonJS file whose parts initialise only when they are used), the library, its types,
 * the configuration's schema and validator, the licences of what is bundled. Runs from `prepare`, so it must need nothing
 * but `npm ci`.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { libraryTypes } from './library-types.mjs';
import { licensesText } from './licenses.mjs';
import { docsText, indexText } from './rules-index.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const dist = resolve(root, 'dist');
/** Everything is built here and then takes dist's place, so that a run in between finds the old or the new program. */
const stage = resolve(root, `node_modules/.envlint-${process.pid}`);
const { version } = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8'));

/** Options all bundles share. Names are kept: a stack trace of `--debug` must be readable. */
const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  // Plain ASCII is read at once as one byte a character.
  charset: 'ascii',
  legalComments: 'none',
  minifySyntax: true,
  minifyWhitespace: true,
  // What is not bundled is required, also by a script that V8 was handed without a module loader.
  supported: { 'dynamic-import': false },
  logLevel: 'warning',
  define: { ENVLINT_VERSION: JSON.stringify(version) },
};

/** What went into the bundles, by esbuild's account. */
const metafiles = [];

async function bundle(options) {
  const result = await build({ ...common, ...options, metafile: true });
  metafiles.push(result.metafile);
  return result;
}

/** Loads a TypeScript module of this project that has no side effects. */
async function load(file) {
  const { outputFiles } = await build({ ...common, entryPoints: [file], format: 'esm', write: false });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}

/** The configuration's schema becomes a function: no schema is compiled while envlint runs. */
async function validator() {
  const { schema } = await load('src/config/schema.ts');
  const { default: Ajv } = await import('ajv');
  const { default: standalone } = await import('ajv/dist/standalone/index.js');
  const ajv = new Ajv({ allErrors: true, strict: false, code: { source: true, esm: true } });
  const code = standalone(ajv, ajv.compile(schema));
  // ajv's helpers are CommonJS and would stay `require` calls in an ES module.
  const { outputFiles } = await bundle({
    stdin: { contents: code, resolveDir: root, sourcefile: 'validate.mjs' },
    format: 'esm',
    write: false,
  });
  writeChanged(resolve(root, 'src/config/validate.mjs'), outputFiles[0].text);
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

/**
 * The rules in one module without their documentation: bundled by themselves first, because a module that is loaded
 * lazily keeps all its exports. Everything outside of rules/ stays an import.
 */
async function leanRules() {
  const outside = {
    name: 'outside',
    setup({ onResolve }) {
      onResolve({ filter: /^\.\.?\// }, ({ path, resolveDir }) => {
        const file = resolve(resolveDir, path);
        return relative(root, file).startsWith('rules/') ? undefined : { path: file, external: true };
      });
    },
  };
  const { outputFiles } = await bundle({
    entryPoints: ['rules/index.ts'],
    format: 'esm',
    plugins: [outside],
    minifyWhitespace: false,
    write: false,
  });
  return outputFiles[0].text;
}

/** Puts the lean rules in their place. */
function rulesPlugin(contents) {
  return {
    name: 'rules',
    setup({ onLoad }) {
      onLoad({ filter: /[\\/]rules[\\/]index\.ts$/ }, () => ({
        contents,
        resolveDir: resolve(root, 'rules'),
        loader: 'js',
      }));
    },
  };
}

/** What most runs never load lies beside main.cjs, so that starting it reads and compiles less. */
const PARTS = [
  { name: 'docs', filter: /[\\/]rules[\\/]docs\.ts$/, entry: 'rules/docs.ts' },
  { name: 'yaml', filter: /^yaml$/, entry: 'yaml' },
  { name: 'glob', filter: /^fast-glob$/, entry: 'fast-glob' },
  { name: 'diff', filter: /^diff$/, entry: 'diff' },
  { name: 'config', filter: /[\\/]config[\\/]document\.ts$/, entry: 'src/config/document.ts' },
];

const partsPlugin = {
  name: 'parts',
  setup({ onResolve }) {
    for (const { name, filter } of PARTS) {
      onResolve({ filter }, ({ kind }) =>
        kind === 'entry-point' ? undefined : { path: `./${name}.cjs`, external: true },
      );
    }
  },
};

/**
 * esbuild keeps regular expressions as they are written, whatever the charset; read one byte a character they would match
 * something else. An escape means the same in them, and they are all that is left.
 */
function ascii(text) {
  return text.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** dist/main.cjs, its parts, V8's compiled form of them and the manual page. */
async function program(rules) {
  const shared = { format: 'cjs', plugins: [partsPlugin, rulesPlugin(rules)] };
  const parts = [{ name: 'main', entry: 'src/cli.ts' }, ...PARTS];
  const bundles = await Promise.all(
    parts.map(({ name, entry }) =>
      bundle({ ...shared, entryPoints: [entry], outfile: resolve(stage, `${name}.cjs`), write: false }),
    ),
  );
  for (const { outputFiles } of bundles) for (const { path, text } of outputFiles) writeChanged(path, ascii(text));
  copyFileSync(resolve(root, 'src/scripts/launch.cjs'), resolve(stage, 'envlint.cjs'));
  chmodSync(resolve(stage, 'envlint.cjs'), 0o755);
  const cache = spawnSync(process.execPath, [resolve(root, 'src/scripts/code-cache.mjs'), stage], { stdio: 'inherit' });
  if (cache.status !== 0) throw new Error('the code cache was not made');
  const page = spawnSync(process.execPath, [resolve(stage, 'envlint.cjs'), 'man', '--lang', 'en'], {
    encoding: 'utf8',
  });
  writeChanged(resolve(stage, 'envlint.1'), page.stdout);
}

/** dist/index.js with its lazily loaded parts beside it, and its types. */
async function library(rules) {
  await bundle({
    // It runs wherever JavaScript does: packages that have a form for elsewhere are bundled in that one.
    platform: 'neutral',
    format: 'esm',
    supported: {},
    splitting: true,
    entryPoints: { index: 'src/index.ts' },
    outdir: stage,
    chunkNames: 'lib/[name]-[hash]',
    plugins: [rulesPlugin(rules)],
  });
  writeChanged(resolve(stage, 'index.d.ts'), libraryTypes());
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
writeChanged(resolve(root, 'rules/index.ts'), indexText());
writeChanged(resolve(root, 'rules/docs.ts'), docsText());
await validator();
const rules = await leanRules();
await Promise.all([program(rules), library(rules)]);
writeChanged(resolve(stage, 'LICENSES.txt'), licensesText(root, metafiles));
takePlace();
