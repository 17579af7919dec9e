import type { Document, Text } from '../../core.ts';
import { nameservers, resolvFiles } from '../../queries/resolvers.ts';
import { services } from '../../queries/services/services.ts';
import { formatIp, ipKind, unmapped } from '../../routing/url/ip.ts';
import { inside } from '../../text.ts';
import type { Check, Found, Scene } from '../check.ts';
import type { Machine } from '../machine.ts';
import { takesOver } from '../programs.ts';
import { serversOf } from '../resolv-conf.ts';
import { takes } from '../sockets.ts';

/** The port of name servers; resolv.conf can name no other. */
const DNS = 53;
/** Answers inside of Docker's containers by rewriting addresses; nothing listens on its port 53. */
const DOCKER = '127.0.0.11';

export default {
  id: 'resolver-unanswered',
  severity: 'error',
  summary: {
    en: 'resolv.conf asks a name server on this machine, and nothing answers there.',
    zh: 'resolv.conf 指向本机的 DNS，那里却没有程序应答。',
  },
  text: {
    en: `
Each name costs five seconds until the next server is asked, and without another one no name resolves at all. It is what is left
when Clash, dnsmasq or systemd-resolved was stopped after it had written itself into resolv.conf. The tables of UDP and TCP
sockets are read (\`/proc/net/udp\`, \`tcp\` and those of IPv6). 127.0.0.11 in a container is Docker's own and is never reported;
nor is anything while a program runs, of whatever user, that can take over port 53 by rules of the firewall: Clash, sing-box,
xray, dae and the like.

To repair it, start what should answer, or name another server.`,
    zh: `
每个域名都要等 5 秒才会去问下一台服务器；没有别的服务器时，任何域名都解析不了。常见于 Clash、dnsmasq 或 systemd-resolved 把自己写进
resolv.conf 之后又被停掉。检查时读取 UDP 和 TCP 的端口表（\`/proc/net/udp\`、\`tcp\` 及其 IPv6 版本）。容器里的 127.0.0.11 由 Docker 应答，
不报告；有能用防火墙规则接管 53 端口的程序在运行时（Clash、sing-box、xray、dae 等，不论属于哪个用户）也不报告。

修复：启动应当应答的程序，或改用其他服务器。`,
  },
  example: `$ cat /etc/resolv.conf
nameserver 127.0.0.1
$ ss -lun 'sport = :53'
State  Recv-Q  Send-Q  Local Address:Port  Peer Address:Port`,

  *find(scene) {
    const { project, machine } = scene;
    if (machine.hidesListeners || canBeTakenOver(machine)) return;
    const real = new Set(serversOf(machine.resolvConf));
    for (const document of resolvFiles(project)) {
      const all = nameservers(project, document);
      for (const { ip, setting } of all) {
        const address = formatIp(unmapped(ip));
        // Nothing on this machine uses the servers of other resolv.conf files.
        if (ipKind(ip) !== 'loopback' || address === DOCKER || !real.has(address) || isAnswered(scene, address))
          continue;
        yield found(scene, document, address, inside(setting.value), all.length === 1);
      }
    }
  },
} satisfies Check;

/** Can a program answer here without listening, by rules of the firewall? Those of other users may do so too. */
function canBeTakenOver({ processes, othersTakeOver, skipped }: Machine): boolean {
  return othersTakeOver === true || skipped.areOthersHidden === true || [...processes.values()].some(takesOver);
}

function isAnswered({ machine }: Scene, address: string): boolean {
  return machine.sockets.some((socket) => socket.port === DNS && takes(socket, address));
}

function found(scene: Scene, document: Document, address: string, at: Found['at'], isOnly: boolean): Found {
  return {
    at,
    message: isOnly
      ? {
          en: `No name resolves: nothing answers on ${address}:${DNS}`,
          zh: `域名都无法解析：${address}:${DNS} 没有程序应答`,
        }
      : {
          en: `Each name waits 5 s first: nothing answers on ${address}:${DNS}`,
          zh: `每次解析都要先等 5 秒：${address}:${DNS} 没有程序应答`,
        },
    label: { en: 'asked in vain', zh: '问了也没有应答' },
    repair: repair(scene, document, address),
  };
}

function repair({ project }: Scene, { file }: Document, address: string): Text {
  if (address === '127.0.0.53' || address === '127.0.0.54') {
    const words = 'systemctl enable --now systemd-resolved';
    return { en: words, zh: words };
  }
  const unit = services(project).find(
    ({ program, label }) => /^(?:dnsmasq|unbound|smartdns|mosdns|mihomo|clash)/.test(program.name) && label !== '',
  );
  const start: Text = unit
    ? {
        en: `systemctl ${unit.domain === 'user' ? '--user ' : ''}start ${unit.label}`,
        zh: `systemctl ${unit.domain === 'user' ? '--user ' : ''}start ${unit.label}`,
      }
    : { en: 'start the resolver that belongs there', zh: '启动应在那里应答的 DNS 程序' };
  return { en: `${start.en}, or write another server into ${file}`, zh: `${start.zh}，或在 ${file} 里改用其他服务器` };
}
