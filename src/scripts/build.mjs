#!/usr/bin/env node
/**
 * Builds dist/: the program (one CommonJS file whose parts initialise only when they are used), the library, its types,
 * the configuration's schema and validator. Runs from `prepare`, so it must need nothing but `npm ci`.
 */
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { docsText, indexText } from './rules-index.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const dist = resolve(root, 'dist');
const require = createRequire(import.meta.url);
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
  const { outputFiles } = await build({
    ...common,
    stdin: { contents: code, resolveDir: root, sourcefile: 'validate.mjs' },
    format: 'esm',
    write: false,
  });
  writeChanged(resolve(root, 'src/config/validate.mjs'), outputFiles[0].text);
  writeChanged(resolve(dist, 'schema.json'), `${JSON.stringify(schema, null, 2)}\n`);
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
  const { outputFiles } = await build({
    ...common,
    entryPoints: ['rules/index.ts'],
    format: 'esm',
    plugins: [outside],
    minifyWhitespace: false,
    write: false,
  });
  return outputFiles[0].text;
}

/** Puts the lean rules in their place, and documentation into a file of its own that only `explain` and SARIF load. */
function rulesPlugin(contents) {
  return {
    name: 'rules',
    setup({ onLoad, onResolve }) {
      onLoad({ filter: /[\\/]rules[\\/]index\.ts$/ }, () => ({
        contents,
        resolveDir: resolve(root, 'rules'),
        loader: 'js',
      }));
      onResolve({ filter: /[\\/]rules[\\/]docs\.ts$/ }, () => ({ path: './docs.cjs', external: true }));
    },
  };
}

/**
 * esbuild keeps regular expressions as they are written, whatever the charset; read one byte a character they would match
 * something else. An escape means the same in them, and they are all that is left.
 */
function ascii(text) {
  return text.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** dist/main.cjs and what it loads on its own. */
async function program(rules) {
  const bundles = await Promise.all([
    build({
      ...common,
      format: 'cjs',
      entryPoints: ['src/cli.ts'],
      outfile: 'dist/main.cjs',
      plugins: [rulesPlugin(rules)],
      write: false,
    }),
    build({ ...common, format: 'cjs', entryPoints: ['rules/docs.ts'], outfile: 'dist/docs.cjs', write: false }),
  ]);
  for (const { outputFiles } of bundles) for (const { path, text } of outputFiles) writeChanged(path, ascii(text));
  copyFileSync(resolve(root, 'src/scripts/launch.cjs'), resolve(dist, 'envlint.cjs'));
  chmodSync(resolve(dist, 'envlint.cjs'), 0o755);
  const cache = spawnSync(process.execPath, [resolve(root, 'src/scripts/code-cache.mjs'), dist], { stdio: 'inherit' });
  if (cache.status !== 0) throw new Error('the code cache was not made');
  const page = spawnSync(process.execPath, [resolve(dist, 'envlint.cjs'), 'man', '--lang', 'en'], { encoding: 'utf8' });
  writeChanged(resolve(dist, 'envlint.1'), page.stdout);
}

/** dist/index.js with its lazily loaded parts beside it. */
async function library(rules) {
  await build({
    ...common,
    format: 'esm',
    supported: {},
    splitting: true,
    entryPoints: { index: 'src/index.ts' },
    outdir: 'dist',
    chunkNames: 'lib/[name]-[hash]',
    plugins: [rulesPlugin(rules)],
  });
}

/** Types of the library. Type errors are for `npm run check` to report, no reason to leave no program behind. */
function types() {
  const tsc = resolve(dirname(require.resolve('typescript/package.json')), 'bin/tsc');
  return new Promise((done) => {
    const child = spawn(process.execPath, [tsc, '-p', 'src/tsconfig.lib.json'], { cwd: root, stdio: 'inherit' });
    child.on('close', done);
  });
}

writeChanged(resolve(root, 'rules/index.ts'), indexText());
writeChanged(resolve(root, 'rules/docs.ts'), docsText());
for (const name of ['lib', 'types']) rmSync(resolve(dist, name), { recursive: true, force: true });
await validator();
const rules = await leanRules();
await Promise.all([program(rules), library(rules), types()]);
