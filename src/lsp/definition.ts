/** Where what a word refers to is written: a policy's group or node, a provider, a loaded file, a variable. */
import type { Location, Position } from 'vscode-languageserver-types';
import type { ClashFile, Project, Span } from '../core.ts';
import { factsIn } from '../project.ts';
import { clashSetting } from '../queries/clash/clash.ts';
import { clashFiles } from '../queries/clash/clash-files.ts';
import { type Named, references } from '../queries/clash/references.ts';
import { environments } from '../queries/environments/environment.ts';
import { namedFiles } from '../queries/environments/files/named-files.ts';
import { holds, positionsIn, rangeOf, type View } from './view.ts';

/** The places that the word at a position leads to; `isThere`: is a file on disk? */
export function definitions(
  view: View,
  file: string,
  position: Position,
  isThere: (path: string) => boolean,
): Location[] {
  const document = view.project.document(file);
  const offset = positionsIn(view, document).offset(position);
  const places = [
    ...clashPlaces(view, file, offset),
    ...filePlaces(view, file, offset, isThere),
    ...variablePlaces(view, file, offset),
  ];
  return places.map((at) => ({ uri: view.uri(at.file), range: rangeOf(view, at) }));
}

/** A name of a Clash file under the cursor, with the configuration that it is a name in. */
export interface NameAt {
  readonly config: ClashFile;
  readonly kind: Named;
  readonly name: string;
  readonly at: Span;
}

/** The name that is referred to at an offset. */
export function nameAt(project: Project, file: string, offset: number): NameAt | undefined {
  for (const config of clashFiles(project)) {
    for (const { kind, name, value } of references(project, config)) {
      const { at } = value();
      if (at.file === file && holds(at, offset)) return { config, kind, name, at };
    }
  }
  return undefined;
}

function clashPlaces(view: View, file: string, offset: number): Span[] {
  const found = nameAt(view.project, file, offset);
  return found ? placesOf(view, found) : [];
}

function placesOf({ project }: View, { config, kind, name }: NameAt): Span[] {
  if (kind === 'sub-rule') {
    const key = clashSetting(project, config, 'sub-rules', name)?.name.at ?? config.subRules.get(name)?.[0]?.at;
    return key ? [key] : [];
  }
  const named =
    kind === 'policy'
      ? [...config.groups, ...config.proxies]
      : config.providers.filter((one) => one.kind === (kind === 'set' ? 'rule' : 'proxy'));
  return named.filter((one) => one.name.text === name).map((one) => one.name.at);
}

function filePlaces(view: View, file: string, offset: number, isThere: (path: string) => boolean): Span[] {
  const document = view.project.document(file);
  const path = namedFiles(document.parsed ?? document, view.home)
    .filter(({ at }) => holds(at, offset))
    .map((one) => one.path)
    .find((one) => view.project.documents.has(one) || isThere(one));
  return path === undefined ? [] : [{ file: path, start: 0, end: 0 }];
}

/** `$NAME` in a value leads to the line that sets NAME, as the environments that read this line have it. */
function variablePlaces({ project }: View, file: string, offset: number): Span[] {
  const fact = factsIn(project, file, 'env').find(({ value }) => holds(value.at, offset));
  const piece = fact?.value.pieces.find((one) => one.kind === 'reference' && holds(one.at, offset));
  if (!fact || piece?.kind !== 'reference') return [];
  const places = environments(project).flatMap(({ variables }) => {
    const variable = variables.get(fact.name.text);
    if (variable?.assignment !== fact) return [];
    return variable.sources.filter(({ name }) => name.text === piece.name).map(({ name }) => name.at);
  });
  const above = factsIn(project, file, 'env').filter(
    ({ name, at }) => name.text === piece.name && at.start < fact.at.start,
  );
  const last = above.at(-1)?.name.at;
  const all = places.length > 0 ? places : last ? [last] : [];
  return [...new Map(all.map((at) => [`${at.file} ${at.start}`, at])).values()];
}
