/** The Markdown of docs/ and of rules as HTML: headings, paragraphs, lists, tables, code, links, emphasis. All text is escaped. */
import { joinLines } from '../report/join-lines.ts';
import { t, tag } from '../report/page/markup.ts';

export interface Linking {
  /** The address of a link; undefined: its text stands alone. */
  readonly link: (target: string) => string | undefined;
  /** Level of the highest heading. */
  readonly top?: number | undefined;
}

/** HTML of a text. */
export function html(markdown: string, linking: Linking): string {
  return blocksOf(markdown.replace(/<!--[\s\S]*?-->/g, ''))
    .map((block) => blockHtml(block, linking))
    .join('\n');
}

/** One line of Markdown, without a paragraph around it. */
function inline(text: string, { link }: Linking): string {
  return text
    .split(/(`[^`]+`|!?\[[^\][]*\]\([^()\s]*\)|\*\*[^*]+\*\*|\*[^*\s][^*]*\*)/)
    .map((part) => {
      const code = /^`([^`]+)`$/.exec(part);
      if (code) return tag('code', {}, t(code[1] ?? ''));
      const target = /^!?\[([^\][]*)\]\(([^()\s]*)\)$/.exec(part);
      if (target) return linked(target[1] ?? '', link(target[2] ?? ''), { link });
      const strong = /^\*\*([^*]+)\*\*$/.exec(part);
      if (strong) return tag('strong', {}, t(strong[1] ?? ''));
      const soft = /^\*([^*]+)\*$/.exec(part);
      return soft ? tag('em', {}, t(soft[1] ?? '')) : t(part);
    })
    .join('');
}

function linked(text: string, href: string | undefined, linking: Linking): string {
  const words = inline(text, linking);
  return href === undefined ? words : tag('a', { href }, words);
}

/** `The running machine` → `the-running-machine`, as GitHub names headings. */
function slug(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s-]/gu, '')
    .trim()
    .replace(/\s+/g, '-');
}

type Block =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'heading'; readonly text: string; readonly level: number }
  | { readonly kind: 'list'; readonly items: readonly string[]; readonly isNumbered: boolean }
  | { readonly kind: 'table'; readonly rows: readonly string[] }
  | { readonly kind: 'code'; readonly lines: readonly string[]; readonly language: string };

function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = [];
  const lines = markdown.trim().split('\n');
  for (let at = 0; at < lines.length; ) {
    const [block, next] = blockAt(lines, at);
    if (block) blocks.push(block);
    at = next;
  }
  return blocks;
}

const ITEM = /^\s{0,3}(?:[-*]|\d{1,3}\.)\s+/;

/** The block that begins at a line, and the line after it. */
function blockAt(lines: readonly string[], at: number): [Block | undefined, number] {
  const line = lines[at] ?? '';
  if (line.trim() === '') return [undefined, at + 1];
  const fence = /^\s*```(\w*)/.exec(line);
  if (fence) {
    const end = lines.findIndex((one, index) => index > at && /^\s*```\s*$/.test(one));
    const last = end < 0 ? lines.length : end;
    return [{ kind: 'code', lines: lines.slice(at + 1, last), language: fence[1] ?? '' }, last + 1];
  }
  const heading = /^(#{1,6}) (.*)$/.exec(line);
  if (heading) return [{ kind: 'heading', level: heading[1]?.length ?? 1, text: heading[2] ?? '' }, at + 1];
  const isStart = (one: string): boolean => /^\s*```|^#{1,6}\s/.test(one) || one.trim() === '';
  const upTo = (isOver: (one: string) => boolean): number => {
    let end = at + 1;
    while (end < lines.length && !isOver(lines[end] ?? '')) end++;
    return end;
  };
  if (line.startsWith('|')) {
    const end = upTo((one) => !one.startsWith('|'));
    return [{ kind: 'table', rows: lines.slice(at, end) }, end];
  }
  const end = upTo((one) => isStart(one) || (!ITEM.test(line) && (ITEM.test(one) || one.startsWith('|'))));
  const own = lines.slice(at, end);
  if (!ITEM.test(line)) return [{ kind: 'text', text: own.map((one) => one.trim()).reduce(joinLines) }, end];
  return [{ kind: 'list', items: itemsOf(own), isNumbered: /^\s*\d/.test(line) }, end];
}

function itemsOf(lines: readonly string[]): string[] {
  const items: string[] = [];
  for (const line of lines) {
    if (ITEM.test(line)) items.push(line.replace(ITEM, ''));
    else items.push(joinLines(items.pop() ?? '', line.trim()));
  }
  return items;
}

function blockHtml(block: Block, linking: Linking): string {
  switch (block.kind) {
    case 'code':
      return codeBlock(block.lines.join('\n'));
    case 'heading':
      return headingHtml(block, linking);
    case 'list': {
      const items = block.items.map((item) => tag('li', {}, inline(item, linking)));
      return tag(block.isNumbered ? 'ol' : 'ul', {}, ...items);
    }
    case 'table':
      return tableHtml(block.rows, linking);
    default:
      return tag('p', {}, inline(block.text, linking));
  }
}

function headingHtml({ level, text }: Extract<Block, { kind: 'heading' }>, linking: Linking): string {
  return tag(`h${Math.min(6, level + (linking.top ?? 1) - 1)}`, { id: slug(text) }, inline(text, linking));
}

/** Code that scrolls sideways, reachable by keyboard. */
export function codeBlock(text: string): string {
  return tag('pre', { class: 'code', tabindex: 0 }, tag('code', {}, t(text).replaceAll('&#10;', '\n')));
}

function tableHtml(rows: readonly string[], linking: Linking): string {
  const cells = (row: string): string[] =>
    row
      .replace(/^\||\|\s*$/g, '')
      .split(/(?<!\\)\|/)
      .map((cell) => inline(cell.trim().replaceAll('\\|', '|'), linking));
  const [head = '', , ...body] = rows;
  const heads = cells(head).map((cell) => tag('th', { scope: 'col' }, cell));
  const lines = body.map((row) => tag('tr', {}, ...cells(row).map((cell) => tag('td', {}, cell))));
  const table = tag('table', {}, tag('thead', {}, tag('tr', {}, ...heads)), tag('tbody', {}, ...lines));
  return tag('div', { class: 'scroll', tabindex: 0 }, table);
}
