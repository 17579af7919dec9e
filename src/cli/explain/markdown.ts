/** The Markdown of rules' documentation as lines of a terminal: paragraphs, lists, code. */
import { joinLines } from '../../report/join-lines.ts';
import type { Paint } from '../../report/terminal/paint.ts';
import { wrap } from '../../report/terminal/wrap.ts';

/** Wrapped to so many cells; code keeps its lines. */
export function rendered(markdown: string, width: number, paint: Paint): string[] {
  const blocks = blocksOf(markdown);
  return blocks.flatMap((block, index) => {
    const isTight = block.kind === 'item' && blocks[index - 1]?.kind === 'item';
    return [...(index === 0 || isTight ? [] : ['']), ...linesOf(block, width, paint)];
  });
}

type Block =
  | { readonly kind: 'text' | 'heading'; readonly text: string }
  | { readonly kind: 'item'; readonly text: string; readonly mark: string }
  | { readonly kind: 'code'; readonly lines: readonly string[] };

function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = [];
  let open: string[] = [];
  let code: string[] | undefined;
  const close = (): void => {
    if (open.length > 0) blocks.push(blockOf(open));
    open = [];
  };
  for (const line of markdown.trim().split('\n')) {
    if (/^\s*```/.test(line)) {
      close();
      if (code) blocks.push({ kind: 'code', lines: code });
      code = code ? undefined : [];
    } else if (code) code.push(line);
    else if (line.trim() === '') close();
    else if (/^\s*\|/.test(line)) {
      close();
      blocks.push({ kind: 'code', lines: [line] });
    } else {
      if (/^\s*(?:[-*]|\d+\.)\s|^#+\s/.test(line)) close();
      open.push(line);
    }
  }
  close();
  return blocks;
}

function blockOf(lines: readonly string[]): Block {
  const text = lines.map((line) => line.trim()).reduce(joinLines);
  const sign = /^(?:#{1,6}|[-*]|\d{1,3}\.)(?=\s)/.exec(text)?.[0];
  const rest = text.slice(sign?.length ?? 0).trim();
  if (sign?.startsWith('#')) return { kind: 'heading', text: rest };
  return sign === undefined
    ? { kind: 'text', text: rest }
    : { kind: 'item', mark: sign === '*' ? '-' : sign, text: rest };
}

function linesOf(block: Block, width: number, paint: Paint): string[] {
  switch (block.kind) {
    case 'code':
      return block.lines.map((line) => `    ${line}`.trimEnd());
    case 'heading':
      return wrap(plain(block.text), width).map((line) => paint('strong', line));
    case 'item':
      return wrap(plain(block.text), width - 2 - block.mark.length).map(
        (line, index) => `${index === 0 ? `${block.mark} ` : ' '.repeat(block.mark.length + 1)}${line}`,
      );
    default:
      return wrap(plain(block.text), width);
  }
}

/** Without the signs that only a renderer reads: emphasis and links. Code stays in its quotes, which tell it from prose. */
function plain(text: string): string {
  return text.replace(/\*\*([^*]+)\*\*/g, '$1').replace(/\[([^\][]{1,200})\]\(([^()]{1,300})\)/g, '$1 ($2)');
}
