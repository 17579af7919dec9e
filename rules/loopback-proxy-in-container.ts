import type { Command, Finding, Project, Rule, RuleDocs, Setting, Value } from '../src/core.ts';
import { derive } from '../src/project.ts';
import { serviceOf } from '../src/queries/compose.ts';
import { type Environment, environments, lookup } from '../src/queries/environments/environment.ts';
import { dockerfileText } from '../src/queries/environments/images.ts';
import { proxies, proxyRole } from '../src/queries/proxies/proxies.ts';
import { isLoopback, parseUrl } from '../src/routing/url/target.ts';
import { basename, groupBy, inside } from '../src/text.ts';

export default {
  id: 'loopback-proxy-in-container',
  summary: {
    en: 'A container is given a proxy on 127.0.0.1, which is the container itself.',
    zh: '传给容器的代理是 127.0.0.1，那是容器自己。',
  },
  severity: 'warning',
  needs: ['command', 'proxy-setting', 'yaml', 'json', 'dockerfile', 'systemd'],

  *check(project) {
    for (const command of project.facts('command')) {
      if (!startsContainer(command) || usesHostNetwork(command)) continue;
      for (const [index, word] of command.words.entries()) {
        const host = loopbackOf(handedProxy(project, command, index));
        if (host !== undefined) yield finding(word, host);
      }
    }
    yield* handedByDocker(project);
    yield* handedByFiles(project);
  },
} satisfies Rule;

/** Containers and builds of compose files and the like, with the variables each finally has. One finding for each file. */
function* handedByFiles(project: Project): Iterable<Finding> {
  const handed = [...containerProxies(project), ...buildProxies(project)];
  for (const same of groupBy(handed, ({ value }) => value.at.file).values()) {
    const values = [...new Map(same.map((one) => [one.value.at.start, one])).values()];
    const [first, ...others] = values.sort((a, b) => a.value.at.start - b.value.at.start);
    if (!first) continue;
    yield {
      ...finding(first.value, first.host),
      at: inside(first.value),
      related: others.map(({ value }) => ({ at: inside(value), message: { en: 'and here', zh: '这里也是' } })),
    };
  }
}

interface Handed {
  readonly value: Value;
  readonly host: string;
}

/** Images that bring a proxy of their own: there 127.0.0.1 can be right. */
const PROXY_IMAGE =
  /clash|mihomo|sing-?box|v2ray|xray|shadowsocks|ss-local|privoxy|squid|tinyproxy|gost|warp|tor\b|gluetun|tailscale|hysteria/i;

/** The same programs by their whole names, where the text is not a name alone. */
const PROXY_PROGRAM =
  /\b(?:clash|mihomo|sing-?box|v2ray|xray|shadowsocks|ss-local|privoxy|squid|tinyproxy|gost|warp|tor|gluetun|tailscale|hysteria)\b/i;

function containerProxies(project: Project): Handed[] {
  return environments(project).flatMap((environment): Handed[] => {
    const { recipient } = environment;
    if (recipient?.kind !== 'container' || recipient.loopback) return [];
    if (PROXY_IMAGE.test(imageName(project, environment)) || sharesLoopback(project, environment.file)) return [];
    return proxies(environment).flatMap(({ text, known, assignment }) => {
      const host = known ? loopbackOf(text) : undefined;
      return host === undefined ? [] : [{ value: assignment.value, host }];
    });
  });
}

/** The image that a container is made from, as compose and Quadlet name it. */
function imageName(project: Project, environment: Environment): string {
  const own = serviceOf(project, environment)?.settings ?? settingsIn(project, environment);
  const image = own.find(
    ({ path }) => (path.length === 3 && path[2] === 'image') || path.join('.') === 'Container.Image',
  );
  return image?.value.text ?? '';
}

const settingsIn = (project: Project, { file }: Environment): readonly Setting[] =>
  project.document(file).facts.filter((fact) => fact.kind === 'setting');

/**
 * Can 127.0.0.1 be right in an image of this Dockerfile? It brings a proxy itself, or a command of the project gives containers or
 * builds the network of the machine.
 */
function sharesLoopback(project: Project, file: string): boolean {
  const text = dockerfileText(project, file);
  if (text === undefined) return false;
  const isBuiltSo = project
    .facts('env')
    .some(({ scope: { recipient } }) => recipient?.kind === 'build' && recipient.loopback === 'host');
  const isRunSo = project.facts('command').some((command) => startsContainer(command) && usesHostNetwork(command));
  return isBuiltSo || isRunSo || PROXY_PROGRAM.test(text);
}

