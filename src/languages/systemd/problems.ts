/** What a reader of units refuses, said to its owner. Unknown keys and unusable values are the business of rules. */
import type { SyntaxFinding, Text } from '../../core.ts';
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
      en: 'a section header must end in ] and have nothing behind it',
      zh: '节标题必须以 ] 结尾，后面不能再有内容',
    },
    why: {
      en: 'A malformed header is the one line systemd does not skip: the whole file counts as broken.',
      zh: '写错的节标题不会像其他错行那样被跳过：整个文件都会被视为损坏。',
    },
  },
  'no-section': {
    severity: 'warning',
    message: { en: 'systemd ignores this line', zh: 'systemd 会忽略这一行' },
    label: { en: 'it stands before the first section header', zh: '它写在第一个节标题之前' },
    why: {
      en: 'Every assignment belongs to a section such as [Service]; one outside of any is dropped.',
      zh: '每个赋值都要属于某一节，例如 [Service]；不在任何节里的赋值会被丢弃。',
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
    label: { en: 'blanks behind the backslash undo the continuation', zh: '反斜杠后面有空格，续行失效' },
    why: {
      en: 'A backslash continues a line only as its very last character.',
      zh: '只有位于行末最后一个字符的反斜杠才表示续行。',
    },
  },
};

const WITHOUT_BLANKS: Text = { en: 'delete the blanks behind the backslash', zh: '删除反斜杠后面的空格' };

/** The finding for a problem of the file grammar. */
export function syntaxFinding({ kind, at }: UnitProblem): SyntaxFinding {
  const finding = { at, ...WORDINGS[kind] };
  if (kind !== 'broken-continuation') return finding;
  const blanks = { ...at, start: at.start + 1 };
  return { ...finding, fixes: [{ title: WITHOUT_BLANKS, safe: true, edits: [{ at: blanks, text: '' }] }] };
}
