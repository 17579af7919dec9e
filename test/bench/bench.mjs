/**
 * `npm run bench`: medians and ratios of this very run, written to test/bench/RESULTS.md. Whole processes are measured in
 * turns, so that what else the machine does falls on all alike; peers that are not installed are left out by name.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { load } from 'js-yaml';
import { clash, dotenv, functions, shell, smallClash, smallEnv, suppressions } from './inputs.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const program = join(root, 'dist', 'envlint.cjs');
const work = mkdtempSync(join(tmpdir(), 'envlint-bench-'));
const sections = [];

const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;
const ms = (number) => (number < 10 ? number.toFixed(1) : number.toFixed(0));

function write(name, files) {
  const folder = join(work, name);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return folder;
}

/** Wall time of each command, in turns; medians in ms. A command that cannot be started has none. */
function race(commands, rounds) {
  const times = commands.map(() => []);
  for (let round = 0; round < rounds + 1; round++) {
    for (const [index, [, ...argv]] of commands.entries()) {
      const start = performance.now();
      const { error } = spawnSync(argv[0], argv.slice(1), { stdio: 'ignore', cwd: work });
      if (!error && round > 0) times[index].push(performance.now() - start);
    }
  }
  return times.map(median);
}

function table(title, head, rows) {
  const text = [
    `## ${title}`,
    '',
    `| ${head.join(' | ')} |`,
    `|${head.map(() => '---').join('|')}|`,
    ...rows.map((row) => `| ${row.join(' | ')} |`),
  ].join('\n');
  console.log(`${text}\n`);
  sections.push(text);
}

const envlint = (...args) => [process.execPath, program, '--no-config', '--fail-on', 'never', ...args];

function startUp() {
  const env = write('start-env', smallEnv());
  const yaml = write(
    'start-yaml',
    Object.fromEntries(Object.values(smallClash()).map((text) => ['config.yaml', text])),
  );
  const commands = [
    ['node -e 0', process.execPath, '-e', '0'],
    ['envlint, one small .env', ...envlint(env)],
    ['envlint, one small YAML', ...envlint(yaml)],
  ];
  const times = race(commands, 31);
  table(
    `Start-up on Node ${process.version}`,
    ['command', 'median ms', 'over bare node', 'ratio'],
    commands.map(([name], index) => [
      name,
      ms(times[index]),
      `+${ms(times[index] - times[0])} ms`,
      (times[index] / times[0]).toFixed(2),
    ]),
  );
}

function peers() {
  const rc = join(write('peer-rc', shell(2000)), '.zshrc');
  const yaml = join(
    write('peer-yaml', Object.fromEntries(Object.values(clash({ rules: 5000 })).map((text) => ['config.yaml', text]))),
    'config.yaml',
  );
  const unit = join(
    write('peer-unit', { 'bot.service': '[Unit]\nDescription=x\n[Service]\nExecStart=/bin/true\nEnvironment="A=b"\n' }),
    'bot.service',
  );
  const plist = join(
    write('peer-plist', {
      'a.plist':
        '<plist version="1.0"><dict><key>Label</key><string>a</string><key>Program</key><string>/bin/true</string></dict></plist>\n',
    }),
    'a.plist',
  );
  const env = join(write('peer-env', dotenv(2000)), '.env');
  const pairs = [
    ['rc file, 2,000 lines', rc, ['ShellCheck', 'shellcheck', '-s', 'bash', rc]],
    ['Clash, 5,000 rules', yaml, ['yamllint', 'yamllint', '-d', 'relaxed', yaml]],
    ['one unit', unit, ['systemd-analyze verify', 'systemd-analyze', 'verify', '--man=no', unit]],
    [
      'one plist',
      plist,
      ['Python plistlib', 'python3', '-c', `import plistlib;plistlib.load(open(${JSON.stringify(plist)},'rb'))`],
    ],
    [
      '.env, 2,000 lines',
      env,
      [
        'dotenv',
        process.execPath,
        '-e',
        `require(${JSON.stringify(join(root, 'node_modules/dotenv'))}).parse(require('fs').readFileSync(${JSON.stringify(env)}))`,
      ],
    ],
  ];
  const rows = pairs.map(([what, file, other]) => {
    const [own, theirs] = race([['envlint', ...envlint(file)], other], 5);
    return [
      what,
      ms(own),
      other[0],
      Number.isNaN(theirs) ? 'not installed' : ms(theirs),
      Number.isNaN(theirs) ? '–' : `×${(own / theirs).toFixed(2)}`,
    ];
  });
  table(
    'Beside what a user would pick (whole process)',
    ['input', 'envlint ms', 'peer', 'peer ms', 'envlint / peer'],
    rows,
  );
}

