/**
 * From a keystroke to its diagnostics: `envlint lsp` beside the language servers of the same files, each in a process of its own.
 * The pauses that a server makes before it looks are part of its time: they are what a person waits for.
 */
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { keystrokes, memoryOf } from './editor-client.mjs';
import { clash, environments, files, shell } from './inputs.mjs';
import { count, envlint, median, met, ms, race, root, work, write } from './measure.mjs';
import { bashServer, yamlServer } from './tools.mjs';

const ROUNDS = 10;
/** What a keystroke may take of a whole run. */
const MOST_OF_A_RUN = 0.1;

const OWN = { command: [process.execPath, join(root, 'dist/envlint.cjs'), 'lsp', '--stdio'] };

/** Without the lists of schemas that it would fetch. */
const yaml = () => ({
  command: [...yamlServer(), '--stdio'],
  settings: { yaml: { validate: true, schemaStore: { enable: false } } },
});

/** With the slips that it finds itself, and without ShellCheck, which would only cost it more: it waits half a second for it. */
const bash = () => ({
  command: [...bashServer(), 'start'],
  env: { ENABLE_SOURCE_ERROR_DIAGNOSTICS: 'true', SHELLCHECK_PATH: '' },
  settings: { bashIde: { enableSourceErrorDiagnostics: true, shellcheckPath: '', shfmt: { path: '' } } },
});

/** Its daemon has its socket in a folder of this run, and outlives its client. */
const biome = () => {
  const program = join(root, 'node_modules/.bin/biome');
  return { command: [program, 'lsp-proxy'], env: { TMPDIR: work }, stop: [program, 'stop'] };
};

/** `slip`: what is typed at the end of the file; `theirs`: for a peer that finds no fault in that. */
const SERVERS = {
  yaml: { name: 'yaml-language-server', server: yaml, languageId: 'yaml', slip: '\nx: [' },
  shell: {
    name: 'bash-language-server',
    server: bash,
    languageId: 'shellscript',
    slip: '\nif true; then',
    theirs: '\nsource "$nowhere"',
  },
  json: { name: 'biome lsp-proxy', server: biome, languageId: 'json', slip: '\n{' },
};

/** [what, the peer's kind, its file, the folder, what Biome gets in its place] */
function cases() {
  const machine = join(work, 'machine');
  cpSync(join(root, 'fixtures/home-with-every-carrier/machine'), machine, { recursive: true });
  const large = clash({ rules: 10_000 });
  return [
    ['example machine, its Clash file', 'yaml', '.config/mihomo/config.yaml', machine],
    ['example machine, its rc file', 'shell', '.zshrc', machine],
    ["example machine, an agent's settings", 'json', '.claude/settings.json', machine],
    ['Clash, 10,000 rules', 'yaml', 'config.yaml', write('keys-clash', large)],
    [
      'Clash, 10,000 rules (Biome: their lines as a list)',
      'json',
      'config.yaml',
      write('keys-clash', large),
      { folder: write('keys-json', jsonOf(large)), file: 'rules.json' },
    ],
    ['rc file, 2,000 lines', 'shell', '.zshrc', write('keys-shell', shell(2000))],
  ];
}

/** Biome reads no YAML. */
const jsonOf = (files) => ({ 'rules.json': JSON.stringify(Object.values(files)[0].split('\n'), undefined, 2) });

const opened = (kind, { folder, file }) => ({
  folder,
  file,
  text: readFileSync(join(folder, file), 'utf8'),
  languageId: SERVERS[kind].languageId,
  slip: SERVERS[kind].slip,
});

async function row([what, kind, file, folder, other = { folder, file }]) {
  const { name, server } = SERVERS[kind];
  const ownKind = file.endsWith('.yaml') ? 'yaml' : kind;
  const own = median(await keystrokes(OWN, opened(ownKind, { folder, file }), ROUNDS));
  const peer = { ...opened(kind, other), ...(SERVERS[kind].theirs ? { slip: SERVERS[kind].theirs } : {}) };
  const theirs = median(await keystrokes(server(), peer, ROUNDS));
  const [whole] = race([envlint(folder)], 5);
  const isThere = !Number.isNaN(theirs);
  const isMet = own <= whole * MOST_OF_A_RUN && !(own >= theirs);
  return [
    what,
    ms(own),
    ms(whole),
    `×${(own / whole).toFixed(2)}`,
    name,
    isThere ? ms(theirs) : 'not installed',
    met(isMet),
  ];
}

async function keys() {
  const rows = [];
  for (const one of cases()) rows.push(await row(one));
  return {
    title: 'From a keystroke to its diagnostics',
    head: [
      'file',
      'envlint lsp ms',
      'a whole run ms',
      'of a whole run (budget ×0.1)',
      'peer',
      'peer ms',
      'ahead and in budget',
    ],
    rows,
  };
}

/** What the server may take with so many documents open, in MB. */
const MOST_MEGABYTES = 120;
const OPEN_DOCUMENTS = 1000;

async function memory() {
  const kinds = {
    '.env files': environments(OPEN_DOCUMENTS),
    'files of every language': files(OPEN_DOCUMENTS),
  };
  const rows = [];
  for (const [kind, made] of Object.entries(kinds)) {
    const { peak, atRest } = await memoryOf(OWN, write('open', made), made);
    rows.push([kind, ms(peak), ms(atRest), String(MOST_MEGABYTES), met(atRest < MOST_MEGABYTES)]);
  }
  return {
    title: `${count(OPEN_DOCUMENTS)} open documents`,
    head: ['documents', 'peak MB', 'at rest MB', 'budget MB', 'met at rest'],
    rows,
  };
}

export default async () => [await keys(), ...(process.platform === 'linux' ? [await memory()] : [])];
