/**
 * envlint opens no socket and starts no program but git: seen from outside, where strace tells every call, and in the
 * source, where nothing that could is imported.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { COMMANDS } from '../../src/cli/shell/commands.ts';
import { type Machine, machine, PROGRAM } from '../cli/harness.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'envlint-trace-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Each process has a file of its own, so that no call is torn in two. */
const TRACE = ['-ff', '-qq', '-e', 'trace=network,execve', '-o'];
const canTrace = spawnSync('strace', [...TRACE, join(folder, 'try'), 'true']).status === 0;
if (!canTrace)
  console.log('skipped: strace is not installed or may not trace; what envlint opens and starts is not seen');

interface Seen {
  /** Calls that open, address or use a socket; not those that ask what the standard streams are, nor the pipes to git. */
  readonly network: readonly string[];
  /** Names of the programs that were started. */
  readonly programs: readonly string[];
}

function seenIn(prefix: string): Seen {
  const files = readdirSync(folder).filter((name) => name.startsWith(`${basename(prefix)}.`));
  const lines = files.flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'));
  const network = lines.filter((line) => /^(?!execve|socketpair|shutdown|getsockname|getsockopt)\w+\(/.test(line));
  const programs = lines
    .flatMap((line) => /execve\("([^"]+)".*\) = 0/.exec(line)?.[1] ?? [])
    .map((path) => basename(path));
  return { network, programs: [...new Set(programs)].sort() };
}

const machineEnv = (here: Machine): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH ?? '',
  HOME: here.dir,
  LANG: 'C.UTF-8',
});

let runs = 0;

function traced(here: Machine, args: readonly string[], input = '', env = machineEnv(here)): Seen {
  const file = join(folder, `run${runs++}`);
  const line = [...TRACE, file, process.execPath, ...args];
  spawnSync('strace', line, { cwd: here.dir, env, input, timeout: 60_000 });
  return seenIn(file);
}

const FILES = {
  '.env': 'HTTPS_PROXY=http://proxy.example.com:7890\nSUB=https://sub.example.com/link/abcdefgh1234\n',
  '.zshrc': 'export https_proxy=http://127.0.0.1:7890\ncurl https://api.openai.com\n',
  'config.yaml':
    'mixed-port: 7890\nproxies: []\nrule-providers:\n  a: {type: http, behavior: domain, url: "http://127.0.0.1:9/a.mrs", format: mrs}\nrules:\n  - GEOSITE,cn,DIRECT\n  - RULE-SET,a,DIRECT\n  - MATCH,DIRECT\n',
  'app.service': '[Service]\nExecStart=/bin/true\nEnvironment=HTTPS_PROXY=http://127.0.0.1:7890\n',
  'LaunchAgents/a.plist':
    '<?xml version="1.0"?>\n<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://127.0.0.1:9/PropertyList-1.0.dtd">\n<plist version="1.0"><dict><key>Label</key><string>a</string></dict></plist>\n',
  'report.jsonl': '{"version":1,"files":[],"summary":{}}\n',
  'envlint.yaml': 'routes:\n  - {url: "https://api.openai.com", expect: proxy}\n',
};

/** A repository with something committed and something staged. */
function repository(): Machine {
  const here = machine(FILES);
  const git = (...args: readonly string[]) =>
    spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd: here.dir, env: machineEnv(here) });
  git('init', '-q');
  git('remote', 'add', 'origin', 'http://127.0.0.1:9/a.git');
  git('add', '.');
  git('commit', '-qm', 'first');
  here.write('.env', `${FILES['.env']}A=1\n`);
  git('add', '.');
  return here;
}

/** Runs that start nothing, and those that start git: a list of words each. */
const LISTED: readonly (readonly string[])[] = [
  [],
  ['--level', 'info', '--format', 'html', '--format', 'sarif=out.sarif'],
  ['--diff'],
  ['--fix', '--unsafe-fixes'],
  ['--home'],
  ['--cache'],
  ['--list-files'],
  ['--write-baseline'],
  ['--add-suppressions', 'known'],
  ['route', 'https://api.openai.com', 'https://api.deepseek.com'],
  ['test'],
  ['undo'],
  ['undo', '--list'],
  ['explain', 'missing-no-proxy'],
  ['rules'],
  ['config'],
  ['merge', 'report.jsonl', '--format', 'html=out.html'],
  ['completions', 'zsh'],
  ['man'],
  ['help', 'lint'],
  ['--version'],
  ['--root', '.'],
  ['--home', '--fix'],
  ['--prune-baseline'],
  ['-', '--stdin-filename', '.env'],
  ['--stdin-filename', '.env', '--fix'],
];
const WITH_GIT = [['--staged'], ['--staged', '--fix'], ['route', '--against', 'HEAD'], ['init']];
/** Commands nobody thought of here are run as they are, so that none is left out. */
const others = Object.keys(COMMANDS).filter((name) => ![...LISTED, ...WITH_GIT].some(([first]) => first === name));
const ALONE = [...LISTED, ...others.map((name) => [name])];

