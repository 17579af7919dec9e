/** Makes characters visible that would move the cursor, reverse the reading direction or hide. */
import { HOLE } from '../core.ts';
import { lazy } from '../text.ts';

/**
 * What must not reach a terminal as it is: controls, bidirectional marks, invisible formats, line separators, tags,
 * lone surrogates. A zero-width joiner stays between pictures, where it draws one emoji.
 */
const unsafe = lazy(
  () =>
    /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffc\u{e0000}-\u{e007f}]|(?<!\p{Extended_Pictographic}\ufe0f?\p{Emoji_Modifier}?)\u200d|\u200d(?!\p{Extended_Pictographic})|\p{Surrogate}/gu,
);

/** The text on one line, every unsafe character replaced by a picture (`␛`, `␀`) or its number (`<U+202E>`). */
export function visible(text: string): string {
  const safe = /^[\x20-\x7e]*$/.test(text) ? text : text.replace(unsafe(), picture);
  return safe.replaceAll('##[', '## [');
}

/** The same for text that may keep its tabs: a line of a diff. */
export function visibleLine(text: string): string {
  return text.replace(/[^\t]+/g, visible);
}

/** A value as JSON in which no character is left that a terminal, a log or a viewer would obey; parsers read the same value. */
export function safeJson(value: unknown, indent?: number, replacer?: (key: string, one: unknown) => unknown): string {
  const text = JSON.stringify(value, replacer, indent);
  if (/^[\n\x20-\x7e]*$/.test(text)) return text;
  return text.replace(unsafe(), (character) => (character === '\n' ? character : escapes(character)));
}

/** The units of a character as JSON writes them: `\u202e`. */
function escapes(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}

/** The same for XML and HTML: `&#x202E;`. Tabs and line breaks are the caller's. */
export function referenced(text: string): string {
  if (/^[\t\n\r\x20-\x7e]*$/.test(text)) return text;
  return text.replace(unsafe(), (character) =>
    /[\t\n\r]/.test(character) ? character : `&#x${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()};`,
  );
}

function picture(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  if (code === 0x7f) return '␡';
  // A hole in a value is what only the run decides.
  if (character === HOLE) return '…';
  if (code >= 0xd800 && code <= 0xdfff) return '\ufffd';
  return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
}
