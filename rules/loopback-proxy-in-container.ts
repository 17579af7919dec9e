import type { Command, Finding, Project, Rule, RuleDocs, Value } from '../src/core.ts';
import { derive } from '../src/project.ts';
import { type Environment, environments, lookup } from '../src/queries/environment.ts';
import { proxyRole } from '../src/queries/proxies.ts';
import { ipKind, parseIp } from '../src/routing/ip.ts';
import { parseUrl } from '../src/routing/target.ts';
import { basename } from '../src/text.ts';

export default {
  id: 'loopback-proxy-in-container',
  summary: {
    en: 'A container is given a proxy on 127.0.0.1, which is the container itself.',
    zh: '传给容器的代理是 127.0.0.1，那是容器自己。',
  },
  severity: 'warning',
  needs: ['command'],

  *check(project) {
    for (const command of project.facts('command')) {
      if (!startsContainer(command) || usesHostNetwork(command)) continue;
      for (const word of command.words) {
        const shell = shellOf(project).get(command.at.file);
        const found = handedProxy(word, shell);
        if (found) yield finding(word, found);
      }
    }
  },
} satisfies Rule;

/** The environment of each shell file that one is named after. */
const shellOf = derive(
  (project: Project) =>
    new Map(environments(project).flatMap((one) => (one.kind === 'shell' ? [[one.file, one] as const] : []))),
);

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

/** `http_proxy=http://127.0.0.1:7890` as an operand of -e, --env or --build-arg, or `http_proxy=$http_proxy`. */
function handedProxy(word: Value, shell: Environment | undefined): string | undefined {
  const match = /^(?:--(?:env|build-arg)=|-e)?(\w+)=(.*)$/s.exec(word.text);
  if (!match || proxyRole(match[1] ?? '') !== 'proxy') return undefined;
  const [last] = word.pieces.slice(-1);
  const variable = last?.kind === 'reference' && shell ? lookup(shell, last.name) : undefined;
  const url = word.known ? (match[2] ?? '') : variable?.known ? variable.text : '';
  const { host } = parseUrl(url);
  const ip = parseIp(host.text.replace(/^\[|\]$/g, ''));
  const isLoopback = host.text.toLowerCase() === 'localhost' || (ip !== undefined && ipKind(ip) === 'loopback');
  return isLoopback ? host.text : undefined;
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
host's and right.`,
    zh: `
容器有自己的回环地址。用 \`-e\` 或 \`--build-arg\` 传进去的 127.0.0.1 代理只会得到“拒绝连接”。加了 \`--network host\` 就和宿主机共用回环，不报告；
dockerd 自己的代理（单元文件里的 Environment=）跑在宿主机上，没有问题。`,
  },
  bad: [
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
  ],
  good: [
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
