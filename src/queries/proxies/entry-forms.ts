/** The forms of exemption entries that not every client supports: what each form means, and how to rewrite it. */
import type { Text } from '../../core.ts';
import type { PlainEntry } from '../../routing/exemptions/plain.ts';
import { formatIp, width } from '../../routing/url/ip.ts';
import { enumerated, trimEnd } from '../../text.ts';
import type { ListItem } from './exemptions.ts';

/** The form of an entry that not every client supports. */
export type DoubtfulForm =
  | 'separators'
  | 'star'
  | 'wildcard'
  | 'octets'
  | 'range'
  | 'length'
  | 'sixes'
  | 'brackets'
  | 'port'
  | 'url'
  | 'keyword'
  | 'quotes'
  | 'capitals'
  | 'dot';

const FORMS: Partial<Record<PlainEntry['kind'], DoubtfulForm>> = {
  wildcard: 'wildcard',
  'ip-wildcard': 'octets',
  'ip-range': 'range',
  brackets: 'brackets',
  port: 'port',
  url: 'url',
  'local-keyword': 'keyword',
};

/** The doubtful form of one item of a list with `count` items; undefined for forms that every client supports. */
export function formOf(item: ListItem, count: number): DoubtfulForm | undefined {
  const [entry, more] = item.entries;
  if (!entry) return undefined;
  if (hasTypographicQuotes(item)) return 'quotes';
  if (more) return item.entries.some(({ kind }) => kind === 'garbage') ? undefined : 'separators';
  if (entry.kind === 'star') return count > 1 ? 'star' : undefined;
  if (entry.prefix && entry.kind === 'cidr') {
    if (entry.prefix.bits === width(entry.prefix.ip)) return 'length';
    return entry.prefix.ip.family === 6 ? 'sixes' : undefined;
  }
  if (/^(["'])[^"']+\1$/.test(item.text)) return 'quotes';
  if (entry.kind === 'host' || entry.kind === 'suffix')
    return item.text.endsWith('.') ? 'dot' : /[A-Z]/.test(item.text) ? 'capitals' : undefined;
  return FORMS[entry.kind];
}

/** `“localhost`: a typographic quote is an ordinary character to a shell and to every client. */
export function hasTypographicQuotes({ text }: ListItem): boolean {
  return /^[“”„‘’]|[“”‘’]$/.test(text) && withoutQuotes(text) !== '';
}

/** An entry without the quotes at its ends, straight or typographic. */
function withoutQuotes(text: string): string {
  return trimEnd(text.replace(/^["'“”„‘’]+/, ''), `"'“”‘’`);
}

/** The text that clients are asked about: `*` has another meaning beside other entries. */
export function asked(form: DoubtfulForm, item: ListItem): string {
  return form === 'star' ? '*,other.invalid' : item.text;
}

/** The hosts that the entry was plainly written for. */
export function meant(form: DoubtfulForm, { text, entries }: ListItem): Text {
  const host = entries[0]?.host;
  if (form === 'star') return { en: 'every host', zh: '任何主机' };
  if (form === 'keyword') return { en: 'local names', zh: '本地短主机名' };
  if (form === 'separators')
    return {
      en: enumerated(entries.map(({ entry }) => entry)),
      zh: ` ${entries.map(({ entry }) => entry).join('、')} `,
    };
  if (form === 'wildcard' && host) return { en: `subdomains of ${host}`, zh: ` ${host} 的子域名` };
  const plain = form === 'quotes' ? withoutQuotes(text) : (host ?? (entries[0]?.ip ? formatIp(entries[0].ip) : text));
  return { en: plain, zh: ` ${plain} ` };
}

/** Most rewrites only add to what is exempt. Those of octets, brackets and ports change what some client does today. */
export function isUnsafe(form: DoubtfulForm): boolean {
  return form === 'octets' || form === 'brackets' || form === 'port';
}

/** The entry in a form that all or most clients support; undefined where there is none. */
export function rewritten(form: DoubtfulForm, { text, entries }: ListItem): string | undefined {
  const [entry] = entries;
  const address = entry?.ip ?? entry?.prefix?.ip;
  switch (form) {
    case 'separators':
      return entries.map((one) => repaired(one) ?? one.entry).join(',');
    case 'wildcard':
      return entry?.host && `.${entry.host}`;
    case 'octets':
      return entry?.octets && cidrOf(entry.octets);
    case 'length':
      return address && formatIp(address);
    case 'brackets':
      return entry?.ip && formatIp(entry.ip);
    case 'url':
    case 'port':
      return address ? formatIp(address) : entry?.host && (/(?:^|\/)\*?\./.test(text) ? `.${entry.host}` : entry.host);
    case 'quotes':
      return withoutQuotes(text);
    case 'capitals':
      return text.toLowerCase();
    case 'dot':
      return trimEnd(text, '.');
    default:
      return undefined;
  }
}

/**
 * One of several entries that were separated by something other than a comma, rewritten in a form that all clients support if
 * needed.
 */
function repaired(entry: PlainEntry): string | undefined {
  const item = { text: entry.entry, start: entry.start, end: entry.end, entries: [entry] };
  const form = formOf(item, 2);
  return form === undefined || isUnsafe(form) ? undefined : rewritten(form, item);
}

/** Are there still entries that not every client supports, once the separators are corrected? */
export function leavesDoubt({ entries }: ListItem): boolean {
  return entries.some((entry) => {
    const item = { text: entry.entry, start: entry.start, end: entry.end, entries: [entry] };
    return formOf(item, 2) !== undefined && repaired(entry) === undefined;
  });
}

/** `10.` is 10.0.0.0/8. */
function cidrOf(octets: string): string | undefined {
  const fixed = octets.split('.').filter((part) => part !== '');
  if (fixed.length > 3 || fixed.some((part) => Number(part) > 255)) return undefined;
  return `${[...fixed, '0', '0', '0'].slice(0, 4).join('.')}/${fixed.length * 8}`;
}
