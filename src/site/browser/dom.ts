/** Small words for the page's elements. */
import type { Lang } from '../../report/model.ts';

/** The page's language. */
export const lang: Lang = document.documentElement.lang === 'zh-CN' ? 'zh-CN' : 'en';

/** The element of an id that the page is known to have. Throws where it has none. */
export function byId<T extends HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (!found) throw new Error(`no #${id}`);
  return found as T;
}

/** A new element with attributes (`undefined` leaves one out), text and children. */
export function make<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Readonly<Record<string, string | undefined>> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/** A button that calls `act`. */
export function press(
  text: string,
  attributes: Readonly<Record<string, string | undefined>>,
  act: () => void,
): HTMLButtonElement {
  const button = make('button', { type: 'button', ...attributes }, text);
  button.addEventListener('click', act);
  return button;
}

/** The address of a file of the site. */
const asset = (file: string): string => `${document.body.dataset.root ?? ''}${file}`;

/** The address of a page in this page's language. */
export const pageAt = (path: string): string => `${document.body.dataset.pages ?? ''}${path}`;

let clearing: ReturnType<typeof setTimeout> | undefined;

/** Says a sentence for a few seconds, also to screen readers. */
export function tell(text: string): void {
  const told = byId('told');
  told.textContent = text;
  told.classList.add('is-there');
  clearTimeout(clearing);
  clearing = setTimeout(() => told.classList.remove('is-there'), 5000);
}

/** Loads a script of `assets/` once; a page opened as a file can load nothing otherwise. */
export function loadScript(name: string): Promise<void> {
  const known = loading.get(name);
  if (known) return known;
  const loaded = new Promise<void>((resolve, reject) => {
    const script = make('script', { src: asset(`assets/${name}`) });
    script.addEventListener('load', () => resolve());
    script.addEventListener('error', () => reject(new Error(`${name} could not be loaded`)));
    document.head.append(script);
  });
  loading.set(name, loaded);
  return loaded;
}

const loading = new Map<string, Promise<void>>();

/** Puts a text on the clipboard. False: the browser did not allow it. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
