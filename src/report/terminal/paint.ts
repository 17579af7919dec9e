/** Colour as the reports use it: a style for each role. Who paints is the caller's choice. */

export type Style = 'error' | 'warning' | 'info' | 'good' | 'quiet' | 'strong' | 'file' | 'plain';

/** Answers the text in a style of the terminal. */
export type Paint = (style: Style, text: string) => string;

/** Leaves everything as it is: for pipes, files and terminals without colour. */
export const unpainted: Paint = (_style, text) => text;

/** An OSC 8 hyperlink; only addresses of printable ASCII become one. */
export function link(text: string, url: string | undefined): string {
  if (!url || !/^(?:https?|file):[\x21-\x7e]*$/.test(url)) return text;
  return `\u001b]8;;${url}\u001b\\${text}\u001b]8;;\u001b\\`;
}
