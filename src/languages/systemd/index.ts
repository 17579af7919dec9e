/**
 * systemd units and drop-ins (dialect `unit`), the managers' own configuration (`manager`) and Podman's Quadlet files
 * (`quadlet`). Every key is a `Setting`; environments, included files and services are facts of their own. Two facts
 * stand for "forget all before": an `unset` of the name `''` (Environment=) and an inclusion of `''` (EnvironmentFile=);
 * an Exec key without value is an `ExecLine` without words.
 */
import type {
  Assignment,
  Document,
  Fact,
  Inclusion,
  Language,
  Piece,
  Scope,
  Setting,
  Source,
  Value,
} from '../../core.ts';
import { isEngineTemplate } from '../../knowledge/files/templates.ts';
import { span, valueOf } from '../../text.ts';
import { literals, sourceSpan } from '../shared/derived.ts';
import { append, cutter, textOf, withTags } from '../shared/pieces.ts';
import { sessionFacts } from '../shared/session-facts.ts';
import { type UnitDialect, unitDialect } from './about.ts';
import { environmentFacts, passedFacts, unsetFacts, type Written } from './environment.ts';
import { type Exec, readExec } from './exec.ts';
import { syntaxFindings } from './problems.ts';
import { quadletScopes } from './quadlet.ts';
import { serviceFact } from './service.ts';
import { resolveSpecifiers } from './specifiers.ts';
import { readUnitFile, type UnitLine } from './unit-file.ts';
import { systemdWriter } from './writer.ts';
import type { ValueRole } from './written.ts';

/** Reads and writes units, drop-ins, manager configuration and Quadlet files. */
export const systemd: Language = {
  name: 'systemd',
  parse(source, dialect) {
    const known: UnitDialect = isDialect(dialect) ? dialect : unitDialect(source.file);
    const file = readUnitFile(source);
    const scope: Scope = { kind: 'file', name: '', at: { file: source.file, start: 0, end: source.text.length } };
    const scopeIn = known === 'quadlet' ? quadletScopes(file, scope) : () => scope;
    const reading: Reading = { source, scope, scopeIn, facts: [], known: new Map(), execs: [] };
    for (const line of file.lines) readLine(reading, line);
    const service = serviceFact(source.file, file, reading.execs, scope);
    return {
      ...source,
      language: 'systemd',
      dialect: known,
      facts: [...(service ? [service] : []), ...reading.facts, ...sessionFacts(service?.commands ?? [], scope)],
      comments: file.comments,
      errors: isEngineTemplate(source.file) ? [] : syntaxFindings(source, file.problems),
      secrets: [],
      writer: systemdWriter(source, file.lines, reading.known),
    } satisfies Document;
  },
};

function isDialect(name: string | undefined): name is UnitDialect {
  return name === 'unit' || name === 'manager' || name === 'quadlet';
}

interface Reading {
  readonly source: Source;
  readonly scope: Scope;
  /** Whose variables the lines of a section set. */
  readonly scopeIn: (section: string) => Scope;
  readonly facts: Fact[];
  /** How each value that follows a grammar of its own is written. */
  readonly known: Map<Value, ValueRole>;
  readonly execs: { readonly line: UnitLine; readonly exec: Exec }[];
}

const EXEC_KEY = /^Exec(?:Condition|Reload|ReloadPost|(?:Start|Stop)(?:Pre|Post)?)$/;

function readLine(reading: Reading, line: UnitLine): void {
  const { facts, known } = reading;
  const scope = reading.scopeIn(line.section);
  facts.push(settingOf(line, reading.scope));
  if (isEnvironment(line)) {
    for (const written of environmentFacts(line, scope)) addAssignment(reading, written);
  } else if (line.key === 'PassEnvironment') append(facts, passedFacts(line, scope));
  else if (line.key === 'UnsetEnvironment') append(facts, unsetFacts(line, scope));
  else if (line.key === 'EnvironmentFile') append(facts, inclusionsOf(line, scope));
  else if (EXEC_KEY.test(line.key)) {
    const exec = readExec(line);
    reading.execs.push({ line, exec });
    for (const word of exec.words) known.set(word.value, { kind: 'argument', quote: word.quote });
  }
}

function addAssignment(reading: Reading, { fact, quote }: Written): void {
  reading.facts.push(fact);
  reading.known.set(fact.value, { kind: 'assignment', quote, fact: fact satisfies Assignment });
}

/** Quadlet's [Container], [Build] and [Pod] take Environment= in the same grammar. */
function isEnvironment({ key, section }: UnitLine): boolean {
  if (section === 'Manager') return key === 'DefaultEnvironment' || key === 'ManagerEnvironment';
  return key === 'Environment';
}

/** The value as written, joined over its lines; quotes, escapes and specifiers stay, for they differ from key to key. */
function settingOf(line: UnitLine, scope: Scope): Setting {
  const { joined, start, end, key, keyAt } = line;
  const first = /^[ \t\r\n]*/.exec(joined.text)![0].length;
  const value = valueOf(withTags(literals(joined, start, end)), sourceSpan(joined, start, end));
  return {
    kind: 'setting',
    at: line.at,
    scope,
    certain: true,
    path: [line.section, key],
    name: valueOf(literals(joined, first, first + key.length), keyAt),
    value,
  };
}

/**
 * One path, spaces and quotes included; `-` before it: may be missing. `%h` is the home folder. systemd ignores a path that
 * plainly is not absolute, and so does whoever reads these facts.
 */
function inclusionsOf(line: UnitLine, scope: Scope): Inclusion[] {
  const { joined, start, end } = line;
  const optional = joined.text[start] === '-' && start < end;
  const from = optional ? start + 1 : start;
  const written = withTags(literals(joined, from, end));
  const path = valueOf(withHome(written, resolveSpecifiers(written).pieces), sourceSpan(joined, from, end));
  const isIgnored = path.text !== '' && path.pieces[0]?.kind === 'literal' && !path.text.startsWith('/');
  return isIgnored ? [] : [{ kind: 'include', at: line.at, scope, certain: true, path, optional }];
}

function withHome(written: readonly Piece[], resolved: readonly Piece[]): Piece[] {
  const text = textOf(written, '');
  const start = written[0]?.at.start ?? 0;
  const isHome = /^%h(?=\/|$)/.test(text);
  const take = cutter(resolved);
  if (!isHome || resolved[0]?.kind !== 'unknown') return [...resolved];
  const [mark] = take(1);
  return [{ kind: 'reference', name: 'HOME', at: span(mark!.at, start, start + 2) }, ...take(text.length)];
}
