/** What can be wrong with the XML of a property list, in words. Each function answers one finding of `malformed-plist`. */
import type { Span, SyntaxFinding, Text, TextEdit } from '../../core.ts';
import { RULE, refused, safe } from './malformed.ts';

/** `&` that begins no reference. `edits`: every one of the same text. */
export function bareAmpersand(at: Span, edits: readonly TextEdit[]): SyntaxFinding {
  return refused(
    at,
    { en: 'a bare & is not XML', zh: '裸写的 & 不是合法的 XML' },
    { en: 'in XML a literal & is written &amp;', zh: 'XML 里的 & 要写成 &amp;' },
    safe({ en: 'Write & as &amp;', zh: '把 & 写成 &amp;' }, edits),
  );
}

/** `<` that begins no tag. */
export function bareLessThan(at: Span): SyntaxFinding {
  return refused(
    at,
    { en: 'a bare < is not XML', zh: '裸写的 < 不是合法的 XML' },
    { en: 'in XML a literal < is written &lt;', zh: 'XML 里的 < 要写成 &lt;' },
    safe({ en: 'Write < as &lt;', zh: '把 < 写成 &lt;' }, [{ at, text: '&lt;' }]),
  );
}

/** `]]>` outside a CDATA section. */
export function bareSectionEnd(at: Span): SyntaxFinding {
  return refused(
    at,
    { en: ']]> stands outside a CDATA section', zh: ']]> 出现在 CDATA 之外' },
    { en: 'as text it is written ]]&gt;', zh: '作为文字要写成 ]]&gt;' },
    safe({ en: 'Write ]]> as ]]&gt;', zh: '把 ]]> 写成 ]]&gt;' }, [{ at, text: ']]&gt;' }]),
  );
}

/** `&nbsp;`, `&#0;`: XML knows five names and the numbers of real characters. */
export function unknownEntity(at: Span, source: string): SyntaxFinding {
  return refused(
    at,
    { en: `${source} means nothing in XML`, zh: `${source} 在 XML 中没有含义` },
    {
      en: 'only &amp; &lt; &gt; &quot; &apos; and character numbers are known',
      zh: '只认 &amp; &lt; &gt; &quot; &apos; 和字符编号',
    },
  );
}

/** A control character. */
export function forbiddenCharacter(at: Span, code: number): SyntaxFinding {
  const name = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  return refused(
    at,
    { en: `it holds the character ${name}, which XML forbids`, zh: `其中有 XML 禁止的字符 ${name}` },
    { en: `invisible character ${name}`, zh: `看不见的字符 ${name}` },
  );
}

/** `--` inside a comment. */
export function hyphensInComment(at: Span): SyntaxFinding {
  return {
    rule: RULE,
    at,
    message: {
      en: 'Strict XML readers refuse this whole file: a comment must not hold --',
      zh: '严格的 XML 解析器会拒绝整个文件：注释里不能出现 --',
    },
    label: { en: '-- is only allowed as the end of the comment', zh: '-- 只能用来结束注释' },
    why: {
      en: 'This is what becomes of an argument such as --replace when it is commented out. Delete the line instead.',
      zh: '把 --replace 这样的参数注释掉就会变成这样。直接删掉这一行即可。',
    },
  };
}

/** A comment, a section or an instruction that runs to the end of the file. */
export function neverEnds(at: Span, what: Text, end: string): SyntaxFinding {
  return refused(
    at,
    { en: `${what.en} never ends`, zh: `${what.zh}没有结束` },
    { en: `the file ends before its ${end}`, zh: `直到文件末尾也没有出现 ${end}` },
  );
}

