/**
 * Which chunk of the program a module lies in. A run shall read few files, and in them little that it does not need: so
 * what the same occasions need lies together, and what only rare ones need lies apart.
 */
import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { loadModule } from './load-module.mjs';

/** Modules every start and every check loads: they are there for whatever else needs them. */
const ALWAYS = {
  main: ['src/cli.ts'],
  lint: [
    'src/cli/commands/lint.ts',
    'src/cli/run/check.ts',
    'src/report/format.ts',
    'src/report/terminal/pretty.ts',
    'rules/catalog.ts',
  ],
};

/** Modules that read files and the machine without any rule: what these need lies apart from what only rules need. */
const READERS = {
  facts: [
    'src/cli/commands/doctor.ts',
    ...['dotenv', 'resolver', 'settings', 'shell', 'systemd'].map((name) => `src/languages/${name}/index.ts`),
  ],
  clash: ['src/languages/clash/index.ts'],
};

/** Which facts the rules need that are loaded together; `dotenv` is read with the rules on variables. */
const RULES = {
  variables: ['env'],
  'clash-rules': ['clash'],
  services: ['service', 'systemd', 'launchd', 'resolver', 'command'],
};

const named = (folder, names) => names.split(' ').map((name) => `${folder}/${name}.ts`);

/**
 * Modules that a clean run loads without calling any of their functions. They lie in chunks that are loaded when something of them
 * is first used. Any module may be added or taken out: only what another one uses while it is loaded itself gains nothing here. A
 * path that ends in `/` is a folder.
 */
const LATER = {
  'later-findings': [
    ...named(
      'src/secrets',
      'blocks commands encodings lines matcher names operands options ranges scan shape urls words',
    ),
    ...named('src/report', 'change frame position terminal/wrap visible'),
    'src/report/machine/',
    'src/engine/suppressions.ts',
  ],
  'later-clash': ['src/routing/clash/', 'src/fixes/clash-rules.ts'],
  'later-refusals': [
    'src/languages/clash/refusal/',
    ...named('src/knowledge', 'clash/ciphers clash/shapes dotnet-regex go/pem'),
  ],
  'later-facts': [
    ...named('src/languages/dotenv', 'env-file-scan expansion pam-scan readings'),
    ...named('src/host/find', 'matching tracked'),
    'src/glob.ts',
    ...named('src/queries', 'environments/evaluation/conditions environments/files/plain-files resolvers'),
  ],
  'later-rules': [
    ...named(
      'src/routing',
      'clients/curl-url clients/go-url exemptions/near-miss exemptions/shape exemptions/understood url/idna url/whatwg',
    ),
    ...named('src/knowledge', 'hermes-config spelling'),
    ...named('src/queries', 'domestic-hosts services/command-lines services/stop-timeout'),
    ...named('src/fixes', 'exemptions list-items missing-list titles'),
  ],
};

/** The chunk of `LATER` that a module of this project belongs to, by its path from the root. */
const laterOf = (path) =>
  Object.keys(LATER).find((chunk) =>
    LATER[chunk].some((one) => (one.endsWith('/') ? path.startsWith(one) : path === one)),
  );

/** Options for splitting the program into chunks. `root`: the folder of the project. */
export async function chunks(root) {
  const gone = Object.values(LATER)
    .flat()
    .filter((path) => !existsSync(resolve(root, path)));
  if (gone.length > 0) throw new Error(`LATER in chunks.mjs names what is not there: ${gone.join(', ')}`);
  const starts = await startsOf(root);
  let occasions;
  const name = (id, graph) => {
    if (id.endsWith('?docs')) return 'docs';
    occasions ??= occasionsOf(starts, graph);
    const own = occasions.get(id);
    const later = own && laterOf(relative(root, id));
    if (later) return later;
    return own && (Object.keys(ALWAYS).find((one) => own.includes(one)) ?? chunkOf(own));
  };
  return { includeDependenciesRecursively: false, groups: [{ name, debugName: 'occasions' }] };
}

/**
 * The chunk of what is loaded on these occasions: `clash` and `facts` for what only those readers need, `shared` for what both need;
 * of rules, `rules-shared` for what those on Clash and others need. A language that shares nothing is a chunk by itself.
 */
function chunkOf(own) {
  const rules = own.filter((one) => one in RULES);
  const isOfClashRules = rules.includes('clash-rules');
  if (rules.length === own.length) return isOfClashRules && rules.length > 1 ? 'rules-shared' : own.join('-');
  if (own.includes('clash'))
    return own.includes('facts') || rules.some((one) => one !== 'clash-rules') ? 'shared' : 'clash';
  return isOfClashRules ? 'shared' : rules.length > 0 ? 'facts' : undefined;
}

/** The modules each occasion begins with, as `[occasion, paths]`. */
async function startsOf(root) {
  const { catalog } = await loadModule(resolve(root, 'rules/catalog.ts'));
  const rulesFor = (isMeant) => catalog.filter(({ needs = [] }) => isMeant(needs)).map(({ id }) => `rules/${id}.ts`);
  const starts = {
    ...ALWAYS,
    lint: [...ALWAYS.lint, ...rulesFor((needs) => needs.length === 0)],
    ...READERS,
    ...Object.fromEntries(
      Object.entries(RULES).map(([name, facts]) => [name, rulesFor((own) => own.some((need) => facts.includes(need)))]),
    ),
  };
  starts.variables.push('src/languages/dotenv/index.ts');
  return Object.entries(starts).map(([occasion, files]) => [occasion, files.map((file) => resolve(root, file))]);
}

/** On which occasions each module is loaded, by its id. */
function occasionsOf(starts, graph) {
  const occasions = new Map();
  for (const [occasion, ids] of starts) {
    const reached = new Set(ids);
    for (const id of reached) for (const next of graph.getModuleInfo(id)?.importedIds ?? []) reached.add(next);
    for (const id of reached) occasions.set(id, [...(occasions.get(id) ?? []), occasion]);
  }
  return occasions;
}
