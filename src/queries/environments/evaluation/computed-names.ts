/** Names that are only known at run time: `export "$key=$value"` while a file is read. */
import { HOLE, type Value } from '../../../core.ts';

const NAMES = ['http_proxy', 'https_proxy', 'all_proxy', 'no_proxy'];

/** Can a computed name turn out to be the name of a proxy or of a list, in upper or lower case? The known parts decide. */
export function mayNameProxy(name: Value): boolean {
  if (name.known) return false;
  const parts = name.text.toLowerCase().split(HOLE);
  return NAMES.some((known) => fits(known, parts));
}

/** Does a name begin with the first part, end with the last, and contain the others between them in their order? */
function fits(name: string, parts: readonly string[]): boolean {
  const [first = '', ...rest] = parts;
  if (!name.startsWith(first)) return false;
  const last = rest.pop() ?? '';
  let at = first.length;
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return name.length - last.length >= at && name.endsWith(last);
}
