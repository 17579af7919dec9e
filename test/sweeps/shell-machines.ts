/** Shell files for the sweep of fixes: constructs × faults × readers × what is inherited. */
import type { Random } from '../fuzz/random.ts';

export type ShellName = 'sh' | 'bash' | 'zsh' | 'fish';

/** A shell file, what is exported before it is read, and what is called after. */
export interface ShellMachine {
  readonly kind: ShellName;
  readonly file: string;
  readonly text: string;
  readonly inherited: Readonly<Record<string, string>>;
  readonly calls: readonly string[];
}

const FILES: Readonly<Record<ShellName, string>> = {
  sh: '.profile',
  bash: '.bashrc',
  zsh: '.zshrc',
  fish: '.config/fish/config.fish',
};

const URLS = [
  'http://127.0.0.1:7890',
  '127.0.0.1:7890',
  'http://127.0.0.1:7890:7890',
  'http://10.0.0.5:8080/',
  'socks5://127.0.0.1:7891',
];
const LISTS = [
  'localhost,127.0.0.1,::1',
  '.corp.example,10.0.0.8',
  'localhost;127.0.0.1;.corp.example',
  '*.corp.example,localhost',
  'LocalHost,127.0.0.1,Corp.Example',
  'localhost, 127.0.0.1, .corp.example',
  'http://corp.example,localhost',
  'corp.example.,10.0.0.8/32',
  '',
];
const INHERITED: readonly Readonly<Record<string, string>>[] = [
  {},
  {},
  { no_proxy: '.inherited.example' },
  { NO_PROXY: '.inherited.example' },
  { no_proxy: '.low.example', NO_PROXY: '.up.example' },
  { http_proxy: 'http://inherited.example:1', no_proxy: 'a b.example' },
];

