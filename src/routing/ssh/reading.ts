/** One reading of ssh's files for one destination, with the answers assumed for what only run time decides. */
import { parseIp } from '../url/ip.ts';
import { linesOf } from './lines.ts';
import { matchHolds } from './match.ts';
import type { SshConfig, SshFile, SshLine, SshSettings, SshTarget } from './model.ts';
import { listFits } from './patterns.ts';

export interface Outcome {
  readonly settings: SshSettings;
  /** A condition without an assumed answer: the settings say nothing yet. */
  readonly question?: SshLine | undefined;
}

/** The keywords whose first value counts here. */
const KEPT: ReadonlySet<string> = new Set([
  'port',
  'user',
  'tag',
  'canonicalizehostname',
  'canonicaldomains',
  'canonicalizemaxdots',
]);

interface State {
  readonly config: SshConfig;
  readonly target: SshTarget;
  readonly assumed: ReadonlyMap<string, boolean>;
  readonly first: Map<string, SshLine>;
  /** What `Host` lines are compared with. */
  host: string;
  isFinal: boolean;
  wantsFinal: boolean;
  question: SshLine | undefined;
  open: SshLine | undefined;
}

/** The settings, or the first condition that needs an answer. */
export function readOnce(config: SshConfig, target: SshTarget, assumed: ReadonlyMap<string, boolean>): Outcome {
  const state: State = {
    config,
    target,
    assumed,
    first: new Map(),
    host: target.host,
    isFinal: false,
    wantsFinal: false,
    question: undefined,
    open: undefined,
  };
  readAll(state);
  const canonical = state.first.get('canonicalizehostname')?.value.toLowerCase() ?? 'no';
  if (canonical === 'yes' || canonical === 'always') state.open ??= renamedByDns(state, canonical);
  if (state.wantsFinal || canonical === 'yes' || canonical === 'always') {
    state.host = named(state).toLowerCase();
    state.isFinal = true;
    readAll(state);
  }
  const { first, open, question } = state;
  const settings = {
    hostName: first.get('hostname'),
    port: first.get('port'),
    user: first.get('user'),
    proxy: first.get('proxy'),
    open,
  };
  return { settings, question };
}

function readAll(state: State): void {
  for (const file of state.config.files) readFile(state, file, true, 0);
}

/** OpenSSH follows `Include` so deep. */
const DEEPEST = 16;

/** `isAllowed`: the section that includes this file fits. */
function readFile(state: State, file: SshFile, isAllowed: boolean, depth: number): void {
  let applies = isAllowed;
  for (const line of linesOf(file)) {
    if (state.question || state.open) return;
    if (line.keyword === 'host') applies = isAllowed && listFits(line.words, state.host);
    else if (line.keyword === 'match') applies = matches(state, line) && isAllowed;
    else if (!applies) continue;
    else if (line.keyword === 'include') include(state, file, line, depth);
    else keep(state, line);
  }
}

function matches(state: State, line: SshLine): boolean {
  const { first, target, config, isFinal } = state;
  const { holds, wantsFinal } = matchHolds(line, {
    original: target.host,
    target: named(state),
    user: target.user || first.get('user')?.value || config.localUser,
    localUser: config.localUser,
    tag: first.get('tag')?.value ?? '',
    isFinal,
  });
  state.wantsFinal ||= wantsFinal;
  const answer = holds ?? state.assumed.get(line.place);
  if (answer === undefined) state.question = line;
  return answer ?? false;
}

function include(state: State, file: SshFile, line: SshLine, depth: number): void {
  for (const pattern of line.words) {
    const files = state.config.included?.(pattern, file);
    if (files === undefined) state.open ??= line;
    else if (depth < DEEPEST) for (const one of files) readFile(state, one, true, depth + 1);
  }
}

function keep({ first, isFinal }: State, line: SshLine): void {
  const { keyword } = line;
  const name = keyword === 'proxycommand' || keyword === 'proxyjump' ? 'proxy' : keyword;
  const isKept = name === 'proxy' || KEPT.has(name) || (name === 'hostname' && !isFinal);
  if (isKept && !first.has(name)) first.set(name, line);
}

/** The host ssh connects to, as far as it is known by now. */
const named = ({ first, target, host, isFinal }: State): string =>
  isFinal ? host : (first.get('hostname')?.value.replaceAll('%h', target.host).replaceAll('%%', '%') ?? target.host);

/** The line by which a DNS server decides the name: CanonicalDomains, for a name with few enough dots. */
function renamedByDns(state: State, canonical: string): SshLine | undefined {
  const { first } = state;
  const domains = first.get('canonicaldomains');
  const host = named(state);
  const isProxied = (first.get('proxy')?.value ?? 'none').toLowerCase() !== 'none';
  const dots = host.split('.').length - 1;
  const most = Number(first.get('canonicalizemaxdots')?.value ?? '1');
  const isAsked = (canonical === 'always' || !isProxied) && dots <= most && parseIp(host) === undefined;
  return isAsked ? domains : undefined;
}
