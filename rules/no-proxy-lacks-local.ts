import type { Note, Project, Rule, RuleDocs } from '../src/core.ts';
import { fixOf } from '../src/fixes/edits.ts';
import { exempt } from '../src/fixes/exemptions.ts';
import { type Environment, everyWay, isSettled } from '../src/queries/environments/environment.ts';
import { localServices } from '../src/queries/local-services.ts';
import { decisions, isBypass } from '../src/queries/proxies/client-routes.ts';
import { atOrigin, listEntries, noProxies, proxies, servesOnlyProxies } from '../src/queries/proxies/proxies.ts';
import { enumerated, inside } from '../src/text.ts';

export default {
  id: 'no-proxy-lacks-local',
  summary: {
    en: 'A service on the local network is not exempt from the proxy.',
    zh: '局域网里的服务没有被排除，访问它也会走代理。',
  },
  severity: 'warning',
  needs: ['env'],

  *check(project) {
    const local = localHosts(project);
    if (local.size === 0) return;
    for (const environment of everyWay(project)) {
      if (environment.isIncomplete || proxies(environment).length === 0) continue;
      const lists = atOrigin(noProxies(environment)).filter(
        (list) => isSettled(list) && !listEntries(list.text).includes('*'),
      );
      const [first] = lists;
      if (!first || noProxies(environment).some((list) => !list.known)) continue;
      const gone = [...local].flatMap(([host, { schemes }]) =>
        schemes.some((scheme) => isProxied(project, environment, scheme, host)) ? [host] : [],
      );
      if (gone.length === 0) continue;
      yield {
        at: inside(first.assignment.value),
        message: {
          en: `Requests to ${enumerated(gone)} will be sent to the proxy`,
          zh: `发往 ${gone.join('、')} 的请求会走代理`,
        },
        label: { en: `lacks ${gone.join(', ')}`, zh: `缺少 ${gone.join('、')}` },
        why: {
          en: 'The proxy sits elsewhere and cannot reach your network, or sends the request round through a node abroad.',
          zh: '代理的出口不在你的局域网里，要么连不到它，要么把请求绕到境外节点。',
        },
        related: gone.flatMap((host) => local.get(host)?.notes ?? []),
        fixes: fixOf(
          { en: `append ${gone.join(',')}`, zh: `补上 ${gone.join(',')}` },
          lists.every(({ assignment }) => servesOnlyProxies(project, assignment)),
          ...exempt(project, lists, gone),
        ),
      };
    }
  },
} satisfies Rule;

/** Proxied by some client that matters and direct in none: where clients differ, `client-dependent-no-proxy` reports it. */
function isProxied(project: Project, environment: Environment, scheme: string, host: string): boolean {
  const url = `${scheme}://${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}/`;
  const answers = decisions(project, environment, url).map(([, decision]) => decision);
  return !answers.some(isBypass) && answers.some(({ verdict }) => verdict === 'proxy');
}

interface LocalHost {
  /** The URL that is requested. */
  readonly schemes: readonly string[];
  readonly notes: readonly Note[];
}

/** So many hosts are looked at, more than a person writes: each is asked of every client against every entry of the list. */
const MOST_HOSTS = 100;

/** `network.local`, and the other hosts of this network that the project's base URLs name. */
function localHosts(project: Project): ReadonlyMap<string, LocalHost> {
  const listed = project.network.local.filter((host) => !host.includes('/'));
  const hosts = new Map<string, LocalHost>(listed.map((host) => [host, { schemes: ['http', 'https'], notes: [] }]));
  for (const { host, scheme, at, variable } of localServices(project)) {
    if (hosts.size >= MOST_HOSTS && !hosts.has(host)) continue;
    const note = { at, message: { en: `${variable} names it`, zh: `${variable} 用到了它` } };
    hosts.set(host, { schemes: hosts.get(host)?.schemes ?? [scheme], notes: [note] });
  }
  return hosts;
}

