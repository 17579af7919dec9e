/** Is a report well-formed? Told without its own writers. */
import type { FormatName } from '../../src/report/format.ts';

/** The first thing wrong with a report; undefined: nothing. */
export function wrongOutput(name: FormatName, text: string): string | undefined {
  switch (name) {
    case 'json':
    case 'sarif':
    case 'gitlab':
      return isJson(text) ? undefined : 'not JSON';
    case 'jsonl':
      return text.split('\n').every((line) => line === '' || isJson(line)) ? undefined : 'a line is not JSON';
    case 'junit':
    case 'checkstyle':
      return wrongXml(text);
    case 'html':
      return wrongHtml(text) ?? control(text);
    default:
      return control(text);
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Outside of the page's own script and style: every `<` begins a tag with quoted attributes, none of them runs anything. */
function wrongHtml(text: string): string | undefined {
  const body = text.replaceAll(/<(script|style)>[\s\S]*?<\/\1>/g, '').replace(/^<!doctype html>/i, '');
  const tags = body.replaceAll(/<\/?[a-z][\w:-]*((?:\s+[\w:-]+(?:="[^"<>]*")?)*)\s*\/?>/gi, (_, attributes: string) =>
    /(?:^|\s)(?:on\w+|srcdoc)[\s=]|="\s*javascript:/i.test(attributes.replaceAll(/="(?!\s*javascript:)[^"]*"/gi, '='))
      ? '<'
      : '',
  );
  return tags.includes('<') ? 'a live script or stray markup' : undefined;
}

/** What a terminal would obey, or what turns the reading direction. */
function control(text: string): string | undefined {
  const found = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/.exec(text)?.[0];
  return found === undefined ? undefined : `a control character U+${found.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Balanced tags, quoted attributes, known entities, characters XML 1.0 allows. */
export function wrongXml(text: string): string | undefined {
  if (/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(text)) return 'a character XML does not know';
  const open: string[] = [];
  let at = 0;
  for (const tag of text.matchAll(/<([/?]?)([\w:.-]+)((?:\s+[\w:.-]+="[^"<]*")*)\s*([/?]?)>/g)) {
    const between = text.slice(at, tag.index);
    if (/<|&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\dA-F]+);)/.test(between + (tag[3] ?? ''))) return 'stray markup';
    at = tag.index + tag[0].length;
    if (tag[1] === '?' || tag[4] === '/') continue;
    if (tag[1] === '') open.push(tag[2] ?? '');
    else if (open.pop() !== tag[2]) return 'tags that do not match';
  }
  return open.length > 0 || text.slice(at).includes('<') ? 'markup that does not end' : undefined;
}
