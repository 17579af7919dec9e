/** Titles of fixes that show the new text. */
import type { Assignment, Document, Text, TextEdit } from '../core.ts';
import { proxyRole } from '../queries/proxies/proxies.ts';

/** An address without a user, a query or a long part of its path: nothing in it can be a secret. */
const PLAIN = /^[a-z][a-z0-9+.-]{0,15}:\/\/[\w.:[\]-]{1,60}(?:\/[\w.-]{0,12}){0,3}$/i;

/** `write http://127.0.0.1:8000/v1`; an address that can contain a secret is not repeated. */
export function writeUrl(url: string): Text {
  return PLAIN.test(url) ? { en: `write ${url}`, zh: `改成 ${url}` } : { en: 'repair the address', zh: '改正这个地址' };
}

const LONGEST_SHOWN_CHARACTERS = 60;
const REPAIR = { en: 'write it the way its reader takes it', zh: '改成它的读取方能接受的写法' };

/**
 * `write HTTPS_PROXY=http://127.0.0.1:7890`: an assignment after these edits, where it is short and certainly no secret: a proxy
 * without a user, or a list of hosts.
 */
export function writeStatement(
  document: Document,
  { name, statement }: Assignment,
  edits: readonly TextEdit[] | undefined,
): Text {
  const { start, end } = statement;
  const isInside = edits?.every(({ at }) => at.start >= start && at.end <= end);
  if (!edits || !isInside || proxyRole(name.text) === undefined) return REPAIR;
  let text = document.text.slice(start, end);
  for (const edit of edits.toSorted((a, b) => b.at.start - a.at.start))
    text = text.slice(0, edit.at.start - start) + edit.text + text.slice(edit.at.end - start);
  const shown = text.trim();
  if (/[@\n]/.test(shown) || shown.length > LONGEST_SHOWN_CHARACTERS) return REPAIR;
  return { en: `write ${shown}`, zh: `改成 ${shown}` };
}
