import type { Fix, Project, Rule, RuleDocs } from '../src/core.ts';
import { assignBeside, assignIn, unsafeFix } from '../src/fixes/edits.ts';
import { proxyVariables, type UnproxiedService, unproxiedServices } from '../src/queries/services/unproxied.ts';
import { inside } from '../src/text.ts';

export default {
  id: 'service-without-proxy',
  summary: {
    en: 'The shell has a proxy and this service does not: services inherit nothing from a shell.',
    zh: 'shell 里有代理，这个服务却没有：服务不会继承 shell 的变量。',
  },
  severity: 'warning',
  needs: ['service'],

  *check(project) {
    for (const unproxied of unproxiedServices(project)) {
      const { service, client, source, proxy, isInDoubt } = unproxied;
      const isShell = source.kind === 'shell';
      yield {
        at: client.at,
        severity: isShell && !isInDoubt ? undefined : 'info',
        message: {
          en: `${client.name} runs without a proxy: ${service.manager} hands it nothing of ${isShell ? 'your shell' : 'that file'}`,
          zh: `${client.name} 运行时没有代理：${service.manager} 不会把${isShell ? ' shell 里' : '那个文件里'}的变量传给它`,
        },
        label: { en: 'nothing sets a proxy for this service', zh: '没有任何地方给这个服务设置代理' },
        why: {
          en: 'What works in a terminal times out in the service: it tries to reach hosts abroad directly.',
          zh: '在终端里一切正常，放到服务里就超时：它会直接去连境外的主机。',
        },
        related: [{ at: inside(proxy.assignment.name), message: { en: 'the proxy is set here', zh: '代理设在这里' } }],
        fixes: addProxy(project, unproxied),
      };
    }
  },
} satisfies Rule;

/** Beside the lines that already set variables for it, or below its command. */
function addProxy(project: Project, { service, source, beside }: UnproxiedService): readonly Fix[] {
  const variables = proxyVariables(source);
  if (!variables) return [];
  const names = variables.map(({ name }) => name);
  const title = { en: `add ${names.join(', ')}`, zh: `加上 ${names.join('、')}` };
  if (beside) return unsafeFix(title, assignBeside(project, beside, variables));
  const lines = variables.map((variable) => assignIn(project, service, variable));
  return unsafeFix(title, ...lines);
}

export const docs: RuleDocs = {
  text: {
    en: `
A service starts with the environment of systemd or launchd, not with that of your shell: \`export HTTPS_PROXY=…\` in \`.zshrc\` is
nothing to it (hermes-agent #41906, NixOS/nix #1669). Give it its own: \`Environment=\` in the unit or a drop-in, an
\`EnvironmentFile=\`, \`~/.config/environment.d\` for all services of a user, \`EnvironmentVariables\` in a plist. Hermes reads
\`~/.hermes/.env\` over all of these, and rewrites its own unit and plist: there the variables belong into that file.

Judged are services of a user that run a program known to talk to providers abroad, where nothing of their environment sets a
proxy. Silent: the proxy itself, a service whose URLs are all local or domestic, an EnvironmentFile that is not at hand,
\`systemctl --user import-environment\`, \`launchctl setenv\`, DefaultEnvironment=. A proxy URL with a password is not copied; put it
into an EnvironmentFile with mode 0600.`,
    zh: `
服务启动时用的是 systemd 或 launchd 的环境，不是你的 shell：\`.zshrc\` 里的 \`export HTTPS_PROXY=…\` 对它毫无作用（hermes-agent #41906、
NixOS/nix #1669）。请单独给它设置：单元或 drop-in 里的 \`Environment=\`、\`EnvironmentFile=\`、对用户所有服务生效的
\`~/.config/environment.d\`，或 plist 里的 \`EnvironmentVariables\`。Hermes 会优先读取 \`~/.hermes/.env\`，还会重写自己的单元和 plist，
所以应写进那个文件。

只检查用户自己的服务：运行的是已知要访问境外服务的程序，而它的环境里没有任何代理。不报告的情况：代理程序本身、所有 URL 都在本机或境内的服务、
EnvironmentFile 读不到、\`systemctl --user import-environment\`、\`launchctl setenv\`、DefaultEnvironment=。带密码的代理地址不会被复制，
请放进权限为 0600 的 EnvironmentFile。`,
  },
  bad: [
    {
      files: `
        -- .zshrc --
        export https_proxy=http://127.0.0.1:7890 http_proxy=http://127.0.0.1:7890
        export no_proxy=localhost,127.0.0.1,::1
        -- .config/systemd/user/litellm.service --
        [Service]
        ExecStart=%h/.local/bin/litellm --port 4000
                  ^^^^^^^^^^^^^^^^^^^^^ warning litellm runs without a proxy: systemd hands it nothing of your shell
        Restart=on-failure
      `,
      unsafe: true,
      fixed: `
        -- .config/systemd/user/litellm.service --
        [Service]
        ExecStart=%h/.local/bin/litellm --port 4000
        Environment=https_proxy=http://127.0.0.1:7890
        Environment=http_proxy=http://127.0.0.1:7890
        Environment=no_proxy=localhost,127.0.0.1,::1
        Restart=on-failure
      `,
    },
    {
      files: `
        -- .zshrc --
        export https_proxy=http://127.0.0.1:7890
        -- .hermes/.env --
        OPENROUTER_API_KEY=sk-or-v1-0
        -- Library/LaunchAgents/ai.hermes.gateway.plist --
        <plist version="1.0">
        <dict>
          <key>Label</key><string>ai.hermes.gateway</string>
          <key>ProgramArguments</key>
          <array>
            <string>/Users/lu/.hermes/bin/hermes</string>
                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning
            <string>gateway</string>
            <string>run</string>
          </array>
        </dict>
        </plist>
      `,
      unsafe: true,
      fixed: `
        -- .hermes/.env --
        OPENROUTER_API_KEY=sk-or-v1-0
        https_proxy=http://127.0.0.1:7890
        no_proxy=localhost,127.0.0.1,::1
      `,
    },
  ],
  good: [
    {
      files: `
        -- .zshrc --
        export https_proxy=http://127.0.0.1:7890
        systemctl --user import-environment PATH https_proxy
        -- .config/systemd/user/litellm.service --
        [Service]
        ExecStart=%h/.local/bin/litellm --port 4000
      `,
    },
    {
      files: `
        -- .zshrc --
        export https_proxy=http://127.0.0.1:7890
        -- .config/environment.d/proxy.conf --
        https_proxy=http://127.0.0.1:7890
        -- .config/systemd/user/litellm.service --
        [Service]
        ExecStart=%h/.local/bin/litellm --port 4000
        -- .config/systemd/user/mihomo.service --
        [Service]
        ExecStart=/usr/local/bin/mihomo -d %h/.config/mihomo
      `,
    },
    {
      files: `
        -- .zshrc --
        proxy_on() { export https_proxy=http://127.0.0.1:7890; }
        -- .config/systemd/user/litellm.service --
        [Service]
        ExecStart=%h/.local/bin/litellm --port 4000
      `,
    },
    {
      files: `
        -- .zshrc --
        export https_proxy=http://127.0.0.1:7890
        -- .config/systemd/user/litellm.service --
        [Service]
        EnvironmentFile=%h/.config/litellm.secrets
        ExecStart=%h/.local/bin/litellm --port 4000
        -- .config/systemd/user/open-webui.service --
        [Service]
        Environment=OPENAI_API_BASE_URL=http://127.0.0.1:8000/v1
        ExecStart=%h/.local/bin/open-webui serve
      `,
    },
  ],
};
