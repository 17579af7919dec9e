/** Makes projects out of small texts, with the real detection and the real languages. */
import type { Document, LanguageName, Network, Project, Source } from '../../src/core.ts';
import { detect } from '../../src/languages/detect.ts';
import { LANGUAGES } from '../../src/languages/index.ts';
import { makeProject } from '../../src/project.ts';

const languages = new Map(await Promise.all(LANGUAGES.map(async ({ name, load }) => [name, await load()] as const)));

/** Parses as a given language and dialect. */
export function parseAs(source: Source, language: LanguageName, dialect?: string): Document {
  const parser = languages.get(language);
  if (!parser) throw new Error(`no language ${language}`);
  return parser.parse(source, dialect);
}

/** Parses one text by its name and content; undefined when envlint would not look at it. */
export function parseFile(file: string, text: string): Document | undefined {
  const found = detect(file, text);
  return found && parseAs({ file, text }, found.language, found.dialect);
}

/** A project of the given files; the folder itself is home. `absent`: the whole machine was looked at, and these are not there. */
export function projectOf(
  files: ReadonlyMap<string, string> | Record<string, string>,
  network?: Network,
  absent?: ReadonlySet<string>,
): Project {
  const entries = files instanceof Map ? [...files] : Object.entries(files as Record<string, string>);
  const documents = entries.map(([file, text]) => parseFile(file, text)).filter((document) => document !== undefined);
  return makeProject({ documents, home: '', absent, ...(network ? { network } : {}) });
}
