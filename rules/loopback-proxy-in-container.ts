import type { Finding, Rule, RuleDocs } from '../src/core.ts';
import { type HandedProxy, handedLoopbacks } from '../src/queries/container-proxies.ts';

export default {
  id: 'loopback-proxy-in-container',
  summary: {
    en: 'A container is given a proxy on 127.0.0.1, which is the container itself.',
    zh: '传给容器的代理是 127.0.0.1，那是容器自己。',
  },
  severity: 'warning',
  needs: ['command', 'proxy-setting', 'yaml', 'json', 'dockerfile', 'systemd'],

  *check(project) {
    for (const [first, ...others] of handedLoopbacks(project)) yield finding(first, others);
  },
} satisfies Rule;

const finding = ({ at, host }: HandedProxy, others: readonly HandedProxy[]): Finding => ({
  at,
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
  related: others.map((other) => ({ at: other.at, message: { en: 'and here', zh: '这里也是' } })),
});

export const docs: RuleDocs = {
  text: {
    en: `
A container has its own loopback. A proxy at 127.0.0.1 handed in with \`-e\`, \`--env-file\` or \`--build-arg\` answers "connection refused". With
\`--network host\` the loopback is shared and nothing is reported; the proxy of dockerd itself (its unit's Environment=) is the
host's and right. \`proxies\` in \`~/.docker/config.json\` are handed to every container and build.

Of compose files \`environment\`, \`env_file\` and \`build.args\` are judged, not with \`network_mode: host\` or that of another container,
nor where the image brings a proxy itself; of a Dockerfile \`ENV\` as it is at the end of the last stage, and \`ARG\` and \`ENV\` of all other
stages, the variables that a RUN exports for itself and what it writes with \`git config\`, \`npm config\` and \`pip config\`, not where a command of the project builds or runs with the network of this machine; of Quadlet \`Environment=\` in \`[Container]\`; of \`devcontainer.json\` \`containerEnv\`, \`remoteEnv\` and \`build.args\`, not with \`--network=host\` in
\`runArgs\`.`,
    zh: `
容器有自己的回环地址。用 \`-e\`、\`--env-file\` 或 \`--build-arg\` 传进去的 127.0.0.1 代理只会让连接被拒绝。加了 \`--network host\` 就和宿主机共用回环，不报告；
dockerd 自己的代理（单元文件里的 Environment=）跑在宿主机上，没有问题。\`~/.docker/config.json\` 里的 \`proxies\` 会传给每个容器和每次构建。

compose 文件里检查 \`environment\`、\`env_file\` 和 \`build.args\`；\`network_mode: host\`、与别的容器共用网络，或者镜像自带代理时不报告。Dockerfile 里检查最后一个阶段末尾的 \`ENV\`，其他阶段的 \`ARG\` 和 \`ENV\`，以及 RUN 里导出的变量和用 \`git config\`、\`npm config\`、\`pip config\` 写入的代理；项目里有命令用宿主机网络构建或运行时不报告。
Quadlet 检查 \`[Container]\` 里的 \`Environment=\`。\`devcontainer.json\` 里检查 \`containerEnv\`、
\`remoteEnv\` 和 \`build.args\`；\`runArgs\` 里有 \`--network=host\` 时不报告。`,
  },
  bad: [
    {
      files: `
        -- app.env --
        HTTPS_PROXY=http://127.0.0.1:7890
                    ^^^^^^^^^^^^^^^^^^^^^ warning Inside the container 127.0.0.1 is the container, and no proxy listens there
        NO_PROXY=localhost,127.0.0.1,::1
        -- run.sh --
        docker run --env-file app.env image
      `,
    },
    {
      files: `
        -- Dockerfile --
        FROM debian:13
        RUN --mount=type=cache,target=/var/cache/apt \\
            export http_proxy=http://127.0.0.1:7890 && \\
                              ^^^^^^^^^^^^^^^^^^^^^ warning Inside the container 127.0.0.1 is the container, and no proxy listens there
            apt-get update
        RUN git config --global http.proxy "http://127.0.0.1:7890" && npm config set https-proxy=http://127.0.0.1:7890
        CMD ["app"]
      `,
    },
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
        -- app.env --
        HTTPS_PROXY=http://127.0.0.1:7890
        NO_PROXY=localhost,127.0.0.1,::1
        -- run.sh --
        docker run --network host --env-file app.env image
      `,
    },
    {
      files: `
        -- Dockerfile --
        FROM debian:13
        RUN --network=host export http_proxy=http://127.0.0.1:7890 && apt-get update
        RUN http_proxy=http://127.0.0.1:7890
        RUN git config --global --get http.proxy; echo "export http_proxy=http://127.0.0.1:7890" >> /etc/note
        SHELL ["powershell", "-Command"]
        RUN git config --global http.proxy http://127.0.0.1:7890
      `,
    },
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
