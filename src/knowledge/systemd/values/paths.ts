/** Paths (path_simplify_and_warn(), path_is_normalized() of systemd 252) and lists of them. */

import { parseTimeSpan } from '../../time-span.ts';
import { type Check, type Fault, ignored, part, refused } from './fault.ts';
import { inRange, parseSize } from './numbers.ts';
import { type Cutting, cutWords, type TextWord } from './words.ts';

type Effect = (want: Fault['want']) => Fault;

/** Is a path free of `..`, whichever way it is written? Double slashes and `.` are simplified away before. */
export function isNormalized(path: string): boolean {
  return !path.split('/').includes('..');
}

/** What is wrong with one path that must be absolute, or relative. */
function pathWant(path: string, form: 'absolute' | 'relative' = 'absolute'): Fault['want'] | undefined {
  const isAbsolute = path.startsWith('/');
  if (form === 'absolute' && !isAbsolute) return /^["']/.test(path) ? 'no-quotes' : 'absolute-path';
  if (form === 'relative' && isAbsolute) return 'relative-path';
  if (form === 'relative' && path === '') return 'relative-path';
  return isNormalized(path) ? undefined : 'normal-path';
}

function onePath(text: string, effect: Effect): Fault | undefined {
  const want = pathWant(text);
  return want && effect(want);
}

export const path: Check = (text) => (text === '' ? undefined : onePath(text, ignored));

export const fatalPath: Check = (text) => (text === '' ? undefined : onePath(text, refused));

/** `~` is the user's home; `-` before a path: it may be missing, and a bad one is only ignored. */
export const workingDirectory: Check = (text) => {
  if (text === '' || /^-?~$/.test(text)) return undefined;
  return text.startsWith('-') ? onePath(text.slice(1), ignored) : onePath(text, refused);
};

/** Relative ones lie in /run. A folder's own `..` is found by a reader that returns its error, which refuses the unit. */
export const pidFile: Check = (text) => {
  if (text === '') return undefined;
  if (!isNormalized(text)) return refused('normal-path');
  return /^\/var\/run\//.test(text) ? { effect: 'noted', want: 'current-path' } : undefined;
};

export const environmentFile: Check = (text) => (text === '' ? undefined : onePath(text.replace(/^-/, ''), ignored));

/** `|` and `!` come before the path. */
export const conditionPath: Check = (text) => (text === '' ? undefined : onePath(text.replace(/^\|?!?/, ''), ignored));

const QUOTED: Cutting = { quotes: true };

/** The first fault of the words of a list; `whole`: one bad word ends the reading of the line. */
function eachWord(
  text: string,
  cutting: Cutting,
  judge: (word: TextWord) => Fault['want'] | undefined,
  whole = false,
): Fault | undefined {
  const { words, fault } = cutWords(text, cutting);
  for (const word of words) {
    const want = judge(word);
    if (want) return whole ? ignored(want, { at: [word.start, word.end] }) : part(want, [word.start, word.end]);
  }
  return fault && ignored(fault.want, { at: fault.at });
}

export const paths: Check = (text, key) => eachWord(text, QUOTED, (word) => pathWant(word.text), key === 'Symlinks');

export const searchPath: Check = (text) =>
  text === '' ? undefined : eachWord(text, { separators: ':', single: true }, (word) => pathWant(word.text), true);

/** `-`: may be missing · `+`: below the root folder of the service. */
export const sandboxPaths: Check = (text) =>
  eachWord(text, QUOTED, (word) => pathWant(word.text.replace(/^-?\+?/, '')));

/** `name`, `name:link`: relative, and not `private`. */
export const directories: Check = (text, key) =>
  eachWord(text, { quotes: true, escapes: 'keep' }, (word) => {
    const plain = word.text.replaceAll('\\:', '_');
    const [source = '', target] = cutWords(plain, { separators: ':', escapes: 'c' }).words.map((one) => one.text);
    if (source === '') return 'syntax';
    const want = pathWant(source, 'relative') ?? (/^private(?:\/|$)/.test(source) ? 'name' : undefined);
    if (want || target === undefined || target === '') return want;
    return key === 'ConfigurationDirectory' ? 'syntax' : pathWant(target, 'relative');
  });

/** `source[:target[:options]]`, separated by spaces. */
export const bindPaths: Check = (text) => {
  const { words, fault } = cutWords(text, { quotes: true, separators: ': \t\n\r', single: true });
  if (text === '') return undefined;
  let at = 0;
  while (at < words.length) {
    const source = words[at]!;
    const place = [source.start, source.end] as const;
    if (source.text === '' && text[source.end] !== ':') {
      // Spaces in a row are words without text, which are paths too.
      return part('absolute-path', place);
    }
    const want = pathWant(source.text.replace(/^-/, ''));
    if (want) return part(want, place);
    at++;
    if (text[source.end] !== ':') continue;
    const target = words[at];
    if (!target) return ignored('syntax');
    const bad = pathWant(target.text);
    if (bad) return part(bad, [target.start, target.end]);
    at++;
    if (text[target.end] !== ':') continue;
    const options = words[at];
    if (options && !['', 'rbind', 'norbind'].includes(options.text))
      return part('syntax', [options.start, options.end]);
    at++;
  }
  return fault && ignored(fault.want, { at: fault.at });
};

/** `path[:options]` */
export const tmpfs: Check = (text) =>
  eachWord(text, QUOTED, (word) => {
    const [first] = cutWords(word.text, { separators: ':', single: true }).words;
    return first ? pathWant(first.text) : 'syntax';
  });

/** `[-]image:target[:partition:options…]` */
export const mountImages: Check = (text) =>
  eachWord(text, { quotes: true, escapes: 'keep' }, (word) => {
    const parts = cutWords(word.text, { separators: ':', escapes: 'c' });
    const [image, target] = parts.words.map((one) => one.text);
    if (parts.fault) return 'syntax';
    if (image === undefined) return undefined;
    return pathWant(image.replace(/^-/, '')) ?? (target === undefined ? 'syntax' : pathWant(target));
  });

export const extensionImages: Check = (text) =>
  eachWord(text, { quotes: true, escapes: 'keep' }, (word) => {
    const parts = cutWords(word.text, { separators: ':', escapes: 'c' });
    const [image] = parts.words;
    if (parts.fault) return 'syntax';
    return image && pathWant(image.text.replace(/^-/, ''));
  });

/** A device or file, then what may be done with it: the rest of the line is one word. */
function deviceAnd(text: string, judge: (rest: string) => Fault['want'] | undefined): Fault | undefined {
  if (text === '') return undefined;
  const [first] = cutWords(text, QUOTED).words;
  const rest = first ? text.slice(first.end).trimStart() : '';
  if (!first || rest === '') return ignored('syntax');
  if (!isNormalized(first.text)) return ignored('normal-path');
  const want = judge(rest);
  return want && ignored(want);
}

export const deviceWeight: Check = (text, key) =>
  deviceAnd(text, (rest) =>
    inRange(rest, key.startsWith('Block') ? 10n : 1n, key.startsWith('Block') ? 1000n : 10_000n) ? undefined : 'number',
  );

export const deviceLimit: Check = (text, key) =>
  deviceAnd(text, (rest) => {
    if (rest === 'infinity' && !key.startsWith('Block')) return undefined;
    return (parseSize(rest, 1000) ?? 0n) > 0n ? undefined : 'size';
  });

export const deviceLatency: Check = (text) =>
  deviceAnd(text, (rest) => (parseTimeSpan(rest) === undefined ? 'span' : undefined));

/** `/dev/node rwm`, `char-pts r`, `block-*`. */
export const deviceAllow: Check = (text) => {
  if (text === '') return undefined;
  const [first] = cutWords(text, QUOTED).words;
  if (!first) return ignored('syntax');
  const rights = text.slice(first.end).trim();
  if (!/^(?:block|char)-/.test(first.text)) {
    if (!isNormalized(first.text)) return ignored('normal-path');
    const node = first.text
      .replace(/\/+/g, '/')
      .replace(/\/\.(?=\/|$)/g, '')
      .replace(/(?<=.)\/$/, '');
    if (!/^\/(?:dev(?:\/|$)|run\/systemd\/inaccessible\/.)/.test(node)) return ignored('device');
  }
  return /^[rwm]*$/.test(rights) ? undefined : ignored('syntax');
};

/** `[-]path` or nothing, for StandardInput=file: and its like. */
export const filePath: Check = (text) => onePath(text, ignored);
