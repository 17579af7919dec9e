/** Options of single types of listeners that keep them from starting (`listener/anytls`, `listener/hysteria2_realm`). */
import type { Text } from '../../../core.ts';
import { regexFault } from '../../../knowledge/dotnet-regex.ts';
import { type Field, scalarOf } from './nodes/field.ts';
import { type Report, refuse } from './report.ts';

/** `padding.NewPaddingFactory`: lines `key=value`, of which `stop` is a whole number; others are not looked at. */
export function checkPadding(report: Report, field: Field): void {
  const scheme = scalarOf(field('padding-scheme'));
  const text = scheme?.value.text ?? '';
  const stop = text.split('\n').findLast((line) => line.startsWith('stop='));
  if (!scheme || text === '' || /^stop=[+-]?\d+$/.test(stop ?? '')) return;
  refuse(report, {
    at: scheme.at,
    what: { en: 'padding-scheme is no scheme of AnyTLS', zh: 'padding-scheme 不是合法的 AnyTLS 填充方案' },
    label: {
      en: 'a line stop=8 is missing; each entry is on a line of its own, after `|`',
      zh: '缺少 stop=8 这样的一行；请用 `|`，每项各占一行',
    },
    said: 'incorrect padding scheme format',
    isLate: 'listener',
  });
}

/** What Go's own `regexp` lacks besides: looking around, and going back to a group. */
const PERL = /\(\?(?:[=!>]|<[=!])|\\[1-9]/;

/** The pattern of realms' names is one of Go's `regexp`, not of regexp2. */
export function checkRealmPattern(report: Report, field: Field): void {
  const pattern = scalarOf(field('realm-name-pattern'));
  const text = pattern?.value.text ?? '';
  const isPerl = PERL.test(text.replace(/\\\\/g, '').replace(/\[[^[\]]*\]/g, ''));
  const label: Text | undefined = isPerl
    ? { en: 'Go’s patterns have no (?=, (?!, (?<= and \\1', zh: 'Go 的正则不支持 (?=、(?!、(?<= 和 \\1' }
    : regexFault(text);
  if (!pattern || !label) return;
  refuse(report, {
    at: pattern.at,
    what: { en: 'the pattern in realm-name-pattern is not valid', zh: 'realm-name-pattern 里的正则表达式有误' },
    label,
    said: `invalid realm name pattern "${text}": error parsing regexp`,
    isLate: 'listener',
  });
}