function buildProxies(project: Project): Handed[] {
  return project.facts('env').flatMap(({ scope: { recipient }, name, value, at }) => {
    const isHanded =
      recipient?.kind === 'build' &&
      !recipient.loopback &&
      proxyRole(name.text) === 'proxy' &&
      !sharesLoopback(project, at.file);
    const host = isHanded && value.known ? loopbackOf(value.text) : undefined;
    return host === undefined ? [] : [{ value, host }];
  });
}

/** `proxies` of docker's own configuration: every container and build gets them. One finding for a file. */
function* handedByDocker(project: Project): Iterable<Finding> {
  const handed = project
    .facts('proxy-setting')
    .filter(({ client, role }) => client === 'docker' && role !== 'no-proxy');
  for (const same of groupBy(handed, ({ at }) => at.file).values()) {
    const wrong = same.filter(({ value }) => value.known && loopbackOf(value.text) !== undefined);
    const [first, ...others] = wrong;
    if (!first) continue;
    yield {
      ...finding(first.value, loopbackOf(first.value.text) ?? ''),
      at: inside(first.value),
      related: others.map(({ value }) => ({ at: inside(value), message: { en: 'and here', zh: '这里也是' } })),
    };
  }
}

const ENGINES = new Set(['docker', 'podman', 'nerdctl']);

function startsContainer({ words }: Command): boolean {
  const engine = words.findIndex((word, index) => index < 3 && ENGINES.has(basename(word.text)));
  return (
    engine >= 0 &&
    words.slice(engine + 1, engine + 8).some((word) => ['run', 'create', 'exec', 'build', 'buildx'].includes(word.text))
  );
}

function usesHostNetwork({ words }: Command): boolean {
  return words.some(
    (word, index) =>
      /^--net(?:work)?=host$/.test(word.text) ||
      (/^--net(?:work)?$/.test(word.text) && words[index + 1]?.text === 'host'),
  );
}

/** The proxy a word hands over: `-e http_proxy=http://127.0.0.1:7890`, `http_proxy=$P`, or the name of one that is passed on. */
function handedProxy(project: Project, { words, at }: Command, index: number): string | undefined {
  const word = words[index]!;
  const match = /^(?:--(?:env|build-arg)=|-e)?(\w+)(=|$)/.exec(word.text);
  const [start = '', name = '', sign] = match ?? [];
  if (proxyRole(name) !== 'proxy') return undefined;
  if (sign === '=') return written(project, word)?.slice(start.length);
  const isOperand = start !== name || /^(?:-\w*e|--env|--build-arg)$/.test(words[index - 1]?.text ?? '');
  return isOperand ? variable(project, at.file, name) : undefined;
}

/** Variables made of variables are followed this far. */
const DEPTH = 4;

/** A word with its variables filled in; undefined where one of them is unknown. */
function written(project: Project, { pieces, at }: Value, depth = 0): string | undefined {
  const parts = pieces.map((piece) => {
    if (piece.kind === 'literal') return piece.text;
    return piece.kind === 'reference' && !piece.operator ? variable(project, at.file, piece.name, depth) : undefined;
  });
  return parts.includes(undefined) ? undefined : parts.join('');
}

/** A variable as the shell that runs this file has it: an exported one, or one that the file sets just once. */
function variable(project: Project, file: string, name: string, depth = 0): string | undefined {
  const shell = shells(project).get(file);
  const exported = shell && lookup(shell, name);
  if (exported) return exported.known ? exported.text : undefined;
  const [only, another] = plainVariables(project).get(`${file} ${name}`) ?? [];
  const isConstant = only?.operation === 'set' && !another && depth < DEPTH;
  return isConstant ? written(project, only.value, depth + 1) : undefined;
}

/** The environment of each shell file that one is named after. */
const shells = derive(
  (project: Project) =>
    new Map(environments(project).flatMap((one) => (one.kind === 'shell' ? [[one.file, one] as const] : []))),
);

const plainVariables = derive((project: Project) =>
  groupBy(
    project.facts('env').filter(({ reach }) => reach === 'shell' || reach === 'local'),
    ({ at, name }) => `${at.file} ${name.text}`,
  ),
);

function loopbackOf(proxy: string | undefined): string | undefined {
  const url = parseUrl(proxy ?? '');
  return isLoopback(url) ? url.host.text : undefined;
}

