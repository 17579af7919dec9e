/** envlint beside what a user would pick for the same file; peers that are not installed are left out by name. */
import { join } from 'node:path';
import { clash, dotenv, shell } from './inputs.mjs';
import { envlint, ms, race, root, write } from './measure.mjs';

const UNIT = '[Unit]\nDescription=x\n[Service]\nExecStart=/bin/true\nEnvironment="A=b"\n';
const PLIST =
  '<plist version="1.0"><dict><key>Label</key><string>a</string><key>Program</key><string>/bin/true</string></dict></plist>\n';

/** [what, its file, the peer's name, the peer's command over that file] */
const PAIRS = [
  ['rc file, 2,000 lines', shell(2000), 'ShellCheck', (file) => ['shellcheck', '-s', 'bash', file]],
  ['Clash, 5,000 rules', clash({ rules: 5000 }), 'yamllint', (file) => ['yamllint', '-d', 'relaxed', file]],
  [
    'Clash, 5,000 rules',
    clash({ rules: 5000 }),
    'Biome',
    (file) => [join(root, 'node_modules/.bin/biome'), 'lint', file],
  ],
  [
    'one unit',
    { 'bot.service': UNIT },
    'systemd-analyze verify',
    (file) => ['systemd-analyze', 'verify', '--man=no', file],
  ],
  [
    'one plist',
    { 'a.plist': PLIST },
    'Python plistlib',
    (file) => ['python3', '-c', `import plistlib;plistlib.load(open(${JSON.stringify(file)},'rb'))`],
  ],
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

export default function peers() {
  const rows = PAIRS.map(([what, files, peer, command], index) => {
    const file = join(write(`peer-${index}`, files), Object.keys(files)[0]);
    const [own, theirs] = race([envlint(file), command(file)], 5);
    const installed = !Number.isNaN(theirs);
    return [
      what,
      ms(own),
      peer,
      installed ? ms(theirs) : 'not installed',
      installed ? `×${(own / theirs).toFixed(2)}` : '–',
    ];
  });
  return {
    title: 'Beside what a user would pick (whole process)',
    head: ['input', 'envlint ms', 'peer', 'peer ms', 'envlint / peer'],
    rows,
  };
}
