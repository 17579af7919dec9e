/** Small words of the page's markup. */
import { element, escapeXml } from '../machine/xml.ts';

/** An element that is closed by a tag of its own, as HTML wants most of them. */
export function tag(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
  ...children: string[]
): string {
  return element(name, attributes, children.length === 0 ? [''] : children);
}

/** Text between tags. */
export const t = escapeXml;

/** A sentence, with what is between backticks set as code. */
export const prose = (text: string): string => t(text).replace(/`([^`<>]+)`/g, '<code>$1</code>');

/** A sentence in which the name of an option is never broken at its hyphens. */
export const withOptions = (text: string): string =>
  t(text).replace(/--[a-z][a-z-]*/g, '<span class="option">$&</span>');

/** A part that scrolls sideways, so that a keyboard can scroll it, too. */
export const scrolling = (kind: string, label: string, ...children: string[]): string =>
  tag('div', { class: kind, tabindex: 0, role: 'group', 'aria-label': label }, ...children);
