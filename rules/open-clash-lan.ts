import type { ClashFile, Listener, Project, Rule, RuleDocs } from '../src/core.ts';
import { goBoolean } from '../src/knowledge/go/scalar.ts';
import { factsIn } from '../src/project.ts';
import { clashListeners, clashSetting, clashSettings, runnableClash } from '../src/queries/clash/clash.ts';

export default {
  id: 'open-clash-lan',
  summary: {
    en: 'Everyone on the network may use this proxy: no password, all addresses.',
    zh: '局域网里任何人都能用这个代理：没有密码，监听所有地址。',
  },
  severity: 'info',
  needs: ['clash'],

  *check(project) {
    for (const file of runnableClash(project)) {
      const allow = clashSetting(project, file, 'allow-lan');
      const ports = openPorts(project, file);
      if (!allow || goBoolean(allow.value.text) !== true || ports.length === 0 || isGuarded(project, file)) continue;
      const list = ports.map(({ port }) => port.text).join(', ');
      yield {
        at: allow.at,
        severity: isGateway(project, file) ? 'info' : 'warning',
        message: {
          en: `Everyone on the network may use this proxy (port ${list})`,
          zh: `局域网里任何人都能使用这个代理（端口 ${list.replaceAll(', ', '、')}）`,
        },
        label: { en: 'all addresses, and no password', zh: '监听所有地址，也没有密码' },
        why: {
          en: 'In a café or an office, strangers send their traffic in your name. Leave it off, or name who may: authentication, bind-address, lan-allowed-ips.',
          zh: '在咖啡馆或公司里，陌生人可以借你的名义上网。不需要就关掉，需要就限定对象：authentication、bind-address 或 lan-allowed-ips。',
        },
      };
    }
  },
} satisfies Rule;

/** The inbound ports that strangers reach. */
function openPorts(project: Project, file: ClashFile): readonly Listener[] {
  return clashListeners(project, file)
    .filter(({ protocol }) => ['http', 'socks', 'mixed'].includes(protocol))
    .filter(({ address, name }) => name === undefined && /^(?:\*|0\.0\.0\.0|::)$/.test(address));
}

function isGuarded(project: Project, file: ClashFile): boolean {
  for (const { path } of clashSettings(project, file)) {
    if (path.length === 2 && /^(?:authentication|lan-allowed-ips|lan-disallowed-ips)$/.test(path[0] ?? '')) return true;
  }
  return false;
}

/** A machine that routes for others is open on purpose. */
function isGateway(project: Project, file: ClashFile): boolean {
  const isOn = (...path: string[]): boolean =>
    goBoolean(clashSetting(project, file, ...path)?.value.text ?? '') === true;
  return (
    isOn('tun', 'enable') ||
    isOn('iptables', 'enable') ||
    factsIn(project, file.at.file, 'listener').some(({ protocol }) => protocol === 'redir' || protocol === 'tproxy')
  );
}

export const docs: RuleDocs = {
  text: {
    en: `
\`allow-lan: true\` binds the proxy ports to every address of the machine. Without \`authentication\`, everyone who reaches
them browses with your nodes, at your cost, and reaches what the proxy reaches, this machine's own services included.

Half of all published configurations have it. On a router or gateway (TUN, redir or tproxy ports) it is meant so:
information only. \`authentication\`, a \`bind-address\`, \`lan-allowed-ips\` or \`lan-disallowed-ips\` answer the question: silent.

Source: mihomo \`listener/listener.go: genAddr\`.`,
    zh: `
\`allow-lan: true\` 会让代理端口监听本机所有地址。没有 \`authentication\` 的话，能访问这些端口的人都可以用你的节点上网，流量算你的，
还能访问代理所能访问的一切，包括这台机器自己的服务。

公开的配置里有一半这样写。在路由器或网关上（启用了 TUN，或有 redir、tproxy 端口）本来就该如此，只作提示。设置了 \`authentication\`、
\`bind-address\`、\`lan-allowed-ips\` 或 \`lan-disallowed-ips\` 就不再报告。

来源：mihomo \`listener/listener.go\` 的 \`genAddr\`。`,
  },
  bad: [
    {
      files: `
        -- config.yaml --
        mixed-port: 7890
        allow-lan: true
        ^^^^^^^^^^^^^^^ warning Everyone on the network may use this proxy (port 7890)
        rules: ["MATCH,DIRECT"]
      `,
    },
    {
      files: `
        -- router.yaml --
        port: 7890
        socks-port: 7891
        redir-port: 7892
        allow-lan: yes
        ^^^^^^^^^^^^^^ info Everyone on the network may use this proxy (port 7890, 7891)
        bind-address: '*'
        rules: ["MATCH,DIRECT"]
      `,
    },
  ],
  good: [
    {
      files: `
        -- router.yaml --
        # For OpenClash: it sets the ports and the secret itself.
        mixed-port: 7890
        allow-lan: true
        external-controller: 0.0.0.0:9090
        proxies: [{name: a, type: direct}]
        rules: ["MATCH,a"]
      `,
    },
    {
      files: `
        -- .config/clash/profiles/1683.yml --
        mixed-port: 7890
        allow-lan: true
        rules:
          - MATCH,DIRECT
      `,
    },
    {
      files: `
        -- config.yaml --
        mixed-port: 7890
        allow-lan: true
        authentication: ["me:secret"]
        rules: ["MATCH,DIRECT"]
      `,
    },
    {
      files: `
        -- config.yaml --
        mixed-port: 7890
        allow-lan: true
        bind-address: 192.168.1.2
        rules: ["MATCH,DIRECT"]
        -- off.yaml --
        mixed-port: 7890
        allow-lan: false
        rules: ["MATCH,DIRECT"]
      `,
    },
  ],
};
