import type { Listener, Project, Text } from '../../core.ts';
import { isClientProfile } from '../../queries/clash/clash.ts';
import { clashConfigs } from '../../queries/region.ts';
import { type Check, called, type Found, type Scene } from '../check.ts';
import { clashPorts } from '../clash-ports.ts';
import type { Process } from '../machine.ts';
import { type NamedProxy, namedProxies } from '../named-proxies.ts';
import { type Kind, kindOf, titleOf } from '../programs.ts';
import { endpointOf, holderOf, listenersAt } from '../sockets.ts';

export default {
  id: 'other-program-listens',
  severity: 'error',
  summary: {
    en: 'On the port of the proxy another program listens.',
    zh: '代理端口被另一个程序占着。',
  },
  text: {
    en: `
Requests reach that program, which answers with its own pages, with "400 Bad Request", or not at all. It is an error where a
Clash file claims the port or where the program is known to be no proxy (a model server, \`python -m http.server\`, a database),
and a warning for a program that envlint does not know as a proxy. Clash itself, other proxies, tunnels (\`ssh\`, \`gost\`,
\`socat\`) and what publishes the ports of containers are what belongs there, and nothing is said of them. Nor is it of a port
whose process belongs to another user.

To repair it, end that program or give it another port, then start the proxy.`,
    zh: `
请求会发到那个程序：收到它自己的页面、“400 Bad Request”，或者没有应答。Clash 配置写明了这个端口，或该程序肯定不是代理（模型服务、
\`python -m http.server\`、数据库）时是错误；不认识的程序是警告。Clash、其他代理、隧道（\`ssh\`、\`gost\`、\`socat\`）以及发布容器端口的程序本来
就该在这里，不会报告；进程属于其他用户时也不报告。

修复：结束那个程序或让它换端口，再启动代理。`,
  },
  example: `$ grep -n proxy ~/.zshrc
12:export https_proxy=http://127.0.0.1:7890
$ ss -ltnp 'sport = :7890'
LISTEN  0  5  0.0.0.0:7890  0.0.0.0:*  users:(("python3",pid=4711,fd=3))`,

  *find(scene) {
    const { project, machine } = scene;
    for (const proxy of namedProxies(project)) {
      const sockets = listenersAt(machine, proxy.host, proxy.port);
      // The most exact address takes the connection.
      const socket = sockets.find(({ address }) => address === proxy.host) ?? sockets[0];
      const process = socket && holderOf(machine, socket);
      const kind = process && kindOf(process);
      if (!process || !kind || kind === 'clash' || kind === 'proxy' || kind === 'shell') continue;
      yield found(scene, proxy, process, kind);
    }
  },
} satisfies Check;

function found({ project }: Scene, { host, port, at, others }: NamedProxy, process: Process, kind: Kind): Found {
  const claim = claimOf(project, port);
  const place = endpointOf({ address: host, port });
  const who = called(titleOf(process), process);
  const isSure = claim !== undefined || kind !== 'other';
  return {
    at,
    severity: isSure ? undefined : 'warning',
    message: {
      en: `${who.en} listens on ${place}, ${isSure ? 'not a proxy' : 'and is no proxy that envlint knows'}`,
      zh: `${place} 上监听的是 ${who.zh}，${isSure ? '不是代理' : '不是 envlint 认识的代理'}`,
    },
    label: { en: 'requests for the proxy arrive there', zh: '发给代理的请求都到了那里' },
    related: [
      ...others.map((other) => ({ at: other, message: { en: 'the same here', zh: '这里也一样' } })),
      ...(claim ? [{ at: claim.at, message: { en: 'Clash wants this port', zh: 'Clash 要用这个端口' } }] : []),
    ],
    process,
    repair: repair(process, port),
  };
}

/** The line of a Clash file that claims a port as a proxy. */
function claimOf(project: Project, port: number): Listener | undefined {
  return clashConfigs(project)
    .filter((file) => !isClientProfile(file))
    .flatMap((file) => clashPorts(project, file.at.file))
    .find((listener) => Number(listener.port.text) === port);
}

function repair({ pid, unit }: Process, port: number): Text {
  if (unit) {
    const stop = `systemctl ${unit.isUser ? '--user ' : ''}stop ${unit.name}`;
    return { en: `${stop}, then start the proxy`, zh: `${stop}，再启动代理` };
  }
  return {
    en: `kill ${pid}, or give it another port than ${port}; then start the proxy`,
    zh: `kill ${pid}，或让它换一个端口（不用 ${port}），再启动代理`,
  };
}
