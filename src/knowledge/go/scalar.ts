/**
 * What Go's YAML reader (yaml.v3, `resolve.go`) makes of an unquoted scalar, and what a string field of a Clash node
 * receives then. mihomo reads nodes, groups and providers as untyped maps: an unquoted password that looks like a
 * number becomes that number first and is written back as text afterwards (`common/structure`).
 */

export type GoKind = 'string' | 'integer' | 'float' | 'true' | 'false' | 'null' | 'date' | 'merge';

export interface GoScalar {
  readonly kind: GoKind;
  /** What a string field receives; `undefined`: mihomo refuses the file (a boolean or a date where text belongs). */
  readonly asText: string | undefined;
}

const NAMED: ReadonlyMap<string, GoScalar> = new Map<string, GoScalar>([
  ['', { kind: 'null', asText: '' }],
  ['~', { kind: 'null', asText: '' }],
  ['null', { kind: 'null', asText: '' }],
  ['Null', { kind: 'null', asText: '' }],
  ['NULL', { kind: 'null', asText: '' }],
  ['true', { kind: 'true', asText: undefined }],
  ['True', { kind: 'true', asText: undefined }],
  ['TRUE', { kind: 'true', asText: undefined }],
  ['false', { kind: 'false', asText: undefined }],
  ['False', { kind: 'false', asText: undefined }],
  ['FALSE', { kind: 'false', asText: undefined }],
  ['.nan', { kind: 'float', asText: 'NaN' }],
  ['.NaN', { kind: 'float', asText: 'NaN' }],
  ['.NAN', { kind: 'float', asText: 'NaN' }],
  ['.inf', { kind: 'float', asText: '+Inf' }],
  ['.Inf', { kind: 'float', asText: '+Inf' }],
  ['.INF', { kind: 'float', asText: '+Inf' }],
  ['+.inf', { kind: 'float', asText: '+Inf' }],
  ['+.Inf', { kind: 'float', asText: '+Inf' }],
  ['+.INF', { kind: 'float', asText: '+Inf' }],
  ['-.inf', { kind: 'float', asText: '-Inf' }],
  ['-.Inf', { kind: 'float', asText: '-Inf' }],
  ['-.INF', { kind: 'float', asText: '-Inf' }],
  ['<<', { kind: 'merge', asText: undefined }],
]);

const FLOAT = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;
const INTEGER = /^([-+]?)(?:0[xX]([\da-fA-F]+)|0[oO]([0-7]+)|0[bB]([01]+)|(0[0-7]*)|([1-9]\d*))$/;
const DATE =
  /^\d{4}-(\d{1,2})-(\d{1,2})(?:(?:[Tt]\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d+)?(?:Z|[-+]\d{2}:\d{2}))|(?: +\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d+)?))?$/;
const LONGEST_NUMBER_CHARACTERS = 400;
const MAX_UNSIGNED = 2n ** 64n - 1n;
const MIN_SIGNED = -(2n ** 63n);

/** Resolves an unquoted scalar. In: its characters. Out: its kind and the text a string field gets from it. */
export function goScalar(text: string): GoScalar {
  const named = NAMED.get(text);
  if (named) return named;
  const code = text.charCodeAt(0);
  const isNumeric = (code >= 48 && code <= 57) || code === 43 || code === 45;
  if (text.length > LONGEST_NUMBER_CHARACTERS || (!isNumeric && code !== 46)) return { kind: 'string', asText: text };
  if (code === 46) return FLOAT.test(text) ? float(text) : { kind: 'string', asText: text };
  if (isDate(text)) return { kind: 'date', asText: undefined };
  const plain = text.replaceAll('_', '');
  return integer(plain) ?? (FLOAT.test(plain) ? float(plain) : { kind: 'string', asText: text });
}

/**
 * What a typed boolean key (`allow-lan`, `dns.enable`) becomes: yaml.v3 keeps YAML 1.1's `yes`, `on` and `y` there.
 * `undefined`: mihomo refuses the value. Untyped booleans (inside nodes and groups) know only `true` and `false`.
 */
export function goBoolean(text: string): boolean | undefined {
  if (/^(?:true|True|TRUE|y|Y|yes|Yes|YES|on|On|ON)$/.test(text)) return true;
  if (/^(?:false|False|FALSE|n|N|no|No|NO|off|Off|OFF)$/.test(text)) return false;
  return undefined;
}

function isDate(text: string): boolean {
  // Most numbers are no dates, which is seen without the long expression.
  const match = text.charAt(4) === '-' ? DATE.exec(text) : null;
  return (
    match !== null && Number(match[1]) >= 1 && Number(match[1]) <= 12 && Number(match[2]) >= 1 && Number(match[2]) <= 31
  );
}

function integer(plain: string): GoScalar | undefined {
  const match = INTEGER.exec(plain);
  if (!match) return undefined;
  const [, sign, hex, octal, binary, oldOctal, decimal] = match;
  const digits = hex ? `0x${hex}` : (octal ?? oldOctal) ? `0o${octal ?? oldOctal}` : binary ? `0b${binary}` : decimal;
  const size = BigInt(digits ?? '0');
  const value = sign === '-' ? -size : size;
  if (value < MIN_SIGNED || value > MAX_UNSIGNED) return undefined;
  return { kind: 'integer', asText: String(value) };
}

/** Go writes the number back with `strconv.FormatFloat(x, 'E', -1, 64)`: at least two digits of exponent. */
function float(plain: string): GoScalar {
  const value = Number(plain);
  if (!Number.isFinite(value)) return { kind: 'string', asText: plain };
  const [mantissa, exponent] = value.toExponential().split('e') as [string, string];
  const power = exponent.slice(1).padStart(2, '0');
  return { kind: 'float', asText: `${Object.is(value, -0) ? '-' : ''}${mantissa}E${exponent[0]}${power}` };
}
