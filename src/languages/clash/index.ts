/**
 * Clash and mihomo: YAML lowered to rules, groups, nodes, providers, listeners and settings. A rule-provider's file is
 * read as mihomo reads it, line by line; everything else as YAML, with long lists of rules carved out before.
 */
import type { ClashFile, ClashRule, Document, Fact, Language, Scope, Source, SyntaxFinding } from '../../core.ts';
import { hasTemplateLines } from '../../knowledge/clash/sniff.ts';
import { lazy, lineEnd, lineStart } from '../../text.ts';
import { commentsOf } from '../shared/yaml/comments.ts';
import { type Composed, compose } from '../shared/yaml/compose.ts';
import { controlCharacters } from '../shared/yaml/syntax.ts';
import { yamlWriter } from '../shared/yaml/writer.ts';
import { type Carved, carve } from './carve.ts';
import { isForClashRs } from './clash-rs.ts';
import { dashless } from './dashless.ts';
import { formOf, isOverride, isProvider } from './form.ts';
import { part, routerSettings, script } from './layers/part.ts';
import { keepRoot } from './layers/roots.ts';
import { homeAt } from './layers/running.ts';
import { listenersOf } from './listeners.ts';
import { groupsOf, hostsOf, modeOf, providersOf, proxiesOf, rulesOf, subRulesOf } from './lower.ts';
import { textEntries, yamlEntries } from './provider.ts';
import { refusalsOf } from './refusal/index.ts';
import { secretsOf } from './secrets.ts';
import { settingsOf } from './settings.ts';
import { isForStash } from './stash.ts';
import { get, type MapEntry, type Node } from './tree.ts';

/**
 * Dialects: `config`, `partial`, `provider`, `provider-text`, and for the files of a client `index`, `layer`, `script`, `settings`. All
 * but the first two may be asked for; a plain text list of rules is never guessed.
 */
export const clash: Language = { name: 'clash', parse };

function parse(source: Source, dialect?: string, before?: Document): Document {
  if (dialect === 'layer' || dialect === 'index') return part(source, dialect);
  if (dialect === 'script') return script(source);
  if (dialect === 'settings') return routerSettings(source);
  if (dialect === 'provider-text') return provider(source, dialect, { entries: textEntries(source.text) });
  if (dialect === 'provider' || isProvider(source.text)) return provider(source, 'provider', yamlEntries(source.text));
  return configuration(source, before);
}

/** The list that was carved out of a configuration: a newer text of it goes on from there. */
const carvings = new WeakMap<Document, Carved>();

function configuration(source: Source, before?: Document): Document {
  const { text, file } = source;
  const { composed, carved } = composeFast(text, file, before && carvings.get(before));
  const root = carved ? withRules(composed.root, carved, source) : composed.root;
  const at = { file, start: 0, end: text.length };
  const scope: Scope = { kind: 'file', name: '', at };
  const form = formOf(root);
  const key = keyOf(root, 'rules');
  const isRust = isForClashRs(root, text);
  const isStash = isForStash(root);
  const config: ClashFile = {
    ...emptyFile(at, scope, form),
    mode: modeOf(root),
    // OpenClash and ShellCrash keep a bare list of rules beside a configuration.
    rules: rulesOf(root?.kind === 'list' ? root : get(root, 'rules')),
    rulesKey: key?.key.at,
    subRules: subRulesOf(root),
    groups: groupsOf(root),
    proxies: proxiesOf(get(root, 'proxies')),
    providers: providersOf(root),
    hosts: hostsOf(root),
    refusals: lazy(() => (isOverride(root) || isRust || isStash ? [] : refusalsOf(root, () => text))),
    isForClashRs: isRust,
    isForStash: isStash,
  };
  const facts: Fact[] = [config, ...settingsOf(root, scope), ...listenersOf(root, scope, form === 'config')];
  const home = homeAt(file);
  const layout = { text, scalars: composed.scalars, flows: composed.flows, rules: carved?.rules ?? [] };
  const document: Document = {
    ...source,
    language: 'clash',
    dialect: form,
    facts,
    comments: commentsOf(text, file, opaque(composed, carved)),
    errors: [...errorsOf(source, composed), ...dashless(root, source)],
    secrets: secretsOf(root),
    writer: yamlWriter(layout),
    compose: home,
  };
  if (carved) carvings.set(document, carved);
  return keepRoot(document, root);
}

