/**
 * Compose files (compose specification; compose-go `loader` and `interpolation`): what each service and each build is given.
 * `environment` and `build.args` are maps or lists of `NAME=value`; a name without a value is handed on from the shell; values
 * are filled in from the shell and the `.env` beside the file; `env_file` lies under `environment`.
 */
import type { Assignment, Fact, Inclusion, Recipient, Scope, Value } from '../../core.ts';
import { valueOf, verbatim } from '../../text.ts';
import { assignment, assignmentsOf, bare, type Lowered, lower, membersOf } from '../shared/blocks.ts';
import { cover as coverOf, cutter, withTags } from '../shared/pieces.ts';
import { withReferences } from '../shared/references.ts';
import { get, itemsOf, type Node, type ScalarNode, scalarAt } from '../shared/tree.ts';

const PROGRAM = { name: 'compose', references: 'compose' } as const;

/** The facts of a compose file: the variables of services and builds, the files they load, all other keys. */
export function lowerCompose(root: Node | undefined, scope: Scope): Lowered {
  const { facts, ...found } = lower(root, PROGRAM, scope);
  const own: Fact[] = membersOf(get(root, 'services')).flatMap(({ key, value }) =>
    serviceFacts(key.value, value, scope),
  );
  const places = new Set(own.flatMap((fact) => (fact.kind === 'env' ? [fact.value.at.start, fact.at.start] : [])));
  // What is a variable is no setting besides.
  const others = facts.filter((fact) => fact.kind !== 'setting' || !places.has(fact.value.at.start));
  return { facts: [...others, ...own].sort((a, b) => a.at.start - b.at.start), ...found };
}

function serviceFacts({ text: name }: Value, service: Node, parent: Scope): Fact[] {
  const scopeFor = (kind: Recipient['kind']): Scope => {
    const loopback =
      kind === 'build'
        ? loopbackOf(scalarAt(get(service, 'build'), 'network'))
        : loopbackOf(scalarAt(service, 'network_mode'));
    const recipient = { kind, program: 'compose', inherits: 'nothing', loopback } as const;
    return { kind: 'block', name, at: service.at, parent, recipient };
  };
  const container = scopeFor('container');
  return [
    ...inclusions(get(service, 'env_file'), container),
    ...variables(get(service, 'environment'), container),
    ...variables(get(get(service, 'build'), 'args'), scopeFor('build')),
  ];
}

/** `network_mode: host` and `service:x` share a loopback with others. */
function loopbackOf(mode: Value | undefined): Recipient['loopback'] {
  if (!mode?.known) return undefined;
  if (mode.text === 'host') return 'host';
  return /^(?:service|container):/.test(mode.text) ? 'other' : undefined;
}

/** A map, or a list of `NAME=value`. */
function variables(node: Node | undefined, scope: Scope): Assignment[] {
  if (node?.kind === 'map') return assignmentsOf(node, 'compose', scope).map(handedOn);
  return itemsOf(node).flatMap((item) => (item.kind === 'scalar' ? [itemAssignment(item, scope)] : []));
}

/** `NAME:` and `- NAME` take the shell's value. */
function handedOn(fact: Assignment): Assignment {
  if (fact.operation !== 'unset') return fact;
  const { name } = fact;
  return { ...fact, operation: 'set', value: valueOf([{ kind: 'reference', name: name.text, at: name.at }], name.at) };
}

function itemAssignment({ value, at }: ScalarNode, scope: Scope): Assignment {
  const equals = value.text.indexOf('=');
  if (equals < 0) {
    const name = bare(value);
    return handedOn(assignment(name, verbatim('', { ...at, start: at.end }), at, scope, 'unset'));
  }
  const cut = cutter(value.pieces);
  const namePieces = cut(equals);
  cut(equals + 1);
  const rest = cut(value.text.length);
  const end = { ...at, start: value.pieces.at(-1)?.at.end ?? at.end, end: value.pieces.at(-1)?.at.end ?? at.end };
  const name =
    namePieces.length > 0 ? valueOf(namePieces, coverOf(namePieces)) : verbatim('', { ...at, end: at.start });
  const said = rest.length > 0 ? valueOf(withTags(rest), coverOf(rest)) : verbatim('', end);
  return assignment(name, withReferences(said, 'compose'), at, scope);
}

/** `env_file: x`, a list of paths, or of `{path, required}`. */
function inclusions(node: Node | undefined, scope: Scope): Inclusion[] {
  const items = node?.kind === 'scalar' ? [node] : itemsOf(node);
  return items.flatMap((item): Inclusion[] => {
    const path = item.kind === 'scalar' ? item.value : scalarAt(item, 'path');
    if (!path || path.text === '') return [];
    const optional = item.kind === 'map' && scalarAt(item, 'required')?.text === 'false';
    const value = withReferences(path, 'compose');
    return [{ kind: 'include', at: item.at, scope, certain: true, path: value, optional, exports: true }];
  });
}
