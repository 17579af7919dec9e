/** Values that YAML takes for comments: `password: #abc`. */
import type { Text } from '../../../../core.ts';
import type { MapEntry } from '../../tree.ts';
import { type Report, refuse, rewrite } from '../report.ts';

/** `structure.go` before and since 2026-02-10. */
const EMPTY: Text = {
  en: 'Cores up to v1.19.20 refuse the file; newer ones load it and connect with an empty value.',
  zh: 'v1.19.20 及更早的内核会拒绝加载；更新的版本可以加载，但会用空值去连接。',
};

/** A value of a required key that begins with `#` right after the space: what is left of it is empty. */
export function checkHiddenValues(
  report: Report,
  entries: ReadonlyMap<string, MapEntry>,
  keys: readonly string[],
): void {
  for (const { key, value } of entries.values()) {
    const isNull = value.kind === 'scalar' && value.type === 'null';
    if (!isNull || !keys.includes(key.value.text)) continue;
    const match = /^:[ \t]+(#[^\s#][^\s]*)[ \t]*(?=\r?\n|$)/.exec(
      report.textOf(key.at.file).slice(key.at.end, key.at.end + 400),
    );
    const hidden = match?.[1];
    if (!match || hidden === undefined) continue;
    const start = key.at.end + match[0].indexOf('#');
    const at = { file: key.at.file, start, end: start + hidden.length };
    const name = key.value.text;
    refuse(report, {
      at,
      what: { en: `${name} is empty`, zh: `${name} 是空的` },
      label: { en: '`#` begins a comment here; put the value in quotes', zh: '`#` 后面成了注释，请给这个值加上引号' },
      said: `key '${name}' missing`,
      versions: EMPTY,
      isLate: true,
      repair: rewrite({ en: 'put it in quotes', zh: '加上引号' }, false, at, `'${hidden.replaceAll("'", "''")}'`),
    });
  }
}
