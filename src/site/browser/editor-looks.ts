/** The editor's colours and sizes, in the variables of the page's style. */
import { HighlightStyle } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const MONO =
  'ui-monospace, "SF Mono", "Cascadia Mono", "JetBrains Mono", Menlo, Consolas, "DejaVu Sans Mono", "Sarasa Mono SC", "Noto Sans Mono CJK SC", monospace';

const wave = (tone: string): Record<string, string> => ({
  backgroundImage: 'none',
  textDecoration: `underline wavy var(--${tone}) 1.5px`,
  textUnderlineOffset: '4px',
  textDecorationSkipInk: 'none',
  paddingBottom: '0',
});

const action = { font: 'inherit', cursor: 'pointer', borderRadius: '6px', padding: '2px 9px', margin: '6px 6px 0 0' };

export const looks = EditorView.theme({
  '&': { height: '100%', fontSize: '13.5px', color: 'var(--ink)', backgroundColor: 'var(--card)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: MONO, lineHeight: '1.65', overflow: 'auto' },
  '.cm-content': { padding: '10px 0', caretColor: 'var(--ink)' },
  '.cm-line': { padding: '0 14px 0 6px' },
  '.cm-gutters': { backgroundColor: 'var(--card)', color: 'var(--faint)', border: 'none' },
  '.cm-activeLine': { backgroundColor: 'var(--code)' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    background: 'var(--select)',
  },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--select)', color: 'inherit' },
  '.cm-lintRange-error': wave('error'),
  '.cm-lintRange-warning': wave('warning'),
  '.cm-lintRange-info': wave('info'),
  '.cm-lintPoint:after': { borderBottomColor: 'var(--error)' },
  '.cm-gutter-lint': { width: '14px' },
  '.cm-gutter-lint .cm-gutterElement': { padding: '0 2px' },
  '.cm-lint-marker': { width: '9px', height: '9px', content: '""', borderRadius: '50%', display: 'inline-block' },
  '.cm-lint-marker-error': { content: '""', background: 'var(--error)' },
  '.cm-lint-marker-warning': { content: '""', background: 'var(--warning)' },
  '.cm-lint-marker-info': { content: '""', background: 'var(--info)' },
  '.cm-tooltip': {
    backgroundColor: 'var(--card)',
    color: 'var(--ink)',
    border: '1px solid var(--edge)',
    borderRadius: '9px',
    boxShadow: '0 8px 28px rgba(0, 0, 0, .18)',
    maxWidth: 'min(560px, 88vw)',
    fontFamily: 'system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif',
    fontSize: '13.5px',
    lineHeight: '1.55',
    overflow: 'hidden',
  },
  '.cm-diagnostic': { padding: '9px 14px', borderLeft: '4px solid var(--info)', whiteSpace: 'pre-wrap' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--error)' },
  '.cm-diagnostic-warning': { borderLeftColor: 'var(--warning)' },
  '.cm-diagnosticSource': { fontFamily: MONO, fontSize: '12px', color: 'var(--faint)', opacity: '1' },
  '.cm-diagnosticAction': { ...action, backgroundColor: 'var(--good-bg)', color: 'var(--good)', border: 'none' },
  '.hover': { padding: '9px 14px' },
  '.hover p': { margin: '0 0 4px', color: 'var(--soft)' },
  '.hover table': { borderCollapse: 'collapse', fontSize: '12.5px' },
  '.hover td': { padding: '1px 14px 1px 0', verticalAlign: 'top' },
  '.hover td:first-child': { fontFamily: MONO },
  '.hover .direct': { color: 'var(--good)' },
  '.hover .proxy': { color: 'var(--info)' },
  '.hover .reject, .hover .error': { color: 'var(--error)' },
  '.hover .unknown': { color: 'var(--warning)' },
});

export const words = HighlightStyle.define([
  { tag: tags.comment, color: 'var(--faint)' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--string)' },
  { tag: [tags.keyword, tags.operatorKeyword, tags.controlKeyword, tags.definitionKeyword], color: 'var(--keyword)' },
  { tag: [tags.propertyName, tags.attributeName, tags.definition(tags.variableName)], color: 'var(--name)' },
  { tag: [tags.tagName, tags.heading], color: 'var(--keyword)' },
  { tag: [tags.number, tags.bool, tags.atom], color: 'var(--number)' },
  { tag: tags.standard(tags.variableName), color: 'var(--name)' },
]);
