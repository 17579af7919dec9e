/** What a job's property list says: settings, the service, its environment. */
import type { Assignment, ExecLine, Fact, Scope, Service, Setting, Value } from '../../core.ts';
import { isJobKey } from '../../knowledge/launchd-keys.ts';
import { valueOf, verbatim } from '../../text.ts';
import { append } from '../shared/pieces.ts';
import { sessionFacts } from '../shared/session-facts.ts';
import { entryOf, MAX_DEPTH, type PlistEntry, type PlistNode } from './nodes.ts';

/** The types of `Setting.type`; a type not listed here is called by its own name. */
const TYPES: Readonly<Record<string, string>> = { real: 'float' };

/** The facts of a job, in the order of the file; none for a property list that is no job (preferences, Info.plist). */
export function jobFacts(root: PlistNode, file: string, whole: Scope['at']): readonly Fact[] {
  if (!isJob(root)) return [];
  const scope: Scope = { kind: 'file', name: '', at: whole };
  const facts: Fact[] = [service(root, file, scope)];
  for (const entry of root.entries) settings(facts, scope, entry, []);
  append(facts, sessionFacts(commandsOf(root), scope));
  return facts;
}

function isJob(root: PlistNode): boolean {
  if (root.type !== 'dict' || !entryOf(root, 'Label')) return false;
  return root.entries.some((entry) => entry.key.known && isJobKey(entry.key.text));
}

/** A setting for an entry and all below it. Depth is bounded by the readers. */
function settings(facts: Fact[], scope: Scope, entry: PlistEntry, above: readonly string[]): void {
  const path = [...above, entry.key.text];
  facts.push(setting(scope, path, entry.key, entry.node, entry.at));
  if (path.length === 2 && path[0] === 'EnvironmentVariables') facts.push(assignment(scope, entry));
  below(facts, scope, entry.node, entry.key, path);
}

function below(facts: Fact[], scope: Scope, node: PlistNode, name: Value, path: readonly string[]): void {
  if (path.length > MAX_DEPTH) return;
  for (const entry of node.entries) settings(facts, scope, entry, path);
  node.items.forEach((item, index) => {
    const inner = [...path, String(index)];
    facts.push(setting(scope, inner, name, item, item.at));
    below(facts, scope, item, name, inner);
  });
}

function setting(scope: Scope, path: readonly string[], name: Value, node: PlistNode, at: Setting['at']): Setting {
  const type = node.type === 'unknown' ? undefined : (TYPES[node.type] ?? node.type);
  return { kind: 'setting', at, scope, certain: true, path, name, value: node.value, type };
}

/** launchd.plist(5): "Values other than strings will be ignored", so that what the variable contains is not in this file. */
function assignment(scope: Scope, entry: PlistEntry): Assignment {
  const { key, node, at } = entry;
  const value = node.type === 'string' ? node.value : valueOf([{ kind: 'unknown', at: node.at }], node.at);
  return {
    kind: 'env',
    at,
    scope,
    certain: true,
    name: key,
    value,
    operation: 'set',
    reach: 'environment',
    statement: at,
  };
}

function service(root: PlistNode, file: string, scope: Scope): Service {
  const keepAlive = entryOf(root, 'KeepAlive');
  const policy = keepAlive && restartPolicy(keepAlive.node);
  return {
    kind: 'service',
    at: root.at,
    scope,
    certain: true,
    manager: 'launchd',
    label: entryOf(root, 'Label')?.node.value ?? verbatim('', root.at),
    dropIn: false,
    domain: domainOf(file),
    commands: commandsOf(root),
    restart: policy ? { policy, at: keepAlive.at } : undefined,
  };
}

function domainOf(file: string): Service['domain'] {
  const folder = /(?:^|[/:])Launch(Agent|Daemon)s?\//i.exec(file)?.[1]?.toLowerCase();
  return folder === 'agent' ? 'user' : folder === 'daemon' ? 'system' : 'unknown';
}

/** The argument list; `Program` only where there is none, as it names nothing but the file to execute. */
function commandsOf(root: PlistNode): readonly ExecLine[] {
  const list = entryOf(root, 'ProgramArguments');
  if (list && list.node.type === 'array') {
    const words = list.node.items.map((item) =>
      item.type === 'string' ? item.value : valueOf([{ kind: 'unknown', at: item.at }], item.at),
    );
    return [{ key: 'ProgramArguments', at: list.at, words, prefix: '' }];
  }
  const program = entryOf(root, 'Program');
  if (program?.node.type !== 'string') return [];
  return [{ key: 'Program', at: program.at, words: [program.node.value], prefix: '' }];
}

/**
 * KeepAlive as launchd acts on it. A dict's conditions are ORed (launchd.plist(5)): `SuccessfulExit` false and `Crashed`
 * true restart after failures only; `SuccessfulExit` true and `Crashed` false also after a clean exit, and `PathState`,
 * `OtherJobEnabled` and `AfterInitialDemand` after any exit while they are true, so that all of these count as `always`.
 * `NetworkState` is no longer implemented. Undefined: a template decides, or launchd ignores the value's type.
 */
function restartPolicy(node: PlistNode): 'always' | 'on-failure' | 'no' | undefined {
  if (node.type === 'true') return 'always';
  if (node.type === 'false') return 'no';
  if (node.type !== 'dict') return undefined;
  const policies = node.entries.map((entry) => conditionPolicy(entry));
  if (policies.includes('always')) return 'always';
  if (node.entries.some((entry) => !entry.node.value.known)) return undefined;
  return policies.includes('on-failure') ? 'on-failure' : 'no';
}

function conditionPolicy({ key, node }: PlistEntry): 'always' | 'on-failure' | undefined {
  const isTrue = node.type === 'true';
  const isBoolean = isTrue || node.type === 'false';
  switch (key.text) {
    case 'SuccessfulExit':
      return isBoolean ? (isTrue ? 'always' : 'on-failure') : undefined;
    case 'Crashed':
      return isBoolean ? (isTrue ? 'on-failure' : 'always') : undefined;
    case 'AfterInitialDemand':
      return isTrue ? 'always' : undefined;
    case 'PathState':
    case 'OtherJobEnabled':
      return node.type === 'dict' && node.entries.length > 0 ? 'always' : undefined;
    default:
      return undefined;
  }
}
