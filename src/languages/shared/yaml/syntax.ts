/** YAML errors in our own words: `yaml` provides the place and a code, the reader needs the cause. */
import type { Span, SyntaxFinding, Text } from '../../../core.ts';
import { lineEnd, lineStart } from '../../../text.ts';
import { typoAt } from './typos.ts';

const CAUSES: Readonly<Record<string, Text>> = {
  ALIAS_PROPS: { en: 'an alias (`*name`) carries an anchor or a tag', zh: '别名（`*name`）前不能再加锚点或标签' },
  BAD_ALIAS: { en: 'this is not a valid anchor or alias name', zh: '锚点或别名的名字不合法' },
  BAD_COLLECTION_TYPE: { en: 'this tag does not fit what it stands before', zh: '标签与后面的内容不符' },
  BAD_DIRECTIVE: {
    en: 'a line that begins with `%` is read as a YAML directive',
    zh: '以 `%` 开头的行会被当作 YAML 指令',
  },
  BAD_DQ_ESCAPE: {
    en: 'this escape does not exist inside double quotes; write `\\\\` or use single quotes',
    zh: '双引号里没有这种转义；请写成 `\\\\`，或改用单引号',
  },
  BAD_INDENT: { en: 'the indentation does not fit the lines above', zh: '缩进与上面的行对不上' },
  BAD_PROP_ORDER: { en: 'an anchor or tag stands in the wrong place', zh: '锚点或标签的位置不对' },
  BAD_SCALAR_START: {
    en: 'an unquoted value cannot begin with this character; put the value in quotes',
    zh: '不加引号的值不能以这个字符开头，请给它加上引号',
  },
  BLOCK_AS_IMPLICIT_KEY: {
    en: 'a second `key:` on one line, or a line indented too far',
    zh: '同一行里出现了第二个 `key:`，或者这一行缩进过深',
  },
  BLOCK_IN_FLOW: { en: 'an indented block stands inside `[ ]` or `{ }`', zh: '`[ ]` 或 `{ }` 里不能再写缩进块' },
  IMPOSSIBLE: { en: 'this cannot stand here', zh: '这里不能出现这样的内容' },
  KEY_OVER_1024_CHARS: { en: 'a key is longer than 1,024 characters', zh: '键名超过 1024 个字符' },
  MISSING_CHAR: { en: 'a closing character is missing', zh: '缺少结束符号' },
  MULTILINE_IMPLICIT_KEY: {
    en: 'a line without `:`; or the space after `:` is missing',
    zh: '这一行缺少 `:`，或者 `:` 后面少了空格',
  },
  MULTIPLE_ANCHORS: { en: 'two anchors (`&name`) stand before one value', zh: '一个值前面写了两个锚点（`&name`）' },
  MULTIPLE_TAGS: { en: 'two tags stand before one value', zh: '一个值前面写了两个标签' },
  NON_STRING_KEY: { en: 'a key must be a plain word', zh: '键名必须是普通字符串' },
  TAB_AS_INDENT: { en: 'a tab indents this line; YAML takes only spaces', zh: '这一行用制表符缩进，YAML 只接受空格' },
  TAG_RESOLVE_FAILED: { en: 'this tag cannot be resolved', zh: '无法识别这个标签' },
  UNEXPECTED_TOKEN: {
    en: 'this cannot stand here; a quote or bracket too much, or a value that needs quotes',
    zh: '这里不该出现这个内容：多了引号或括号，或者这个值需要加引号',
  },
};

const MISSING: readonly (readonly [RegExp, Text])[] = [
  [/quote/, { en: 'a quote is opened and never closed', zh: '引号没有闭合' }],
  [/end with a \]/, { en: 'a `[` is never closed', zh: '`[` 没有闭合' }],
  [/end with a \}/, { en: 'a `{` is never closed', zh: '`{` 没有闭合' }],
  [/map values/, { en: 'a key without `:`', zh: '键后面缺少 `:`' }],
  [/ between|separator/, { en: 'a comma is missing', zh: '缺少逗号' }],
  [/doc-start/, { en: 'a `---` is missing after the directive', zh: '指令后面缺少 `---`' }],
];

const MESSAGE: Text = { en: 'This file cannot be loaded: it is not valid YAML', zh: '文件无法加载：不是合法的 YAML' };

