/**
 * Environments: what one program really gets. A shell with all it loads, a function or alias laid over it, a dotenv file
 * with its companions, a service over its unit, drop-ins and EnvironmentFiles: one shape for all of them.
 */
import type { Assignment, Command, Document, Fact, Inclusion, Project, Scope } from '../../core.ts';
import type { Shell } from '../../knowledge/shell-files.ts';
import { isTemplateName } from '../../knowledge/templates.ts';
import { derive } from '../../project.ts';
import { basename, dirname, groupBy } from '../../text.ts';
import { type EffectiveService, gatewayOf, isGoService, services } from '../services/services.ts';
import { isGoFile } from './environment-files.ts';
import { assign, evaluateValue } from './evaluate.ts';
import { mayHoldSettings, resolveInclusion, type Session, sessions } from './load-order.ts';
import { exported, newState, type Slot, type State, type Variables } from './state.ts';

export type Variable = Slot;

export interface Environment {
  /** As `route` names it: `.env`, `.zshrc:proxy_on`, `docker.service`. */
  readonly id: string;
  readonly kind: 'dotenv' | 'shell' | 'function' | 'alias' | 'service';
  /** The file it is named after. */
  readonly file: string;
  /** Function, alias, unit or label. */
  readonly name: string;
  readonly shell?: Shell;
  readonly service?: EffectiveService;
  /** Loopback is never proxied here and either case is read. */
  readonly isGo: boolean;
  /** Exported variables, cleared ones left out; an empty value is kept. */
  readonly variables: Variables;
  /** Assignments made by this environment itself, not by the one it lies over. */
  readonly own: ReadonlySet<Assignment>;
  /** A file that is not in the project plausibly sets more: what is missing here is unknown. */
  readonly open: boolean;
  /** Cleared on purpose. */
  readonly cleared: Pick<ReadonlySet<string>, 'has'>;
  /** What it lies over. */
  readonly base?: Environment;
}

/**
 * A variable that is set to something: undefined for unset, cleared and empty ones. One that only some runs empty
 * (`else export http_proxy=`) is what the others leave it.
 */
export function lookup(environment: Environment, name: string): Variable | undefined {
  let variable = environment.variables.get(name);
  while (variable?.known && variable.text === '') variable = variable.certain ? undefined : variable.otherwise;
  return variable?.exported ? variable : undefined;
}

/** Every value a variable holds on some runs, the last one first: those of the branches of an `if` or a `case`. */
export function* possibleValues(environment: Environment, name: string): Iterable<Variable> {
  for (let variable = lookup(environment, name); variable; variable = variable.certain ? undefined : variable.otherwise)
    if (variable.exported && !(variable.known && variable.text === '')) yield variable;
}

/** All environments of a project. */
export const environments = derive((project: Project): readonly Environment[] => [
  ...dotenvEnvironments(project),
  ...sessions(project).flatMap((session) => shellEnvironments(project, session)),
  ...services(project).map((service) => serviceEnvironment(project, service)),
]);

const owners = derive((project: Project): ReadonlyMap<Assignment, Environment> => {
  const found = new Map<Assignment, Environment>();
  for (const environment of environments(project)) {
    for (const fact of environment.own) if (!found.has(fact)) found.set(fact, environment);
  }
  return found;
});

/** The first environment that an assignment belongs to itself. */
export function ownerOf(project: Project, fact: Assignment): Environment | undefined {
  return owners(project).get(fact);
}

interface Run {
  readonly project: Project;
  readonly state: State;
  readonly own: Set<Assignment>;
  readonly functions: Map<string, Scope>;
  readonly called: Set<Scope>;
  readonly visited: Set<string>;
  /** What this run lies over: files read there are not read again. */
  readonly below?: Run;
  open: boolean;
}

const newRun = (project: Project, below?: State): Run => ({
  project,
  state: newState(below),
  own: new Set(),
  functions: new Map(),
  called: new Set(),
  visited: new Set(),
  open: false,
});

const isEnv = (fact: Fact): fact is Assignment => fact.kind === 'env';

/** `open` keeps: `ExecStart` of others. Finishes a run into an environment. */
function finish(run: Run, about: Omit<Environment, 'variables' | 'own' | 'open' | 'cleared'>): Environment {
  const { state, own, open } = run;
  const cleared = { has: (name: string): boolean => state.has(name) && state.get(name) === undefined };
  return { ...about, variables: exported(state), own, open, cleared };
}

// ── dotenv ──────────────────────────────────────────────────────────────────────────────────────────────────────────

const COMPANION = /\.local$/;