type Make = (r: Random) => string;
const url: Make = (r) => r.pick(URLS);
const quoted: Make = (r) => {
  const list = r.pick(LISTS);
  return r.pick([`"${list}"`, `'${list}'`, /[ ;*]/.test(list) || list === '' ? `"${list}"` : list]);
};
const name: Make = (r) =>
  r.pick(['http_proxy', 'https_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'all_proxy', 'HTTPS_proxy']);
const list: Make = (r) => r.pick(['no_proxy', 'NO_PROXY']);

/** Statements that set proxies in sh, bash and zsh. */
const SETTERS: readonly Make[] = [
  (r) => `export ${name(r)}=${url(r)}`,
  (r) => `export ${name(r)}="${url(r)}" # on`,
  (r) => `export http_proxy=${url(r)} https_proxy=${url(r)}`,
  (r) => `export http_proxy=${url(r)} \\\n  https_proxy=${url(r)}`,
  (r) => `http_proxy=${url(r)}\nexport http_proxy`,
  (r) => `export http_proxy https_proxy\nhttp_proxy=${url(r)}; https_proxy=$http_proxy`,
  (r) => `base=${url(r)}\nexport http_proxy=$base https_proxy="$base"`,
  (r) => `export http_proxy=${url(r)} &&\n  export https_proxy=$http_proxy`,
  (r) => `for v in http_proxy https_proxy; do\n  export "$v=${url(r)}"\ndone`,
  (r) => `for v in http_proxy https_proxy; do export $v=${url(r)}; done`,
  (r) => `if [ -n "$HOME" ]; then\n  export http_proxy=${url(r)}\nelse\n  unset http_proxy\nfi`,
  (r) => `if true; then export https_proxy=${url(r)}; fi`,
  (r) => `case x in\n  x) export http_proxy=${url(r)} ;;\n  *) echo no ;;\nesac`,
  (r) => `[ -d / ] && export https_proxy=${url(r)}`,
  (r) => `[ -d /nowhere ] || export https_proxy=${url(r)}`,
  (r) => `[ -d / ] && export https_proxy=${url(r)} || echo no`,
  (r) => `export https_proxy=${url(r)} | cat`,
  (r) => `export https_proxy=${url(r)} &\nwait`,
  (r) => `( export https_proxy=${url(r)}; echo "$https_proxy" )`,
  (r) => `{ export http_proxy=${url(r)}; echo set; }`,
  (r) => `set -a\nhttp_proxy=${url(r)}\nset +a`,
  (r) => `https_proxy=$(echo ${url(r)})\nexport https_proxy`,
  () => `https_proxy=$(false) && echo yes || echo no; export https_proxy`,
  (r) => `: "\${http_proxy:=${url(r)}}"; export http_proxy`,
  (r) => `eval 'export http_proxy=${url(r)}'`,
  (r) => `cat <<EOF; export http_proxy=${url(r)}\nexport no_proxy=inside\nEOF`,
  (r) => `export http_proxy=${url(r)}; echo "status $?"`,
  (r) => `proxy_on() {\n  export http_proxy=${url(r)}\n  export https_proxy=$http_proxy\n}`,
  (r) => `proxy_on() { export https_proxy=${url(r)}; echo on; }`,
  (r) => `proxy_on() ( export https_proxy=${url(r)}; env | grep -c https_proxy )`,
  (r) => `proxy_on() {\n  local no_proxy=x.example\n  export https_proxy=${url(r)}\n  echo "$no_proxy"\n}`,
  (r) => `proxy_on() {\n  false\n  export https_proxy=${url(r)}\n}`,
  () => `proxy_on() {\n  https_proxy=$(false)\n}\nexport https_proxy`,
  (r) => `alias on='export http_proxy=${url(r)} https_proxy=${url(r)}'`,
  (r) => `alias on="export http_proxy=${url(r)}; echo on"`,
  (r) => `alias on='\n  export http_proxy=${url(r)}\n  export https_proxy=$http_proxy'`,
  (r) => `alias on='http_proxy=${url(r)} https_proxy=${url(r)} sh -c "env | grep -c https_proxy"'`,
];

/** What reads the variables, or makes a name one that can't be set again. */
const READERS: readonly Make[] = [
  (r) => `export ${list(r)}=${quoted(r)}`,
  (r) => `export ${list(r)}=${quoted(r)}`,
  (r) => `export NO_PROXY=${quoted(r)} no_proxy=$NO_PROXY`,
  (r) => `export no_proxy=${quoted(r)}; export NO_PROXY=$no_proxy`,
  () => `export no_proxy="$no_proxy,10.0.0.8"`,
  () => `for h in $(echo "$no_proxy" | tr ',' ' '); do echo "host $h"; done`,
  () => `case "$no_proxy" in *corp*) echo corp ;; *) echo none ;; esac`,
  () => `[ -z "$NO_PROXY" ] && echo empty || echo full`,
  () => `test "$HERMES_API_TIMEOUT" -lt 10 && echo short`,
  () => `export HERMES_API_TIMEOUT=5`,
  () => `export CURL_OPTS="--noproxy $NO_PROXY"`,
  () => `echo "proxy: $http_proxy"`,
  () => `readonly NO_PROXY`,
  () => `readonly no_proxy=x.example`,
  () => `unset no_proxy NO_PROXY`,
  () => `set -u`,
  () => `proxy_off() { unset http_proxy https_proxy; }`,
  () => `export OPENAI_BASE_URL=http：//127.0.0.1:8000/v1`,
  () => `# a comment`,
  () => `alias ll='ls -l'`,
  () => `export A=1 B="two words"`,
  () => `export no_proxy=“localhost,127.0.0.1”`,
];
const BASH_ONLY: readonly Make[] = [
  (r) => `declare -x http_proxy=${url(r)}`,
  (r) => `names=(http_proxy https_proxy)\nfor v in "\${names[@]}"; do export "$v=${url(r)}"; done`,
  () => `no_proxy=(localhost a.example)`,
  () => `for h in \${no_proxy//,/ }; do echo "h $h"; done`,
  () => `IFS=, read -ra hosts <<< "$no_proxy"; echo "\${#hosts[@]}"`,
  (r) => `on() { declare -x https_proxy=${url(r)}; echo "$https_proxy"; }`,
  () => `echo "\${NO_PROXY@A}"`,
];
const ZSH_ONLY: readonly Make[] = [
  (r) => `typeset -gx http_proxy=${url(r)}`,
  (r) => `on() export http_proxy=${url(r)}`,
  (r) => `for v (http_proxy https_proxy) export $v=${url(r)}`,
  (r) => `if [[ -n $HOME ]] export https_proxy=${url(r)}`,
  (r) => `if [[ -n $HOME ]] { export https_proxy=${url(r)} }`,
  () => `typeset -xT NO_PROXY no_proxy ,\nno_proxy=(localhost a.example)`,
  () => `no_proxy=(localhost a.example)`,
  () => `print -l \${(s:,:)no_proxy}`,
  (r) => `export {http,https}_proxy=${url(r)}`,
];

/** Statements of fish. */
const FISH: readonly Make[] = [
  (r) => `set -gx ${name(r)} ${url(r)}`,
  (r) => `set -gx ${name(r)} "${url(r)}" # on`,
  (r) => `set -x https_proxy ${url(r)}`,
  (r) => `set -gx http_proxy ${url(r)}; set -gx https_proxy $http_proxy`,
  (r) => `export http_proxy=${url(r)}`,
  (r) => `for v in http_proxy https_proxy\n    set -gx $v ${url(r)}\nend`,
  (r) => `if test -d /\n    set -gx https_proxy ${url(r)}\nelse\n    set -e https_proxy\nend`,
  (r) => `test -d /; and set -gx https_proxy ${url(r)}`,
  (r) => `test -d /nowhere; or set -gx https_proxy ${url(r)}`,
  (r) => `test -d / && set -gx https_proxy ${url(r)} || echo no`,
  (r) => `begin; set -gx https_proxy ${url(r)}; end`,
  (r) => `function proxy_on\n    set -gx http_proxy ${url(r)}\n    set -gx https_proxy $http_proxy\nend`,
  (r) => `function proxy_on\n    set -gx https_proxy ${url(r)}\n    echo on\nend`,
  (r) => `function proxy_on\n    false\n    set -gx https_proxy ${url(r)}\nend`,
  (r) => `function proxy_on\n    test -d /\n    set -gx https_proxy ${url(r)}\n    and echo yes\nend`,
  (r) => `function proxy_on\n    set -x https_proxy ${url(r)}\nend`,
  (r) => `function proxy_on; set -gx https_proxy ${url(r)}; end`,
  (r) =>
    `function proxy_on\n    switch x\n        case x\n            set -gx https_proxy ${url(r)}\n        case '*'\n            false\n    end\nend`,
  (r) => `alias on='set -gx https_proxy ${url(r)}'`,
  (r) => `alias on='export http_proxy=${url(r)}; and export https_proxy=${url(r)}'`,
  (r) => `alias on 'set -gx https_proxy ${url(r)}; echo on'`,
  (r) => `set -gx ${list(r)} ${quoted(r)}`,
  (r) => `set -gx ${list(r)} ${quoted(r)}`,
  (r) => `set -gx NO_PROXY ${quoted(r)}; set -gx no_proxy $NO_PROXY`,
  () => `set -gx no_proxy localhost 127.0.0.1`,
  () => `set -gx no_proxy "$no_proxy,10.0.0.8"`,
  () => `for h in (string split , -- "$no_proxy"); echo "host $h"; end`,
  () => `string match -q '*corp*' -- "$no_proxy"; and echo corp; or echo none`,
  () => `echo "count "(count $no_proxy)`,
  () => `false; set -gx A 1; echo "status $status"`,
  () => `set -gx HERMES_API_TIMEOUT 5`,
  () => `function proxy_off\n    set -e http_proxy\n    set -e https_proxy\nend`,
  () => `set -gx OPENAI_BASE_URL http：//127.0.0.1:8000/v1`,
  () => `# a comment`,
];

/** One generated machine. */
export function shellMachine(r: Random, kind: ShellName): ShellMachine {
  const own = kind === 'bash' ? BASH_ONLY : kind === 'zsh' ? ZSH_ONLY : [];
  const lines: string[] = [];
  const count = 1 + r.below(4);
  if (kind === 'fish') for (let n = 0; n <= count; n++) lines.push(r.pick(FISH)(r));
  else {
    lines.push(r.pick([...SETTERS, ...own])(r));
    for (let n = 0; n < count; n++)
      lines.splice(r.below(lines.length + 1), 0, r.pick([...SETTERS, ...READERS, ...own])(r));
  }
  let text = lines.join(r.oneIn(8) ? '\n\n' : '\n');
  if (!r.oneIn(10)) text += '\n';
  else if (kind !== 'fish' && r.oneIn(2)) text += ' \\\n';
  if (r.oneIn(30)) text = text.replaceAll('\n', '\r\n');
  const calls = ['proxy_on', 'on', 'proxy_off'].filter((word) =>
    new RegExp(`(?:function |alias |^)${word}\\b`, 'm').test(text),
  );
  return { kind, file: FILES[kind], text, inherited: r.pick(INHERITED), calls: [...calls, ...calls.slice(0, 1)] };
}
