/**
 * Binary property lists (`bplist00`), read only. Layout after CoreFoundation's CFBinaryPList.c: objects, a table of
 * their offsets, and a 32-byte trailer. Shared and cyclic references are bounded by depth and by a budget of objects.
 */
import type { Piece, Span } from '../../core.ts';
import { valueOf } from '../../text.ts';
import { MAX_DEPTH, type NodeType, type PlistEntry, type PlistNode } from './nodes.ts';

/** Objects that may be visited before a file counts as damaged; a job has a few dozen. */
const MAX_OBJECTS = 200_000;
/** Seconds from 1970 to 2001, the epoch of property list dates. */
const EPOCH_SECONDS = 978_307_200;

interface Table {
  readonly bytes: DataView;
  readonly at: Span;
  readonly referenceSize: number;
  readonly offsets: readonly number[];
  budget: number;
}

/** Does the file begin like a binary property list? */
export function isBinaryPlist(bytes: Uint8Array): boolean {
  return 'bplist'.split('').every((letter, index) => bytes[index] === letter.charCodeAt(0));
}

/** The value a binary property list contains; undefined where its tables are damaged. Never throws. */
export function readBinaryPlist(bytes: Uint8Array, at: Span): PlistNode | undefined {
  const table = readTable(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), at);
  return table && readObject(table.table, table.top, 0);
}

function readTable(bytes: DataView, at: Span): { readonly table: Table; readonly top: number } | undefined {
  const trailer = bytes.byteLength - 32;
  if (trailer < 8) return undefined;
  const offsetSize = bytes.getUint8(trailer + 6);
  const referenceSize = bytes.getUint8(trailer + 7);
  const count = unsigned(bytes, trailer + 8, 8);
  const top = unsigned(bytes, trailer + 16, 8);
  const start = unsigned(bytes, trailer + 24, 8);
  if (offsetSize < 1 || offsetSize > 8 || referenceSize < 1 || referenceSize > 8) return undefined;
  if (count < 1 || count > bytes.byteLength || start < 8 || start + count * offsetSize > trailer) return undefined;
  const offsets = Array.from({ length: count }, (_, index) => unsigned(bytes, start + index * offsetSize, offsetSize));
  if (offsets.some((offset) => offset < 8 || offset >= start)) return undefined;
  return { table: { bytes, at, referenceSize, offsets, budget: MAX_OBJECTS }, top };
}

/** Recursion is bounded by `MAX_DEPTH`. */
function readObject(table: Table, index: number, depth: number): PlistNode | undefined {
  const offset = table.offsets[index];
  if (offset === undefined || depth > MAX_DEPTH || table.budget-- <= 0) return undefined;
  const marker = table.bytes.getUint8(offset);
  const low = marker & 0x0f;
  const kind = marker >> 4;
  if (kind === 0)
    return marker === 8 || marker === 9
      ? scalar(table, marker === 9 ? 'true' : 'false', marker === 9 ? 'true' : 'false')
      : unknown(table);
  if (kind === 1) return integer(table, offset + 1, 2 ** low);
  if (kind === 2 || kind === 3) return real(table, offset + 1, 2 ** low, kind === 3);
  if (kind === 8) return unknown(table);
  const length = readLength(table, offset, low);
  if (!length) return undefined;
  if (kind === 4) return fits(table, length.start, length.count) ? unknown(table, 'data') : undefined;
  if (kind === 5 || kind === 6) return characters(table, length.start, length.count, kind - 4);
  if (kind === 0x0a) return array(table, length.start, length.count, depth);
  if (kind === 0x0d) return dict(table, length.start, length.count, depth);
  return unknown(table);
}