/** The Clash language and evaluator, bundled from source: rules and hosts a second, and how both grow. */
async function evaluator() {
  const entry = `export { clash } from './src/languages/clash.ts'; export { compile, route } from './src/routing/clash/evaluate.ts';`;
  const file = join(work, 'evaluator.mjs');
  await build({
    stdin: { contents: entry, resolveDir: root, loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: file,
    logLevel: 'error',
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
  const { clash: language, compile, route } = await import(pathToFileURL(file).href);
  const hosts = Array.from({ length: 1000 }, (_, n) =>
    n % 2 ? `a.site${n * 7}.example${(n * 7) % 97}.com` : `unknown${n}.example.net`,
  );
  const rows = [];
  let before;
  for (const rules of [1000, 10_000, 100_000]) {
    const [text] = Object.values(clash({ rules }));
    const time = (run) => median(Array.from({ length: 5 }, () => timed(run)));
    const yaml = time(() => load(text));
    const parse = time(() => language.parse({ file: 'config.yaml', text }));
    const fact = language.parse({ file: 'config.yaml', text }).facts.find((one) => one.kind === 'clash');
    const index = time(() => route(compile(fact), { host: 'a.example' }));
    const router = compile(fact);
    const ask = time(() => hosts.map((host) => route(router, { host })));
    const all = parse + index + ask;
    rows.push([
      rules.toLocaleString('en'),
      ms(yaml),
      ms(parse),
      ms(index),
      `${Math.round(rules / (index / 1000)).toLocaleString('en')}`,
      ms(ask),
      `${Math.round(hosts.length / (ask / 1000)).toLocaleString('en')}`,
      before ? `×${(all / before).toFixed(1)}` : '–',
      `×${(all / yaml).toFixed(2)}`,
    ]);
    before = all;
  }
  table(
    'Clash: parse, index, 1,000 hosts, beside js-yaml loading the same file',
    [
      'rules',
      'js-yaml ms',
      'parse ms',
      'index ms',
      'rules/s',
      '1,000 hosts ms',
      'hosts/s',
      'growth for ×10',
      'all / js-yaml',
    ],
    rows,
  );
}

function timed(run) {
  const start = performance.now();
  run();
  return performance.now() - start;
}

/** What doubling an input costs; 2.0 is linear. */
function growth() {
  const kinds = [
    ['assignments', (n) => dotenv(n), 20_000],
    ['lines of shell', (n) => shell(n), 20_000],
    ['functions', (n) => functions(n), 1000],
    ['suppressions', (n) => suppressions(n), 5000],
    [
      'Clash rules',
      (n) => Object.fromEntries(Object.values(clash({ rules: n })).map((text) => ['config.yaml', text])),
      50_000,
    ],
    [
      'files',
      (n) =>
        Object.fromEntries(
          Array.from({ length: n }, (_, i) => [`d${i % 100}/p${i}/.env`, Object.values(smallEnv())[0]]),
        ),
      2000,
    ],
  ];
  const rows = kinds.map(([name, make, size]) => {
    const [one, two] = [write(`grow-${name}-1`, make(size)), write(`grow-${name}-2`, make(size * 2))];
    const [bare, a, b] = race(
      [
        ['node', process.execPath, '-e', '0'],
        ['1', ...envlint(one)],
        ['2', ...envlint(two)],
      ],
      5,
    );
    return [name, size.toLocaleString('en'), ms(a - bare), ms(b - bare), ((b - bare) / (a - bare)).toFixed(2)];
  });
  table('Growth for doubling (over bare node)', ['dimension', 'size', 'ms', 'ms at twice the size', 'factor'], rows);
}

try {
  execFileSync(process.execPath, [join(root, 'src/scripts/build.mjs')], { stdio: 'ignore' });
  startUp();
  peers();
  await evaluator();
  growth();
  writeFileSync(
    join(here, 'RESULTS.md'),
    `# Measured by \`npm run bench\`\n\nNode ${process.version}; medians of one run, commands in turns.\n\n${sections.join('\n\n')}\n`,
  );
} finally {
  rmSync(work, { recursive: true, force: true });
}
