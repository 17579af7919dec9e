/** Titles of fixes that show the new text. */
import type { Text } from '../core.ts';

/** An address without a user, a query or a long part of its path: nothing in it can be a secret. */
const PLAIN = /^[a-z][a-z0-9+.-]{0,15}:\/\/[\w.:[\]-]{1,60}(?:\/[\w.-]{0,12}){0,3}$/i;

/** `write http://127.0.0.1:8000/v1`; an address that can contain a secret is not repeated. */
export function writeUrl(url: string): Text {
  return PLAIN.test(url) ? { en: `write ${url}`, zh: `改成 ${url}` } : { en: 'repair the address', zh: '改正这个地址' };
}
