/** What the user must do for repaired files to take effect: most programs read their settings only once. */
import type { Document, LanguageName, Service, Text } from '../../core.ts';
import { basename } from '../../text.ts';

type Display = (file: string) => string;
type Files = Pick<ReadonlySet<string>, 'has'>;

/**
 * What to do after repairing a file of each language. systemd units are restarted together, at the end, with one command;
 * programs that read their own settings at every start need nothing.
 */
const STEPS: Readonly<Record<LanguageName, (document: Document, display: Display, shells: Files) => readonly Text[]>> =
  {
    shell: (document, display, shells) => [sourced(document, display, shells.has(document.file))],
    launchd: relaunched,
    clash: (document, display) => [isLayer(document) ? layerReload(document) : clashReload(display(document.file))],
    resolver: (document) => [resolverReload(document)],
    dotenv: (document, display) => [environmentReload(document, display(document.file))],
    json: (document, display) => [restartOf(document, display(document.file))],
    toml: (document, display) => [restartOf(document, display(document.file))],
    yaml: (document, display) => [restartOf(document, display(document.file))],
    systemd: () => [],
    dockerfile: ({ file }, display) => [rebuilt(display(file))],
    settings: ({ dialect }) => (/^wsl/.test(dialect) ? [command('wsl --shutdown')] : []),
  };

/**
 * One line for each step, in order, without doubles. `display`: a path as the user would type it. `shells`: the files that a
 * shell sources when it starts.
 */
export function reloadSteps(documents: readonly Document[], display: Display, shells: Files = new Set()): Text[] {
  const steps = documents.flatMap((document) => STEPS[document.language](document, display, shells));
  const units = documents.filter((document) => document.language === 'systemd');
  const isReloaded = (step: Text): boolean => step.en === USER_RELOAD;
  const userReload = steps.some(isReloaded);
  return unrepeated([...steps.filter((step) => !isReloaded(step)), ...restarted(units, userReload)]);
}

/** Reads units and environment.d again, for the user's manager. */
const USER_RELOAD = 'systemctl --user daemon-reload';

function unrepeated(steps: readonly Text[]): Text[] {
  return steps.filter((step, index) => steps.findIndex((other) => other.en === step.en) === index);
}

const command = (line: string): Text => ({ en: line, zh: line });

/** A path as one word for a shell; `~` must stay outside of quotes to be expanded. */
function quoted(path: string): string {
  if (/^[\w@%+=:,./~-]+$/.test(path)) return path;
  const home = path.startsWith('~/') ? '~/' : '';
  return `${home}'${path.slice(home.length).replaceAll("'", "'\\''")}'`;
}

function sourced(document: Document, display: Display, isOfShell: boolean): Text {
  const name = basename(document.file);
  if (name === '.envrc') return command(`direnv allow ${quoted(display(document.file))}`);
  // A script takes effect by itself the next time it runs.
  const isStarted = !isOfShell && document.text.startsWith('#!') && !/^[._]|rc$|profile/.test(name);
  const file = quoted(display(document.file));
  if (isStarted) return { en: `run ${file} again`, zh: `重新运行 ${file}` };
  return command(`source ${file}`);
}

function serviceOf(document: Document): Service | undefined {
  return document.facts.find((fact): fact is Service => fact.kind === 'service');
}

function relaunched(document: Document, display: Display): Text[] {
  const service = serviceOf(document);
  const isSystem = service?.domain === 'system' || document.file.includes('/LaunchDaemons/');
  const domain = isSystem ? 'system' : 'gui/$(id -u)';
  const start = isSystem ? 'sudo launchctl' : 'launchctl';
  const label =
    service?.label.known && service.label.text !== ''
      ? service.label.text
      : basename(document.file).replace(/\.plist$/, '');
  return [
    command(
      `${start} bootout ${domain}/${quoted(label)}; ${start} bootstrap ${domain} ${quoted(display(document.file))}`,
    ),
  ];
}

/** One line for the user's units and one for the system's. `needsUser`: the user's manager is to reload in any case. */
function restarted(units: readonly Document[], needsUser: boolean): Text[] {
  const steps: Text[] = [];
  for (const domain of ['user', 'system'] as const) {
    const own = units.filter((document) => domainOf(document) === domain);
    if (own.length === 0 && !(needsUser && domain === 'user')) continue;
    const start = domain === 'user' ? 'systemctl --user' : 'sudo systemctl';
    const names = new Set(own.map(unitName).filter((name) => name !== ''));
    const restart = names.size > 0 ? ` && ${start} restart ${[...names].sort().map(quoted).join(' ')}` : '';
    steps.push(command(`${start} daemon-reload${restart}`));
  }
  return steps;
}