const finding = (word: Value, host: string): Finding => ({
  at: word.at,
  message: {
    en: `Inside the container ${host} is the container, and no proxy listens there`,
    zh: `在容器里 ${host} 指的是容器自己，那里并没有代理`,
  },
  label: {
    en: 'host.docker.internal, 172.17.0.1 or --network host',
    zh: '改用 host.docker.internal、172.17.0.1 或 --network host',
  },
  why: {
    en: 'Docker Desktop and podman know host.docker.internal; on Linux the bridge address is 172.17.0.1, and Clash needs allow-lan for it.',
    zh: 'Docker Desktop 和 podman 认得 host.docker.internal；Linux 上网桥地址是 172.17.0.1，Clash 还要打开 allow-lan。',
  },
});

export const docs: RuleDocs = {
  text: {
    en: `
A container has its own loopback. A proxy at 127.0.0.1 handed in with \`-e\` or \`--build-arg\` answers "connection refused". With
\`--network host\` the loopback is shared and nothing is reported; the proxy of dockerd itself (its unit's Environment=) is the
host's and right. \`proxies\` in \`~/.docker/config.json\` are handed to every container and build.

Of compose files \`environment\`, \`env_file\` and \`build.args\` are judged, not with \`network_mode: host\` or that of another container,
nor where the image brings a proxy itself; of a Dockerfile \`ENV\` as it is at the end of the last stage, and \`ARG\` and \`ENV\` of all other
stages, not where a command of the project builds or runs with the network of this machine; of Quadlet \`Environment=\` in \`[Container]\`; of \`devcontainer.json\` \`containerEnv\`, \`remoteEnv\` and \`build.args\`, not with \`--network=host\` in
\`runArgs\`.`,
    zh: `
容器有自己的回环地址。用 \`-e\` 或 \`--build-arg\` 传进去的 127.0.0.1 代理只会让连接被拒绝。加了 \`--network host\` 就和宿主机共用回环，不报告；
dockerd 自己的代理（单元文件里的 Environment=）跑在宿主机上，没有问题。\`~/.docker/config.json\` 里的 \`proxies\` 会传给每个容器和每次构建。

compose 文件里检查 \`environment\`、\`env_file\` 和 \`build.args\`；\`network_mode: host\`、与别的容器共用网络，或者镜像自带代理时不报告。Dockerfile 里检查最后一个阶段末尾的 \`ENV\`，以及其他阶段的 \`ARG\` 和 \`ENV\`；项目里有命令用宿主机网络构建或运行时不报告。
Quadlet 检查 \`[Container]\` 里的 \`Environment=\`。\`devcontainer.json\` 里检查 \`containerEnv\`、
\`remoteEnv\` 和 \`build.args\`；\`runArgs\` 里有 \`--network=host\` 时不报告。`,
  },
  bad: [
    {
      files: `
        -- Dockerfile --
        ARG HTTPS_PROXY=http://localhost:7890
                        ^^^^^^^^^^^^^^^^^^^^^ warning Inside the container localhost is the container, and no proxy listens there
        FROM debian:13 AS build
        RUN make
        FROM debian:13
        ENV http_proxy="http://127.0.0.1:7890" \\
            no_proxy=localhost,127.0.0.1,::1
      `,
    },
    {
      files: `
        -- .config/containers/systemd/web.container --
        [Container]
        Image=docker.io/example/web
        Environment=https_proxy=http://127.0.0.1:7890 no_proxy=localhost,127.0.0.1,::1
                                ^^^^^^^^^^^^^^^^^^^^^ warning Inside the container 127.0.0.1 is the container, and no proxy listens there
      `,
    },
    {
      files: `
        -- .devcontainer/devcontainer.json --
        {
          // the image has curl
          "image": "mcr.microsoft.com/devcontainers/base",
          "containerEnv": { "HTTPS_PROXY": "http://127.0.0.1:7890" },
                                            ^^^^^^^^^^^^^^^^^^^^^ warning Inside the container 127.0.0.1 is the container, and no proxy listens there
          "remoteEnv": { "https_proxy": "http://localhost:7890", "NO_PROXY": "localhost,127.0.0.1,::1" }
        }
      `,
    },
    {
      files: `
        -- compose.yaml --
        services:
          web:
            image: example/web
            build:
              context: .
              args:
                - HTTPS_PROXY=http://127.0.0.1:7890
                              ^^^^^^^^^^^^^^^^^^^^^ warning Inside the container 127.0.0.1 is the container, and no proxy listens there
            environment:
              https_proxy: http://localhost:7890
              no_proxy: localhost,127.0.0.1,::1
      `,
    },
    {
      files: `
        -- compose.yaml --
        services:
          web:
            env_file: web.env
          vpn:
            network_mode: host
            environment: { https_proxy: "http://127.0.0.1:7890", no_proxy: "localhost,127.0.0.1,::1" }
        -- web.env --
        https_proxy=http://127.0.0.1:7890
                    ^^^^^^^^^^^^^^^^^^^^^ warning
        no_proxy=localhost,127.0.0.1,::1
      `,
    },
    {
      files: `
        -- .docker/config.json --
        {
          "proxies": {
            "default": {
              "httpProxy": "http://127.0.0.1:7890",
                            ^^^^^^^^^^^^^^^^^^^^^ warning Inside the container 127.0.0.1 is the container, and no proxy listens there
              "httpsProxy": "http://127.0.0.1:7890"
            }
          }
        }
      `,
    },
    {
      files: `
        -- run.sh --
        #!/bin/sh
        docker run -e https_proxy=http://127.0.0.1:7890 -p 8000:8000 app
                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning
      `,
    },
    {
      files: `
        -- build.sh --
        #!/bin/bash
        export http_proxy=http://127.0.0.1:7890 no_proxy=localhost,127.0.0.1,::1
        docker build --build-arg http_proxy=$http_proxy .
                                 ^^^^^^^^^^^^^^^^^^^^^^ warning Inside the container 127.0.0.1 is the container, and no proxy listens there
      `,
    },
    {
      files: `
        -- run.sh --
        #!/bin/bash
        PORT=7890
        proxy=http://127.0.0.1:$PORT
        docker run -e https_proxy=$proxy -e HTTP_PROXY="http://localhost:$PORT" app
                      ^^^^^^^^^^^^^^^^^^ warning
                                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning
      `,
    },
    {
      files: `
        -- .zshrc --
        export https_proxy=http://127.0.0.1:7890 no_proxy=localhost,127.0.0.1,::1
        alias app='docker run --rm -e https_proxy -e API_KEY app'
                                      ^^^^^^^^^^^ warning
      `,
    },
  ],
  good: [
    {
      files: `
        -- Dockerfile --
        FROM debian:13
        ENV http_proxy=http://127.0.0.1:7890
        RUN apt-get update
        ENV http_proxy=
        -- clash/Dockerfile --
        FROM metacubex/mihomo
        ENV http_proxy=http://127.0.0.1:7890 no_proxy=localhost,127.0.0.1,::1
        -- clash/proxy.container --
        [Container]
        Image=docker.io/example/web
        Network=host
        Environment=https_proxy=http://127.0.0.1:7890 no_proxy=localhost,127.0.0.1,::1
      `,
    },
    {
      files: `
        -- Dockerfile --
        FROM debian:13
        ARG http_proxy=http://127.0.0.1:7890
        RUN make
        -- build.sh --
        #!/bin/sh
        docker build --network host -t app .
      `,
    },
    {
      files: `
        -- .devcontainer.json --
        {
          "runArgs": ["--network=host"],
          "containerEnv": { "HTTPS_PROXY": "http://127.0.0.1:7890", "NO_PROXY": "localhost,127.0.0.1,::1" }
        }
      `,
    },
    {
      files: `
        -- compose.yaml --
        services:
          clash:
            image: metacubex/mihomo
            environment:
              - https_proxy=http://127.0.0.1:7890
              - no_proxy=localhost,127.0.0.1,::1
          web:
            network_mode: "service:clash"
            environment:
              - https_proxy=http://127.0.0.1:7890
              - no_proxy=localhost,127.0.0.1,::1
      `,
    },
    {
      files: `
        -- .docker/config.json --
        {"proxies": {"default": {"httpProxy": "http://host.docker.internal:7890", "noProxy": "localhost,127.0.0.1"}}}
      `,
    },
    {
      files: `
        -- run.sh --
        #!/bin/sh
        docker run --network host -e https_proxy=http://127.0.0.1:7890 app
        docker run -e https_proxy=http://host.docker.internal:7890 app
      `,
    },
    {
      files: `
        -- docker.service.d/http-proxy.conf --
        [Service]
        Environment="HTTP_PROXY=http://127.0.0.1:7890" "HTTPS_PROXY=http://127.0.0.1:7890"
      `,
    },
  ],
};
