/** Texts as they may leave the page: every secret is `***`. */
import type { Document, Project } from '../../core.ts';
import { MASK, maskedSlice, secretsOf } from '../../secrets/index.ts';
import type { SharedFile } from '../state.ts';

/** The texts by path, and one that is about them. `count`: how many places were masked. */
export function masked(
  project: Project,
  texts: ReadonlyMap<string, string>,
  error: string,
): { readonly files: readonly SharedFile[]; readonly error: string; readonly count: number } {
  const masker = secretsOf(project);
  const maskedText = (path: string, text: string): string => {
    const parsed = project.documents.get(path);
    const document = parsed?.text === text ? parsed : unread(path, text);
    return maskedSlice(masker, document, { file: path, start: 0, end: text.length });
  };
  const files = [...texts].map(([path, text]) => ({ path, text: maskedText(path, text) }));
  const clean = masker.mask(maskedText('', error));
  const before = [...texts.values(), error].reduce((sum, text) => sum + occurrences(text), 0);
  const after = [...files.map(({ text }) => text), clean].reduce((sum, text) => sum + occurrences(text), 0);
  return { files, error: clean, count: after - before };
}

/** A text that no language reads; names and shapes of secrets are found in it all the same. */
function unread(file: string, text: string): Document {
  return { file, text, language: 'dotenv', dialect: 'dotenv', facts: [], comments: [], errors: [], secrets: [] };
}

const occurrences = (text: string): number => text.split(MASK).length - 1;