function dotenvEnvironments(project: Project): Environment[] {
  const all = [...project.documents.values()].filter(
    (document) => document.language === 'dotenv' && document.dialect !== 'environment.d',
  );
  const found: Environment[] = [];
  const bases = new Map<Document, State>();
  for (const document of all) {
    const companion = project.documents.get(`${document.file}.local`);
    if (COMPANION.test(document.file) && project.documents.has(document.file.replace(COMPANION, ''))) continue;
    const isMode = /^\.env\.[\w-]+$/.test(basename(document.file)) && !isTemplateName(document.file);
    const base = isMode
      ? project.documents.get(`${dirname(document.file)}/.env`.replace(/^\//, document.file.startsWith('/') ? '/' : ''))
      : undefined;
    if (base && !bases.has(base)) bases.set(base, stateAfter(base));
    const run = newRun(project, base && bases.get(base));
    for (const fact of [...document.facts, ...(companion?.facts ?? [])].filter(isEnv)) {
      assign(run.state, fact);
      run.own.add(fact);
    }
    const isGo = isGoFile(project, document.file);
    found.push(finish(run, { id: document.file, kind: 'dotenv', file: document.file, name: '', isGo }));
  }
  return [...found, ...environmentD(project)];
}

function stateAfter({ facts }: Document): State {
  const state = newState();
  for (const fact of facts.filter(isEnv)) assign(state, fact);
  return state;
}

/** All files of one `environment.d` folder are one environment, read in order of their names. */
function environmentD(project: Project): Environment[] {
  const all = [...project.documents.values()].filter(({ dialect }) => dialect === 'environment.d');
  const folders = groupBy(all, ({ file }) => dirname(file));
  return [...folders].map(([folder, documents]) => {
    const run = newRun(project);
    for (const fact of documents.flatMap((document) => document.facts).filter(isEnv)) {
      assign(run.state, fact);
      run.own.add(fact);
    }
    const file = documents.length === 1 ? (documents[0]?.file ?? folder) : folder;
    return finish(run, { id: file, kind: 'dotenv', file: documents[0]?.file ?? folder, name: '', isGo: false });
  });
}

// ── shells ──────────────────────────────────────────────────────────────────────────────────────────────────────────

const DEPTH = 6;

function shellEnvironments(project: Project, session: Session): Environment[] {
  const run = newRun(project);
  runBase(run, session);
  for (const root of session.roots) {
    collectFunctions(run, root);
    runDocument(run, root, true, 0);
  }
  const main = session.roots.at(-1) as Document;
  const top = finish(run, {
    id: main.file,
    kind: 'shell',
    file: main.file,
    name: '',
    shell: session.shell,
    isGo: false,
  });
  const overlays: Environment[] = [];
  for (const file of run.visited) {
    for (const scope of scopesOf(project.document(file)).keys()) {
      if (scope.kind !== 'file' && scope.kind !== 'subshell' && !run.called.has(scope))
        overlays.push(overlay(project, run, top, session, scope));
    }
  }
  return [top, ...overlays];
}

/** What a session starts with: /etc/environment for all of it, and for services of the user environment.d too. */
const sessionWide = derive((project: Project) => {
  const documents = [...project.documents.values()].filter(
    ({ dialect }) => dialect === 'pam' || dialect === 'environment.d',
  );
  const state = newState();
  for (const fact of documents.flatMap(({ facts }) => facts.filter(isEnv))) assign(state, fact);
  return {
    pam: documents.filter(({ dialect }) => dialect === 'pam').flatMap(({ facts }) => facts.filter(isEnv)),
    state,
  };
});

/** What was set before: by pam from /etc/environment, and by the session a loose fragment comes after. */
function runBase(run: Run, session: Session): void {
  for (const fact of sessionWide(run.project).pam) assign(run.state, fact);
  for (const root of session.after?.roots ?? []) {
    collectFunctions(run, root);
    runDocument(run, root, true, 0);
  }
  run.own.clear();
  run.visited.clear();
}

const scopes = new WeakMap<Document, ReadonlyMap<Scope, readonly Fact[]>>();

/** A document's facts by their scope, in order. */
function scopesOf(document: Document): ReadonlyMap<Scope, readonly Fact[]> {
  let known = scopes.get(document);
  if (!known) scopes.set(document, (known = groupBy(document.facts, ({ scope }) => scope)));
  return known;
}

function collectFunctions(run: Run, document: Document): void {
  for (const scope of scopesOf(document).keys())
    if (scope.kind === 'function' || scope.kind === 'alias') run.functions.set(scope.name, scope);
}

function runDocument(run: Run, document: Document, certain: boolean, depth: number): void {
  if (run.visited.has(document.file) || run.below?.visited.has(document.file) || depth > DEPTH) return;
  run.visited.add(document.file);
  for (const fact of document.facts) if (fact.scope.kind === 'file') step(run, fact, certain, depth);
}

function step(run: Run, fact: Fact, certain: boolean, depth: number): void {
  if (fact.kind === 'env') {
    run.own.add(fact);
    assign(run.state, fact, certain && fact.certain);
  } else if (fact.kind === 'include') include(run, fact, certain && fact.certain, depth);
  else if (fact.kind === 'command') call(run, fact, certain && fact.certain, depth);
}

function include(run: Run, fact: Inclusion, certain: boolean, depth: number): void {
  const target = resolveInclusion(run.project, fact, run.state);
  if (target) {
    collectFunctions(run, target);
    // A guard such as `[ -f x ] && . x` tests for the file itself, and the file is here.
    runDocument(run, target, certain || fact.optional, depth + 1);
  } else if (mayHoldSettings(evaluateValue(fact.path, run.state).text)) run.open = true;
}

function call(run: Run, fact: Command, certain: boolean, depth: number): void {
  const scope = run.functions.get(fact.words[0]?.text ?? '');
  if (!scope || run.called.has(scope) || depth > DEPTH) return;
  run.called.add(scope);
  runScope(run, scope, certain, depth + 1);
}

function runScope(run: Run, scope: Scope, certain: boolean, depth: number): void {
  for (const inner of scopesOf(run.project.document(scope.at.file)).get(scope) ?? []) step(run, inner, certain, depth);
}

function overlay(project: Project, below: Run, top: Environment, session: Session, scope: Scope): Environment {
  const kind = scope.kind === 'alias' ? 'alias' : 'function';
  const { file } = scope.at;
  const about = { id: `${file}:${scope.name}`, kind, file, name: scope.name, base: top } as const;
  const facts = scopesOf(project.document(file)).get(scope) ?? [];
  // Most functions and aliases leave the variables alone: theirs are those below.
  if (!facts.some((fact) => changes(below, fact))) return { ...top, ...about, own: new Set(facts.filter(isEnv)) };
  const run: Run = {
    ...newRun(project, below.state),
    functions: below.functions,
    called: new Set([scope]),
    below,
    open: below.open,
  };
  runScope(run, scope, true, 1);
  return finish(run, { ...about, shell: session.shell, isGo: false });
}

/** Does a statement change more than the one command it stands before? */
function changes({ functions }: Run, fact: Fact): boolean {
  if (fact.kind === 'command') return functions.has(fact.words[0]?.text ?? '');
  return fact.kind === 'include' || (fact.kind === 'env' && fact.reach !== 'command');
}

// ── services ────────────────────────────────────────────────────────────────────────────────────────────────────────

function serviceEnvironment(project: Project, service: EffectiveService): Environment {
  const isUser = service.manager === 'systemd' && service.domain === 'user';
  const run = newRun(project, isUser ? sessionWide(project).state : undefined);
  for (const fact of service.assignments) {
    // What systemd drops counts as it was meant: that it is dropped is its own finding, and one fact makes one.
    run.own.add(fact);
    assign(run.state, fact);
  }
  for (const fact of service.environmentFiles) environmentFile(run, fact);
  if (gatewayOf(service)?.program.name.startsWith('hermes')) overrideByHermes(run);
  const file = service.documents[0]?.file ?? '';
  const name = service.label || basename(file);
  return finish(run, { id: name, kind: 'service', file, name, service, isGo: isGoService(service) });
}

/** EnvironmentFile= overrides Environment=; one that is not in the project makes the rest unknown. */
function environmentFile(run: Run, fact: Inclusion): void {
  const target = fact.path.text === '' ? undefined : resolveInclusion(run.project, fact, new Map());
  if (!target) run.open ||= fact.path.text !== '';
  else for (const inner of target.facts.filter(isEnv)) assign(run.state, inner);
}

/** Hermes loads `~/.hermes/.env` with override=True: it wins over the unit (reference: hermes_cli/env_loader). */
function overrideByHermes(run: Run): void {
  for (const fact of hermesFacts(run.project)) assign(run.state, fact);
}

const hermesFacts = derive((project: Project) =>
  [...project.documents.values()]
    .filter(({ file, language }) => language === 'dotenv' && /(?:^|\/)\.hermes\/\.env$/.test(file))
    .flatMap(({ facts }) => facts.filter(isEnv)),
);
