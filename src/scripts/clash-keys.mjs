#!/usr/bin/env node
/**
 * `npm run clash-keys [SCHEMA]`: what the package meta-json-schema (MIT) lists and the tables of Clash keys lack: keys
 * anywhere, and types of nodes, groups and listeners. Without SCHEMA the newest package is fetched with `npm pack`. It is a
 * hint where to read mihomo's source, no judge: the schema refuses files that load.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A module of the sources, bundled and loaded. */
async function load(path) {
  const { outputFiles } = await build({
    entryPoints: [join(root, path)],
    bundle: true,
    format: 'esm',
    write: false,
    logLevel: 'error',
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}

/** The schema of the newest package, in a folder of its own. */
function fetched() {
  const folder = mkdtempSync(join(tmpdir(), 'clash-keys-'));
  const name = execFileSync('npm', ['pack', 'meta-json-schema', '--silent'], { cwd: folder }).toString().trim();
  execFileSync('tar', ['xzf', name], { cwd: folder });
  return join(folder, 'package/schemas/meta-json-schema.json');
}

/** Every key and every word of a `type` below a piece of the schema, with the first place of each. */
function collect(piece, place, keys, types) {
  if (typeof piece !== 'object' || piece === null) return;
  for (const [name, inner] of Object.entries(piece)) {
    const at = `${place}/${name}`;
    if (name === 'properties') {
      for (const [key, value] of Object.entries(inner)) {
        if (!keys.has(key)) keys.set(key, place);
        if (key === 'type') for (const word of [value.const, ...(value.enum ?? [])]) if (word) types.set(word, place);
      }
    }
    collect(inner, at, keys, types);
  }
}

const { NODES, NODE_BASE, LISTENERS, LISTENER_BASE, GROUPS, GROUP_BASE, PLUGINS, PARTS } = await load(
  'src/knowledge/clash/shapes.ts',
);
const rows = [NODES, LISTENERS, GROUPS, PLUGINS, PARTS].flatMap((table) => Object.values(table));
const known = new Set(
  [NODE_BASE, LISTENER_BASE, GROUP_BASE, ...rows].flatMap((row) =>
    row.split(/\s+/).map((word) => word.split(/[:!]/)[0]),
  ),
);
const knownTypes = new Set([NODES, LISTENERS, GROUPS].flatMap((table) => Object.keys(table)));
const schema = JSON.parse(readFileSync(process.argv[2] ?? fetched(), 'utf8'));
const [keys, types] = [new Map(), new Map()];
collect(schema.definitions, '', keys, types);
const fresh = (found, have) => [...found].filter(([name]) => !have.has(name)).sort();
for (const [name, place] of fresh(keys, known)) console.log(`key   ${name}  ${place}`);
for (const [name, place] of fresh(types, knownTypes)) console.log(`type  ${name}  ${place}`);
console.log(`${keys.size} keys and ${types.size} types compared`);
