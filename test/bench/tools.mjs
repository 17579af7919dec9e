/**
 * What the benchmark needs besides this repository: other versions of Node, and tools to be compared with. They come from npm,
 * once, into $ENVLINT_NODES or ~/.cache/envlint-nodes, where `npm run test:nodes` keeps its own. What cannot be fetched is left out
 * by name.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const cache = process.env.ENVLINT_NODES ?? join(homedir(), '.cache/envlint-nodes');
const VERSIONS = ['20', '22', '24', '26'];

/** Installs packages into a folder of their own, unless `file` is there. Answers the file's path; undefined where that failed. */
function installed(name, packages, file) {
  const folder = join(cache, name);
  const path = join(folder, 'node_modules', file);
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  const options = ['--no-save', '--no-audit', '--no-fund', '--prefix', folder];
  spawnSync('npm', ['install', ...options, ...packages], { cwd: folder, stdio: 'ignore' });
  return existsSync(path) ? path : undefined;
}

/** Binaries of each version of Node that is measured. */
export function nodes() {
  const name = `node-${process.platform}-${process.arch}`;
  return VERSIONS.flatMap((version) => installed(version, [`${name}@${version}`], `${name}/bin/node`) ?? []);
}

/** The command of an npm tool, run by this Node; a path that cannot be started where it was not installed. */
function tool(name, packages, file) {
  return [process.execPath, installed(name, packages, file) ?? '/nonexistent'];
}

export const eslint = () => tool('eslint', ['eslint@10', 'eslint-plugin-yml@3'], 'eslint/bin/eslint.js');
export const secretlint = () =>
  tool(
    'secretlint',
    ['secretlint@12', '@secretlint/secretlint-rule-preset-recommend@12'],
    'secretlint/bin/secretlint.js',
  );

export const yamlServer = () =>
  tool('yaml-language-server', ['yaml-language-server@1'], 'yaml-language-server/bin/yaml-language-server');
export const bashServer = () =>
  tool('bash-language-server', ['bash-language-server@5'], 'bash-language-server/out/cli.js');
