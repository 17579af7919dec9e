/** The box for the text of an error: its causes, and which of them are in the files. */
import type { Cause, Symptom } from '../../knowledge/symptom.ts';
import type { Sighting } from '../../knowledge/symptom-search/matching.ts';
import { inLang } from '../../report/model.ts';
import type { Mark } from '../core/machine.ts';
import { play } from '../play-words.ts';
import { word } from '../words.ts';
import { byId, lang, loadScript, make, pageAt, press } from './dom.ts';

export interface ErrorBox {
  readonly text: string;
  set(text: string): void;
  /** The findings of the files have changed. */
  found(marks: readonly Mark[]): void;
}

/** Prepares the part of the page. `goTo`: a finding that causes the error was pressed. */
export function errorBox(goTo: (mark: Mark) => void): ErrorBox {
  const input = byId<HTMLTextAreaElement>('error');
  let marks: readonly Mark[] = [];
  let clock: ReturnType<typeof setTimeout> | undefined;

  async function draw(): Promise<void> {
    const text = input.value;
    if (text.trim() !== '') await loadScript('symptoms.js');
    if (text !== input.value) return;
    byId('explained').replaceChildren(...explained(text, marks, goTo));
  }

  input.addEventListener('input', () => {
    clearTimeout(clock);
    clock = setTimeout(draw, 200);
  });
  return {
    get text() {
      return input.value;
    },
    set(text) {
      input.value = text;
      void draw();
    },
    found(now) {
      marks = now;
      void draw();
    },
  };
}

function explained(text: string, marks: readonly Mark[], goTo: (mark: Mark) => void): HTMLElement[] {
  const known = globalThis.envlintSymptoms;
  if (text.trim() === '' || !known) return [];
  const seen = known.seen(text);
  if (seen.length === 0) {
    const links = known.nearest(text).map((symptom) => make('li', {}, linkTo(symptom)));
    return [make('p', {}, play('nearest', lang)), make('ul', {}, ...links)];
  }
  const special = seen.filter(({ symptom }) => !symptom.general);
  const told = special.length > 0 ? special : seen;
  return told.map((sighting) => sightingHtml(sighting, marks, goTo));
}

const linkTo = ({ id, title }: Symptom): HTMLElement =>
  make('a', { href: pageAt(`errors/${id}.html`), target: '_blank' }, inLang(title, lang));

function sightingHtml(sighting: Sighting, marks: readonly Mark[], goTo: (mark: Mark) => void): HTMLElement {
  const { symptom, hosts, ports } = sighting;
  const command = symptom.confirm.command
    .replaceAll('{host}', hosts[0] ?? 'HOST')
    .replaceAll('{port}', ports[0] ?? 'PORT');
  return make(
    'section',
    { class: 'sighting' },
    make('h3', {}, linkTo(symptom)),
    make('ol', { class: 'causes' }, ...symptom.causes.map((cause) => causeHtml(cause, marks, goTo))),
    make('p', {}, `${word('confirm', lang)}: `, make('code', {}, command)),
  );
}

function causeHtml({ text, rules }: Cause, marks: readonly Mark[], goTo: (mark: Mark) => void): HTMLElement {
  const grave = marks.filter(({ rule, severity }) => rules.includes(rule) && severity !== 'info');
  const here = grave.map((mark) =>
    press(`${play('here', lang)}${mark.path}: ${mark.message}`, { class: 'here' }, () => goTo(mark)),
  );
  const item = make('li', { class: here.length > 0 ? 'is-here' : undefined }, inLang(text, lang));
  if (here.length > 0) item.append(make('span', { class: 'here-list' }, ...here));
  return item;
}