function domainOf(document: Document): 'user' | 'system' {
  const domain = serviceOf(document)?.domain;
  if (domain === 'user' || domain === 'system') return domain;
  return /(?:^|\/)etc\/(?:systemd\/(?!user)|containers\/systemd\/(?!users))|\/lib\/systemd\/system\//.test(
    document.file,
  )
    ? 'system'
    : 'user';
}

function unitName(document: Document): string {
  const label = serviceOf(document)?.label;
  // Podman's generator makes the service of `web.container`, which needs no section of its own for that.
  if (!label && document.dialect === 'quadlet')
    return basename(document.file)
      .replace(/\.(?:container|kube)$/, '.service')
      .replace(/\.(pod|build)$/, '-$1.service');
  // A template has no instance of its own to restart.
  return label?.known && label.text !== '' && !label.text.includes('@.') ? label.text : '';
}

/** Part of a configuration that a client builds: the core never reads this file itself. */
function isLayer({ dialect, parsed }: Document): boolean {
  return dialect === 'layer' || parsed !== undefined;
}

/** By the folders of their files: how clients rebuild the configuration. */
const ANEW: readonly (readonly [RegExp, Text])[] = [
  [/\/(?:mihomo|clash)-party\//, again('Clash Party')],
  [/\/resources\/mixin\.yaml$/, command('clashctl off && clashctl on')],
  [/\/etc\/openclash\//, command('/etc/init.d/openclash restart')],
  [/\/etc\/nikki\//, command('/etc/init.d/nikki restart')],
  [
    /\/ShellCrash\//i,
    {
      en: 'restart the service in ShellCrash: it puts the configuration together anew',
      zh: '在 ShellCrash 里重启服务，让它重新生成配置',
    },
  ],
];

function again(client: string): Text {
  return {
    en: `select the profile again in ${client}: it puts the configuration together anew`,
    zh: `在 ${client} 里重新启用当前订阅，让它重新生成配置`,
  };
}

const layerReload = ({ file }: Document): Text =>
  ANEW.find(([place]) => place.test(`/${file}`))?.[1] ?? again('Clash Verge Rev');

function clashReload(file: string): Text {
  return {
    en: `reload ${file} in Clash (its window, or restart mihomo)`,
    zh: `在 Clash 中重新载入 ${file}（客户端窗口，或重启 mihomo）`,
  };
}

function resolverReload(document: Document): Text {
  if (document.dialect === 'resolved.conf') return command('sudo systemctl restart systemd-resolved');
  return {
    en: 'restart programs that are running: they read resolv.conf once',
    zh: '重启正在运行的程序：resolv.conf 只在启动时读取',
  };
}

/** Programs with files of their own, by dialect. */
const RESTARTS: Readonly<Record<string, Text>> = {
  claude: { en: 'start Claude Code again', zh: '重新启动 Claude Code' },
  hermes: command('hermes gateway restart'),
  codex: { en: 'start Codex again', zh: '重新启动 Codex' },
  gemini: { en: 'start Gemini CLI again', zh: '重新启动 Gemini CLI' },
  openclaw: command('openclaw gateway restart'),
  opencode: { en: 'start opencode again', zh: '重新启动 opencode' },
  vscode: { en: 'reload the window of VS Code', zh: '在 VS Code 里重新加载窗口' },
  devcontainer: { en: 'rebuild the dev container', zh: '重新构建 dev container' },
  dockerd: command('sudo systemctl restart docker'),
  mcp: { en: 'restart the program that starts these MCP servers', zh: '重启启动这些 MCP 服务的程序' },
};

function restartOf({ dialect }: Document, file: string): Text {
  if (dialect === 'compose') return command(`docker compose -f ${quoted(file)} up -d`);
  return RESTARTS[dialect] ?? { en: `restart what reads ${file}`, zh: `重启读取 ${file} 的程序` };
}

function rebuilt(file: string): Text {
  return { en: `build the image of ${file} again`, zh: `用 ${file} 重新构建镜像` };
}

function environmentReload(document: Document, file: string): Text {
  if (document.dialect === 'pam') return { en: 'log out and in again', zh: '注销后重新登录' };
  if (document.dialect === 'environment.d') return command(USER_RELOAD);
  return { en: `restart what reads ${file}`, zh: `重启读取 ${file} 的程序` };
}
