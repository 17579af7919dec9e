/**
 * What programs that load a `.env` by themselves receive: the file with its companions, when nothing else is known to load it.
 */
import type { Assignment, Document, Project, Recipient } from '../../core.ts';
import { isTemplateName } from '../../knowledge/files/templates.ts';
import { derive, documentsIn } from '../../project.ts';
import { basename, dirname, groupBy } from '../../text.ts';
import { proxyRole } from '../proxies/proxy-names.ts';
import { blockEnvironments, shellState } from './blocks.ts';
import { containerRuns } from './containers.ts';
import { assign } from './evaluation/evaluate.ts';
import { type Evaluation, finish, newEvaluation } from './evaluation/evaluation.ts';
import { assignmentsIn, inherit } from './evaluation/run.ts';
import { newState, type State } from './evaluation/state.ts';
import { isGoFile } from './files/go-files.ts';
import { toolLoaders } from './files/tool-loaders.ts';
import type { Environment } from './model.ts';
import { hermesFilesOf, serviceEnvironments } from './services.ts';
import { shellEnvironments } from './shells.ts';

const COMPANION = /\.local$/;

/** The environments of all dotenv files that are read alone. */
export const dotenvEnvironments = derive((project: Project): readonly Environment[] => {
  const all = documentsIn(project, 'dotenv').filter(({ dialect }) => dialect !== 'environment.d');
  const loaded = loadedFiles(project);
  const states = new Map<Document, State>();
  const stateOf = (document: Document): State => {
    const state = states.get(document) ?? stateAfter(document);
    states.set(document, state);
    return state;
  };
  const found = all.flatMap((document) => {
    if (COMPANION.test(document.file) && project.documents.has(document.file.replace(COMPANION, ''))) return [];
    const companion = project.documents.get(`${document.file}.local`);
    const isLoaded = loaded.has(document.file);
    // A `.env.local` is for programs that load the file by themselves, and shows that there are some.
    if (isLoaded && !companion) return [];
    const base = isLoaded ? document : baseOf(project, document);
    const layers = [...(isLoaded ? [] : [document]), ...(companion ? [companion] : [])];
    const about = { id: document.file, kind: 'dotenv', file: document.file, name: '' } as const;
    const agent = agentOf(document);
    return givenBesides(project, document).map((given) => {
      const under = base ? stateOf(base) : agent ? shellState(project) : undefined;
      const run = newEvaluation(project, { under });
      const isSet = agent?.recipient.program === 'gemini' ? under : undefined;
      for (const layer of layers) lay(run, layer, isSet);
      const [first] = run.own;
      for (const name of first ? given : []) inherit(run.state, name, first as Assignment);
      return finish(run, { ...about, ...agent, ignoresLoopback: isGoFile(document.file) });
    });
  });
  return [...found, ...environmentD(project)];
});

/**
 * Codex reads `~/.codex/.env` over what its shell gave it (0.171.0, measured); Gemini CLI takes from `.gemini/.env` what the
 * shell lacks (0.61.0), so that a list of the shell counts for both.
 */
function agentOf({ file }: Document): { readonly recipient: Recipient } | undefined {
  const program = /(?:^|\/)\.(codex|gemini)\/\.env$/.exec(file)?.[1];
  return program === undefined ? undefined : { recipient: { kind: 'agent', program, inherits: 'all' } };
}

/** The names that each container, and what each tool starts, is given besides the file; where none does, a program that reads it alone. */
function givenBesides(project: Project, { file }: Document): readonly (readonly string[])[] {
  const tools = toolLoaders(project, file).flatMap(({ given, forAll }) => (forAll ? [given] : [given, ALONE]));
  const named = [...(containerRuns(project).get(file) ?? []), ...tools];
  const runs = named.length > 0 ? named : [ALONE];
  const deciding = runs.map((given) => [...given].filter((name) => proxyRole(name) !== undefined).sort());
  return [...new Map(deciding.map((names) => [names.join(), names])).values()];
}

const ALONE: ReadonlySet<string> = new Set();

/** `.env.production` lies over the `.env` beside it. */
function baseOf(project: Project, { file }: Document): Document | undefined {
  const isMode = /^\.env\.[\w-]+$/.test(basename(file)) && !isTemplateName(file);
  const folder = dirname(file);
  return isMode ? project.documents.get(folder === '' ? '.env' : `${folder === '/' ? '' : folder}/.env`) : undefined;
}

/** Dotenv files that a unit, a shell, a container or Hermes' own service of the project loads. */
const loadedFiles = derive((project: Project): ReadonlySet<string> => {
  const services = serviceEnvironments(project);
  const loaded = [...services, ...shellEnvironments(project), ...blockEnvironments(project)]
    .flatMap(({ layers }) => layers)
    .filter(({ document, via }) => via !== undefined && document.language === 'dotenv')
    .map(({ document }) => document.file);
  const served = services.flatMap(({ service }) => (service ? hermesFilesOf(project, service) : []));
  return new Set([...loaded, ...served.map(({ file }) => file)]);
});

/** `kept`: what the program has already, and does not take from the file. */
function lay(run: Evaluation, document: Document, kept?: State): void {
  run.layers.set(document.file, { document });
  for (const fact of assignmentsIn(document)) {
    if (!kept?.get(fact.name.text)) assign(run.state, fact);
    run.own.add(fact);
  }
}

function stateAfter(document: Document): State {
  const state = newState();
  for (const fact of assignmentsIn(document)) assign(state, fact);
  return state;
}

/** All files of one `environment.d` folder are one environment, read in order of their names. */
function environmentD(project: Project): Environment[] {
  const all = [...project.documents.values()].filter(({ dialect }) => dialect === 'environment.d');
  const folders = groupBy(all, ({ file }) => dirname(file));
  return [...folders].map(([folder, documents]) => {
    const run = newEvaluation(project);
    for (const document of documents) lay(run, document);
    const file = documents.length === 1 ? (documents[0]?.file ?? folder) : folder;
    return finish(run, {
      id: file,
      kind: 'dotenv',
      file: documents[0]?.file ?? folder,
      name: '',
      ignoresLoopback: false,
    });
  });
}
