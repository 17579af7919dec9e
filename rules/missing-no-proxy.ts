import type { Assignment, Fix, NewVariable, Project, Rule, RuleDocs, Text } from '../src/core.ts';
import { assignBeside, fixOf, replaceText } from '../src/fixes/edits.ts';
import {
  type Environment,
  environments,
  possibleValues,
  type Variable,
} from '../src/queries/environments/environment.ts';
import { LOOPBACK, noProxies, ownProxies, place, proxies, proxyRole } from '../src/queries/proxies/proxies.ts';
import { lineStart } from '../src/text.ts';

export default {
  id: 'missing-no-proxy',
  summary: {
    en: 'A proxy is set and nothing is exempt: local requests go to the proxy.',
    zh: '设置了代理却没有排除任何地址：本机请求也会走代理。',
  },
  severity: 'error',
  needs: ['env'],

  *check(project) {
    for (const environment of environments(project)) {
      if (environment.isGo || noProxies(environment).length > 0 || repeatsBase(environment)) continue;
      const [proxy] = ownProxies(environment);
      if (!proxy || handsOnList(environment)) continue;
      const emptied = isEmptied(environment);
      const where = place(environment);
      yield {
        at: proxy.assignment.name.at,
        ...(environment.open ? { severity: 'info' } : emptied ? { severity: 'warning' } : {}),
        message: { en: 'Local requests will be sent to the proxy', zh: '本机请求也会走代理' },
        label: {
          en: `set here${where && `, in ${where}`}; nothing is exempt`,
          zh: `${where && `在 ${where} 里`}设置了代理，但没有排除任何地址`,
        },
        why: why(environment),
        fixes: environment.open ? [] : repair(project, environment),
      };
    }
  },
} satisfies Rule;

/** A shell that empties the list takes an inherited one away, perhaps on purpose; an empty line of a .env waits to be filled. */
function isEmptied({ kind, variables }: Environment): boolean {
  return kind !== 'dotenv' && (variables.has('no_proxy') || variables.has('NO_PROXY'));
}

/** HTTPS_PROXY alone serves https requests, in all clients but Hermes, which takes any proxy for every scheme. */
function why(environment: Environment): Text {
  if (proxies(environment).every(({ name }) => name.toLowerCase() === 'https_proxy')) {
    return {
      en: 'Hermes sends even http://127.0.0.1 to it; curl, Python and Node send it https requests to this machine. Local model servers and the gateway time out.',
      zh: 'Hermes 连 http://127.0.0.1 都会发给它；curl、Python、Node 会把发往本机的 https 请求交给它。本地模型服务和网关因此超时。',
    };
  }
  return {
    en: 'curl, Python and Node send even 127.0.0.1 to it; Ollama, vLLM and the gateway time out.',
    zh: 'curl、Python、Node 连 127.0.0.1 都会发给代理，Ollama、vLLM、网关因此超时。',
  };
}

const ADD = {
  en: `add NO_PROXY and no_proxy beside it: ${LOOPBACK}`,
  zh: `在旁边加上 NO_PROXY 和 no_proxy：${LOOPBACK}`,
};

const FILL = { en: `write ${LOOPBACK}`, zh: `改成 ${LOOPBACK}` };

/** `export no_proxy=$NO_PROXY` where nothing sets it: the list comes from outside, and somebody saw to it. */
function handsOnList({ own, variables, base }: Environment): boolean {
  const passes = [...own].some(({ name, value, operation }) => {
    const [piece, more] = value.pieces;
    const isCopy = operation === 'set' && more === undefined && piece?.kind === 'reference';
    return isCopy && isList(name.text) && isList(piece.name) && !variables.has(piece.name);
  });
  return passes || (base !== undefined && handsOnList(base));
}

const isList = (name: string): boolean => proxyRole(name) === 'no-proxy';

/** A function that sets what its shell sets anyway is reported there, once. */
function repeatsBase({ base, kind }: Environment): boolean {
  return base !== undefined && kind !== 'service' && ownProxies(base).length > 0 && noProxies(base).length === 0;
}

const BOTH: readonly NewVariable[] = [
  { name: 'NO_PROXY', value: LOOPBACK, inherit: true, orFrom: 'no_proxy' },
  { name: 'no_proxy', value: LOOPBACK, inherit: true, copyOf: 'NO_PROXY' },
];

function repair(project: Project, environment: Environment): Fix[] {
  const emptied = emptyLists(environment);
  if (emptied.length > 0)
    return fixOf(FILL, !isEmptied(environment), ...emptied.map(({ value }) => replaceText(project, value, LOOPBACK)));
  if (isFixed(environment)) return [];
  return fixOf(ADD, true, ...lastLines(project, environment).map((line) => assignBeside(project, line, BOTH)));
}

