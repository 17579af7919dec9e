/** SHA-256 (FIPS 180-4), because the core has no crypto module. */
import { utf8 } from '../../secrets/encodings.ts';
import { lazy } from '../../text.ts';

/** Fractional parts of the cube roots of the first 64 primes, and of the square roots of the first 8. */
const constants = lazy((): { readonly K: Uint32Array; readonly H: Uint32Array } => {
  const primes: number[] = [];
  for (let n = 2; primes.length < 64; n++) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  const fraction = (x: number) => Math.floor((x - Math.floor(x)) * 2 ** 32);
  return {
    K: Uint32Array.from(primes, (prime) => fraction(Math.cbrt(prime))),
    H: Uint32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime))),
  };
});

/** The digest of a text's UTF-8 bytes, 32 numbers from 0 to 255. */
export function sha256Bytes(text: string): number[] {
  const message = padded(utf8(text));
  const state = Uint32Array.from(constants().H);
  const words = new Uint32Array(64);
  const view = new DataView(message.buffer);
  for (let block = 0; block < message.length; block += 64) {
    for (let i = 0; i < 16; i++) words[i] = view.getUint32(block + i * 4);
    for (let i = 16; i < 64; i++) {
      const a = words[i - 15] ?? 0;
      const b = words[i - 2] ?? 0;
      const s0 = turn(a, 7) ^ turn(a, 18) ^ (a >>> 3);
      const s1 = turn(b, 17) ^ turn(b, 19) ^ (b >>> 10);
      words[i] = (words[i - 16] ?? 0) + s0 + (words[i - 7] ?? 0) + s1;
    }
    compress(state, words);
  }
  return [...state].flatMap((word) => [word >>> 24, (word >>> 16) & 255, (word >>> 8) & 255, word & 255]);
}

/** The digest as 64 lower-case hexadecimal digits. */
export function sha256(text: string): string {
  return sha256Bytes(text)
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}

const turn = (word: number, bits: number): number => (word >>> bits) | (word << (32 - bits));

function padded(bytes: readonly number[]): Uint8Array {
  const length = Math.ceil((bytes.length + 9) / 64) * 64;
  const message = new Uint8Array(length);
  message.set(bytes);
  message[bytes.length] = 0x80;
  const view = new DataView(message.buffer);
  view.setUint32(length - 8, Math.floor(bytes.length / 2 ** 29));
  view.setUint32(length - 4, (bytes.length << 3) >>> 0);
  return message;
}

function compress(state: Uint32Array, words: Uint32Array): void {
  const { K } = constants();
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let i = 0; i < 64; i++) {
    const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + (K[i] ?? 0) + (words[i] ?? 0)) | 0;
    const s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  for (const [i, word] of [a, b, c, d, e, f, g, h].entries()) state[i] = ((state[i] ?? 0) + word) | 0;
}
