/** The facts of a configuration that was put together: as of a file, with spans in several. */
import type { ClashComposition, ClashFile, Document, Fact, Scope } from '../../../core.ts';
import { lazy } from '../../../text.ts';
import { formOf } from '../form.ts';
import { listenersOf } from '../listeners.ts';
import { groupsOf, hostsOf, modeOf, providersOf, proxiesOf, rulesOf, subRulesOf } from '../lower.ts';
import { refusalsOf } from '../refusal/index.ts';
import { settingsOf } from '../settings.ts';
import { entriesOf, get, type MapNode } from '../tree.ts';

export function lowered(
  index: string,
  root: MapNode,
  composition: ClashComposition,
  documents: ReadonlyMap<string, Document>,
): readonly Fact[] {
  const text = documents.get(index)?.text ?? '';
  const at = { file: index, start: 0, end: text.length };
  const scope: Scope = { kind: 'file', name: '', at };
  const form = formOf(root);
  const key = entriesOf(root).get('rules')?.key;
  const config: ClashFile = {
    kind: 'clash',
    at,
    scope,
    certain: true,
    form,
    mode: modeOf(root),
    rules: rulesOf(get(root, 'rules')),
    rulesKey: key ? key.at : undefined,
    subRules: subRulesOf(root),
    groups: groupsOf(root),
    proxies: proxiesOf(get(root, 'proxies')),
    providers: providersOf(root),
    hosts: hostsOf(root),
    payload: [],
    refusals: lazy(() => refusalsOf(root, (file) => documents.get(file)?.text ?? '')),
    composition,
  };
  return [config, ...settingsOf(root, scope), ...listenersOf(root, scope, form === 'config')];
}