/** A line with a template tag becomes YAML later; a file with `{% … %}` lines is not YAML yet. */
function errorsOf({ text, file }: Source, composed: Composed): readonly SyntaxFinding[] {
  const errors = [...composed.errors, ...controlCharacters(text, file)].sort((a, b) => a.at.start - b.at.start);
  if (composed.isTooDeep) return errors;
  if (errors.length === 0 || hasTemplateLines(text)) return [];
  return errors.filter(({ at }) => {
    const line = text.slice(lineStart(text, at.start), lineEnd(text, at.start));
    return !/\{\{|\{%|<%/.test(line);
  });
}

function provider(source: Source, dialect: string, content: ReturnType<typeof yamlEntries>): Document {
  const at = { file: source.file, start: 0, end: source.text.length };
  const file: ClashFile = {
    ...emptyFile(at, { kind: 'file', name: '', at }, 'provider'),
    rulesKey: content.head && { file: source.file, ...content.head },
    payload: content.entries,
  };
  return {
    ...source,
    language: 'clash',
    dialect,
    facts: [file],
    comments: dialect === 'provider' ? commentsOf(source.text, source.file, []) : [],
    errors: [],
    secrets: [],
    writer: yamlWriter({ text: source.text, scalars: [], flows: [], rules: [] }),
  };
}

/** Reads the list of rules by lines and the rest by the library; everything by the library where the results could differ. */
function composeFast(text: string, file: string, before?: Carved): { composed: Composed; carved?: Carved } {
  const carved = carve(text, file, before);
  if (carved) {
    const composed = compose(text, file, carved.cut);
    const key = keyOf(composed.root, 'rules');
    const isWhereFound = key?.key.at.start === carved.keyAt && key.value.kind === 'scalar' && key.value.type === 'null';
    if (isWhereFound && isReadAlike(text, carved.cut.end, composed)) return { composed, carved };
  }
  return { composed: compose(text, file) };
}

/**
 * Is what stands around the list, which ends at this offset, read as it would be with the list? What follows an error need not be:
 * all errors must come after the key that follows the list and its colon. Where the library loses the rest of a file it must see all of it.
 */
function isReadAlike(text: string, end: number, { root, errors, isLost }: Composed): boolean {
  if (errors.length === 0) return true;
  if (isLost || root?.kind !== 'map') return false;
  const next = root.entries.find(({ key }) => key.at.start === end)?.key.at.end;
  return next !== undefined && text.startsWith(':', next) && errors.every(({ at }) => at.start > next);
}

/** The root with the carved list where the library saw nothing. */
function withRules(root: Node | undefined, carved: Carved, { text, file }: Source): Node | undefined {
  if (root?.kind !== 'map') return root;
  // A list begins at its first dash, as the library has it.
  const first = text.lastIndexOf('-', (carved.rules[0] as ClashRule).at.start - 1);
  const last = (carved.rules.at(-1) as ClashRule).at.end;
  const list: Node = { kind: 'rules', at: { file, start: first, end: last }, rules: carved.rules };
  const entries = root.entries.map(
    (entry): MapEntry => (entry.key.at.start === carved.keyAt ? { key: entry.key, value: list } : entry),
  );
  return { ...root, entries };
}

function keyOf(root: Node | undefined, name: string): MapEntry | undefined {
  return root?.kind === 'map' ? root.entries.find((entry) => entry.key.value.text === name) : undefined;
}

/** Quoted and block scalars with a `#` in them, in order. */
function opaque(composed: Composed, carved: Carved | undefined): { readonly start: number; readonly end: number }[] {
  const stretches: { start: number; end: number }[] = [];
  for (const { at, value } of composed.scalars) {
    const isPlain = value.pieces[0]?.at.start === at.start && at.start < at.end;
    if (value.text.includes('#') || !isPlain) stretches.push(at);
  }
  if (carved && carved.quoted.length > 0) stretches.push(...carved.quoted);
  return stretches.sort((a, b) => a.start - b.start);
}

function emptyFile(at: ClashFile['at'], scope: Scope, form: ClashFile['form']): ClashFile {
  return {
    kind: 'clash',
    at,
    scope,
    certain: true,
    form,
    mode: 'rule',
    rules: [],
    subRules: new Map(),
    groups: [],
    proxies: [],
    providers: [],
    hosts: new Map(),
    payload: [],
  };
}