export const docs: RuleDocs = {
  text: {
    en: `
\`NO_PROXY\` exempts this machine but not the GPU box at 192.168.1.20 that \`OLLAMA_BASE_URL\` names, nor the addresses of
\`network.local\` in \`envlint.yaml\`. So it is with \`http://0.0.0.0:4000\` (this machine, for curl and Python, and exempt for none of
them), names in \`.local\`, \`host.docker.internal\`, names of one word in shells and services, and an \`OLLAMA_HOST\` elsewhere. Write single addresses: ranges such as \`192.168.0.0/16\` are understood by curl, Go and
requests only.`,
    zh: `
\`NO_PROXY\` 排除了本机，却漏了 \`OLLAMA_BASE_URL\` 指向的 GPU 服务器 192.168.1.20，或者 \`envlint.yaml\` 里 \`network.local\` 列出的地址。
\`http://0.0.0.0:4000\`（curl 和 Python 都当作本机，却不会自动排除）、以 \`.local\` 结尾的主机名、\`host.docker.internal\`、shell 和服务里
不带点的主机名、指向别处的 \`OLLAMA_HOST\` 也一样。请写具体地址：
\`192.168.0.0/16\` 这样的网段只有 curl、Go、requests 认得。`,
  },
  bad: [
    {
      files: `
        -- .env --
        HTTP_PROXY=http://127.0.0.1:7890
        http_proxy=http://127.0.0.1:7890
        NO_PROXY=localhost,127.0.0.1,::1
                 ^^^^^^^^^^^^^^^^^^^^^^^ warning Requests to 0.0.0.0, host.docker.internal and nas.local will be sent to the proxy
        OPENAI_BASE_URL=http://0.0.0.0:4000/v1
        OLLAMA_HOST=nas.local:11434
        RERANK_ENDPOINT=http://host.docker.internal:8000
      `,
      fixed: `
        -- .env --
        HTTP_PROXY=http://127.0.0.1:7890
        http_proxy=http://127.0.0.1:7890
        NO_PROXY=localhost,127.0.0.1,::1,0.0.0.0,host.docker.internal,nas.local
        OPENAI_BASE_URL=http://0.0.0.0:4000/v1
        OLLAMA_HOST=nas.local:11434
        RERANK_ENDPOINT=http://host.docker.internal:8000
      `,
    },
    {
      files: `
        -- .zshrc --
        export http_proxy=http://127.0.0.1:7890
        export no_proxy=localhost,127.0.0.1,::1
                        ^^^^^^^^^^^^^^^^^^^^^^^ warning Requests to gpubox will be sent to the proxy
        export OPENAI_BASE_URL=http://gpubox:8000/v1
      `,
      fixed: `
        -- .zshrc --
        export http_proxy=http://127.0.0.1:7890
        export no_proxy=localhost,127.0.0.1,::1,gpubox
        export OPENAI_BASE_URL=http://gpubox:8000/v1
      `,
    },
    {
      files: `
        -- .env --
        HTTP_PROXY=http://127.0.0.1:7890
        http_proxy=http://127.0.0.1:7890
        NO_PROXY=localhost,127.0.0.1,::1
                 ^^^^^^^^^^^^^^^^^^^^^^^ warning Requests to 192.168.1.20 will be sent to the proxy
        OLLAMA_BASE_URL=http://192.168.1.20:11434
      `,
      fixed: `
        -- .env --
        HTTP_PROXY=http://127.0.0.1:7890
        http_proxy=http://127.0.0.1:7890
        NO_PROXY=localhost,127.0.0.1,::1,192.168.1.20
        OLLAMA_BASE_URL=http://192.168.1.20:11434
      `,
    },
    {
      files: `
        -- .zshrc --
        export http_proxy=http://proxy.example:8080 https_proxy=http://proxy.example:8080
        export no_proxy=localhost,127.0.0.1,::1
                        ^^^^^^^^^^^^^^^^^^^^^^^ warning
        -- envlint.yaml --
        network:
          local: [172.28.4.55]
      `,
      fixed: `
        -- .zshrc --
        export http_proxy=http://proxy.example:8080 https_proxy=http://proxy.example:8080
        export no_proxy=localhost,127.0.0.1,::1,172.28.4.55
      `,
    },
    {
      files: `
        -- .env --
        HTTPS_PROXY=http://127.0.0.1:7890
        NO_PROXY=localhost,127.0.0.1,::1
                 ^^^^^^^^^^^^^^^^^^^^^^^ warning Requests to nas.lan will be sent to the proxy
        -- envlint.yaml --
        network:
          local: [nas.lan]
      `,
      fixed: `
        -- .env --
        HTTPS_PROXY=http://127.0.0.1:7890
        NO_PROXY=localhost,127.0.0.1,::1,nas.lan
      `,
    },
  ],
  good: [
    {
      files: `
        -- .env --
        HTTP_PROXY=http://127.0.0.1:7890
        http_proxy=http://127.0.0.1:7890
        NO_PROXY=localhost,127.0.0.1,::1
        OLLAMA_HOST=http://0.0.0.0:11434
        LISTEN_URL=http://0.0.0.0:8000
        QDRANT_URL=http://qdrant:6333
        -- .zshrc --
        export http_proxy=http://127.0.0.1:7890 no_proxy=localhost,127.0.0.1,::1
        export API_BASE_URL=http://your-host:8000
        export OLLAMA_HOST=0.0.0.0
      `,
    },
    {
      files: `
        -- .env --
        http_proxy=http://127.0.0.1:7890
        NO_PROXY=localhost,127.0.0.1,192.168.0.0/16
        OLLAMA_BASE_URL=http://192.168.1.20:11434
      `,
    },
    {
      files: `
        -- .env --
        http_proxy=http://127.0.0.1:7890
        NO_PROXY=localhost,127.0.0.1,::1
        OLLAMA_BASE_URL=http://127.0.0.1:11434
      `,
    },
  ],
};
