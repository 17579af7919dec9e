/** Small machines with several layers: shells × what they source × conditions × functions × readers, units × their files, direnv. */
import fc from 'fast-check';

export type ShellName = 'bash' | 'zsh' | 'dash' | 'fish';

export interface ShellMachine {
  readonly kind: 'shell';
  readonly shell: ShellName;
  readonly files: Readonly<Record<string, string>>;
  /** The start-up file, and the function that is called after it. */
  readonly main: string;
  readonly call: string;
}

export interface UnitMachine {
  readonly kind: 'unit';
  readonly files: Readonly<Record<string, string>>;
  readonly units: readonly string[];
}

export interface DirenvMachine {
  readonly kind: 'direnv';
  readonly files: Readonly<Record<string, string>>;
}

export type Machine = ShellMachine | UnitMachine | DirenvMachine;

const P = 'http://127.0.0.1:7890';
const Q = 'http://10.0.0.7:3128';
const LISTS = ['localhost,127.0.0.1,::1', 'localhost,127.0.0.1,::1,.corp.example,10.20.0.5', '.corp.example'];

// ── shells ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Statements of sh, bash and zsh. */
const proxies = fc.constantFrom(
  `export http_proxy=${P} https_proxy=${P}`,
  `export https_proxy=${P}\nexport http_proxy=$https_proxy`,
  `export HTTP_PROXY="${P}" HTTPS_PROXY="${P}" http_proxy="${P}" https_proxy="${P}"`,
  `export https_proxy='${Q}' http_proxy='${Q}'`,
  `http_proxy=${P}; export http_proxy`,
  `PROXY=${P}\nexport http_proxy=$PROXY https_proxy=$PROXY`,
  'export https_proxy=127.0.0.1:7890 http_proxy=127.0.0.1:7890',
  `export HTTPS_proxy=${P}`,
);
const lists = fc.constantFrom(
  ...LISTS.flatMap((list) => [
    `export no_proxy=${list} NO_PROXY=${list}`,
    `export NO_PROXY="${list}"\nexport no_proxy="$NO_PROXY"`,
    `export no_proxy=${list}`,
    `export NO_PROXY=${list}`,
  ]),
  `export no_proxy="\${no_proxy:-${LISTS[1]}}"`,
  `[ -z "$no_proxy" ] && export no_proxy=${LISTS[0]}`,
  'export no_proxy="localhost;127.0.0.1;::1"',
  'export no_proxy="localhost,127.0.0.1,*.corp.example"',
  'unset no_proxy NO_PROXY',
);
const readers = fc.constantFrom(
  'alias hosts="echo $no_proxy"',
  'export JAVA_OPTS="-Dx=${no_proxy}"',
  'echo "list: $no_proxy"',
  'export ALL_PROXY="socks5://${https_proxy}"',
  'N=0; for h in $no_proxy; do N=$((N+1)); done; export N',
  '[ -n "$no_proxy" ] && export HAS_LIST=1',
  'export A=1',
  'EDITOR=vi',
  'unset http_proxy https_proxy',
);
const conditions = fc.constantFrom('[ -n "$W" ]', '[ "$V" = 1 ]', '! [ -n "$W" ]', 'test -z "$V"', '[ -f ./nowhere ]');

