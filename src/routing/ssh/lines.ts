/** The lines of an ssh configuration file: ssh_config(5), as OpenSSH's readconf.c and `argv_split` read them. */

/** A configuration file of ssh. */
export interface SshFile {
  /** As the user would type it. */
  readonly name: string;
  readonly text: string;
}

export interface SshLine {
  /** In lower case. */
  readonly keyword: string;
  /** What follows the keyword. Where ssh takes the rest as it is (ProxyCommand), with quotes and `#`; else joined words. */
  readonly value: string;
  readonly words: readonly string[];
  /** `~/.ssh/config:12` */
  readonly place: string;
}

/** ssh takes the rest of these lines as it is. */
const RAW: ReadonlySet<string> = new Set(['proxycommand', 'proxyjump', 'localcommand', 'remotecommand']);

/** `Keyword value` and `Keyword=value`, without comments and empty lines. */
export function linesOf({ name, text }: SshFile): SshLine[] {
  return text.split('\n').flatMap((raw, index) => {
    const [, written, rest] = /^\s*"?([A-Za-z][A-Za-z0-9]*)"?(?:\s*=\s*|\s+|$)(.*)$/.exec(raw.trimEnd()) ?? [];
    if (written === undefined || rest === undefined) return [];
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
