/**
 * Which chunk of the program a module lies in. A run shall read few files, and in them little that it does not need: so
 * what the same occasions need lies together, and what only rare ones need lies apart.
 */
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

/** What is loaded for projects with certain facts or in certain languages, beside the rules that need those. */
const OCCASIONS = {
  variables: { needs: ['env'], modules: ['src/languages/dotenv/index.ts'] },
  clash: { needs: ['clash'], modules: ['src/languages/clash/index.ts'] },
  services: { needs: ['service', 'systemd', 'launchd', 'resolver', 'command'], modules: [] },
};

const named = (folder, names) => names.split(' ').map((name) => `${folder}/${name}.ts`);

/**
 * Modules that a clean run loads without calling any of their functions. They lie in chunks that are loaded when something of them
 * is first used. Any module may be added or taken out: only what another one uses while it is loaded itself gains nothing here. A
 * path that ends in `/` is a folder.
 */
const LATER = {
  'later-findings': [
    ...named('src/secrets', 'commands encodings matcher names options ranges scan shape urls words'),
    ...named('src/report', 'change frame position terminal/wrap visible'),
    'src/report/machine/',
    'src/engine/suppressions.ts',
  ],
  'later-clash': ['src/routing/clash/', 'src/fixes/clash-rules.ts'],
  'later-rare': [
    ...named('src/languages/dotenv', 'env-file-scan expansion readings'),
    ...named(
      'src/routing',
      'clients/curl-url clients/go-url exemptions/near-miss exemptions/understood url/idna url/whatwg',
    ),
    ...named('src/queries', 'domestic-hosts environments/conditions environments/plain-files resolvers'),
    ...['src/fixes/list-items.ts', 'src/knowledge/spelling.ts'],
  ],
};

/** The chunk of `LATER` that a module of this project belongs to, by its path from the root. */
const laterOf = (path) =>
  Object.keys(LATER).find((chunk) =>
    LATER[chunk].some((one) => (one.endsWith('/') ? path.startsWith(one) : path === one)),
  );

/** Options for splitting the program into chunks. `root`: the folder of the project. */
export async function chunks(root) {
  const starts = await startsOf(root);
  let occasions;
  const name = (id, graph) => {
    if (id.endsWith('?docs')) return 'docs';
    occasions ??= occasionsOf(starts, graph);
    const own = occasions.get(id);
    const later = own && laterOf(relative(root, id));
    if (later) return later;
    // What some occasions need and others do not is a chunk of its own, such as `clash-services`.
    const shared = own && (own.length === Object.keys(OCCASIONS).length ? 'shared' : own.join('-'));
    return own && (Object.keys(ALWAYS).find((one) => own.includes(one)) ?? shared);
  };
  return { includeDependenciesRecursively: false, groups: [{ name, debugName: 'occasions' }] };
}

/** The modules each occasion begins with, as `[occasion, paths]`. */
async function startsOf(root) {
  const { catalog } = await loadModule(resolve(root, 'rules/catalog.ts'));
  const rulesFor = (isMeant) => catalog.filter(({ needs = [] }) => isMeant(needs)).map(({ id }) => `rules/${id}.ts`);
  const starts = {
    ...ALWAYS,
    lint: [...ALWAYS.lint, ...rulesFor((needs) => needs.length === 0)],
    ...Object.fromEntries(
      Object.entries(OCCASIONS).map(([occasion, { needs, modules }]) => [
        occasion,
        [...modules, ...rulesFor((own) => own.some((need) => needs.includes(need)))],
      ]),
    ),
  };
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