/** `<HOME>` in a value: a placeholder that the user must replace, not a tag. */
export function placeholder(at: Span, name: string, more: number): SyntaxFinding {
  const others = more === 0 ? { en: '', zh: '' } : { en: ` (${more} more like it)`, zh: `（另有 ${more} 处）` };
  const finding = refused(
    at,
    { en: `the placeholder <${name}> was never filled in`, zh: `占位符 <${name}> 没有换成实际内容` },
    { en: `XML reads this as a tag${others.en}`, zh: `XML 会把它当成标签${others.zh}` },
  );
  return /(?:^|\/)Launch(?:Agents|Daemons)\/[^/]+$/i.test(at.file) ? finding : { ...finding, severity: 'info' };
}

/** `<True/>`, `<String>`: tags are case-sensitive. */
export function wrongCase(at: Span, name: string, right: string, fixable: boolean): SyntaxFinding {
  const slash = fixable ? '/' : '';
  return refused(
    at,
    { en: `<${name}${slash}> is no property list tag`, zh: `plist 没有 <${name}${slash}> 这个标签` },
    { en: `case counts: <${right}${slash}>`, zh: `区分大小写，应为 <${right}${slash}>` },
    fixable ? safe({ en: `Write <${right}/>`, zh: `改成 <${right}/>` }, [{ at, text: `<${right}/>` }]) : undefined,
  );
}

/** A tag property lists do not have, or one that does not belong here. */
export function unknownTag(at: Span, name: string): SyntaxFinding {
  return refused(
    at,
    { en: `a property list has no <${name}> here`, zh: `plist 的这个位置没有 <${name}> 这种标签` },
    {
      en: 'not one of dict, array, string, integer, real, true, false, date, data',
      zh: '应为 dict、array、string、integer、real、true、false、date、data 之一',
    },
  );
}

/** `</dict>` where an inner tag is still open. */
export function unclosedTag(at: Span, name: string, by?: Span): SyntaxFinding {
  const related = by && [{ at: by, message: { en: 'closed too early here', zh: '在这里被提前关闭' } }];
  return refused(
    at,
    { en: `<${name}> is never closed`, zh: `<${name}> 没有对应的结束标签` },
    { en: `no </${name}> follows`, zh: `后面没有 </${name}>` },
    undefined,
    related,
  );
}

/** `</dict>` that closes nothing. */
export function strayClose(at: Span, name: string): SyntaxFinding {
  return refused(
    at,
    { en: `</${name}> closes nothing`, zh: `</${name}> 没有对应的开始标签` },
    { en: `no <${name}> is open here`, zh: `这里没有尚未关闭的 <${name}>` },
  );
}

/** `<key>A</string>`. */
export function mismatched(at: Span, open: string, close: string): SyntaxFinding {
  return refused(
    at,
    { en: `</${close}> closes a <${open}>`, zh: `<${open}> 被 </${close}> 关闭` },
    { en: `must be </${open}>`, zh: `应为 </${open}>` },
  );
}

/** A tag that is broken inside its angle brackets. */
export function brokenTag(at: Span, unclosed: boolean): SyntaxFinding {
  return refused(
    at,
    { en: 'a tag is malformed', zh: '标签格式不正确' },
    unclosed
      ? { en: 'the > is missing', zh: '缺少 >' }
      : { en: 'not a list of name="value"', zh: '不是 名称="值" 的形式' },
  );
}

/** `version=“1.0”`. */
export function smartQuotes(at: Span, straight: string): SyntaxFinding {
  return refused(
    at,
    { en: 'its markup holds typographic quotes', zh: '标记里用了弯引号' },
    { en: 'XML needs straight quotes here', zh: 'XML 在这里只认直引号' },
    safe({ en: 'Use straight quotes', zh: '改成直引号' }, [{ at, text: straight }]),
  );
}

/** Two keys in a row, or a key at the end of its dict. */
export function missingValue(at: Span, name: string): SyntaxFinding {
  return refused(
    at,
    { en: `the key ${name} has no value`, zh: `键 ${name} 没有值` },
    { en: 'a value must follow', zh: '后面必须跟一个值' },
  );
}

