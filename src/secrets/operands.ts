/** Secrets among the words of a command, recognised by which word in a row they are, or by what is written inside the word. */
import { isPublicValue, isSecretName } from './names.ts';
import { ORACLE, SECRET_IN_ROW } from './options.ts';

/** A part of the word with this number; below zero, of a word of the command piped into this one: −1 is its first. */
export interface PartOfWord {
  readonly index: number;
  readonly start: number;
  readonly end: number;
}

/** All of a word. */
export const whole = (text: string, index: number): PartOfWord => ({ index, start: 0, end: text.length });

/** Neither an option nor a switch, nor a word of a sentence. */
const isValue = (word: string): boolean =>
  word.length >= 4 &&
  !/^[-/*]/.test(word) &&
  !/^(?:with|from|that|this|into|will|when)$/.test(word) &&
  !isPublicValue(word);

/** Words in a row: `net user me PASSWORD`. */
export function* ofRow(words: readonly string[], names: readonly string[]): Generator<PartOfWord> {
  for (const [index, name] of names.entries()) {
    for (const row of SECRET_IN_ROW.get(name) ?? []) {
      const own = words.slice(index + 1, index + 1 + row.length);
      const fits = row.every((sign, at) => {
        const word = own[at] ?? '';
        return sign === '§'
          ? isValue(word)
          : sign === '@'
            ? isSecretName(word)
            : sign === '*'
              ? !/^-/.test(word) && word !== ''
              : word === sign;
      });
      if (!fits) continue;
      for (const [at, sign] of row.entries()) if (sign === '§') yield whole(own[at] ?? '', index + 1 + at);
    }
  }
}

/** `sqlplus me/PASSWORD@database`. */
export function* ofOracle(words: readonly string[], names: readonly string[]): Generator<PartOfWord> {
  const alone = names.map((name) => ORACLE.get(name)).find((one) => one !== undefined);
  if (alone === undefined) return;
  for (const [index, word] of words.entries()) {
    const match = /^(?:userid=)?["']?[\w$#.]{1,64}\/(?!\/)([^@\s/"']{3,128})(@|["']?$)/.exec(word);
    if (!match || (match[2] !== '@' && (!alone || index === 0))) continue;
    const end = match.index + match[0].length - (match[2]?.length ?? 0);
    yield { index, start: end - (match[1]?.length ?? 0), end };
  }
}

/** Options of Windows: `/p:PASSWORD`, `net use Z: … /user:me PASSWORD`. */
export function* ofWindows(words: readonly string[], names: readonly string[]): Generator<PartOfWord> {
  const isDesktop = names.some((name) => /freerdp|^mstsc/.test(name));
  const isShare = names.includes('net') && words.includes('use');
  for (const [index, word] of words.entries()) {
    const next = words[index + 1];
    if (isDesktop && /^\/p:./.test(word)) yield { index, start: 3, end: word.length };
    else if (isShare && /^\/user:./.test(word) && next !== undefined && isValue(next)) yield whole(next, index + 1);
    else if (word === '/v' && isSecretName(next ?? '')) {
      const at = words.indexOf('/d', index) + 1;
      const value = words[at];
      if (at > 0 && value !== undefined) yield whole(value, at);
    }
  }
}

/** What `sed` and `perl` write where a secret's name is: `s/TOKEN_HERE/…/`. */
function* ofSubstitution(words: readonly string[], names: readonly string[]): Generator<PartOfWord> {
  if (!names.includes('sed') && !names.includes('perl')) return;
  for (const [index, word] of words.entries()) {
    const sign = /^s([/|#,@!])/.exec(word)?.[1];
    if (sign === undefined) continue;
    const second = word.indexOf(sign, 2);
    const third = word.indexOf(sign, second + 1);
    if (second < 0 || third - second < 4) continue;
    const searched = /[A-Za-z][\w-]*/.exec(word.slice(2, second))?.[0] ?? '';
    const written = word.slice(second + 1, third);
    if (!isSecretName(searched.replace(/_(?:HERE|PLACEHOLDER)$/, ''))) continue;
    const name = /^[^:=\s]*[:=]\s*["']?/.exec(written)?.[0].length ?? 0;
    if (!isPublicValue(written.slice(name))) yield { index, start: second + 1 + name, end: third };
  }
}

/** `AUTH PASSWORD` and `PASS PASSWORD`, as a server is told them; the name of a mechanism is in capitals. */
export function* ofProtocol(words: readonly string[]): Generator<PartOfWord> {
  const last = words.at(-1) ?? '';
  if (words.length < 2 || words.length > 3 || !/^(?:AUTH|PASS|AUTHENTICATE)$/.test(words[0] ?? '')) return;
  if (isValue(last) && !last.includes('/') && !/^[A-Z-]+$/.test(last)) yield whole(last, words.length - 1);
}

/** `printf 'password=%s' PASSWORD`: what follows a format that names it. */
function* ofFormat(words: readonly string[], names: readonly string[]): Generator<PartOfWord> {
  const at = names.indexOf('printf');
  const format = at < 0 ? '' : (words[at + 1] ?? '');
  const directives = [...format.matchAll(/(?:([A-Za-z][\w-]{0,80})["']?[=:] ?["']?)?%[sq]/g)];
  for (const [nth, [, name = '']] of directives.entries()) {
    const word = words[at + 2 + nth];
    if (word !== undefined && isSecretName(name) && !isPublicValue(word)) yield whole(word, at + 2 + nth);
  }
}

/** What `printf`, `sed` and `perl` write under a secret's name. */
export function* ofPrinted(words: readonly string[], names: readonly string[]): Generator<PartOfWord> {
  yield* ofFormat(words, names);
  yield* ofSubstitution(words, names);
}

/** macOS: `networksetup -setwebproxy SERVICE HOST PORT on USER PASSWORD`. */
export function* ofNetworkSetup(words: readonly string[]): Generator<PartOfWord> {
  const at = words.findIndex((word) => word.startsWith('-') && /^-set\w*proxy$/i.test(word));
  const password = at < 0 ? undefined : words[at + 6];
  if (password !== undefined) yield whole(password, at + 6);
}