/** A shell that is told to set a read-only variable, or to make a string of a list, ends the file there. */
function isFixed({ own, base }: Environment): boolean {
  return [...own].some(({ name, fixed }) => fixed && isList(name.text)) || (base !== undefined && isFixed(base));
}

/** `NO_PROXY=""`: the place for a list is there. */
function emptyLists({ own }: Environment): Assignment[] {
  return [...own].filter(
    ({ name, value, operation, reach }) =>
      isList(name.text) && operation === 'set' && reach === 'environment' && value.known && value.text === '',
  );
}

/**
 * The last proxy line of the first proxy's own file and scope, but not inside an `if` that the first one is not in. Where
 * the proxies stand in branches, the last one of each. A chain on one line (`export a=… && export b=…`) is one.
 */
function lastLines(project: Project, environment: Environment): Assignment[] {
  const [{ assignment: first }] = ownProxies(environment) as [Variable];
  const { text } = project.document(first.at.file);
  let last = first;
  const branches: Assignment[][] = [];
  let branch: Assignment[] | undefined;
  for (const line of proxyLines(environment)) {
    if (line.at.file !== first.at.file || line.scope !== first.scope) continue;
    if (!branch || branch.some(({ name, operation }) => name.text === line.name.text && operation === line.operation))
      branches.push((branch = []));
    branch.push(line);
    const isSameLine = lineStart(text, line.at.start) === lineStart(text, last.at.start);
    if (line.at.start > last.at.start && (line.certain === first.certain || isSameLine)) last = line;
  }
  return first.certain ? [last] : branches.flatMap((lines) => lines.slice(-1));
}

/** Statements that give a proxy variable one of the values it can have, or export it: in any case, `HTTPS_proxy` too. */
function proxyLines(environment: Environment): Assignment[] {
  const lines = [...environment.own].filter(({ name }) => proxyRole(name.text) === 'proxy');
  const names = new Set(lines.map(({ name }) => name.text));
  const setting = new Set(
    [...names].flatMap((name) => [...possibleValues(environment, name)].map(({ assignment }) => assignment)),
  );
  return lines
    .filter((line) => line.operation === 'export' || setting.has(line))
    .sort((a, b) => a.at.start - b.at.start);
}

