/** The example machines of `fixtures/` by what they are, for the playground's list. */
import type { Text } from '../../core.ts';

const STORIES: Readonly<Record<string, Text>> = {
  'home-with-every-carrier': { en: 'A home with every kind of file', zh: '各种文件齐全的主目录' },
  'hermes-behind-clash': { en: 'Hermes behind Clash', zh: 'Clash 后面的 Hermes' },
  'proxy-functions': { en: 'Proxy functions of three shells', zh: '三种 shell 的代理开关函数' },
  'half-a-proxy': { en: 'Half a proxy', zh: '只设了一半的代理' },
  'wrong-port-and-silent-service': { en: 'A wrong port and a service without proxy', zh: '端口写错，服务没有代理' },
  'clash-rules-that-never-act': { en: 'Clash rules that never act', zh: '永远不生效的 Clash 规则' },
  'clash-rules-in-the-wrong-order': { en: 'Clash rules in the wrong order', zh: '顺序不对的 Clash 规则' },
  'clash-that-does-not-start': { en: 'A Clash that does not start', zh: '启动不了的 Clash' },
  'clash-edited-by-hand': { en: 'A Clash file edited by hand', zh: '手工改过的 Clash 配置' },
  'clash-verge-home': { en: 'Clash Verge Rev and its layers', zh: 'Clash Verge Rev 与它的各层配置' },
  'clash-party-home': { en: 'Clash Party and its overrides', zh: 'Clash Party 与它的覆写' },
  'clashctl-server': { en: 'clashctl on a server', zh: '服务器上的 clashctl' },
  'router-with-openclash': { en: 'A router with OpenClash', zh: '装了 OpenClash 的路由器' },
  'router-with-nikki': { en: 'A router with nikki', zh: '装了 nikki 的路由器' },
  'router-with-shellcrash': { en: 'A router with ShellCrash', zh: '装了 ShellCrash 的路由器' },
  'model-server-and-evaluation': { en: 'Model server and evaluation', zh: '模型服务与评测' },
  'evaluation-in-a-container': { en: 'Evaluation in a container', zh: '容器里的评测' },
  'agents-and-containers': { en: 'Agents and containers', zh: '智能体与容器' },
  'agents-of-all-kinds': { en: 'Codex, Gemini CLI and OpenCode', zh: 'Codex、Gemini CLI 与 OpenCode' },
  'one-try-and-a-bot': { en: 'A single try, and a bot on Node', zh: '只试一次，和一个 Node 机器人' },
  'agents-inside-a-company': { en: 'Agents inside a company', zh: '公司内网里的智能体' },
  'mac-with-agents': { en: 'A Mac with launchd agents', zh: '用 launchd 的 Mac' },
  'launchd-gateways': { en: 'Two gateways under launchd', zh: 'launchd 下的两个网关' },
  'launchd-jobs-that-never-start': { en: 'launchd jobs that never start', zh: '永远不启动的 launchd 任务' },
  'systemd-user-service': { en: 'A systemd user service', zh: 'systemd 用户服务' },
  'units-with-typos': { en: 'systemd units with typos', zh: '写错的 systemd 单元' },
  'units-that-systemd-refuses': { en: 'Units that systemd refuses', zh: '被 systemd 拒绝的单元' },
  'services-without-proxy': { en: 'A service that gets no proxy', zh: '拿不到代理的服务' },
  'one-file-two-loaders': { en: 'One file, two loaders', zh: '一个文件，两处加载' },
  'hermes-long-answers': { en: 'Hermes cuts long answers off', zh: 'Hermes 的长回答被截断' },
  'hermes-own-configuration': { en: "Hermes' own configuration", zh: 'Hermes 自己的配置' },
  'company-laptop': { en: 'A company laptop', zh: '公司电脑' },
  'home-and-office': { en: 'Home and office', zh: '家里和公司' },
  'switches-that-forget-something': { en: 'Switches that forget something', zh: '关不干净的代理开关' },
  'settings-that-nothing-reads': { en: 'Settings that nothing reads', zh: '没有程序会读的设置' },
  'wsl-with-a-proxy-on-windows': { en: 'WSL with a proxy on Windows', zh: '代理在 Windows 上的 WSL' },
  'resolvers-of-one-country': { en: 'Resolvers of one country', zh: '只用一国的 DNS 服务器' },
  'dns-of-a-laptop': { en: 'DNS of a laptop', zh: '笔记本的 DNS' },
  'docker-host': { en: 'A Docker host', zh: 'Docker 主机' },
  'ci-image': { en: 'An image for CI', zh: 'CI 镜像' },
  'mistyped-proxies': { en: 'Mistyped proxies', zh: '写错的代理地址' },
  'machine-abroad': { en: 'A machine abroad', zh: '境外的机器' },
  'well-kept-home': { en: 'A well-kept home', zh: '配置得当的主目录' },
  'ok-project': { en: 'A project without faults', zh: '没有问题的项目' },
  'ok-server': { en: 'A server without faults', zh: '没有问题的服务器' },
  'ok-clash-verge-home': { en: 'Clash Verge Rev without faults', zh: '没有问题的 Clash Verge Rev' },
  'ok-mac': { en: 'A Mac without faults', zh: '没有问题的 Mac' },
  'ok-wsl': { en: 'WSL without faults', zh: '没有问题的 WSL' },
  'ok-fish-home': { en: 'A fish home without faults', zh: '没有问题的 fish 主目录' },
};

/** Names in the order of the list: the known ones first, then those that were added since. */
export function ordered(names: readonly string[]): string[] {
  const known = Object.keys(STORIES).filter((name) => names.includes(name));
  return [...known, ...names.filter((name) => !Object.hasOwn(STORIES, name))];
}

/** What a machine is called; its folder's name where no one wrote a title. */
export function storyTitle(name: string): Text {
  return STORIES[name] ?? { en: name, zh: name };
}
