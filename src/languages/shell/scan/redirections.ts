/** Redirections of sh, bash and zsh. What they name is of no interest, but heredocs hide whole lines. */
import { match, type Scanner, skipBlanks } from './scanner.ts';
import { readWord } from './words.ts';

const OPERATOR = /(?:\d+|\{[A-Za-z_]\w*\})?(<<<|<<-?|<>|<&|>>[|!&]?|>[|!&]|[<>])|&>>?[|!]?/y;

/** Past one redirection; false if none is here. */
export function readRedirection(s: Scanner): boolean {
  const found = match(s, OPERATOR);
  if (!found) return false;
  const operator = found[1] ?? found[0];
  const end = s.pos + found[0].length;
  const isSubstitution = /^[<>]$/.test(operator) && s.text[end] === '(' && found[0] === operator;
  if (isSubstitution || (s.dialect === 'zsh' && match(s, /<\d*-\d*>/y))) return false;
  s.pos = end;
  skipBlanks(s);
  if (operator === '<<' || operator === '<<-') readHeredoc(s, operator === '<<-');
  else readWord(s);
  return true;
}

/** Notes a delimiter; the body begins after the line. Without one (a syntax error) there is no body. */
function readHeredoc(s: Scanner, stripTabs: boolean): void {
  const start = s.pos;
  let delimiter = '';
  for (;;) {
    const plain = match(s, /[^ \t\n;&|<>()'"\\]+/y);
    const quoted = plain ? null : match(s, /'([^'\n]*)'|"([^"\n]*)"|\\([^\n])/y);
    if (!plain && !quoted) break;
    delimiter += plain ? plain[0] : (quoted![1] ?? quoted![2] ?? quoted![3]!);
    s.pos += (plain ?? quoted)![0].length;
  }
  if (s.pos > start) s.heredocs.push({ delimiter, stripTabs });
}
