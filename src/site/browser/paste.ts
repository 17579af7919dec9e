/** The box into which a file or an error is pasted, and pasting anywhere else on the page. */
import { play } from '../play-words.ts';
import { byId, lang } from './dom.ts';
import type { IntakeOptions } from './intake.ts';

/** Prepares the dialog. */
export function preparePaste({ machine, add, error }: IntakeOptions): void {
  const dialog = byId<HTMLDialogElement>('paste-dialog');
  const text = byId<HTMLTextAreaElement>('paste-text');
  const name = byId<HTMLInputElement>('paste-name');
  const kind = byId('paste-kind');
  let isNamed = false;

  async function recognise(): Promise<void> {
    const guess = await machine.guess(text.value);
    if (text.value.trim() === '') kind.textContent = '';
    else if (guess.name === undefined) kind.textContent = play('looksLikeError', lang);
    else kind.textContent = play('looksLike', lang, { kind: guess.kind });
    if (!isNamed) name.value = guess.name ?? '';
  }

  function open(initial: string): void {
    isNamed = false;
    text.value = initial;
    name.value = '';
    void recognise();
    dialog.showModal();
    text.focus();
  }

  text.addEventListener('input', () => void recognise());
  name.addEventListener('input', () => {
    isNamed = name.value !== '';
  });
  byId('paste').addEventListener('click', () => open(''));
  byId('add').addEventListener('click', () => open(''));
  dialog.addEventListener('close', () => {
    if (dialog.returnValue !== 'ok' || text.value === '') return;
    if (name.value.trim() === '') error(text.value);
    else add([{ path: name.value.trim(), text: text.value.endsWith('\n') ? text.value : `${text.value}\n` }]);
    dialog.returnValue = '';
  });
  addEventListener('paste', (event) => {
    const pasted = pastedText(event);
    if (pasted !== '') open(pasted);
  });
}

/** What was pasted where nothing else takes it; empty for mere space. */
function pastedText({ target, clipboardData }: ClipboardEvent): string {
  if ((target as Element).closest('textarea, input, #editor, dialog')) return '';
  const text = clipboardData?.getData('text/plain') ?? '';
  return text.trim() === '' ? '' : text;
}
