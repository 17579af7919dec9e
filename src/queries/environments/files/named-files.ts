/** The files that a document names: what it includes, and where the lists of a Clash configuration are kept. */
import type { Document, Inclusion, Span } from '../../../core.ts';
import { dirname, normalize } from '../../../text.ts';
import { assign, evaluateValue } from '../evaluation/evaluate.ts';
import { type KnownVariables, newState } from '../evaluation/state.ts';

/** A path a document names; an inclusion that can lead to two places gives both. */
export interface NamedFile {
  readonly kind: 'include' | 'provider';
  /** Absolute, or relative as the document's own path is. */
  readonly path: string;
  /** The characters that name it. */
  readonly at: Span;
}

/**
 * Where a document's inclusions and Clash rule providers lead, as far as their paths are known, in the order of the file.
 * `withPatterns`: also where they lead to all files whose names fit (`~/.zsh/*.zsh`).
 */
export function namedFiles(document: Document, home: string, withPatterns = false): NamedFile[] {
  const found: NamedFile[] = [];
  const state = newState();
  const outside = new Map([['HOME', home]]);
  for (const fact of document.facts) {
    if (fact.kind === 'env' && fact.scope.kind !== 'session') assign(state, fact, { outside });
    if (fact.kind === 'include')
      for (const path of targets(fact, home, state))
        if (withPatterns || !/[*?[]/.test(path)) found.push({ kind: 'include', path, at: fact.path.at });
    if (fact.kind !== 'clash') continue;
    for (const { kind, path } of fact.providers) {
      if (kind !== 'rule' || !path?.known || path.text === '') continue;
      found.push({ kind: 'provider', path: absolute(path.text, document.file, home), at: path.at });
    }
  }
  return found;
}

/** `~` and `$HOME` lead home, and in a dotfiles checkout to the folder of the file. */
function targets(fact: Inclusion, home: string, state: KnownVariables): string[] {
  const found: string[] = [];
  for (const base of new Set([home, dirname(fact.at.file)])) {
    const outside = new Map([
      ['HOME', base],
      ['ZDOTDIR', base],
      ['XDG_CONFIG_HOME', `${base}/.config`],
      ['__fish_config_dir', dirname(fact.at.file)],
    ]);
    const { text, known } = evaluateValue(fact.path, state, outside);
    if (known && text !== '') found.push(absolute(text, fact.at.file, base));
  }
  return found;
}

function absolute(path: string, from: string, home: string): string {
  if (path === '~' || path.startsWith('~/')) return normalize(home + path.slice(1));
  if (path.startsWith('%h/')) return normalize(home + path.slice(2));
  return normalize(path.startsWith('/') ? path : `${dirname(from)}/${path}`);
}
