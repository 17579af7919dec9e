/** The list of findings: the cards of the HTML report, whose repairs are buttons here. */
import type { Checked, Mark, Repair } from '../core/machine.ts';
import { play } from '../play-words.ts';
import { byId, lang, make, pageAt, press } from './dom.ts';

export interface FindingsOptions {
  readonly goTo: (mark: Mark) => void;
  readonly repair: (repair: Repair) => void;
}

/** Draws what a check found. */
export function drawFindings(checked: Checked, options: FindingsOptions): void {
  byId('headline').textContent = checked.headline;
  byId('detail').textContent = checked.fault || checked.detail;
  const notes = checked.marks.filter(({ severity }) => severity === 'info');
  const box = byId<HTMLInputElement>('notes');
  byId('notes-text').textContent = play('showNotes', lang, { n: notes.length });
  if (box.parentElement) box.parentElement.hidden = notes.length === 0;
  const shown = checked.marks.filter(({ severity }) => severity !== 'info' || box.checked);
  const open = openFolds();
  byId('cards').replaceChildren(...(shown.length > 0 ? shown.map((mark) => cardOf(mark, options)) : [clear()]));
  for (const fold of document.querySelectorAll<HTMLDetailsElement>('#cards details')) fold.open = open.has(keyOf(fold));
  showButton('fixSafe', checked.fixable);
  showButton('fixUnsafe', checked.unsafeFixable);
}

function showButton(name: 'fixSafe' | 'fixUnsafe', count: number): void {
  const button = byId(name);
  button.hidden = count === 0;
  button.textContent = play(name, lang, { n: count });
}

/** Folds stay open while the user types. */
const openFolds = (): Set<string> =>
  new Set([...document.querySelectorAll<HTMLDetailsElement>('#cards details[open]')].map(keyOf));

const keyOf = (fold: Element): string => fold.closest('article')?.dataset.key ?? '';

const clear = (): HTMLElement => make('p', { class: 'clear' }, play('allClear', lang));

/** The card comes as escaped HTML from the code that writes the HTML report. */
function cardOf(mark: Mark, { goTo, repair }: FindingsOptions): HTMLElement {
  const box = make('template');
  box.innerHTML = mark.card;
  const card = box.content.firstElementChild as HTMLElement;
  card.dataset.key = `${mark.path} ${mark.rule} ${mark.message}`;
  const rule = card.querySelector<HTMLAnchorElement>('header .id a');
  rule?.setAttribute('href', pageAt(`rules/${mark.rule}.html`));
  rule?.setAttribute('target', '_blank');
  card
    .querySelector('.anchor')
    ?.replaceWith(press(mark.path, { class: 'place-button', title: play('goTo', lang) }, () => goTo(mark)));
  card.querySelectorAll('.items .fix').forEach((label, index) => {
    const own = mark.repairs[index];
    if (!own) return;
    const name = play(own.safe ? 'apply' : 'applyUnsafe', lang);
    const kind = own.safe ? 'fix' : 'fix is-unsafe';
    label.replaceWith(press(name, { class: kind, 'aria-label': `${name}: ${own.title}` }, () => repair(own)));
  });
  return card;
}
