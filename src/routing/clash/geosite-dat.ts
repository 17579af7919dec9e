/**
 * `GeoSite.dat` (protobuf, `component/geodata/router/config.proto`): named lists of domains with attributes. Only the
 * lists that are asked for are decoded.
 */

export interface GeositeDomain {
  readonly kind: 'keyword' | 'regex' | 'suffix' | 'full';
  readonly value: string;
  /** Names of its attributes: `cn`, `ads`. */
  readonly attributes: readonly string[];
}

const KINDS = ['keyword', 'regex', 'suffix', 'full'] as const;

interface Field {
  readonly number: number;
  /** Of a varint; 0 for other fields. */
  readonly value: number;
  /** Of a length-delimited field. */
  readonly start: number;
  readonly end: number;
}

/** A varint below 2⁵³ with the offset after it; undefined when cut off or longer than ten bytes. */
function varint(bytes: Uint8Array, at: number, end: number): readonly [number, number] | undefined {
  let value = 0;
  let scale = 1;
  for (let i = at; i < end && i < at + 10; i++) {
    const byte = bytes[i]!;
    value += (byte & 127) * scale;
    if (byte < 128) return [value, i + 1];
    scale *= 128;
  }
  return undefined;
}

/** The fields of one message. Stops where the bytes stop making sense. */
function* fields(bytes: Uint8Array, start: number, end: number): Iterable<Field> {
  let at = start;
  while (at < end) {
    const tag = varint(bytes, at, end);
    if (!tag) return;
    const number = Math.floor(tag[0] / 8);
    const wire = tag[0] % 8;
    at = tag[1];
    if (wire === 0 || wire === 2) {
      const read = varint(bytes, at, end);
      if (!read) return;
      const [value, next] = read;
      at = wire === 2 ? next + value : next;
      if (at > end) return;
      yield { number, value: wire === 0 ? value : 0, start: next, end: at };
    } else if (wire === 1) at += 8;
    else if (wire === 5) at += 4;
    else return;
  }
}

/** UTF-8 of the lists, which is ASCII but for a few regular expressions. */
function text(bytes: Uint8Array, { start, end }: Field): string {
  let result = '';
  for (let i = start; i < end; i++) {
    const byte = bytes[i]!;
    if (byte < 128) result += String.fromCharCode(byte);
    else result += `%${byte.toString(16).padStart(2, '0')}`;
  }
  try {
    return result.includes('%') ? decodeURIComponent(result.replace(/%(?![89a-f][0-9a-f])/g, '%25')) : result;
  } catch {
    return result;
  }
}

function domain(bytes: Uint8Array, message: Field): GeositeDomain {
  let kind: GeositeDomain['kind'] = 'keyword';
  let value = '';
  const attributes: string[] = [];
  for (const field of fields(bytes, message.start, message.end)) {
    if (field.number === 1) kind = KINDS[field.value] ?? 'keyword';
    else if (field.number === 2) value = text(bytes, field);
    else if (field.number === 3) {
      for (const inner of fields(bytes, field.start, field.end)) {
        if (inner.number === 1) attributes.push(text(bytes, inner).toLowerCase());
      }
    }
  }
  return { kind, value, attributes };
}

/** Where each list of the file is, by its lower-case name. */
export interface GeositeFile {
  readonly names: ReadonlySet<string>;
  /** The domains of one list; undefined when the file doesn't have it. */
  readonly list: (name: string) => readonly GeositeDomain[] | undefined;
}

/** Indexes the file's bytes. Broken bytes give the lists before the break. */
export function decodeGeosite(bytes: Uint8Array): GeositeFile {
  const entries = new Map<string, Field>();
  for (const entry of fields(bytes, 0, bytes.length)) {
    if (entry.number !== 1 || entry.start === entry.end) continue;
    for (const field of fields(bytes, entry.start, entry.end)) {
      if (field.number === 1) {
        entries.set(text(bytes, field).toLowerCase(), entry);
        break;
      }
    }
  }
  return {
    names: new Set(entries.keys()),
    list(name) {
      const entry = entries.get(name.toLowerCase());
      if (!entry) return undefined;
      const domains: GeositeDomain[] = [];
      for (const field of fields(bytes, entry.start, entry.end)) {
        if (field.number === 2) domains.push(domain(bytes, field));
      }
      return domains;
    },
  };
}