describe.skipIf(!canTrace)('seen from outside', () => {
  test('a socket and a program would be seen', () => {
    const script =
      "require('net').connect(9, '127.0.0.1').on('error', () => {}); require('child_process').spawnSync('true')";
    const { network, programs } = traced(machine(), ['-e', script]);
    expect(network.some((line) => /socket\(AF_INET/.test(line))).toBe(true);
    expect(programs).toContain('true');
  });

  test.each(ALONE)('%j opens nothing and starts nothing', (...args) => {
    const { network, programs } = traced(machine(FILES), [PROGRAM, ...args], FILES['.env']);
    expect(network).toEqual([]);
    expect(programs).toEqual(['node']);
  });

  test('taking a staged run back starts git alone', () => {
    const here = repository();
    // The repository must not contain the folder of the records.
    const env = { ...machineEnv(here), HOME: machine().dir };
    spawnSync(process.execPath, [PROGRAM, '--staged', '--fix'], { cwd: here.dir, env });
    const { network, programs } = traced(here, [PROGRAM, 'undo'], '', env);
    expect([network, programs]).toEqual([[], ['git', 'node']]);
  });

  test.each(WITH_GIT)('%j opens nothing and starts git alone', (...args) => {
    const { network, programs } = traced(repository(), [PROGRAM, ...args]);
    expect(network).toEqual([]);
    expect(programs).toEqual(['git', 'node']);
  });

  test('watching opens nothing', async () => {
    const here = machine(FILES);
    const file = join(folder, 'watch');
    const child = spawn('strace', [...TRACE, file, process.execPath, PROGRAM, '--watch'], {
      cwd: here.dir,
      env: machineEnv(here),
      detached: true,
    });
    // strace that is killed lets go of what it traces: both end together.
    onTestFinished(() => void spawnSync('kill', ['-9', '--', `-${child.pid}`]));
    let said = '';
    await new Promise<void>((done) => {
      child.stderr.on('data', (chunk: Buffer) => {
        said += chunk.toString('utf8');
        if (said.includes('waiting for changes')) here.write('.env', 'A=1\n');
        if (said.split('waiting for changes').length > 2) done();
      });
      child.on('close', () => done());
    });
    // strace hands an interrupt on to nobody: the traced process is the one to end.
    for (const pid of readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim().split(' '))
      process.kill(Number(pid), 'SIGINT');
    await new Promise((done) => child.on('close', done));
    expect(said.split('waiting for changes').length).toBeGreaterThan(2);
    expect(seenIn(file)).toEqual({ network: [], programs: ['node'] });
  });
});

describe('in the source', () => {
  /** What could reach outside or run code, and the files that may use it. `scripts` are no part of the program, but launch.cjs is. */
  const MAY: Readonly<Record<string, readonly string[]>> = {
    child_process: ['src/host/read/git.ts'],
    // The server for editors asks V8 for its collector: the one word `gc` is evaluated.
    vm: ['src/scripts/launch.cjs', 'src/cli/lsp/heap.ts'],
  };
  const REACHING =
    /^(?:node:)?(child_process|cluster|dgram|dns|http|http2|https|inspector|net|repl|tls|undici|vm|wasi|worker_threads|module)(?:\/.*)?$/;
  const GLOBALS = new Set([
    'eval',
    'fetch',
    'WebSocket',
    'XMLHttpRequest',
    'EventSource',
    'Worker',
    'WebAssembly',
    'Function',
  ]);

  const files = ['src', 'rules']
    .flatMap((name) => readdirSync(join(root, name), { recursive: true }).map((file) => join(name, String(file))))
    .filter((file) => /\.(?:ts|cjs)$/.test(file) && !file.endsWith('.d.ts') && !/scripts\/.*\.mjs$/.test(file));

  interface Use {
    readonly file: string;
    readonly what: string;
  }

  /** Imports, and what reaches outside without one: calls by name, `new`, an import of what is only known at run time. */
  function usesOf(file: string): Use[] {
    const source = ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest, true);
    const found: Use[] = [];
    const add = (what: string): void => void found.push({ file, what });
    const visit = (node: ts.Node): void => {
      if (
        (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) &&
        node.moduleSpecifier &&
        ts.isStringLiteral(node.moduleSpecifier)
      )
        add(node.moduleSpecifier.text);
      if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
        const [first] = node.arguments ?? [];
        const name = node.expression.getText();
        const isImport =
          node.expression.kind === ts.SyntaxKind.ImportKeyword ||
          name === 'require' ||
          name === 'process.getBuiltinModule';
        if (isImport) add(first && ts.isStringLiteral(first) ? first.text : 'a computed import');
        else if (GLOBALS.has(name.replace(/^globalThis\./, '')) || /\b(?:binding|dlopen|getBuiltinModule)$/.test(name))
          add(`call of ${name}`);
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
    return found;
  }

  const uses = files.flatMap(usesOf);

  test('there is enough to look at, and what is allowed is there', () => {
    expect(files.length).toBeGreaterThan(250);
    for (const [name, allowed] of Object.entries(MAY))
      for (const file of allowed) expect(uses).toContainEqual({ file, what: `node:${name}` });
  });

  test('nothing that opens, starts or evaluates is imported but where it has to be', () => {
    const reaching = uses.filter(({ file, what }) => {
      const name = REACHING.exec(what)?.[1];
      return name !== undefined && !MAY[name]?.includes(file);
    });
    expect(reaching).toEqual([]);
  });

  test('nothing is evaluated, fetched, or imported by a name that is only known at run time', () => {
    const odd = uses.filter(({ what }) => what.startsWith('call of ') || what === 'a computed import');
    // The launcher loads the parts of the program by their own names. The site is no part of it: its page starts the core as a worker.
    const allowed = ['src/scripts/launch.cjs', 'src/site/browser/client.ts'];
    expect(odd.filter(({ file }) => !allowed.includes(file))).toEqual([]);
  });

  test('the library of patterns sees those of the command line alone', () => {
    expect(
      uses.filter(({ what }) => /^(?:fast-glob|micromatch|picomatch|minimatch)$/.test(what)).map(({ file }) => file),
    ).toEqual(['src/host/find/discover.ts']);
  });
});