/** A finding for an error of `yaml`. `code` and `detail` are its own; `at` is widened to something visible. */
export function syntaxFinding(code: string, detail: string, text: string, at: Span): SyntaxFinding {
  const typo = typoAt(text, at);
  if (typo)
    return {
      at: typo.at.end > typo.at.start ? typo.at : visible(text, typo.at),
      message: MESSAGE,
      label: typo.label,
      fixes: [typo.fix],
      isFatal: true,
    };
  const missing = code === 'MISSING_CHAR' || code === 'BAD_INDENT';
  const cause =
    (missing && MISSING.find(([pattern]) => pattern.test(detail))?.[1]) || CAUSES[code] || CAUSES.IMPOSSIBLE;
  return { at: visible(text, at), message: MESSAGE, isFatal: true, label: cause };
}

/** A span with at least one character to underline, not beyond its line: at the end of a line, the last character. */
function visible(text: string, at: Span): Span {
  const start = Math.min(at.start, text.length);
  const limit = lineEnd(text, start);
  if (start < limit) return { file: at.file, start, end: Math.max(start + 1, Math.min(at.end, limit)) };
  let end = limit;
  const line = lineStart(text, start);
  while (end > line && /\s/.test(text[end - 1] as string)) end--;
  return end > line ? { file: at.file, start: end - 1, end } : { file: at.file, start, end: start };
}

/** Go's YAML refuses a map with the same key twice. */
export function duplicateKey(name: string, first: Span, second: Span): SyntaxFinding {
  return {
    at: second,
    message: {
      en: `This file cannot be loaded: the key ${name} is given twice`,
      zh: `文件无法加载：键 ${name} 重复`,
    },
    label: { en: 'the second one', zh: '重复的键' },
    related: [{ at: first, message: { en: 'first given here', zh: '第一次出现在这里' } }],
  };
}

/** `*name` without `&name` above it; `*.lan` is not a name anybody gives an anchor. */
export function unresolvedAlias(name: string, at: Span, text: string): SyntaxFinding {
  const typo = /^\w+$/.test(name) ? undefined : typoAt(text, at);
  if (typo) return { at: typo.at, message: MESSAGE, label: typo.label, fixes: [typo.fix], isFatal: true };
  return {
    at,
    message: {
      en: `This file cannot be loaded: nothing above is called &${name}`,
      zh: `文件无法加载：前面没有定义锚点 &${name}`,
    },
    label: { en: 'an alias needs its anchor above it', zh: '别名要引用前面已有的锚点' },
  };
}

/** Everything below a second `---`: mihomo reads the first document only. */
export function secondDocument(at: Span): SyntaxFinding {
  return {
    at,
    severity: 'warning',
    message: { en: 'Everything below this line is ignored', zh: '这一行以下的内容都会被忽略' },
    label: {
      en: '`---` begins a second YAML document; mihomo reads only the first',
      zh: '`---` 表示另起一个 YAML 文档，mihomo 只读第一个',
    },
  };
}

/** More nesting than any Clash file has. */
export function tooDeep(at: Span): SyntaxFinding {
  return {
    at,
    message: {
      en: 'This file is not checked: it is nested too deeply',
      zh: '未检查这个文件：嵌套过深',
    },
  };
}

/** What Go's reader refuses anywhere in a file: control characters but tab and line ending (`yaml.v3: readerc.go`). */
const CONTROL = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]/g;
/** One is enough to refuse the file; a few more show where it came from. */
const MOST_CONTROLS = 3;

/** Invisible characters, mostly pasted along: the library reads over them, mihomo doesn't. */
export function controlCharacters(text: string, file: string): SyntaxFinding[] {
  const found: SyntaxFinding[] = [];
  CONTROL.lastIndex = 0;
  for (let match = CONTROL.exec(text); match && found.length < MOST_CONTROLS; match = CONTROL.exec(text)) {
    const code = `U+${match[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
    found.push({
      at: { file, start: match.index, end: match.index + 1 },
      message: {
        en: 'This file cannot be loaded: it holds a control character',
        zh: '文件无法加载：里面有控制字符',
      },
      label: { en: `the invisible character ${code}`, zh: `不可见字符 ${code}` },
    });
  }
  return found;
}
