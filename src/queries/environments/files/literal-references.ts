/** `$NAME` and `~` that the reader of their file keeps as they are. */
import type { Assignment, Project } from '../../../core.ts';
import { slice } from '../../../text.ts';
import { proxyRole } from '../../proxies/proxy-names.ts';
import { type OwnProxy, proxySettings } from '../../proxies/proxy-settings.ts';
import { type FileReader, fileReader } from './file-readers.ts';

/** The characters that look like a reference; offsets are in the value's text. */
export interface Literal {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export interface LiteralReference {
  readonly fact: Assignment;
  readonly literal: Literal;
  readonly reader: FileReader;
}

/** All of a project, in file order. */
export function* literalReferences(project: Project): Iterable<LiteralReference> {
  for (const fact of project.facts('env')) {
    const document = project.document(fact.at.file);
    const reader = fileReader(document);
    const isJudged = fact.operation !== 'unset' && fact.reach !== 'command' && fact.reach !== 'local';
    if (!reader || !isJudged || !fact.value.known || /\{\{|<%/.test(fact.value.text)) continue;
    const isQuoted = slice(document, fact.value.at).startsWith("'");
    const literal = literalIn(fact, reader, isQuoted);
    if (literal) yield { fact, literal, reader };
  }
}

/**
 * What stays unexpanded. `.env` readers differ (Compose, python-dotenv and others expand), so there only proxy variables
 * are judged, and there only the form none of the common ones expands, `$NAME`. A shell expands all but the quoted.
 */
function literalIn(
  { name, value: { text }, reach }: Assignment,
  reader: FileReader,
  isQuoted: boolean,
): Literal | undefined {
  const isProxy = proxyRole(name.text) !== undefined;
  const tilde = /^~\//.test(text) ? { text: '~', start: 0, end: 1 } : undefined;
  if (reader === 'libraries') return isProxy && !isQuoted ? match(BARE, text) : undefined;
  if (reader === 'codex' || reader === 'opencode' || reader === 'openclaw')
    return match(isProxy ? REFERENCE : WHOLE, text);
  if (reader === 'shell' || reader === 'fish') {
    if (tilde && reach === 'environment' && !/ALIAS|PROMPT|PS\d|OPTS/.test(name.text)) return tilde;
    return isProxy ? match(/\$\{?[A-Za-z_]\w*\}?/, text) : undefined;
  }
  if (IS_SECRET.test(name.text)) return match(WHOLE, text);
  return tilde ?? match(reader === 'quadlet' ? BARE : REFERENCE, text);
}

/** A dollar within a password or a key is one of its signs. */
const IS_SECRET = /pass|secret|token|credential|(?:^|_)(?:key|pw|pwd|auth)(?:$|_)/i;

export interface SettingReference {
  readonly setting: OwnProxy;
  readonly literal: Literal;
}

/** Those in the files of single programs: none expands variables there but npm, and that only `${NAME}`. */
export function* settingReferences(project: Project): Iterable<SettingReference> {
  for (const setting of proxySettings(project)) {
    const { client, value } = setting;
    const literal = value.known ? match(client === 'npm' ? BARE : REFERENCE, value.text) : undefined;
    if (literal) yield { setting, literal };
  }
}

/** Nothing but a name: no password looks so. */
const WHOLE = /^\$(?:\{[A-Z_][A-Z0-9_]*\}|[A-Z_][A-Z0-9_]*)$/;
const BARE = /\$[A-Za-z_]\w*/;
const REFERENCE = /\$(?:\{[A-Z_a-z]\w*\}|[A-Z_a-z]\w*)/;

function match(pattern: RegExp, text: string): Literal | undefined {
  const found = pattern.exec(text);
  return found ? { text: found[0], start: found.index, end: found.index + found[0].length } : undefined;
}
