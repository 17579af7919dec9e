import type { Assignment, Fix, NewVariable, Project, Rule, RuleDocs, Span, Value } from '../src/core.ts';
import { assignBeside, insertBelow, unsafeFix } from '../src/fixes/edits.ts';
import { regionOf } from '../src/knowledge/hosts.ts';
import { NETWORK_CLIENTS, PROXY_DAEMONS } from '../src/knowledge/programs.ts';
import { isStartFile } from '../src/knowledge/shell-files.ts';
import { derive } from '../src/project.ts';
import { dotenvsBeside } from '../src/queries/environments/beside.ts';
import { type Environment, environments, type Variable } from '../src/queries/environments/environment.ts';
import { LOOPBACK, noProxies, PROXY_NAMES, proxies, proxyRole } from '../src/queries/proxies/proxies.ts';
import { type EffectiveService, gatewayOf, isShipped } from '../src/queries/services/services.ts';
import { ipKind, parseIp } from '../src/routing/url/ip.ts';
import { parseUrl } from '../src/routing/url/target.ts';
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
    if (isHandedOver(project)) return;
    for (const environment of environments(project)) {
      const { service } = environment;
      const client = service && clientOf(service);
      if (!service || !client || !lacksProxy(environment) || staysHome(project, environment)) continue;
      const source = sourceOf(project, service);
      const [proxy] = source ? settled(source) : [];
      if (!source || !proxy) continue;
      const isShell = source.kind === 'shell';
      yield {
        at: client.at,
        severity: isShell && !readsUnseenFile(project, service) ? undefined : 'info',
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
        fixes: addProxy(project, service, source),
      };
    }
  },
} satisfies Rule;

/** Where this machine's user sets a proxy: a start-up file of the shell, or else a .env near the service. */
function sourceOf(project: Project, service: EffectiveService): Environment | undefined {
  return shellSource(project) ?? dotenvsBeside(project, service).find(hasProxy);
}

const shellSource = derive((project: Project): Environment | undefined =>
  environments(project).find(
    (one) => one.kind === 'shell' && one.layers.some(({ document }) => isStartFile(document.file)) && hasProxy(one),
  ),
);

const hasProxy = (environment: Environment): boolean => settled(environment).length > 0;

/** Proxies that are in force on every run, with nothing left open. */
function settled(environment: Environment): readonly Variable[] {
  return proxies(environment).filter(({ known, certain, presumed }) => known && certain && !presumed);
}

// ── the service ─────────────────────────────────────────────────────────────────────────────────────────────────────

interface Client {
  readonly name: string;
  readonly at: Span;
}

/** The network client a service of this user runs; never the proxy itself, nothing started through a shell or a wrapper. */
function clientOf(service: EffectiveService): Client | undefined {
  const [start] = service.starts;
  const { program } = gatewayOf(service) ?? service;
  const word = start?.words[program.index];
  const isOwn = service.domain !== 'system' || service.settings.some(({ path }) => path[1] === 'User');
  if (!word || !isOwn || !service.hasUnit || isShipped(word.at.file) || service.type === 'oneshot') return undefined;
  if (!NETWORK_CLIENTS.has(program.name) || PROXY_DAEMONS.has(program.name)) return undefined;
  return start.words.some(bringsProxy) ? undefined : { name: program.name, at: inside(word) };
}

/** `env HTTPS_PROXY=…`, `proxychains`, `--proxy`, a login shell. */
function bringsProxy({ text }: Value): boolean {
  return /prox/i.test(text) || /^-[^\Wl]*l\w*c$|^--login$|^-l$/.test(text);
}

function lacksProxy(environment: Environment): boolean {
  const { isIncomplete, variables, cleared } = environment;
  return !isIncomplete && PROXY_NAMES.every((name) => !variables.has(name) && !cleared.has(name));
}