export const docs: RuleDocs = {
  text: {
    en: `
Without \`NO_PROXY\`, HTTP clients send every request to the proxy, also those to this very machine: the model server on
127.0.0.1:8000, Ollama on 11434, the gateway's own port. The proxy cannot reach them, or loops, and the call times out.

Both spellings are needed: curl, wget and Python prefer \`no_proxy\`, Go and uv \`NO_PROXY\`. Write \`::1\` bare: the form
\`[::1]\` crashes httpx 0.24.0 to 0.28.1.

In a shell the fix keeps a list that is inherited; sourcing the file twice changes nothing. Go programs (Docker,
containerd, Ollama …) never proxy loopback: their units are not judged.`,
    zh: `
没有 \`NO_PROXY\` 时，HTTP 客户端会把所有请求都交给代理，连发给本机的也不例外：127.0.0.1:8000 上的模型服务、11434 上的 Ollama、
网关自己的端口。代理连不到它们，或者绕回自己，请求最终超时。

大小写两种写法都要有：curl、wget、Python 优先读 \`no_proxy\`，Go 和 uv 优先读 \`NO_PROXY\`。\`::1\` 不要加方括号：\`[::1]\` 会让
httpx 0.24.0 到 0.28.1 直接崩溃。

在 shell 里，修复会保留继承来的列表，重复 source 也不会有变化。Go 程序（Docker、containerd、Ollama 等）从不代理本机地址，
它们的单元文件不在检查之列。`,
  },
  bad: [
    {
      files: `
        -- .env --
        HTTPS_PROXY=http://127.0.0.1:7890
        ^^^^^^^^^^^ error Local requests will be sent to the proxy
        HTTP_PROXY=http://127.0.0.1:7890
        OPENAI_BASE_URL=http://127.0.0.1:8000/v1
      `,
      fixed: `
        -- .env --
        HTTPS_PROXY=http://127.0.0.1:7890
        HTTP_PROXY=http://127.0.0.1:7890
        NO_PROXY=localhost,127.0.0.1,::1
        no_proxy=localhost,127.0.0.1,::1
        OPENAI_BASE_URL=http://127.0.0.1:8000/v1
      `,
    },
    {
      files: `
        -- .zshrc --
        proxy_on() {
          export https_proxy=http://127.0.0.1:7890
                 ^^^^^^^^^^^ error
          export http_proxy=$https_proxy
        }
      `,
      fixed: `
        -- .zshrc --
        proxy_on() {
          export https_proxy=http://127.0.0.1:7890
          export http_proxy=$https_proxy
          export NO_PROXY="\${NO_PROXY:-\${no_proxy:-localhost,127.0.0.1,::1}}"
          export no_proxy="\${no_proxy:-$NO_PROXY}"
        }
      `,
    },
    {
      files: `
        -- .bashrc --
        if nc -z 127.0.0.1 7890; then
          export http_proxy=http://127.0.0.1:7890 https_proxy=http://127.0.0.1:7890
                 ^^^^^^^^^^ error
        else
          export http_proxy= https_proxy=
        fi
      `,
      fixed: `
        -- .bashrc --
        if nc -z 127.0.0.1 7890; then
          export http_proxy=http://127.0.0.1:7890 https_proxy=http://127.0.0.1:7890
          export NO_PROXY="\${NO_PROXY:-\${no_proxy:-localhost,127.0.0.1,::1}}"
          export no_proxy="\${no_proxy:-$NO_PROXY}"
        else
          export http_proxy= https_proxy=
        fi
      `,
    },
    {
      files: `
        -- proxy.zsh --
        proxy() {
          case $1 in
          v2ray)
            export http_proxy=http://127.0.0.1:10809
            export https_proxy=$http_proxy
            ;;
          clash)
            export http_proxy=http://127.0.0.1:7890
                   ^^^^^^^^^^ error
            export https_proxy=$http_proxy
            ;;
          off) unset http_proxy https_proxy ;;
          esac
        }
      `,
      fixed: `
        -- proxy.zsh --
        proxy() {
          case $1 in
          v2ray)
            export http_proxy=http://127.0.0.1:10809
            export https_proxy=$http_proxy
            export NO_PROXY="\${NO_PROXY:-\${no_proxy:-localhost,127.0.0.1,::1}}"
            export no_proxy="\${no_proxy:-$NO_PROXY}"
            ;;
          clash)
            export http_proxy=http://127.0.0.1:7890
            export https_proxy=$http_proxy
            export NO_PROXY="\${NO_PROXY:-\${no_proxy:-localhost,127.0.0.1,::1}}"
            export no_proxy="\${no_proxy:-$NO_PROXY}"
            ;;
          off) unset http_proxy https_proxy ;;
          esac
        }
      `,
    },
    {
      files: `
        -- .env --
        HTTPS_PROXY=http://127.0.0.1:7890
        ^^^^^^^^^^^ error
        NO_PROXY=
        no_proxy=""
      `,
      fixed: `
        -- .env --
        HTTPS_PROXY=http://127.0.0.1:7890
        NO_PROXY=localhost,127.0.0.1,::1
        no_proxy="localhost,127.0.0.1,::1"
      `,
    },
    {
      files: `
        -- proxy.sh --
        export HTTPS_PROXY="http://127.0.0.1:3142"
               ^^^^^^^^^^^ warning Local requests will be sent to the proxy
        export NO_PROXY=""
        export no_proxy="\${NO_PROXY}"
      `,
      unsafe: true,
      fixed: `
        -- proxy.sh --
        export HTTPS_PROXY="http://127.0.0.1:3142"
        export NO_PROXY="localhost,127.0.0.1,::1"
        export no_proxy="\${NO_PROXY}"
      `,
    },
  ],
  good: [
    {
      files: `
        -- etc/systemd/system/k3s.service.env --
        HTTPS_PROXY=http://127.0.0.1:7890
        -- ollama.service --
        [Service]
        ExecStart=/usr/local/bin/ollama serve
        EnvironmentFile=%h/models.env
        -- models.env --
        HTTPS_PROXY=http://127.0.0.1:7890
      `,
    },
    {
      files: `
        -- proxy.sh --
        if [ -e ~/.proxy.conf ]; then
          . ~/.proxy.conf
          export https_proxy=$PROXY http_proxy=$PROXY no_proxy=$NO_PROXY
        fi
      `,
    },
    {
      files: `
        -- .zshenv --
        export NO_PROXY=localhost,127.0.0.1,::1
        -- .zshrc --
        export https_proxy=http://127.0.0.1:7890
      `,
    },
    {
      files: `
        -- docker.service.d/http-proxy.conf --
        [Service]
        Environment="HTTPS_PROXY=http://127.0.0.1:7890"
      `,
    },
    {
      files: `
        -- .bashrc --
        export http_proxy=$http_proxy
        HTTPS_PROXY=http://127.0.0.1:7890 curl https://example.com
      `,
    },
  ],
};
