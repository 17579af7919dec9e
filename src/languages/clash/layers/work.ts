/** What every composition needs: the files of one client's home folder, and the layers applied so far. */
import type { ClashLayer, Document, Text } from '../../../core.ts';
import { rulesOf } from '../lower.ts';
import { entriesOf, get, type MapNode, type Node } from '../tree.ts';
import { rootOf } from './roots.ts';

/** What is known while layers are laid. */
export interface Work {
  /** The client's own folder; `''` at the top. */
  readonly folder: string;
  readonly documents: ReadonlyMap<string, Document>;
  readonly layers: ClashLayer[];
  config: MapNode;
}

export const pathOf = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);

/** A file of the home as a map; undefined where it is not there, cannot be read, or is none. */
export function mapAt({ folder, documents }: Pick<Work, 'folder' | 'documents'>, name: string): MapNode | undefined {
  const root = rootOf(documents.get(pathOf(folder, name)));
  return root?.kind === 'map' ? root : undefined;
}

export function addLayer(work: Work, file: string, role: ClashLayer['role'], title: Text, root: Node): void {
  const rules = root.kind === 'list' ? root : get(root, 'rules');
  const keys = root.kind === 'map' ? [...entriesOf(root).values()].map(({ key }) => key.value) : [];
  work.layers.push({ file, role, title, keys, rules: rules && rulesOf(rules) });
}

/** `function main(config) { return config; }`: the template a client writes. A script that is not there changes nothing. */
export function changesNothing({ documents }: Pick<Work, 'documents'>, file: string): boolean {
  const text = documents.get(file)?.text;
  return text === undefined || isTemplate(text.slice(0, 20_000));
}

/** A function that returns what it is given, or nothing at all, once comments and white space are taken out. */
function isTemplate(text: string): boolean {
  const code = text.split('\n').filter((line) => !line.trimStart().startsWith('//'));
  const words = code
    .join(' ')
    .replace(/\/\*(?:[^*]|\*(?!\/))*\*\//g, '')
    .replaceAll(/\s+/g, '')
    .replaceAll(';', '');
  const match = /^functionmain\((\w+)(?:,\w+)*\)\{return(\w+)\}$/.exec(words);
  return words === '' || (match !== null && match[1] === match[2]);
}

/** The files below the home that a pattern names, each with what it is. */
export function partsLike(
  { folder, documents }: Pick<Work, 'folder' | 'documents'>,
  titles: readonly (readonly [RegExp, Text])[],
): Map<string, Text> {
  const parts = new Map<string, Text>();
  const start = folder === '' ? '' : `${folder}/`;
  for (const file of documents.keys()) {
    if (!file.startsWith(start)) continue;
    const title = titles.find(([pattern]) => pattern.test(file.slice(start.length)))?.[1];
    if (title) parts.set(file, title);
  }
  return parts;
}
