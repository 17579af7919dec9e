/**
 * Files that are only parts of a configuration that a client composes: they have a tree and secrets, but no facts of their own.
 */
import type { Document, Source, Span } from '../../../core.ts';
import { inside } from '../../../text.ts';
import { commentsOf } from '../../shared/yaml/comments.ts';
import { compose } from '../../shared/yaml/compose.ts';
import { yamlWriter } from '../../shared/yaml/writer.ts';
import { secretsOf } from '../secrets.ts';
import { entriesOf, get, itemsOf, type Node, scalarAt } from '../tree.ts';
import { composerOf } from './homes.ts';
import { keepRoot } from './roots.ts';

/** `layer`: a merge, a list of rules, settings of the app. `index`: what names the layers and their order. */
export function part(source: Source, dialect: 'layer' | 'index'): Document {
  const { text, file } = source;
  const { root, errors, scalars, flows } = compose(text, file);
  const opaque = scalars.filter(({ value }) => value.text.includes('#')).map(({ at }) => at);
  const composer = dialect === 'index' ? composerOf(file, root) : undefined;
  const document: Document = {
    ...source,
    language: 'clash',
    dialect,
    facts: [],
    comments: commentsOf(text, file, opaque),
    errors,
    secrets: dialect === 'index' ? linksOf(root) : secretsOf(root),
    writer: yamlWriter({ text, scalars, flows, rules: [] }),
    compose: composer,
  };
  return keepRoot(document, root);
}

/** A client's script: it is never run; the only question is whether it changes anything. */
export function script(source: Source): Document {
  return { ...source, language: 'clash', dialect: 'script', facts: [], comments: [], errors: [], secrets: [] };
}

/** The settings of a router (`option name 'value'`): the only question is whether they switch a layer on. */
export function routerSettings(source: Source): Document {
  const { file, text } = source;
  const lines = /^[ \t]*(?:option|list)[ \t]+['"]?(\w+)['"]?[ \t]+(?:'([^'\n]*)'|"([^"\n]*)"|(\S+))/gm;
  const secrets = [...text.matchAll(lines)].flatMap((match): Span[] => {
    const [whole, name = ''] = match;
    const value = match[2] ?? match[3] ?? match[4] ?? '';
    if (value === '' || !(SECRET_OPTION.test(name) || value.includes('://'))) return [];
    const start = match.index + whole.lastIndexOf(value);
    return [{ file, start, end: start + value.length }];
  });
  return { ...source, language: 'clash', dialect: 'settings', facts: [], comments: [], errors: [], secrets };
}

const SECRET_OPTION = /secret|password|passwd|token|username|key|auth/i;

/** The links of subscriptions are their keys. */
function linksOf(root: Node | undefined): readonly Span[] {
  const own = secretsOf(root);
  const links = itemsOf(get(root, 'items')).flatMap((item) => {
    if (item.kind !== 'map') return [];
    const link = scalarAt(item, 'url') ?? entriesOf(item).get('URL')?.value;
    return link && 'text' in link && link.text !== '' ? [inside(link)] : [];
  });
  return [...new Map([...own, ...links].map((at) => [at.start, at])).values()].sort((a, b) => a.start - b.start);
}
