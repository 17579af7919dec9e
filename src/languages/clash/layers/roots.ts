/** The tree of each parsed document, for code that composes several. Kept outside the documents, so that rules never see it. */
import type { Document } from '../../../core.ts';
import type { Node } from '../tree.ts';

/** Keyed by the list of facts: it stays the same when a document is copied with other fields. */
const roots = new WeakMap<Document['facts'], Node>();

export function keepRoot(document: Document, root: Node | undefined): Document {
  if (root) roots.set(document.facts, root);
  return document;
}

/** The root of a document that its reader can load; undefined where it is missing or has a syntax error. */
export function rootOf(document: Document | undefined): Node | undefined {
  if (!document || document.errors.some(({ isFatal }) => isFatal)) return undefined;
  return roots.get(document.facts);
}
