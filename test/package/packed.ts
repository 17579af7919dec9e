/** The tarball that npm would publish, made from the built program. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build, machine } from '../cli/harness.ts';

interface Packed {
  readonly tarball: string;
  /** Bytes of the tarball. */
  readonly size: number;
  readonly files: readonly { readonly path: string; readonly mode: number }[];
}

let packed: Packed | undefined;

/** Packs once for all tests of a file, into a folder that is gone after them. */
export function pack(): Packed {
  packed ??= packAnew();
  return packed;
}

function packAnew(): Packed {
  build();
  const { dir, path } = machine();
  const { stdout, stderr } = spawnSync('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', dir], {
    cwd: fileURLToPath(new URL('../../', import.meta.url)),
    encoding: 'utf8',
  });
  if (stdout === '') throw new Error(stderr);
  // A list until npm 11, by name after it.
  const [{ filename, size, files }] = Object.values(JSON.parse(stdout)) as [
    Omit<Packed, 'tarball'> & { filename: string },
  ];
  return { tarball: path(filename), size, files };
}