const indented = (text: string): string => text.replace(/^/gm, '  ');
const block = (inner: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.array(inner, { minLength: 1, maxLength: 2 }).map((lines) => lines.join('\n'));

const leaf = fc.oneof(
  { weight: 5, arbitrary: proxies },
  { weight: 4, arbitrary: lists },
  { weight: 2, arbitrary: readers },
);
const SOURCES = ['. ./extra.sh', 'set -a\n. ./proxy.env\nset +a', '[ -f ./extra.sh ] && . ./extra.sh', '. ./proxy.env'];

const compound = fc.oneof(
  fc.tuple(conditions, block(leaf)).map(([c, a]) => `if ${c}; then\n${indented(a)}\nfi`),
  fc
    .tuple(conditions, block(leaf), block(leaf))
    .map(([c, a, b]) => `if ${c}; then\n${indented(a)}\nelse\n${indented(b)}\nfi`),
  fc
    .tuple(block(leaf), block(leaf), block(leaf))
    .map(
      ([a, b, c]) => `case $K in\na)\n${indented(a)}\n  ;;\nb)\n${indented(b)}\n  ;;\n*)\n${indented(c)}\n  ;;\nesac`,
    ),
  fc.tuple(conditions, proxies).map(([c, a]) => `${c} && { ${a.replaceAll('\n', '; ')}; }`),
  fc.tuple(conditions, lists).map(([c, a]) => `${c} || { ${a.replaceAll('\n', '; ')}; }`),
);

const posix = fc
  .record({
    shell: fc.constantFrom<ShellName>('bash', 'zsh', 'dash'),
    top: fc.array(fc.oneof(leaf, compound, fc.constantFrom(...SOURCES)), { minLength: 1, maxLength: 5 }),
    on: fc.array(fc.oneof(leaf, compound), { minLength: 1, maxLength: 3 }),
    extra: fc.array(fc.oneof(leaf, compound), { minLength: 1, maxLength: 2 }),
    env: fc.array(fc.constantFrom(`http_proxy=${P}`, `https_proxy=${P}`, `no_proxy=${LISTS[1]}`, 'A=2'), {
      minLength: 1,
      maxLength: 3,
    }),
    hasFunction: fc.boolean(),
  })
  .map(({ shell, top, on, extra, env, hasFunction }): ShellMachine => {
    const main = { bash: '.bashrc', zsh: '.zshrc', dash: '.profile', fish: '' }[shell];
    const body = hasFunction ? [`proxy_on() {\n${indented(on.join('\n'))}\n}`, ...top] : top;
    return {
      kind: 'shell',
      shell,
      main,
      call: hasFunction ? 'proxy_on' : '',
      files: {
        [main]: `${body.join('\n')}\n`,
        'extra.sh': `${extra.join('\n')}\n`,
        'proxy.env': `${[...new Set(env)].join('\n')}\n`,
      },
    };
  });

const fishLeaf = fc.constantFrom(
  `set -gx http_proxy ${P}\nset -gx https_proxy ${P}`,
  `set -gx https_proxy ${Q}`,
  `set -gx no_proxy ${LISTS[1]}`,
  `set -gx no_proxy ${LISTS[0]}; set -gx NO_PROXY ${LISTS[0]}`,
  `set -q no_proxy; or set -gx no_proxy ${LISTS[0]}`,
  'echo $no_proxy',
  'set -e http_proxy',
  'set -gx A 1',
);
const fishCondition = fc.constantFrom('test -n "$W"', 'test "$V" = 1', 'not test -n "$W"');
const fishCompound = fc.oneof(
  fc.tuple(fishCondition, block(fishLeaf)).map(([c, a]) => `if ${c}\n${indented(a)}\nend`),
  fc
    .tuple(fishCondition, block(fishLeaf), block(fishLeaf))
    .map(([c, a, b]) => `if ${c}\n${indented(a)}\nelse\n${indented(b)}\nend`),
  fc
    .tuple(block(fishLeaf), block(fishLeaf))
    .map(([a, b]) => `switch "$K"\ncase a\n${indented(a)}\ncase '*'\n${indented(b)}\nend`),
);
const fish = fc
  .record({
    top: fc.array(fc.oneof(fishLeaf, fishCompound), { minLength: 1, maxLength: 4 }),
    on: fc.array(fc.oneof(fishLeaf, fishCompound), { minLength: 1, maxLength: 2 }),
    hasFunction: fc.boolean(),
  })
  .map(({ top, on, hasFunction }): ShellMachine => {
    const main = '.config/fish/config.fish';
    const body = hasFunction ? [`function proxy_on\n${indented(on.join('\n'))}\nend`, ...top] : top;
    return {
      kind: 'shell',
      shell: 'fish',
      main,
      call: hasFunction ? 'proxy_on' : '',
      files: { [main]: `${body.join('\n')}\n` },
    };
  });

// ── units ───────────────────────────────────────────────────────────────────────────────────────────────────────────

const variable = fc.constantFrom(
  `http_proxy=${P}`,
  `https_proxy=${P}`,
  `HTTPS_PROXY=${P}`,
  `no_proxy=${LISTS[1]}`,
  `NO_PROXY=${LISTS[1]}`,
  `NO_PROXY=${LISTS[0]}`,
  'https_proxy=127.0.0.1:7890',
  'A=1',
);
const variables = (max: number): fc.Arbitrary<string[]> =>
  fc.uniqueArray(variable, { maxLength: max, selector: (one) => one.split('=')[0] });
const unit = fc
  .record({
    own: variables(3),
    dropIn: variables(2),
    files: fc.subarray(['EnvironmentFile=%h/a.env', 'EnvironmentFile=-%h/b.env']),
    taken: fc.constantFrom('', '', '', 'UnsetEnvironment=no_proxy\n', 'UnsetEnvironment=A\n'),
    isFirst: fc.boolean(),
  })
  .map(({ own, dropIn, files, taken, isFirst }) => {
    const lines = [...own.map((one) => `Environment=${one}`), ...files];
    return {
      unit: `[Service]\nExecStart=/usr/bin/true\n${taken}${(isFirst ? lines.reverse() : lines).map((line) => `${line}\n`).join('')}`,
      dropIn: dropIn.length > 0 ? `[Service]\n${dropIn.map((one) => `Environment=${one}\n`).join('')}` : '',
    };
  });
const file = variables(4).map((lines) => lines.map((line) => `${line}\n`).join(''));
const units = fc
  .record({ one: unit, two: unit, a: file, b: file, defaults: variables(2), hasTwo: fc.boolean() })
  .map(({ one, two, a, b, defaults, hasTwo }): UnitMachine => {
    const files: Record<string, string> = { 'a.env': a, 'b.env': b };
    const all = [one, ...(hasTwo ? [two] : [])];
    for (const [index, { unit: text, dropIn }] of all.entries()) {
      const path = `.config/systemd/user/bot${index}.service`;
      files[path] = text;
      if (dropIn !== '') files[`${path}.d/10.conf`] = dropIn;
    }
    if (defaults.length > 0)
      files['etc/systemd/user.conf.d/d.conf'] = `[Manager]\nDefaultEnvironment=${defaults.join(' ')}\n`;
    return { kind: 'unit', files, units: all.map((_, index) => `bot${index}.service`) };
  });

// ── direnv ──────────────────────────────────────────────────────────────────────────────────────────────────────────

const direnv = fc
  .record({ env: variables(4), up: leaf, top: fc.array(leaf, { maxLength: 2 }), isAfter: fc.boolean() })
  .map(({ env, top, isAfter }): DirenvMachine => {
    const lines = isAfter ? [...top, 'dotenv'] : ['dotenv', ...top];
    return {
      kind: 'direnv',
      files: { '.env': env.map((line) => `${line}\n`).join(''), '.envrc': `${lines.join('\n')}\n` },
    };
  });

/** `count` machines, always the same ones. */
export function machines(count: number, seed: number): readonly Machine[] {
  const any = fc.oneof(
    { weight: 10, arbitrary: posix },
    { weight: 2, arbitrary: fish },
    { weight: 7, arbitrary: units },
    { weight: 1, arbitrary: direnv },
  );
  return fc.sample(any, { numRuns: count, seed });
}
