#!/usr/bin/env node
/**
 * `npm run test:nodes [-- --suite]`: installs the packed envlint and runs the checks of installed.mjs on every Node that is
 * supported, at an ordinary path, at one with blanks and Chinese characters, and where nothing can be written.
 * `--suite` runs the tests of the command on each Node, too. The Nodes come from npm, about 200 MB each, and are kept in
 * $ENVLINT_NODES or ~/.cache/envlint-nodes.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CHECKS, inFolder, install, installation, makeReadOnly } from './installed.mjs';

const VERSIONS = ['20.19.0', '22', '24', '26'];
const PLACES = { plain: 'plain', 'blanks, CJK': '我的 工具 (new)', 'read-only': 'read-only' };

const root = fileURLToPath(new URL('../../', import.meta.url));
const cache = process.env.ENVLINT_NODES ?? join(homedir(), '.cache/envlint-nodes');

function must(program, args, options = {}) {
  const { status, stdout, error } = spawnSync(program, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    ...options,
  });
  if (status !== 0) throw error ?? new Error(`${program} ${args.join(' ')} ended with ${status}`);
  return stdout;
}

/** The path of a Node's binary, fetched once. */
function fetched(version) {
  const name = `node-${process.platform}-${process.arch}`;
  const folder = join(cache, version);
  const node = join(folder, 'node_modules', name, 'bin/node');
  if (!existsSync(node)) {
    mkdirSync(folder, { recursive: true });
    must('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--prefix', folder, `${name}@${version}`], {
      cwd: folder,
    });
  }
  return node;
}

function pack(folder) {
  must('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: root });
  return must('find', [folder, '-name', '*.tgz']).trim();
}

/** Rows of the table: version, place, and what each check came to. */
function rows(tarball, original) {
  const version = must(original, ['--version']).trim();
  return Object.entries(PLACES).map(([place, name]) =>
    inFolder('envlint-nodes-', (base) => {
      const folder = join(base, name);
      mkdirSync(folder);
      install(tarball, folder);
      // Where every user can run it: a cache is its owner's alone.
      const node = join(base, 'node');
      copyFileSync(original, node);
      const user = place === 'read-only' ? makeReadOnly(folder, node) : {};
      return [version, place, ...results(installation({ folder, node, user }))];
    }),
  );
}

function results(subject) {
  return Object.entries(CHECKS).map(([name, check]) => {
    try {
      check(subject);
      return 'ok';
    } catch (error) {
      console.error(`\n${name}, ${subject.folder}\n${error.message}`);
      return 'FAILED';
    }
  });
}

/** The tests of the command and of the package, built and run by this Node. */
function suite(node) {
  const env = { ...process.env, PATH: `${dirname(node)}:${process.env.PATH}` };
  must(node, ['src/scripts/build.mjs'], { cwd: root, env });
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const { status } = spawnSync(node, [vitest, 'run', 'test/cli', 'test/package'], { cwd: root, stdio: 'inherit', env });
  return status === 0 ? 'ok' : 'FAILED';
}

function print(table) {
  const widths = table[0].map((_, column) => Math.max(...table.map((row) => (row[column] ?? '').length)));
  for (const row of table)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    );
}

const withSuite = process.argv.includes('--suite');
const table = [['node', 'installed', ...Object.keys(CHECKS), ...(withSuite ? ['test/cli, test/package'] : [])]];
inFolder('envlint-pack-', (folder) => {
  const tarball = pack(folder);
  for (const node of VERSIONS.map(fetched)) {
    const [plain, ...others] = rows(tarball, node);
    table.push(withSuite ? [...plain, suite(node)] : plain, ...others);
  }
});
if (withSuite) must(process.execPath, ['src/scripts/build.mjs'], { cwd: root });
print(table);
if (table.flat().includes('FAILED')) process.exitCode = 1;
