/** What mutation starts from: the fixtures, the examples of every rule, and, where asked, files of a folder. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { docs } from '../../rules/docs.ts';
import { parseExample } from '../../src/engine/examples.ts';
import { decode } from '../../src/host/read/read.ts';
import type { Input, InputFile } from './input.ts';

/** Larger files make slow inputs and find nothing more. In bytes. */
const LARGEST = 24 * 1024;

/** `root`: the project's folder. `extra`: folders or files with further seeds, one input for each file. */
export function loadSeeds(root: string, extra: readonly string[] = []): readonly Input[] {
  return [...fixtures(root), ...examples(), ...extra.flatMap(corpus)];
}

function fixtures(root: string): Input[] {
  const folder = join(root, 'fixtures');
  return readdirSync(folder)
    .sort()
    .filter((name) => existsSync(join(folder, name, 'machine')))
    .map((name) => ({ origin: `fixtures/${name}`, files: tree(join(folder, name, 'machine')) }));
}

function examples(): Input[] {
  const inputs: Input[] = [];
  for (const [id, { bad, good }] of Object.entries(docs)) {
    for (const [index, example] of [...bad, ...good].entries()) {
      const files = [...parseExample(example.files).files].map(([path, text]) => ({ path, text }));
      if (files.length > 0) inputs.push({ origin: `rules/${id} #${index + 1}`, files });
    }
  }
  return inputs;
}

function corpus(path: string): Input[] {
  const files = statSync(path).isDirectory()
    ? tree(path)
    : tree(join(path, '..')).filter((one) => path.endsWith(one.path));
  return files.map((file) => ({ origin: file.path, files: [file] }));
}

function tree(folder: string): InputFile[] {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((path) => statSync(path).isFile() && statSync(path).size <= LARGEST)
    .sort()
    .flatMap((path) => {
      const reading = decode(readFileSync(path));
      return reading.kind === 'text' ? [{ path: relative(folder, path), text: reading.text }] : [];
    });
}
