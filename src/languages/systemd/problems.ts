/**
 * What systemd refuses in the syntax of a unit, in words for its author. Unknown keys and unusable values are left to rules.
 */
import type { Source, SyntaxFinding, Text, TextEdit } from '../../core.ts';
import { classOf } from '../../knowledge/systemd/keys.ts';
import { basename, dirname, lineEnding, slice } from '../../text.ts';
import type { ProblemKind, UnitProblem } from './unit-file.ts';

interface Wording {
  readonly severity: 'error' | 'warning';
  readonly message: Text;
  readonly label: Text;
  readonly why: Text;
}

const WORDINGS: Readonly<Record<ProblemKind, Wording>> = {
  'section-header': {
    severity: 'error',
    message: { en: 'systemd refuses to load this unit', zh: 'systemd 会拒绝加载这个单元' },
    label: {
      en: 'a section header must end in ] and have nothing after it',
      zh: '小节标题必须以 ] 结尾，后面不能再有内容',
    },
    why: {
      en: 'A malformed header is the one line systemd does not skip: the whole file counts as broken.',
      zh: '写错的小节标题不会像其他错行那样被跳过：整个文件都会被视为损坏。',
    },
  },
  'no-section': {
    severity: 'warning',
    message: { en: 'systemd ignores this line', zh: 'systemd 会忽略这一行' },
    label: { en: 'it comes before the first section header', zh: '它写在第一个小节标题之前' },
    why: {
      en: 'Every assignment belongs to a section such as [Service]; one outside of any is dropped.',
      zh: '每个赋值都要属于某个小节，例如 [Service]；不在任何小节里的赋值会被丢弃。',
    },
  },
  'no-equals': {
    severity: 'warning',
    message: { en: 'systemd ignores this line', zh: 'systemd 会忽略这一行' },
    label: { en: 'neither a comment nor Key=value', zh: '既不是注释，也不是 Key=value' },
    why: {
      en: 'Comments begin with # or ; on a line of their own; a line is continued by a backslash as its very last character.',
      zh: '注释要独占一行并以 # 或 ; 开头；续行时，上一行的最后一个字符必须是反斜杠。',
    },
  },
  'no-key': {
    severity: 'warning',
    message: { en: 'systemd ignores this line', zh: 'systemd 会忽略这一行' },
    label: { en: 'no key before the equals sign', zh: '等号前面没有键名' },
    why: {
      en: 'Without a key there is nothing to assign the value to.',
      zh: '没有键名，这个值就无处可赋。',
    },
  },
  'broken-continuation': {
    severity: 'error',
    message: { en: 'The line ends here; systemd drops the one below', zh: '这一行到此为止，systemd 会丢弃下一行' },
    label: { en: 'spaces after the backslash undo the continuation', zh: '反斜杠后面有空格，续行失效' },
    why: {
      en: 'A backslash continues a line only as its very last character.',
      zh: '只有位于行末最后一个字符的反斜杠才表示续行。',
    },
  },
};

const WITHOUT_BLANKS: Text = { en: 'delete the spaces after the backslash', zh: '删除反斜杠后面的空格' };

/** The findings for the problems of the file grammar; lines before the first section header are one. */
export function syntaxFindings(source: Source, problems: readonly UnitProblem[]): SyntaxFinding[] {
  const outside = problems.filter(({ kind }) => kind === 'no-section');
  const rest = problems.filter(({ kind }) => kind !== 'no-section').map(syntaxFinding);
  return outside.length === 0 ? rest : [withoutSection(source, outside), ...rest];
}

/** Settings without a header: the file's name or its folder says which section was meant, if it has all of the keys. */
function withoutSection(source: Source, problems: readonly UnitProblem[]): SyntaxFinding {
  const keys = problems.map(({ at }) => slice(source, at).split('=', 1)[0]!.trim());
  const section = impliedSections(source.file).find((name) => keys.every((key) => classOf(name, key) !== undefined));
  const first = problems[0]!;
  const finding = { at: first.at, ...WORDINGS['no-section'] };
  const said = problems.length === 1 ? finding : { ...finding, message: ignoredLines(problems.length) };
  if (section === undefined) return said;
  // The edit covers the lines, for they begin to mean something.
  const at = { ...first.at, end: problems.at(-1)!.at.end };
  // Variables were plainly meant to be set; another line that begins to count can stop the unit.
  const isSafe = keys.every((key) => key === 'Environment');
  const header = `[${section}]${lineEnding(source.text, at.start)}`;
  const edits: readonly TextEdit[] = [{ at, text: header + slice(source, at) }];
  return { ...said, fixes: [{ title: { en: `add [${section}]`, zh: `加上 [${section}]` }, safe: isSafe, edits }] };
}

const ignoredLines = (count: number): Text => ({
  en: `systemd ignores ${count} lines of this file`,
  zh: `systemd 会忽略这个文件里的 ${count} 行`,
});

/** `docker.service.d/proxy.conf` and `docker.service` contain a [Service], a [Unit] and an [Install] section. */
function impliedSections(file: string): readonly string[] {
  const name = file.endsWith('.conf') ? basename(dirname(file)).replace(/\.d$/, '') : basename(file);
  const type = /(?:^|\.)(service|socket|mount|automount|swap|slice|scope|timer|path)$/.exec(name)?.[1];
  return type ? [`${type[0]!.toUpperCase()}${type.slice(1)}`, 'Unit', 'Install'] : [];
}

/** The finding for one problem of the file grammar. */
function syntaxFinding({ kind, at }: UnitProblem): SyntaxFinding {
  const finding = { at, ...WORDINGS[kind] };
  if (kind !== 'broken-continuation') return finding;
  const blanks = { ...at, start: at.start + 1 };
  return { ...finding, fixes: [{ title: WITHOUT_BLANKS, safe: true, edits: [{ at: blanks, text: '' }] }] };
}
