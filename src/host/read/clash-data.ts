/**
 * Data that lies on disk beside a Clash configuration and decides rules: `GeoSite.dat`, and what rule-providers were
 * last filled with. Only read when a question needs it; what cannot be read stays unknown.
 */
import { createHash } from 'node:crypto';
import { dirname, join, resolve } from 'node:path';
import * as zlib from 'node:zlib';
import type { ClashFile, ClashProvider } from '../../core.ts';
import { textEntries, yamlEntries } from '../../languages/clash/provider.ts';
import { type ClashData, routerOf } from '../../routing/clash/evaluate.ts';
import { decodeGeosite } from '../../routing/clash/geosite-dat.ts';
import { decodeMrs, type MrsSet } from '../../routing/clash/mrs.ts';
import { isInside } from '../find/walk.ts';
import { names } from '../outside/outside.ts';
import { readRegular } from './read.ts';

/** In bytes. The largest published GeoSite.dat has about 10 MB, the largest list 3 MB unpacked. */
const LARGEST_DATA_BYTES = 32 * 1024 * 1024;

const prepared = new WeakSet<ClashFile>();

/** Prepares the routers of files with the data beside them; later calls of `routerOf` return these. */
export function prepareRouters(files: readonly ClashFile[], home: string): void {
  for (const file of files) {
    if (prepared.has(file)) continue;
    prepared.add(file);
    routerOf(file, clashData(file, file.at.file, home));
  }
}

/**
 * The data beside `config` (the configuration's own path), or in mihomo's home folder of this user. `home`: the user's home
 * folder.
 */
export function clashData(file: ClashFile, config: string, home: string): ClashData {
  const folders = [dirname(config), join(home, '.config', 'mihomo'), join(home, '.config', 'clash')];
  const geosite = file.rules.some(({ text }) => text.toUpperCase().includes('GEOSITE'))
    ? findGeosite(folders)
    : undefined;
  const sets = new Map<string, MrsSet>();
  const payloads = new Map<string, readonly string[]>();
  for (const provider of file.providers) {
    if (provider.kind !== 'rule' || provider.payload) continue;
    const bytes = findContent(provider, folders);
    if (!bytes) continue;
    const name = provider.name.text;
    if (provider.format === 'mrs') {
      const unpacked = unpack(bytes);
      const set = unpacked && decodeMrs(unpacked);
      if (set) sets.set(name, set);
    } else {
      const text = new TextDecoder().decode(bytes);
      payloads.set(name, provider.format === 'text' ? textEntries(text) : yamlEntries(text).entries);
    }
  }
  return { sets, payloads, geosite: geosite ? decodeGeosite(geosite) : undefined };
}

/** mihomo compares the name without regard to case; the first folder that has it wins (`constant/path.go`). */
function findGeosite(folders: readonly string[]): Uint8Array | undefined {
  for (const folder of folders) {
    const name = namesIn(folder).find((entry) => entry.toLowerCase() === 'geosite.dat');
    const bytes = name === undefined ? undefined : readRegular(join(folder, name), LARGEST_DATA_BYTES);
    if (bytes && !('why' in bytes)) return bytes;
  }
  return undefined;
}

/**
 * A provider's `path`, or where mihomo keeps what it downloaded: `rules/` and the MD5 of the URL. Like mihomo's own
 * (`constant/path.go`, `IsSafePath`), a path does not lead out of its folder.
 */
function findContent({ path, url }: ClashProvider, folders: readonly string[]): Uint8Array | undefined {
  const name = path?.text || (url?.text ? join('rules', createHash('md5').update(url.text).digest('hex')) : '');
  if (name === '') return undefined;
  for (const folder of folders) {
    const file = resolve(folder, name);
    const bytes = folders.some((one) => isInside(file, one)) ? readRegular(file, LARGEST_DATA_BYTES) : undefined;
    if (bytes && !('why' in bytes)) return bytes;
  }
  return undefined;
}

/** One zstd frame. Node has zstd since 22.15; before that such lists stay unknown. */
function unpack(bytes: Uint8Array): Uint8Array | undefined {
  const { zstdDecompressSync } = zlib as { zstdDecompressSync?: (from: Uint8Array, options: object) => Uint8Array };
  try {
    return zstdDecompressSync?.(bytes, { maxOutputLength: LARGEST_DATA_BYTES });
  } catch {
    return undefined;
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return names(folder);
  } catch {
    return [];
  }
}
