/**
 * What holds of an envlint that was installed from its tarball, whichever Node runs it and wherever it lies. Each check
 * throws when it does not hold. `npm test` runs them on its own Node, `npm run test:nodes` on every Node that is supported.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const fixtures = join(root, 'fixtures');

/** An empty folder for one purpose, which every user may look into; it is gone afterwards. */
export function inFolder(name, use) {
  const folder = mkdtempSync(join(tmpdir(), name));
  chmodSync(folder, 0o755);
  try {
    return use(folder);
  } finally {
    makeWritable(folder);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Installs a tarball into a folder without a network, and without the settings of this user or of an npm around this. */
export function install(tarball, folder) {
  const env = { PATH: process.env.PATH, HOME: folder };
  run('npm', ['install', '--offline', '--no-audit', '--no-fund', '--silent', tarball], { cwd: folder, env });
}

/** Takes everybody's right to write in a folder. `root` has no need of it: the answer is the user to run `node` as. */
export function makeReadOnly(folder, node) {
  run('chmod', ['-R', 'a-w', folder]);
  if (process.getuid?.() !== 0) return {};
  const nobody = { uid: 65534, gid: 65534 };
  if (spawnSync(node, ['--version'], nobody).status !== 0) {
    console.log(`skipped: only root can run ${node}; root may write where nobody can`);
    return {};
  }
  assert.notEqual(
    spawnSync('touch', [join(folder, 'node_modules/envlint/new')], nobody).status,
    0,
    'it can be written',
  );
  return nobody;
}

/** Gives its owner the right back, who cannot delete it without. */
export function makeWritable(folder) {
  run('chmod', ['-R', 'u+w', folder]);
}

/**
 * An installation in `folder` that is run by `node`, as another user if `user` has a `uid` and `gid`. `every`: the machines of
 * fixtures/ that it is tried on, all by default; 8 is every eighth.
 */
export function installation({ folder, node, user = {}, every = 1 }) {
  const call = (program, args, { cwd, home = cwd }) => {
    const path = [dirname(node), process.env.PATH].join(delimiter);
    const env = { PATH: path, HOME: home, LANG: 'C.UTF-8', npm_config_update_notifier: 'false' };
    return printed(spawnSync(program, args, { cwd, env, encoding: 'utf8', ...user }));
  };
  const bin = join(folder, 'node_modules/.bin/envlint');
  return {
    folder,
    bin,
    user,
    stories: readdirSync(fixtures).filter((_, index) => index % every === 0),
    /** What a program prints; it must complain about nothing. */
    call,
    envlint: (cwd, args) => call(bin, args, { cwd }),
    /** What Node prints beside node_modules. */
    script: (...args) => call(node, args, { cwd: folder, home: tmpdir() }),
  };
}

function run(program, args, options = {}) {
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8', ...options });
  assert.equal(status, 0, `${program} ${args.join(' ')}: ${stderr}`);
}

/** Standard output of a run that ended well. What a fault printed can be a whole line of a bundle. */
function printed({ status, stdout, stderr, error }) {
  if (error) throw error;
  assert.deepEqual({ status, stderr: stderr.replace(/.{300,}\n/g, '…\n') }, { status: 0, stderr: '' });
  return stdout;
}

/** A copy of a fixture's machine that belongs to the user who runs envlint. */
function onMachine({ user }, story, use) {
  return inFolder('envlint-machine-', (folder) => {
    cpSync(join(fixtures, story, 'machine'), folder, { recursive: true });
    if (user.uid !== undefined) run('chown', ['-R', `${user.uid}:${user.gid}`, folder]);
    return use(folder);
  });
}

/** The texts below a folder by path, without what envlint keeps of its runs. */
function tree(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const texts = files.map((file) => [file.slice(folder.length + 1), readFileSync(file, 'utf8')]);
  return Object.fromEntries(texts.filter(([file]) => !/^\.(?:local\/state|cache)\/envlint/.test(file)).sort());
}

/** What a page shows below a command. */
function shown(page, command) {
  const text = readFileSync(join(root, 'docs', page), 'utf8');
  const start = text.indexOf(`\n$ ${command}\n`) + command.length + 4;
  return text.slice(start, text.indexOf('\n```', start) + 1);
}

const EVERYTHING = ['--fail-on', 'never'];

/** Every check by the head of its column; each takes an installation. */
export const CHECKS = {
  findings(subject) {
    for (const story of subject.stories) {
      const expected = readFileSync(join(fixtures, story, 'expected.txt'), 'utf8');
      const report = (machine) => subject.envlint(machine, ['--format', 'concise', ...EVERYTHING]);
      assert.equal(onMachine(subject, story, report).replace(/.*\n$/, ''), expected, story);
    }
  },
  'fix, undo'(subject) {
    for (const story of subject.stories.filter((name) => existsSync(join(fixtures, name, 'fixed')))) {
      onMachine(subject, story, (machine) => {
        const before = tree(machine);
        subject.envlint(machine, ['--fix', ...EVERYTHING]);
        assert.deepEqual(tree(machine), { ...before, ...tree(join(fixtures, story, 'fixed')) }, story);
        subject.envlint(machine, ['undo']);
        assert.deepEqual(tree(machine), before, story);
      });
    }
  },
  'pages, route'(subject) {
    onMachine(subject, 'hermes-behind-clash', (machine) => {
      assert.equal(subject.envlint(machine, EVERYTHING), shown('checking.md', 'envlint'));
      const route = ['route', 'https://api.openai.com'];
      assert.equal(subject.envlint(machine, route), shown('routes.md', `envlint ${route.join(' ')}`));
    });
  },
  import({ script }) {
    const code = `
      import { fix, HOLE, lint, parse, rules } from 'envlint';
      const files = [{ path: '.env', text: 'HTTPS_PROXY=http://127.0.0.1:7890\\n' }];
      const { diagnostics } = await lint(files, { only: ['missing-no-proxy'] });
      const { changed } = await fix(files);
      const clash = await parse({ path: 'config.yaml', language: 'clash', text: 'port: 7890' });
      const { facts } = await parse({ path: 'x.fish', text: 'set -gx A (date)' });
      const answer = [diagnostics.length, changed.size, clash.facts.length > 0, facts[0].value.text === HOLE, rules.length > 60];
      console.log(JSON.stringify(answer));`;
    assert.deepEqual(JSON.parse(script('--input-type=module', '--eval', code)), [1, 1, true, true, true]);
  },
  require({ script }) {
    const code = `
      const { lint } = require('envlint');
      const { version } = require('envlint/package.json');
      const { type } = require('envlint/schema.json');
      lint([{ path: '.env', text: 'HTTPS_PROXY=http://127.0.0.1:7890' }]).then(({ diagnostics }) =>
        console.log(JSON.stringify([diagnostics[0].rule, /^\\d/.test(version), type])));`;
    // Node 20 warns whoever requires a module, unless it is a package that does.
    const out = script('--disable-warning=ExperimentalWarning', '--eval', code);
    assert.deepEqual(JSON.parse(out), ['missing-no-proxy', true, 'object']);
  },
  npx(subject) {
    const report = (machine) =>
      subject.call('npx', ['--no-install', 'envlint', machine, ...EVERYTHING], { cwd: subject.folder, home: machine });
    assert.match(onMachine(subject, 'ci-image', report), /^\d+ files? checked/m);
  },
  link({ call, bin }) {
    inFolder('envlint-link-', (elsewhere) => {
      const link = join(elsewhere, 'my linter');
      symlinkSync(bin, link);
      assert.match(call(link, ['version'], { cwd: elsewhere }), /^\d+\.\d+\.\d+\n$/);
    });
  },
};
