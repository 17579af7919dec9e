/** How characters are written between the quotes of each shell, and how a word is quoted anew. */
import type { Dialect, Quote } from '../syntax.ts';

const SAFE = /^[\w.,:/@+\-\u0080-\uD7FF\uE000-\uFFFB][\w.,:/@%+=\-\u0080-\uD7FF\uE000-\uFFFB]*$/;

/** Would this text stand for itself without quotes, in any place of a word and in any of the shells? */
export function isBareSafe(text: string): boolean {
  return text === '' || SAFE.test(text);
}

/** Would characters of this text be read as the beginning of a template tag (`{{ … }}`), so that no one knows what they mean? */
export function opensTag(text: string): boolean {
  return text.includes('{{');
}

/** The characters that mean `text` between such quotes; undefined where they cannot. */
export function encode(text: string, quote: Quote, dialect: Dialect): string | undefined {
  if (text.includes('\0')) return undefined;
  switch (quote) {
    case 'none':
      if (isBareSafe(text)) return text;
      return text.includes('\n') ? undefined : text.replace(/[^\w.,:/@%+=\-\u0080-\uFFFF]/g, '\\$&');
    case 'single':
      if (dialect === 'fish') return text.replace(/['\\]/g, '\\$&');
      return text.includes("'") ? undefined : text;
    case 'double':
      return text.replace(dialect === 'fish' ? /["\\$]/g : /["\\$`]/g, '\\$&');
    case 'ansi':
      return text.replace(/['\\]/g, '\\$&').replaceAll('\n', '\\n');
  }
}

/** A whole word meaning `text`: bare where that is safe and `preferred`, else in quotes. */
export function quoteWord(text: string, preferred: Quote, dialect: Dialect): string {
  if (preferred === 'none' && text !== '' && isBareSafe(text)) return text;
  const single = preferred === 'single' ? encode(text, 'single', dialect) : undefined;
  return single === undefined ? `"${encode(text, 'double', dialect)}"` : `'${single}'`;
}
