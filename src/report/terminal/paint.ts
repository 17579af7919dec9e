/** Colour: the sixteen of the terminal's own theme, or none. */

export type Style = 'error' | 'warning' | 'info' | 'good' | 'quiet' | 'strong' | 'file' | 'plain';

export type Paint = (style: Style, text: string) => string;

const CODES: Record<Style, string> = {
  error: '1;31',
  warning: '1;33',
  info: '1;36',
  good: '32',
  quiet: '2',
  strong: '1',
  file: '1;4',
  plain: '',
};

/** Paints, or leaves everything as it is. */
export function painter(color: boolean): Paint {
  return (style, text) => {
    const code = CODES[style];
    return color && code !== '' && text !== '' ? `\u001b[${code}m${text}\u001b[0m` : text;
  };
}

/** An OSC 8 hyperlink; only addresses of printable ASCII become one. */
export function link(text: string, url: string | undefined): string {
  if (!url || !/^(?:https?|file):[\x21-\x7e]*$/.test(url)) return text;
  return `\u001b]8;;${url}\u001b\\${text}\u001b]8;;\u001b\\`;
}