/** A value in a dict without a key before it. */
export function missingKey(at: Span): SyntaxFinding {
  return refused(
    at,
    { en: 'a value in a dict has no key', zh: 'dict 里有一个值没有键' },
    { en: 'a <key> must stand before it', zh: '前面必须有 <key>' },
  );
}

/** `<key>` in an array or at the top. */
export function keyOutsideDict(at: Span): SyntaxFinding {
  return refused(
    at,
    { en: 'a <key> stands outside a dict', zh: '<key> 出现在 dict 之外' },
    { en: 'only a dict has keys', zh: '只有 dict 才有键' },
  );
}

/** Words between elements. */
export function textBetween(at: Span): SyntaxFinding {
  return refused(
    at,
    { en: 'there is text between its elements', zh: '元素之间夹着文字' },
    { en: 'belongs in a tag, or in a comment <!-- … -->', zh: '应放进标签，或写成注释 <!-- … -->' },
  );
}

/** Spaces or anything else before `<?xml`. `blank`: the spaces that can simply go. */
export function declarationNotFirst(at: Span, blank?: Span): SyntaxFinding {
  return refused(
    at,
    { en: '<?xml must be its very first characters', zh: '<?xml 必须是文件最开头的字符' },
    {
      en: blank ? 'blank lines or spaces stand before it' : 'something comes before it',
      zh: blank ? '它前面有空白' : '它前面还有内容',
    },
    blank
      ? safe({ en: 'Remove the spaces before <?xml', zh: '删除 <?xml 前的空白' }, [{ at: blank, text: '' }])
      : undefined,
  );
}

/** A second value beside the only one a property list may contain, or anything after `</plist>`. */
export function secondRoot(at: Span): SyntaxFinding {
  return refused(
    at,
    { en: 'it holds more than one top-level value', zh: '顶层不止一个值' },
    { en: 'a property list is one value', zh: '一个 plist 只能有一个顶层值' },
  );
}

/** A file without any value. */
export function noValue(at: Span): SyntaxFinding {
  return refused(
    at,
    { en: 'there is no property list in it', zh: '文件里没有 plist 内容' },
    { en: 'launchd reads XML and binary property lists only', zh: 'launchd 只读 XML 和二进制 plist' },
  );
}

/** `{ Label = "a"; }`: the format of NeXTSTEP, which CoreFoundation still reads (openradar 23486380). */
export function oldStyle(at: Span): SyntaxFinding {
  return {
    rule: RULE,
    at,
    message: {
      en: 'launchctl refuses this file: it is an old-style (ASCII) property list',
      zh: 'launchctl 会拒绝这个文件：它是旧式（ASCII）plist',
    },
    label: { en: 'convert it: plutil -convert xml1 FILE', zh: '可转换：plutil -convert xml1 文件名' },
    why: {
      en: 'plutil and defaults read this format, launchd takes XML and binary property lists only.',
      zh: 'plutil 和 defaults 能读这种格式，launchd 只接受 XML 和二进制 plist。',
    },
  };
}

/** `<integer>abc</integer>`. */
export function notA(at: Span, type: string): SyntaxFinding {
  return refused(
    at,
    { en: `the content of <${type}> is not one`, zh: `<${type}> 的内容不符合该类型` },
    { en: `not ${type === 'integer' ? 'an' : 'a'} ${type}`, zh: `不是 ${type}` },
  );
}

/** Nesting beyond anything a job needs. */
export function tooDeep(at: Span, limit: number): SyntaxFinding {
  return {
    rule: RULE,
    at,
    message: {
      en: `Nothing inside this element is checked: it is nested more than ${limit} levels deep`,
      zh: `这个元素里的内容不再检查：嵌套超过 ${limit} 层`,
    },
  };
}

/** A binary property list whose tables contradict each other. */
export function brokenBinary(at: Span): SyntaxFinding {
  return refused(
    at,
    { en: 'its binary tables are damaged', zh: '二进制结构已损坏' },
    { en: 'damaged or cut off', zh: '文件损坏或不完整' },
  );
}
