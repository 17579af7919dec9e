/** Build tools, task runners and start scripts that load a `.env`: a Makefile, a justfile, scripts of a package.json. */
import type { Document, LanguageName, Project } from '../../../core.ts';
import {
  type Loading,
  loadingOf,
  mayLoad,
  setsForAll,
  setsSomewhere,
} from '../../../knowledge/files/env-file-loaders.ts';
import { derive, documentsIn } from '../../../project.ts';
import { basename } from '../../../text.ts';
import { proxyRole } from '../../proxies/proxy-names.ts';

/** One such file, and what it does with a file of variables. */
export interface ToolLoader {
  readonly document: Document;
  readonly loading: Loading;
  /** The proxies and lists that programs are given by the tool besides the file; `forAll`: whatever it starts has them. */
  readonly given: ReadonlySet<string>;
  readonly forAll: boolean;
}

/** The tools that load a file, in the order of their paths; none for a file that is not loaded so. */
export function toolLoaders(project: Project, file: string): readonly ToolLoader[] {
  return loaders(project).get(file) ?? [];
}

const loaders = derive((project: Project): ReadonlyMap<string, readonly ToolLoader[]> => {
  const tools = LANGUAGES.flatMap((language) => documentsIn(project, language)).filter(({ file }) =>
    mayLoad(basename(file)),
  );
  if (tools.length === 0) return NONE;
  const files = documentsIn(project, 'dotenv');
  return new Map(files.map(({ file }) => [file, tools.flatMap((document) => loaderOf(document, file))]));
});

/** What the files of tools can be recognised to be. */
const LANGUAGES: readonly LanguageName[] = ['settings', 'json', 'toml', 'yaml'];
const NONE: ReadonlyMap<string, readonly ToolLoader[]> = new Map();

const NAMES = ['http_proxy', 'https_proxy', 'all_proxy', 'no_proxy'].flatMap((name) => [name, name.toUpperCase()]);

function loaderOf(document: Document, file: string): ToolLoader[] {
  const { text } = document;
  const loading = loadingOf(document.file, text, file);
  if (!loading) return [];
  const given = new Set(NAMES.filter((name) => setsSomewhere(text, name)));
  const forAll = NAMES.some((name) => proxyRole(name) === 'no-proxy' && setsForAll(document.file, text, name));
  return [{ document, loading, given, forAll }];
}
