/** The lines of an ssh configuration file: ssh_config(5), as OpenSSH's readconf.c and `argv_split` read them. */

import type { SshFile, SshLine } from './model.ts';

/** ssh takes the rest of these lines as it is. */
const RAW: ReadonlySet<string> = new Set(['proxycommand', 'proxyjump', 'localcommand', 'remotecommand']);

/** `Keyword value` and `Keyword=value`, without comments and empty lines. */
export function linesOf({ name, text }: SshFile): SshLine[] {
  return text.split('\n').flatMap((raw, index) => {
    const trimmed = raw.trim();
    const [all = '', written = ''] = /^"?([A-Za-z][A-Za-z0-9]*)"?/.exec(trimmed) ?? [];
    const after = trimmed.slice(all.length);
    if (written === '' || !/^(?:[\s=]|$)/.test(after)) return [];
    const spaced = after.trimStart();
    const rest = spaced.startsWith('=') ? spaced.slice(1).trimStart() : spaced;
    const keyword = written.toLowerCase();
    const words = wordsOf(rest);
    const value = RAW.has(keyword) ? rest.replace(/^[\s=]+/, '') : words.join(' ');
    return [{ keyword, value, words, place: `${name}:${index + 1}` }];
  });
}

/** Words as a shell would split them: quotes group, a backslash keeps a quote, `#` begins a comment. */
function wordsOf(text: string): string[] {
  const words: string[] = [];
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text.charAt(at))) {
      at++;
      continue;
    }
    if (text[at] === '#') break;
    const { word, end } = wordAt(text, at);
    words.push(word);
    at = end;
  }
  return words;
}

function wordAt(text: string, start: number): { readonly word: string; readonly end: number } {
  let word = '';
  let quote = '';
  let at = start;
  for (; at < text.length; at++) {
    const sign = text.charAt(at);
    const next = text.charAt(at + 1);
    if (sign === '\\' && (next === '\\' || next === '"' || next === "'" || (quote === '' && next === ' '))) {
      word += next;
      at++;
    } else if (quote === '' && /\s/.test(sign)) break;
    else if (quote === '' && (sign === '"' || sign === "'")) quote = sign;
    else if (sign === quote) quote = '';
    else word += sign;
  }
  return { word, end: at };
}