/** A count of 15 says that the real count follows as an integer object. */
function readLength(
  table: Table,
  offset: number,
  low: number,
): { readonly start: number; readonly count: number } | undefined {
  if (low !== 0x0f) return { start: offset + 1, count: low };
  if (!fits(table, offset + 1, 2)) return undefined;
  const marker = table.bytes.getUint8(offset + 1);
  const size = 2 ** (marker & 0x0f);
  if (marker >> 4 !== 1 || size > 8 || !fits(table, offset + 2, size)) return undefined;
  return { start: offset + 2 + size, count: unsigned(table.bytes, offset + 2, size) };
}

function integer(table: Table, start: number, size: number): PlistNode | undefined {
  if (size > 16 || !fits(table, start, size)) return undefined;
  const value = bigUnsigned(table.bytes, start, size);
  return scalar(table, 'integer', String(size >= 8 ? BigInt.asIntN(size * 8, value) : value));
}

function real(table: Table, start: number, size: number, isDate: boolean): PlistNode | undefined {
  if ((size !== 4 && size !== 8) || !fits(table, start, size)) return undefined;
  const value = size === 4 ? table.bytes.getFloat32(start) : table.bytes.getFloat64(start);
  if (!isDate) return scalar(table, 'real', String(value));
  const milliseconds = (value + EPOCH_SECONDS) * 1000;
  if (!(Math.abs(milliseconds) < 8.64e15)) return unknown(table, 'date');
  return scalar(table, 'date', new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z'));
}

function characters(table: Table, start: number, count: number, width: number): PlistNode | undefined {
  if (!fits(table, start, count * width)) return undefined;
  const units: string[] = [];
  for (let index = 0; index < count; index++) {
    units.push(
      String.fromCharCode(width === 1 ? table.bytes.getUint8(start + index) : table.bytes.getUint16(start + index * 2)),
    );
  }
  return scalar(table, 'string', units.join(''));
}

function array(table: Table, start: number, count: number, depth: number): PlistNode | undefined {
  if (!fits(table, start, count * table.referenceSize)) return undefined;
  const items: PlistNode[] = [];
  for (let index = 0; index < count; index++) {
    const item = readObject(table, reference(table, start, index), depth + 1);
    if (!item) return undefined;
    items.push(item);
  }
  return { type: 'array', at: table.at, value: valueOf([], table.at), entries: [], items };
}

function dict(table: Table, start: number, count: number, depth: number): PlistNode | undefined {
  if (!fits(table, start, 2 * count * table.referenceSize)) return undefined;
  const entries: PlistEntry[] = [];
  for (let index = 0; index < count; index++) {
    const key = readObject(table, reference(table, start, index), depth + 1);
    const node = readObject(table, reference(table, start, count + index), depth + 1);
    if (key?.type !== 'string' || !node) return undefined;
    entries.push({ key: key.value, node, at: table.at });
  }
  return { type: 'dict', at: table.at, value: valueOf([], table.at), entries, items: [] };
}

function reference(table: Table, start: number, index: number): number {
  return unsigned(table.bytes, start + index * table.referenceSize, table.referenceSize);
}

function scalar(table: Table, type: NodeType, text: string): PlistNode {
  const pieces: readonly Piece[] = text === '' ? [] : [{ kind: 'literal', text, at: table.at }];
  return { type, at: table.at, value: valueOf(pieces, table.at), entries: [], items: [] };
}

function unknown(table: Table, type: NodeType = 'unknown'): PlistNode {
  return { type, at: table.at, value: valueOf([{ kind: 'unknown', at: table.at }], table.at), entries: [], items: [] };
}

function fits(table: Table, start: number, length: number): boolean {
  return length >= 0 && start + length <= table.bytes.byteLength;
}

/** Big-endian, any width; beyond 2⁵³ it loses precision and fails the bounds it is compared with. */
function unsigned(bytes: DataView, start: number, size: number): number {
  return Number(bigUnsigned(bytes, start, size));
}

function bigUnsigned(bytes: DataView, start: number, size: number): bigint {
  let value = 0n;
  for (let index = 0; index < size; index++) value = (value << 8n) | BigInt(bytes.getUint8(start + index));
  return value;
}
