/** envlint beside what a user would pick for the same files; peers that are not installed are left out by name. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clash, dotenv, kinds, shell } from './inputs.mjs';
import { count, envlint, met, ms, race, root, work, write } from './measure.mjs';
import { eslint, secretlint } from './tools.mjs';

/** The system's own: the one of a version manager takes 90 ms to find itself. */
const PYTHON = '/usr/bin/python3';
const PLISTLIB = 'import plistlib,sys\nfor f in sys.argv[1:]: plistlib.load(open(f,"rb"))';
const UNIT = '[Unit]\nDescription=x\n[Service]\nExecStart=/bin/true\nEnvironment="A=b"\n';
const PLIST =
  '<plist version="1.0"><dict><key>Label</key><string>a</string><key>Program</key><string>/bin/true</string></dict></plist>\n';

const shellcheck = (...files) => ['shellcheck', '-s', 'bash', ...files];
const yamllint = (...files) => ['yamllint', '-d', 'relaxed', ...files];
const systemd = (...files) => ['systemd-analyze', 'verify', '--man=no', ...files];
const plistlib = (...files) => [PYTHON, '-c', PLISTLIB, ...files];

/** eslint, set up for YAML alone. */
function eslintOver(file) {
  const command = eslint();
  const config = join(work, 'eslint.config.mjs');
  const plugin = join(command[1], '../../../eslint-plugin-yml/lib/index.mjs');
  writeFileSync(
    config,
    `import yml from ${JSON.stringify(plugin)};\nexport default [...yml.configs['flat/standard']];\n`,
  );
  return [...command, '--no-warn-ignored', '-c', config, file];
}

function secretlintOver(file) {
  const command = secretlint();
  const rc = join(work, '.secretlintrc.json');
  writeFileSync(rc, '{ "rules": [{ "id": "@secretlint/secretlint-rule-preset-recommend" }] }\n');
  return [...command, '--secretlintrc', rc, file];
}

/** [what, its file, the peer's name, the peer's command over that file] */
const PAIRS = [
  ['rc file, 2,000 lines', shell(2000), 'ShellCheck', shellcheck],
  ['Clash, 5,000 rules', clash({ rules: 5000 }), 'yamllint', yamllint],
  [
    'Clash, 5,000 rules',
    clash({ rules: 5000 }),
    'Biome (a JSON of the same size)',
    () => [join(root, 'node_modules/.bin/biome'), 'lint', jsonOf(5000)],
  ],
  ['Clash, 5,000 rules', clash({ rules: 5000 }), 'eslint with its YAML plugin', eslintOver],
  ['.env, 2,000 lines', dotenv(2000), 'secretlint', secretlintOver],
  ['one unit', { 'bot.service': UNIT }, 'systemd-analyze verify', systemd],
  ['one plist', { 'a.plist': PLIST }, 'Python plistlib', plistlib],
  [
    '.env, 2,000 lines',
    dotenv(2000),
    'dotenv',
    (file) => [
      process.execPath,
      '-e',
      `require(${JSON.stringify(join(root, 'node_modules/dotenv'))}).parse(require('fs').readFileSync(${JSON.stringify(file)}))`,
    ],
  ],
];

/** Biome reads no YAML: it gets the same rules as a list in JSON. */
function jsonOf(rules) {
  const [text] = Object.values(clash({ rules }));
  const folder = write('peer-json', { 'rules.json': JSON.stringify(text.split('\n'), undefined, 2) });
  return join(folder, 'rules.json');
}

/** Each beside its own peer. */
function pairs() {
  const rows = PAIRS.map(([what, files, peer, command], index) => {
    const file = join(write(`peer-${index}`, files), Object.keys(files)[0]);
    const [own, theirs] = race([envlint(file), command(file)], 3);
    const isThere = !Number.isNaN(theirs);
    return [
      what,
      ms(own),
      peer,
      isThere ? ms(theirs) : 'not installed',
      isThere ? `×${(own / theirs).toFixed(2)}` : '–',
    ];
  });
  return {
    title: 'Beside what a user would pick (whole process)',
    head: ['input', 'envlint ms', 'peer', 'peer ms', 'envlint / peer'],
    rows,
  };
}

/** [how many files of each kind, the most that envlint may take of the four tools' time] */
const TOGETHER = [
  [1, 0.5],
  [125, 0.1],
];

/** ShellCheck, yamllint, systemd-analyze and plistlib one after another, each over its kind. */
function together() {
  const rows = TOGETHER.map(([each, most]) => {
    const made = kinds(each);
    const folder = write(`together-${each}`, Object.assign({}, ...Object.values(made)));
    const files = (kind) => Object.keys(made[kind]).map((path) => join(folder, path));
    const four = [
      shellcheck(...files('shell')),
      yamllint(...files('clash')),
      systemd(...files('unit')),
      plistlib(...files('plist')),
    ];
    const [own, ...theirs] = race([envlint(folder), ...four], 5);
    const sum = theirs.reduce((all, one) => all + one, 0);
    const isThere = !Number.isNaN(sum);
    return [
      count(each * 4),
      ms(own),
      isThere ? ms(sum) : 'not installed',
      isThere ? `×${(own / sum).toFixed(2)}` : '–',
      `×${most}`,
      isThere ? met(own <= sum * most) : '–',
    ];
  });
  return {
    title:
      'Beside ShellCheck, yamllint, systemd-analyze verify and plistlib one after another, a quarter of the files each',
    head: ['files', 'envlint ms', 'the four ms', 'envlint / the four', 'budget', 'met'],
    rows,
  };
}

export default () => [pairs(), together()];
