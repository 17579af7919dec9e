/**
 * Small start-up files written by hand, for what generated ones do not contain: functions that are called again, code in processes
 * of its own, names and files that loops compute, code that is only known at run time. The first line says which of these it is.
 */
import type { ShellName } from './generate.ts';

type Files = Readonly<Record<string, string>>;

export const WRITTEN: Readonly<Record<ShellName, readonly Files[]>> = {
  bash: [
    {
      '.bashrc':
        '# function called twice\non() { export https_proxy=http://127.0.0.1:7890 http_proxy=http://127.0.0.1:7890; }\noff() { unset https_proxy http_proxy; }\non\noff\non\n',
    },
    {
      '.bashrc':
        '# off at the end\non() { export https_proxy=http://127.0.0.1:7890; }\noff() { unset https_proxy; }\non; off; on; off\n',
    },
    {
      '.bashrc':
        '# parameters twice\nsetp() { export $1=$2; }\nsetp https_proxy http://127.0.0.1:7890\nsetp no_proxy localhost,127.0.0.1,::1\n',
    },
    {
      '.bashrc': '# default parameter\nsetp() { local p=${1:-7890}; export https_proxy=http://127.0.0.1:$p; }\nsetp\n',
    },
    { '.bashrc': '# subshell body\nf() ( export https_proxy=http://127.0.0.1:7890 )\nf\n' },
    { '.bashrc': '# subshell call\nf() { export https_proxy=http://127.0.0.1:7890; }\n( f )\n' },
    { '.bashrc': '# background\nf() { export https_proxy=http://127.0.0.1:7890; }\nf &\nwait\n' },
    { '.bashrc': '# pipe\nf() { export https_proxy=http://127.0.0.1:7890; }\nf | cat\n' },
    {
      '.bashrc': '# loop in a pipe\ncat proxy.env | while IFS=\'=\' read -r k v; do export "$k=$v"; done\n',
      'proxy.env': 'https_proxy=http://127.0.0.1:7890\n',
    },
    {
      '.bashrc': '# loop from a file\nwhile IFS=\'=\' read -r k v; do export "$k=$v"; done < proxy.env\n',
      'proxy.env': 'https_proxy=http://127.0.0.1:7890\nno_proxy=localhost,127.0.0.1,::1\n',
    },
    {
      '.bashrc': '# export cat\nexport $(cat proxy.env)\n',
      'proxy.env': 'https_proxy=http://127.0.0.1:7890\nno_proxy=localhost,127.0.0.1\n',
    },
    { '.bashrc': '# process substitution\n. <(echo export https_proxy=http://127.0.0.1:7890)\n' },
    { '.bashrc': "# stdin\n. /dev/stdin <<< 'export https_proxy=http://127.0.0.1:7890'\n" },
    { '.bashrc': '# heredoc text only\ncat <<EOT\nexport https_proxy=http://127.0.0.1:7890\nEOT\n' },
    {
      '.bashrc':
        "# eval literal\neval 'export https_proxy=http://127.0.0.1:7890; no_proxy=localhost,127.0.0.1; export no_proxy'\n",
    },
    { '.bashrc': '# declare in function\nf() { declare -x https_proxy=http://127.0.0.1:7890; }\nf\n' },
    { '.bashrc': '# declare -g in function\nf() { declare -gx https_proxy=http://127.0.0.1:7890; }\nf\n' },
    { '.bashrc': '# local export\nf() { local https_proxy=http://127.0.0.1:7890; export https_proxy; }\nf\n' },
    {
      '.bashrc':
        '# local shadows\nexport https_proxy=http://127.0.0.1:7890\nf() { local https_proxy; https_proxy=http://10.0.0.7:1; unset https_proxy; }\nf\n',
    },
    { '.bashrc': '# export -n\nexport https_proxy=http://127.0.0.1:7890\nexport -n https_proxy\n' },
    { '.bashrc': '# prefix of a function\nf() { :; }\nhttps_proxy=http://127.0.0.1:7890 f\n' },
    {
      '.bashrc':
        '# return early\nexport https_proxy=http://127.0.0.1:7890\nreturn\nexport no_proxy=localhost,127.0.0.1,::1\n',
    },
    {
      '.bashrc':
        '# case fallthrough 2\ncase "$K" in\na) export https_proxy=http://127.0.0.1:7890 ;&\nb) export no_proxy=localhost,127.0.0.1,::1 ;;\nesac\n',
    },
    {
      '.bashrc':
        '# if true false\nif true; then export https_proxy=http://127.0.0.1:7890; fi\nif false; then export no_proxy=localhost,127.0.0.1,::1; fi\n',
    },
    {
      '.bashrc':
        '# array names\nnames=(http https)\nfor n in "${names[@]}"; do export "${n}_proxy=http://127.0.0.1:7890"; done\n',
    },
    {
      '.bashrc':
        '# associative\ndeclare -A P=([https_proxy]=http://127.0.0.1:7890)\nfor k in "${!P[@]}"; do export "$k=${P[$k]}"; done\n',
    },
    {
      '.bashrc':
        '# nameref loop\nfor n in http_proxy https_proxy; do declare -n r=$n; r=http://127.0.0.1:7890; export $n; unset -n r; done\n',
    },
    {
      '.bashrc': '# set -a function\nf() { set -a; . ./proxy.env; set +a; }\nf\n',
      'proxy.env': 'https_proxy=http://127.0.0.1:7890\n',
    },
    {
      '.bashrc':
        '# redefinition then call\nf() { export https_proxy=http://10.0.0.7:1; }\nf() { export https_proxy=http://127.0.0.1:7890; }\nf\n',
    },
    {
      '.bashrc': '# function sources\nload() { . ./extra.sh; }\nload\n',
      'extra.sh': 'export https_proxy=http://127.0.0.1:7890\n',
    },
    {
      '.bashrc': '# source in loop\nfor f in ./extra.sh ./more.sh; do . "$f"; done\n',
      'extra.sh': 'export https_proxy=http://127.0.0.1:7890\n',
      'more.sh': 'export no_proxy=localhost,127.0.0.1,::1\n',
    },
    {
      '.bashrc': '# source glob\nfor f in ./*.sh; do [ -r "$f" ] && . "$f"; done\n',
      'extra.sh': 'export https_proxy=http://127.0.0.1:7890\n',
    },
    {
      '.bashrc': '# source returns\n. ./extra.sh\nexport http_proxy=http://127.0.0.1:7890\n',
      'extra.sh': 'export https_proxy=http://127.0.0.1:7890\nreturn\nunset https_proxy\n',
    },
    {
      '.bashrc': '# source twice\n. ./extra.sh\nunset https_proxy\n. ./extra.sh\n',
      'extra.sh': 'export https_proxy=http://127.0.0.1:7890\n',
    },
    {
      '.bashrc':
        '# for "$@"\nclear() { for n in "$@"; do unset "$n"; done; }\nexport http_proxy=http://127.0.0.1:7890 https_proxy=http://127.0.0.1:7890\nclear http_proxy https_proxy\n',
    },
    {
      '.bashrc':
        '# array join\nhosts=(localhost 127.0.0.1 ::1)\nexport https_proxy=http://127.0.0.1:7890\nexport no_proxy=$(IFS=,; echo "${hosts[*]}")\n',
    },
    { '.bashrc': '# in command substitution\nx=$(export https_proxy=http://127.0.0.1:7890; echo hi)\n' },
    { '.bashrc': '# group pipe\n{ export https_proxy=http://127.0.0.1:7890; } | cat\n' },
    { '.bashrc': '# group redirect\n{ export https_proxy=http://127.0.0.1:7890; } 2>/dev/null\n' },
    { '.bashrc': '# set positional\nset -- http://127.0.0.1:7890 localhost\nexport https_proxy=$1 no_proxy=$2\n' },
  ],
  zsh: [
    { '.zshrc': '# P assign\nn=https_proxy\n: ${(P)n::=http://127.0.0.1:7890}\nexport https_proxy\n' },
    {
      '.zshrc':
        '# P assign exported before\nexport https_proxy=http://10.0.0.7:1 no_proxy=localhost,127.0.0.1\nn=$K\n: ${(P)n::=http://127.0.0.1:7890}\n',
    },
    { '.zshrc': '# assign expansion\n: ${https_proxy::=http://127.0.0.1:7890}\nexport https_proxy\n' },
    {
      '.zshrc':
        '# vared\nexport https_proxy=http://127.0.0.1:7890\nvared -c no_proxy </dev/null 2>/dev/null\nexport no_proxy\n',
    },
    { '.zshrc': '# print -v\nprint -v https_proxy http://127.0.0.1:7890\nexport https_proxy\n' },
    {
      '.zshrc':
        '# tied typeset\ntypeset -xT NO_PROXY hosts ,\nhosts=(localhost 127.0.0.1 ::1)\nexport HTTPS_PROXY=http://127.0.0.1:7890\n',
    },
    { '.zshrc': '# typeset -gx in function\nf() { typeset -gx https_proxy=http://127.0.0.1:7890 }\nf\n' },
    { '.zshrc': '# typeset -x in function\nf() { typeset -x https_proxy=http://127.0.0.1:7890 }\nf\n' },
    { '.zshrc': '# anonymous\n() { export https_proxy=http://127.0.0.1:7890 }\n' },
    {
      '.zshrc': '# short if\nif [[ -n $W ]] { export https_proxy=http://127.0.0.1:7890 } else { export no_proxy=a }\n',
    },
    { '.zshrc': '# for parens\nfor n (http https) export ${n}_proxy=http://127.0.0.1:7890\n' },
    {
      '.zshrc':
        '# two variables\nfor k v in https_proxy http://127.0.0.1:7890 no_proxy localhost; do export $k=$v; done\n',
    },
    {
      '.zshrc': '# allexport spelled otherwise\nsetopt ALL_EXPORT\nsource ./proxy.env\nsetopt noallexport\n',
      'proxy.env': 'https_proxy=http://127.0.0.1:7890\n',
    },
    { '.zshrc': '# process substitution equals\nsource =(echo export https_proxy=http://127.0.0.1:7890)\n' },
    { '.zshrc': '# read pipe\necho http://127.0.0.1:7890 | read https_proxy\nexport https_proxy\n' },
    {
      '.zshrc':
        '# split flag\nNAMES="http_proxy https_proxy"\nfor n in ${=NAMES}; do export "$n"=http://127.0.0.1:7890; done\n',
    },
    {
      '.zshrc':
        "# unset pattern\nexport http_proxy=http://127.0.0.1:7890 https_proxy=http://127.0.0.1:7890\nunset -m '*_proxy'\n",
    },
    {
      '.zshrc': '# glob qualifier source\nfor f in ./*.zsh(N); do source $f; done\n',
      'a.zsh': 'export https_proxy=http://127.0.0.1:7890\n',
    },
    { '.zshrc': '# subshell\n( export https_proxy=http://127.0.0.1:7890 )\n' },
    { '.zshrc': '# local in file sourced\nlocal p=http://127.0.0.1:7890\nexport https_proxy=$p\n' },
  ],
  dash: [
    { '.profile': '# special builtin keeps\nhttps_proxy=http://127.0.0.1:7890 :\nexport https_proxy\n' },
    {
      '.profile': '# prefix of dot\nhttps_proxy=http://127.0.0.1:7890 . ./extra.sh\n',
      'extra.sh': 'export http_proxy=$https_proxy\n',
    },
    { '.profile': '# local\nf() { local https_proxy=http://127.0.0.1:7890; export https_proxy; }\nf\n' },
    { '.profile': '# eval name\nn=https_proxy\neval "$n=http://127.0.0.1:7890"\nexport $n\n' },
    { '.profile': '# nested functions\na() { b; }\nb() { export https_proxy=http://127.0.0.1:7890; }\na\n' },
    {
      '.profile':
        '# twice with other args\np() { export "$1=$2"; }\np https_proxy http://127.0.0.1:7890\np https_proxy http://10.0.0.7:3128\n',
    },
    {
      '.profile':
        '# same question twice\n[ -n "$W" ] && export https_proxy=http://127.0.0.1:7890\n[ -n "$W" ] && export no_proxy=localhost,127.0.0.1,::1\n',
    },
    {
      '.profile':
        '# question changed between\n[ -n "$W" ] && export https_proxy=http://127.0.0.1:7890\nW=1\n[ -n "$W" ] && export no_proxy=localhost,127.0.0.1,::1\n',
    },
    {
      '.profile':
        '# condition on own variable\n[ -n "$https_proxy" ] || export https_proxy=http://127.0.0.1:7890\n[ -n "$https_proxy" ] && export no_proxy=localhost,127.0.0.1,::1\n',
    },
    { '.profile': '# exit in subshell\n(exit 0)\nexport https_proxy=http://127.0.0.1:7890\n' },
  ],
  fish: [
    { '.config/fish/config.fish': "# piped source\necho 'set -gx https_proxy http://127.0.0.1:7890' | source\n" },
    {
      '.config/fish/config.fish':
        '# piped source after a list\nset -gx https_proxy http://127.0.0.1:7890\ncat extra.fish | source\n',
      'extra.fish': 'set -gx no_proxy localhost,127.0.0.1,::1\n',
    },
    { '.config/fish/config.fish': "# psub\nsource (echo 'set -gx https_proxy http://127.0.0.1:7890' | psub)\n" },
    {
      '.config/fish/config.fish':
        "# piped source in function\nfunction f\n    echo 'set -gx no_proxy localhost,127.0.0.1,::1' | source\nend\nset -gx https_proxy http://127.0.0.1:7890\nf\n",
    },
    { '.config/fish/config.fish': '# eval words\neval set -gx https_proxy http://127.0.0.1:7890\n' },
    {
      '.config/fish/config.fish':
        '# list value\nset -gx https_proxy http://127.0.0.1:7890\nset -gx no_proxy localhost 127.0.0.1\n',
    },
    {
      '.config/fish/config.fish':
        '# append\nset -gx https_proxy http://127.0.0.1:7890\nset -gx no_proxy localhost\nset -a no_proxy 127.0.0.1\n',
    },
    {
      '.config/fish/config.fish':
        '# function args\nfunction p\n    set -gx $argv[1] $argv[2]\nend\np https_proxy http://127.0.0.1:7890\np no_proxy localhost\n',
    },
    {
      '.config/fish/config.fish':
        '# named args\nfunction p -a name value\n    set -gx $name $value\nend\np https_proxy http://127.0.0.1:7890\n',
    },
    {
      '.config/fish/config.fish':
        '# twice\nfunction on; set -gx https_proxy http://127.0.0.1:7890; end\nfunction off; set -e https_proxy; end\non; off; on\n',
    },
    {
      '.config/fish/config.fish':
        '# local in function\nfunction f\n    set -x https_proxy http://127.0.0.1:7890\nend\nf\n',
    },
    {
      '.config/fish/config.fish':
        '# local over global\nset -gx https_proxy http://10.0.0.7:1\nfunction f\n    set -x https_proxy http://127.0.0.1:7890\nend\nf\n',
    },
    { '.config/fish/config.fish': '# block local\nbegin\n    set -lx https_proxy http://127.0.0.1:7890\nend\n' },
    {
      '.config/fish/config.fish':
        '# unexport\nset -gx https_proxy http://127.0.0.1:7890\nset -gu https_proxy $https_proxy\n',
    },
    {
      '.config/fish/config.fish':
        '# erase loop\nset -gx https_proxy http://127.0.0.1:7890\nfor n in http_proxy https_proxy HTTP_PROXY\n    set -e $n\nend\n',
    },
    {
      '.config/fish/config.fish':
        '# while read\nwhile read -l line\n    set -l kv (string split -m 1 = $line)\n    set -gx $kv[1] $kv[2]\nend < proxy.env\n',
      'proxy.env': 'https_proxy=http://127.0.0.1:7890\n',
    },
    { '.config/fish/config.fish': '# read -gx\necho http://127.0.0.1:7890 | read -gx https_proxy\n' },
    {
      '.config/fish/config.fish':
        '# event\nfunction f --on-event never\n    set -gx https_proxy http://127.0.0.1:7890\nend\n',
    },
    {
      '.config/fish/config.fish':
        '# set -q\nset -q https_proxy; or set -gx https_proxy http://127.0.0.1:7890\nset -q no_proxy; or set -gx no_proxy localhost,127.0.0.1,::1\n',
    },
    {
      '.config/fish/config.fish': '# source in block\nbegin; source ./extra.fish; end\n',
      'extra.fish': 'set -x https_proxy http://127.0.0.1:7890\n',
    },
    { '.config/fish/config.fish': "# alias\nalias on 'set -gx https_proxy http://127.0.0.1:7890'\non\n" },
  ],
};
