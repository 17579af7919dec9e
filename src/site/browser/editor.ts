/** The editor: CodeMirror in a shadow root, where its styles need no exception from the page's policy. */
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching, indentUnit, syntaxHighlighting } from '@codemirror/language';
import {
  diagnosticCount,
  type Diagnostic as EditorMark,
  lintGutter,
  lintKeymap,
  setDiagnostics,
} from '@codemirror/lint';
import { Compartment, EditorState, Prec } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightSpecialChars,
  hoverTooltip,
  keymap,
  lineNumbers,
  tooltips,
} from '@codemirror/view';
import type { Mark } from '../core/machine.ts';
import type { EditorHandle, EditorOptions } from './editor-handle.ts';
import { looks, words } from './editor-looks.ts';
import { languageFor } from './editor-modes.ts';

declare global {
  var envlintEditor: (options: EditorOptions) => EditorHandle;
}

globalThis.envlintEditor = (options) => {
  const root = options.parent.attachShadow({ mode: 'open' });
  const states = new Map<string, EditorState>();
  const marks = new Map<string, readonly Mark[]>();
  const mode = new Compartment();
  let open = '';
  let kind = '';
  const view = new EditorView({ parent: root, root });

  const extensions = [
    lineNumbers(),
    highlightSpecialChars(),
    history(),
    drawSelection(),
    EditorState.allowMultipleSelections.of(true),
    indentUnit.of('  '),
    bracketMatching(),
    highlightActiveLine(),
    lintGutter(),
    syntaxHighlighting(words),
    // Tab leaves the editor: it must not catch those who move by keyboard.
    keymap.of([...defaultKeymap, ...historyKeymap, ...lintKeymap]),
    Prec.highest(looks),
    tooltips({ position: 'absolute' }),
    EditorView.contentAttributes.of({ 'aria-label': options.label, spellcheck: 'false', autocapitalize: 'off' }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged && open !== '') options.changed(open, update.state.doc.toString());
    }),
    hoverTooltip(async (_, position) => {
      const hover = await options.hover(open, position);
      return hover && { pos: hover.start, end: hover.end, above: true, create: () => ({ dom: hover.dom }) };
    }),
  ];

  const stateFor = (text: string): EditorState =>
    EditorState.create({ doc: text, extensions: [extensions, mode.of([])] });

  /** Findings of the shown file; they may be of an older text by a moment. */
  const showMarks = (): void => {
    if (open === '' || (marks.size === 0 && diagnosticCount(view.state) === 0)) return;
    const length = view.state.doc.length;
    const own = (marks.get(open) ?? []).filter(({ end }) => end <= length).map((mark) => editorMark(mark, options));
    view.dispatch(setDiagnostics(view.state, own));
  };

  return {
    show(path, text, [language, dialect]) {
      if (open !== '') states.set(open, view.state);
      open = path;
      kind = '';
      view.setState(states.get(path) ?? stateFor(text));
      if (view.state.doc.toString() !== text) this.replace(path, text);
      view.scrollDOM.scrollLeft = 0;
      this.setMode(path, [language, dialect]);
      showMarks();
    },
    replace(path, text) {
      if (path !== open) {
        states.delete(path);
        return;
      }
      const old = view.state.doc.toString();
      if (old !== text) view.dispatch({ changes: difference(old, text), userEvent: 'input.fix' });
    },
    setMode(path, [language, dialect]) {
      if (path !== open || kind === `${language} ${dialect}`) return;
      kind = `${language} ${dialect}`;
      view.dispatch({ effects: mode.reconfigure(languageFor(language, dialect)) });
    },
    mark(all) {
      marks.clear();
      for (const mark of all) marks.set(mark.path, [...(marks.get(mark.path) ?? []), mark]);
      showMarks();
    },
    select(start, end) {
      const length = view.state.doc.length;
      const range = { anchor: Math.min(start, length), head: Math.min(end, length) };
      view.dispatch({ selection: range, effects: EditorView.scrollIntoView(range.anchor, { y: 'center' }) });
      view.focus();
    },
    forget: (path) => {
      states.delete(path);
      marks.delete(path);
      if (path === open) open = '';
    },
    clear: () => {
      states.clear();
      marks.clear();
      open = '';
    },
  };
};

function editorMark(mark: Mark, options: EditorOptions): EditorMark {
  return {
    from: mark.start,
    to: mark.end,
    severity: mark.severity,
    source: mark.rule,
    message: mark.why === '' ? mark.message : `${mark.message}\n${mark.why}`,
    actions: mark.repairs.map((repair) => ({
      name: options.actionName(repair),
      apply: () => options.repair(repair),
    })),
  };
}

/** The one change between two texts, so that what did not change keeps its marks and the cursor its place. */
function difference(old: string, text: string): { from: number; to: number; insert: string } {
  const most = Math.min(old.length, text.length);
  let start = 0;
  while (start < most && old[start] === text[start]) start++;
  let end = 0;
  while (end < most - start && old[old.length - 1 - end] === text[text.length - 1 - end]) end++;
  return { from: start, to: old.length - end, insert: text.slice(start, text.length - end) };
}
