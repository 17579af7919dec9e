/**
 * apt.conf(5): `A::B "value";` and `A { B "value"; };`, scopes in any case, comments from `//` or `#` on and in blocks.
 * Learnt from apt 2.6 itself (`apt-config dump`): `#clear` and `#include` are statements, an unquoted URL ends at `//`.
 */
import type { Source, Span, SyntaxFinding, Value } from '../../core.ts';
import { span, verbatim } from '../../text.ts';
import { type Carrier, type Collector, collect } from './carrier.ts';

const TOKEN =
  /[ \t\r\n\uFEFF]+|\/\*|\/\/[^\r\n]*|#(?!clear\b|include\b)[^\r\n]*|"([^"\r\n]*)"?|[{};]|(#?(?:(?!\/\/)[^\s"{};#])+)/uy;
/** What an unquoted URL was meant to be. */
const URL_REST = /\/\/[^\s"{};]*/y;
const MAX_DEPTH = 100;

interface Statement {
  name?: Value | undefined;
  value?: Value | undefined;
}

/** Proxies of `Acquire::http` and `Acquire::https`, for all hosts or for one, and apt's timeouts. */
export function readApt(source: Source): Carrier {
  const { text, file } = source;
  const found = collect(source, 'apt');
  const scopes: string[] = [];
  let statement: Statement = {};
  let isLineBlank = true;
  let at = 0;
  while (at < text.length) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text);
    const start = at;
    at = token ? TOKEN.lastIndex : at + 1;
    const source = token?.[0] ?? '';
    if (source === '/*') at = blockEnd(text, at);
    if (/^(?:\/[/*]|#(?!clear|include))/.test(source)) {
      found.comment({ file, start, end: at }, isLineBlank);
    } else if (source === '{') {
      if (scopes.length < MAX_DEPTH) scopes.push(statement.name?.text ?? '');
      statement = {};
    } else if (source === ';' || source === '}') {
      keep(found, scopes, statement, at);
      statement = {};
      if (source === '}') scopes.pop();
    } else if (token?.[1] !== undefined || token?.[2] !== undefined) {
      at = word(found, text, { file, start, end: at }, token, statement);
    }
    isLineBlank = source.trim() === '' && (isLineBlank || /[\r\n]/.test(source));
  }
  return found.carrier;
}

function blockEnd(text: string, from: number): number {
  const end = text.indexOf('*/', from);
  return end < 0 ? text.length : end + 2;
}

/** The first word of a statement is its name, the second its value. Answers where the word ends. */
function word(found: Collector, text: string, at: Span, token: RegExpExecArray, statement: Statement): number {
  if (token[1] !== undefined) {
    const inner = span(at, at.start + 1, at.start + 1 + token[1].length);
    assign(statement, { ...verbatim(token[1], inner), at });
    return at.end;
  }
  URL_REST.lastIndex = at.end;
  const rest = statement.name && /:$/.test(token[0]) ? URL_REST.exec(text)?.[0] : undefined;
  if (rest === undefined) {
    assign(statement, verbatim(token[0], at));
    return at.end;
  }
  const whole = span(at, at.start, at.end + rest.length);
  found.error(unquotedUrl(whole));
  assign(statement, verbatim(text.slice(whole.start, whole.end), whole));
  return whole.end;
}

function assign(statement: Statement, value: Value): void {
  if (!statement.name) statement.name = value;
  else statement.value ??= value;
}

/** `DIRECT` and `false` are no proxies but their absence. */
function keep(found: Collector, scopes: readonly string[], { name, value }: Statement, end: number): void {
  if (!name || !value) return;
  const path = [...scopes, name.text].join('::').split('::');
  const [acquire, scheme, key, ...host] = path.map((part) => part.toLowerCase());
  if (acquire !== 'acquire' || !scheme || !key) return;
  const at = span(name.at, name.at.start, end);
  const isProxy = key === 'proxy' && (scheme === 'http' || scheme === 'https');
  if (isProxy && !/^(?:direct|false)$/i.test(value.text)) {
    found.proxy(scheme, name, value, at, host.length > 0 ? path.slice(3).join('::') : undefined);
  } else if (isProxy || key === 'timeout' || key === 'verify-peer' || host[0] === 'verify-peer')
    found.setting(path, name, value, at);
  else if (key === 'proxy' && scheme === 'socks') found.setting(path, name, value, at, 'unknown-name');
}

function unquotedUrl(at: Span): SyntaxFinding {
  return {
    at,
    message: {
      en: 'Every apt command stops here: an unquoted URL is cut at its //',
      zh: '所有 apt 命令都会在此报错：URL 没有加引号，从 // 起被当成注释',
    },
    label: { en: 'apt reads // as the start of a comment', zh: 'apt 把 // 当作注释的开头' },
    fixes: [
      {
        title: { en: 'Quote the URL', zh: '给 URL 加上双引号' },
        safe: true,
        edits: [
          { at: span(at, at.start, at.start), text: '"' },
          { at: span(at, at.end, at.end), text: '"' },
        ],
      },
    ],
  };
}
