#!/usr/bin/env node
/**
 * `npm run extension`: packs src/vscode/ and the built server as dist/envlint.vsix. Microsoft's packer needs Node 22, so it and
 * that Node are fetched from npm for this one run (some 150 MB) and removed again.
 */
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = fileURLToPath(new URL('../../', import.meta.url));
const dist = join(root, 'dist');
const source = join(root, 'src/vscode');

/** Lays out what the package contains in a folder: the extension as one file, the server beside it, its manifest and words. */
export async function stage(folder) {
  const bundle = await rolldown({
    input: join(source, 'extension.ts'),
    platform: 'node',
    external: ['vscode'],
    transform: { target: 'node20' },
  });
  await bundle.write({ file: join(folder, 'extension.cjs'), format: 'cjs', minify: true, codeSplitting: false });
  const server = join(folder, 'server');
  mkdirSync(server);
  for (const name of readdirSync(dist).filter((one) => one.endsWith('.cjs')))
    copyFileSync(join(dist, name), join(server, name));
  copyFileSync(join(dist, 'LICENSES.txt'), join(folder, 'LICENSES.txt'));
  copyFileSync(join(root, 'LICENSE'), join(folder, 'LICENSE'));
  cpSync(source, folder, { recursive: true, filter: (path) => !/\.ts$|manifest\.json$/.test(path) });
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const manifest = { ...JSON.parse(readFileSync(join(source, 'manifest.json'), 'utf8')), version };
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

function pack(folder, tools) {
  const run = (command, args, cwd) => {
    const { status } = spawnSync(command, args, { cwd, stdio: 'inherit' });
    if (status !== 0) throw new Error(`${command} ${args[0]} ended with ${status}`);
  };
  const packages = ['@vscode/vsce@3', `node-${process.platform}-${process.arch}@22`];
  run(
    'npm',
    ['install', '--no-save', '--no-audit', '--no-fund', '--ignore-scripts', '--prefix', tools, ...packages],
    tools,
  );
  const node = join(tools, `node_modules/node-${process.platform}-${process.arch}/bin/node`);
  const vsce = join(tools, 'node_modules/@vscode/vsce/vsce');
  const options = [
    '--no-dependencies',
    '--skip-license',
    '--allow-missing-repository',
    '--out',
    join(dist, 'envlint.vsix'),
  ];
  run(node, [vsce, 'package', ...options], folder);
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const folder = mkdtempSync(join(tmpdir(), 'envlint-extension-'));
  try {
    const [extension, tools] = ['extension', 'tools'].map((name) => join(folder, name));
    mkdirSync(extension);
    mkdirSync(tools);
    await stage(extension);
    pack(extension, tools);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
