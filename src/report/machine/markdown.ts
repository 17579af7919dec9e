/** Markdown for a comment on a pull request. Linted text stays text: no link, mention, tag or table cell comes of it. */
import type { Diagnostic } from '../../core.ts';
import { groupBy } from '../../text.ts';
import { frameOf } from '../frame.ts';
import { type Report, say } from '../model.ts';
import { ends } from '../position.ts';
import { visible } from '../visible.ts';
import { checked, lineName, more, remainder, SEVERITY, word } from '../words.ts';

/** GitHub takes comments of 65,536 characters, GitLab of a million; what does not fit is counted. */
const LONGEST_CHARACTERS = 60_000;
const CODE_COLUMNS = 96;

const SPECIAL = /[\\`*_[\]<>#|~&@$]|:(?=\/\/)|^[-+=]/g;

/**
 * Text that Markdown shows as it is: every character with a meaning becomes an entity, and a comment is inside what
 * GitHub links after rendering (mentions, issue numbers, addresses).
 */
export function escapeMarkdown(text: string): string {
  return visible(text)
    .replace(SPECIAL, (character) => `&#${character.charCodeAt(0)};${/[@#:]/.test(character) ? '<!-- -->' : ''}`)
    .replace(/^(\d{1,9})(?=[.)])/, '$1<!-- -->')
    .replace(/\b(www\b|GH(?=-\d))/gi, '$1<!-- -->');
}

/** A code span, its fence longer than any in the text; bars are escaped for tables. */
export function code(text: string): string {
  const safe = visible(text).replace(/\|/g, '¦');
  const fence = '`'.repeat(longestRun(safe) + 1);
  const pad = /^`|`$|^ .* $/.test(safe) ? ' ' : '';
  return `${fence}${pad}${safe}${pad}${fence}`;
}

/** The rule's id, linked to its documentation where there is one. */
export function ruleLink(report: Report, rule: string): string {
  const { url } = report.rule(rule);
  return url && /^https?:[\x21-\x7e]*$/.test(url)
    ? `[${rule}](${url.replace(/[()\s<>\\]/g, encodeURIComponent)})`
    : code(rule);
}

/** The comment: a count, then each file with its findings, code folded away. */
export function markdown(report: Report): string {
  const { lang } = report;
  const sentences = [checked(report.summary, lang), ...remainder(report)].map(escapeMarkdown);
  let text = `### envlint\n\n${sentences.join(lang === 'zh-CN' ? '' : ' ')}\n`;
  let left = report.diagnostics.length;
  for (const [file, diagnostics] of groupBy(report.diagnostics, (diagnostic) => diagnostic.at.file)) {
    const head = `\n#### ${code(report.path(file))}\n`;
    for (const [index, diagnostic] of diagnostics.entries()) {
      const block = (index === 0 ? head : '') + findingBlock(report, diagnostic);
      if (text.length + block.length > LONGEST_CHARACTERS) return `${text}\n${more(left, lang)}\n`;
      text += block;
      left--;
    }
  }
  return text;
}

function findingBlock(report: Report, diagnostic: Diagnostic): string {
  const { lang } = report;
  const { severity, message, rule, why, related = [], fixes = [], at } = diagnostic;
  const { start } = ends(report.project.documents.get(at.file), at);
  const name = SEVERITY[severity][lang === 'zh-CN' ? 'zh' : 'en'];
  const line = `${lineName(start.line, lang)}${lang === 'zh-CN' ? '：' : ': '}`;
  const lines = [`\n**${name}** ${line}${escapeMarkdown(say(report, message))} ${ruleLink(report, rule)}\n`];
  if (why) lines.push(`${escapeMarkdown(say(report, why))}\n`);
  for (const note of related) {
    const place = ends(report.project.documents.get(note.at.file), note.at).start.line;
    lines.push(`- ${code(`${report.path(note.at.file)}:${place}`)} ${escapeMarkdown(say(report, note.message))}`);
  }
  for (const fix of fixes) {
    lines.push(`- **${word(fix.safe ? 'fix' : 'unsafeFix', lang)}** ${escapeMarkdown(say(report, fix.title))}`);
  }
  const frame = plainFrame(report, diagnostic);
  if (frame !== '') {
    const fence = '`'.repeat(Math.max(3, longestRun(frame) + 1));
    lines.push(
      `\n<details><summary>${word('showCode', lang)}</summary>\n\n${fence}text\n${frame}\n${fence}\n\n</details>`,
    );
  }
  return `${lines.join('\n')}\n`;
}

function plainFrame(report: Report, diagnostic: Diagnostic): string {
  const { lines } = frameOf(report, diagnostic, CODE_COLUMNS);
  const gutter = Math.max(0, ...lines.map((line) => String(line?.line ?? '').length));
  return lines
    .flatMap((line) => {
      if (!line) return ['⋮'];
      const text = `${String(line.line).padStart(gutter)} │ ${line.cells.map((cell) => cell.text).join('')}`;
      const marks = line.marks.map(
        (mark) => `${' '.repeat(gutter)} │ ${' '.repeat(mark.from)}${'^'.repeat(mark.to - mark.from)} ${mark.label}`,
      );
      return [text, ...marks.map((mark) => mark.trimEnd())];
    })
    .join('\n');
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}
