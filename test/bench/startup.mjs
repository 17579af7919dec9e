/**
 * Whole processes over one small file, beside Node doing nothing in the same race: runs of an installed package, whose user
 * keeps compiled code from runs before, and first runs, for which there is none.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { smallClash, smallEnv, withFindings } from './inputs.mjs';
import { bare, met, ms, race, root, tenth, work, write } from './measure.mjs';
import { nodes } from './tools.mjs';

const ROUNDS = 15;
/** Rounds that are left out: in the first each kind of run keeps its code. */
const WARM_UP = 2;
const OTHER_FILES = 5000;

/** As npm installs it: no compiled code beside the program. */
function installedCopy() {
  const folder = join(work, 'installed');
  cpSync(join(root, 'dist'), join(folder, 'dist'), { recursive: true, filter: (path) => !path.endsWith('.cache') });
  return join(folder, 'dist', 'envlint.cjs');
}

/** A repository with one staged file among many. */
function repository() {
  const others = Array.from({ length: OTHER_FILES }, (_, n) => [`src/d${n % 100}/f${n}.txt`, `${n}\n`]);
  const folder = write('staged', Object.fromEntries(others));
  const git = (...args) =>
    spawnSync('git', ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
      stdio: 'ignore',
    });
  git('init');
  git('add', '.');
  git('commit', '-m', 'a');
  write('staged/app', smallEnv());
  git('add', '.');
  return folder;
}

/** [what, words, budget in ms over bare node, and as a factor on Node 20 where that is the budget there; is it a first run] */
function rows() {
  const clean = write('start-env', smallEnv());
  const findings = write('start-findings', withFindings());
  const yaml = write('start-yaml', smallClash());
  return [
    { what: 'a clean .env', words: [clean], most: 8, factor: 1.12 },
    { what: 'a .env with two findings', words: [findings], most: 14 },
    { what: 'a clean Clash YAML', words: [yaml], most: 14 },
    { what: 'route, one .env', words: ['route', 'https://api.example.com/', clean], most: 22 },
    { what: `--staged, 1 of ${OTHER_FILES} files`, words: ['--staged'], most: 45, cwd: repository() },
    { what: 'first run, a clean .env', words: [clean], most: 35, isFirst: true },
    { what: 'first run, a .env with two findings', words: [findings], most: 45, isFirst: true },
  ];
}

/** One table for each Node. */
export default function startup() {
  const program = installedCopy();
  const all = rows();
  const kept = join(work, 'user-cache');
  const fresh = join(work, 'fresh-cache');
  return nodes().map((node) => {
    for (const folder of [kept, fresh]) mkdirSync(folder, { recursive: true });
    const env = { ...process.env, HOME: work, CI: '', NODE_DISABLE_COMPILE_CACHE: '' };
    const commands = all.map(({ words, cwd, isFirst }) => ({
      command: [node, program, ...words, ...(words[0] === 'route' ? [] : ['--fail-on', 'never']), '--no-config'],
      cwd,
      env: { ...env, XDG_CACHE_HOME: isFirst ? fresh : kept },
      before: isFirst ? () => rmSync(join(fresh, 'envlint-code'), { recursive: true, force: true }) : undefined,
    }));
    const [idle, ...walls] = race([{ command: [node, ...bare.slice(1)] }, ...commands], ROUNDS, tenth, WARM_UP);
    const version = spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim();
    const isOld = version.startsWith('v20');
    return {
      title: `Start-up on Node ${version}, tenth percentile; bare node takes ${ms(idle)} ms`,
      head: ['run', 'ms', 'over bare node', 'factor', 'budget', 'met'],
      rows: all.map(({ what, most, factor }, index) => {
        const over = walls[index] - idle;
        const asFactor = isOld && factor !== undefined;
        return [
          what,
          ms(walls[index]),
          `+${ms(over)} ms`,
          `×${(walls[index] / idle).toFixed(2)}`,
          asFactor ? `×${factor}` : `+${most} ms`,
          met(asFactor ? walls[index] <= idle * factor : over <= most),
        ];
      }),
    };
  });
}
