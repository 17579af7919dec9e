import type { Finding, Project, Rule, RuleDocs } from '../src/core.ts';
import { knownPort } from '../src/knowledge/ports.ts';
import { type LocalProxy, localProxies, portSpan } from '../src/queries/proxies/proxy-ports.ts';
import { clashConfigs } from '../src/queries/region.ts';
import { services } from '../src/queries/services/services.ts';
import { isForLinux, isNat } from '../src/queries/wsl.ts';
import { notesAt, type Together } from '../src/text.ts';

export default {
  id: 'wsl-loopback-proxy',
  summary: {
    en: 'Inside WSL in NAT mode 127.0.0.1 is WSL itself: the proxy of Windows is not there.',
    zh: 'NAT 模式的 WSL 里 127.0.0.1 是 WSL 自己，连不到 Windows 上的代理。',
  },
  severity: 'warning',
  needs: ['settings', 'env'],

  *check(project) {
    if (!isNat(project) || servesProxies(project)) return;
    for (const same of localProxies(project)) if (isOfShells(project, same.first)) yield finding(same);
  },
} satisfies Rule;

const PROXIES =
  /clash|mihomo|sing-?box|v2ray|xray|shadowsocks|^ss-|privoxy|squid|tinyproxy|gost|warp|^tor$|hysteria|naive|trojan/i;

/** Does something of the Linux side listen for proxy requests, as far as files tell? */
function servesProxies(project: Project): boolean {
  const isOfLinux = (file: string): boolean => !file.startsWith('/mnt/');
  return (
    clashConfigs(project).some(({ at }) => isOfLinux(at.file)) ||
    services(project).some(({ program, label }) => PROXIES.test(program.name) || PROXIES.test(label))
  );
}

/** A program used beside a proxy on purpose is started by hand. */
function isOfShells(project: Project, { proxy, port }: LocalProxy): boolean {
  return isForLinux(project, proxy) && knownPort(port)?.role !== 'beside';
}

function finding({ first, others }: Together<LocalProxy>): Finding {
  return {
    at: portSpan(first),
    message: {
      en: `Nothing in WSL listens on port ${first.port}: the proxy of Windows is not at 127.0.0.1`,
      zh: `WSL 里没有程序监听端口 ${first.port}：Windows 上的代理不在 127.0.0.1`,
    },
    label: { en: 'WSL is in NAT mode', zh: 'WSL 处于 NAT 模式' },
    why: {
      en: 'Set networkingMode=mirrored in [wsl2] of .wslconfig (Windows 11 22H2), or name the address of Windows and let the proxy listen for the network.',
      zh: '可在 .wslconfig 的 [wsl2] 里设 networkingMode=mirrored（Windows 11 22H2 起），或者填 Windows 的地址，并让代理允许局域网连接。',
    },
    related: notesAt(others.map(portSpan), { en: 'the same here', zh: '这里也是' }),
  };
}

export const docs: RuleDocs = {
  text: {
    en: `
In NAT mode, the default, WSL 2 has a network of its own: 127.0.0.1 is the Linux side, and a Clash that runs on Windows does not listen there. WSL says
so at its start ("A localhost proxy configuration was detected but not mirrored into WSL"). In mirrored mode both sides share the loopback.

Judged only where \`.wslconfig\` and \`/etc/wsl.conf\` are both read and the first sets no other mode, and where no Clash file or service of the Linux side
serves a proxy. The mode in \`[experimental]\`, where older releases have it, says nothing either way.

Sources: microsoft/WSL#10753, #12015; learn.microsoft.com/windows/wsl/networking.`,
    zh: `
WSL 2 默认是 NAT 模式，有自己的网络：127.0.0.1 指 Linux 这一侧，跑在 Windows 上的 Clash 并不在那里监听。WSL 启动时也会提示（“检测到 localhost
代理配置，但未镜像到 WSL”）。镜像模式下两边共用回环地址。

只有同时读到 \`.wslconfig\` 和 \`/etc/wsl.conf\`、前者没有改用别的模式，而且 Linux 这一侧没有 Clash 配置或代理服务时才报告。旧版本写在
\`[experimental]\` 里的网络模式不作判断。

来源：microsoft/WSL#10753、#12015；learn.microsoft.com/windows/wsl/networking。`,
  },
  bad: [
    {
      files: `
        -- .wslconfig --
        [wsl2]
        memory=8GB
        -- etc/wsl.conf --
        [boot]
        systemd=true
        -- .zshrc --
        export https_proxy=http://127.0.0.1:7890 http_proxy=http://127.0.0.1:7890
                                            ^^^^ warning Nothing in WSL listens on port 7890: the proxy of Windows is not at 127.0.0.1
      `,
    },
    {
      files: `
        -- .wslconfig --
        [wsl2]
        networkingMode=NAT
        -- etc/wsl.conf --
        [network]
        generateResolvConf=false
        -- .gitconfig --
        [http]
        \tproxy = http://localhost:7897
        \t                         ^^^^ warning
      `,
    },
  ],
  good: [
    {
      files: `
        -- .wslconfig --
        [wsl2]
        networkingMode=mirrored
        -- etc/wsl.conf --
        [boot]
        systemd=true
        -- .zshrc --
        export https_proxy=http://127.0.0.1:7890
      `,
    },
    {
      files: `
        -- .wslconfig --
        [wsl2]
        memory=8GB
        -- etc/wsl.conf --
        [boot]
        systemd=true
        -- .zshrc --
        export https_proxy=http://127.0.0.1:7890
        -- .config/systemd/user/mihomo.service --
        [Service]
        ExecStart=/usr/bin/mihomo -d %h/.config/mihomo
        Restart=always
      `,
    },
    {
      files: `
        -- .wslconfig --
        [wsl2]
        memory=8GB
        -- .zshrc --
        export https_proxy=http://127.0.0.1:7890
      `,
    },
  ],
};