/** Every URL it is given leads to this machine, this network or a domestic host. */
function staysHome(project: Project, { variables }: Environment): boolean {
  const urls = [...variables.values()].filter(({ known, text }) => known && /^(?:https?|wss?):\/\//i.test(text));
  return urls.length > 0 && urls.every(({ text }) => isNear(project, text));
}

function isNear(project: Project, url: string): boolean {
  const host = parseUrl(url)
    .host.text.toLowerCase()
    .replace(/^\[|\]$/g, '');
  const ip = parseIp(host);
  if (ip) return ipKind(ip) !== 'public';
  return host === 'localhost' || !host.includes('.') || regionOf(host, project.network) === 'domestic';
}

/** Hermes loads `~/.hermes/.env` over all else; where that file was not read, it can hold a proxy. */
function readsUnseenFile(project: Project, service: EffectiveService): boolean {
  return gatewayOf(service)?.program.name.startsWith('hermes') === true && hermesFile(project) === undefined;
}

function hermesFile(project: Project): Assignment | undefined {
  for (const { file, facts } of project.documents.values()) {
    if (!/(?:^|\/)\.hermes\/\.env$/.test(file)) continue;
    return facts.findLast((fact): fact is Assignment => fact.kind === 'env');
  }
  return undefined;
}

/** The shell or the manager's own configuration gives all services a proxy. */
function isHandedOver(project: Project): boolean {
  const managed = project
    .facts('env')
    .some((fact) => project.document(fact.at.file).dialect === 'manager' && proxyRole(fact.name.text) === 'proxy');
  return managed || project.facts('command').some(({ words }) => handsOver(words.map(({ text }) => text)));
}

/** `systemctl --user import-environment`, `dbus-update-activation-environment --all`, `launchctl setenv https_proxy …`. */
function handsOver(words: readonly string[]): boolean {
  const verb = words.findIndex((word) => /^(?:import-environment|set-environment|setenv)$/.test(word));
  const tool = words.findIndex((word) =>
    /(?:^|\/)(?:systemctl|launchctl|dbus-update-activation-environment)$/.test(word),
  );
  if (tool < 0) return false;
  const names = words.slice(Math.max(tool, verb) + 1).filter((word) => !word.startsWith('-'));
  if (names.some((word) => proxyRole(word.replace(/=.*/s, '')) === 'proxy')) return true;
  const takesAll = words[verb] === 'import-environment' || /dbus-update/.test(words[tool] ?? '');
  return takesAll && names.length === 0;
}

// ── the fix ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Into Hermes' own file, which no update rewrites; else beside the unit's other variables, or below its command. */
function addProxy(project: Project, service: EffectiveService, source: Environment): readonly Fix[] {
  const variables = wanted(source);
  if (!variables) return [];
  const title = {
    en: `add ${variables.map(({ name }) => name).join(', ')}`,
    zh: `加上 ${variables.map(({ name }) => name).join('、')}`,
  };
  const own = service.assignments.findLast(({ operation, name }) => operation === 'set' && name.text !== '');
  const beside = gatewayOf(service)?.program.name.startsWith('hermes') ? (hermesFile(project) ?? own) : own;
  if (beside) return unsafeFix(title, assignBeside(project, beside, variables));
  const start = service.starts[0];
  if (!start || service.manager !== 'systemd') return [];
  const lines = variables.map(({ name, value }) => insertBelow(project, start.at, `Environment=${name}=${value}`));
  return unsafeFix(title, ...lines);
}

/** Lower case alone serves every client. A password is not copied into a second file. */
function wanted(source: Environment): readonly NewVariable[] | undefined {
  const found = new Map<string, string>();
  for (const { name, text } of settled(source)) {
    if (!/^[\w.:/[\]-]+$/.test(text)) return undefined;
    if (!found.has(name.toLowerCase())) found.set(name.toLowerCase(), text);
  }
  // What the other two cover; SOCKS would only be one more way to fail.
  if (found.has('https_proxy')) found.delete('all_proxy');
  const list = noProxies(source).find(({ known, text }) => known && /^[\w.:,/-]+$/.test(text));
  const isEnough = list && /\blocalhost\b/.test(list.text) && list.text.includes('127.0.0.1');
  found.set('no_proxy', isEnough ? list.text : LOOPBACK);
  return [...found].map(([name, value]) => ({ name, value }));
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
EnvironmentFile 不在手边、\`systemctl --user import-environment\`、\`launchctl setenv\`、DefaultEnvironment=。带密码的代理地址不会被复制，
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
