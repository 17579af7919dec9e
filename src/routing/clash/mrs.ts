/**
 * mihomo's binary rule-sets (`rules/provider/mrs_reader.go`, `component/trie/domain_set_bin.go`,
 * `component/cidr/ipcidr_set_bin.go`). The file is one zstd frame, which the code that reads the disk decompresses first.
 */

import type { Address } from './address.ts';
import { type DomainSet, succinctSet } from './domain-set.ts';
import { indexSuccinct } from './succinct.ts';

export type MrsSet =
  | { readonly behavior: 'domain'; readonly count: number; readonly domains: DomainSet }
  | { readonly behavior: 'ipcidr'; readonly count: number; readonly holds: (address: Address) => boolean };

/** Reads big-endian numbers from the front; undefined once the bytes don't reach. */
interface Reader {
  at: number;
  readonly view: DataView;
}

function byte(reader: Reader): number | undefined {
  return reader.at < reader.view.byteLength ? reader.view.getUint8(reader.at++) : undefined;
}

/** A length of items of `size` bytes that really are there, so that no claimed length can cost memory. */
function length(reader: Reader, size: number): number | undefined {
  if (reader.at + 8 > reader.view.byteLength) return undefined;
  const value = reader.view.getBigInt64(reader.at);
  reader.at += 8;
  return value >= 0n && value * BigInt(size) <= BigInt(reader.view.byteLength - reader.at) ? Number(value) : undefined;
}

/** Decodes the unpacked bytes of an .mrs file. Undefined: not one, of a newer version, or cut off. */
export function decodeMrs(bytes: Uint8Array): MrsSet | undefined {
  const reader: Reader = { at: 0, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength) };
  for (const magic of [0x4d, 0x52, 0x53, 1]) if (byte(reader) !== magic) return undefined;
  const behavior = byte(reader);
  if (reader.at + 8 > bytes.length) return undefined;
  const count = Number(reader.view.getBigInt64(reader.at));
  reader.at += 8;
  const extra = length(reader, 1);
  if (extra === undefined) return undefined;
  reader.at += extra;
  if (byte(reader) !== 1) return undefined;
  if (behavior === 0) return decodeDomains(reader, count);
  return behavior === 1 ? decodeAddresses(reader, count) : undefined;
}

function decodeDomains(reader: Reader, count: number): MrsSet | undefined {
  const leaves = words(reader);
  const bitmap = leaves && words(reader);
  const size = bitmap && length(reader, 1);
  if (!leaves || !bitmap || !size) return undefined;
  const labels = new Uint8Array(reader.view.buffer, reader.view.byteOffset + reader.at, size);
  return { behavior: 'domain', count, domains: succinctSet(indexSuccinct(leaves, bitmap, labels, bitmap.length * 32)) };
}

/** 64-bit words, each as two of 32 bits, the low one first: bit `n` of the list stays bit `n`. */
function words(reader: Reader): Uint32Array | undefined {
  const count = length(reader, 8);
  if (!count) return undefined;
  const result = new Uint32Array(count * 2);
  for (let i = 0; i < count; i++, reader.at += 8) {
    result[2 * i] = reader.view.getUint32(reader.at + 4);
    result[2 * i + 1] = reader.view.getUint32(reader.at);
  }
  return result;
}

/** Sorted ranges of 16-byte addresses, IPv4 in its mapped form. */
function decodeAddresses(reader: Reader, count: number): MrsSet | undefined {
  const size = length(reader, 32);
  if (!size) return undefined;
  const from: bigint[] = [];
  const to: bigint[] = [];
  for (let i = 0; i < size; i++) {
    for (const bounds of [from, to]) {
      bounds.push((reader.view.getBigUint64(reader.at) << 64n) | reader.view.getBigUint64(reader.at + 8));
      reader.at += 16;
    }
  }
  const holds = (address: Address): boolean => {
    const value = address.family === 6 ? address.value : (0xffffn << 32n) | BigInt(address.value);
    let low = 0;
    let high = size - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      if (value < from[middle]!) high = middle - 1;
      else if (value > to[middle]!) low = middle + 1;
      else return true;
    }
    return false;
  };
  return { behavior: 'ipcidr', count, holds };
}
