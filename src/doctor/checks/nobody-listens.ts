import type { Text } from '../../core.ts';
import type { Check, Found, Scene } from '../check.ts';
import type { Machine, Socket } from '../machine.ts';
import { type NamedProxy, namedProxies } from '../named-proxies.ts';
import { kindOf, titleOf } from '../programs.ts';
import { startClash } from '../repairs.ts';
import { endpointOf, holderOf, listenersAt, listenersOn } from '../sockets.ts';

export default {
  id: 'nobody-listens',
  severity: 'error',
  summary: {
    en: 'A file names a proxy on this machine, and nothing listens there.',
    zh: '文件里写的本机代理端口上没有程序在监听。',
  },
  text: {
    en: `
Every request through such a proxy ends in "connection refused". Clash is not running, has taken another port, or the
variable was left behind when another program took its place. \`envlint doctor\` reads the tables of listening sockets
(\`/proc/net/tcp\` and \`tcp6\`) and connects to nothing. A listener on \`0.0.0.0\` or \`::\` counts; one on the address of the
network card alone does not take what is sent to 127.0.0.1.

A proxy that only a function or an alias sets is a note: nobody is sent there until it is called. Nothing is said where the
tables do not show all that takes connections: WSL 1, WSL 2 with mirrored networking, Docker without its own proxy.

To repair it, start the proxy, or write the port on which it listens.`,
    zh: `
经过这个代理的请求都会被拒绝：Clash 没有运行、换了端口，或者换了软件后变量没有改。\`envlint doctor\` 只读取监听表
（\`/proc/net/tcp\` 和 \`tcp6\`），不会建立任何连接。监听 \`0.0.0.0\` 或 \`::\` 也算；只监听网卡地址的端口收不到发往 127.0.0.1 的请求。

只在函数或别名里设置的代理只给一条提示：调用之前没有请求会去那里。监听表看不全的环境（WSL 1、镜像网络模式的 WSL 2、关闭了
userland-proxy 的 Docker）不作判断。

修复：启动代理，或改成它实际监听的端口。`,
  },
  example: `$ grep -n proxy ~/.zshrc
12:export https_proxy=http://127.0.0.1:7890
$ ss -ltn 'sport = :7890'
State  Recv-Q  Send-Q  Local Address:Port  Peer Address:Port`,

  *find(scene) {
    const { project, machine } = scene;
    if (machine.hidesListeners) return;
    for (const proxy of namedProxies(project)) {
      if (listenersAt(machine, proxy.host, proxy.port).length > 0) continue;
      yield found(scene, proxy);
    }
  },
} satisfies Check;

function found({ project, machine, display }: Scene, proxy: NamedProxy): Found {
  const { name, host, port, at, others, isAsked } = proxy;
  const place = endpointOf({ address: host, port });
  const [near] = listenersOn(machine, port);
  const clash = near ? undefined : clashElsewhere(machine);
  return {
    at,
    severity: isAsked ? undefined : 'info',
    message: {
      en: `Requests are refused: nothing listens on ${place}`,
      zh: `请求会被拒绝：${place} 没有程序在监听`,
    },
    label: near ? elsewhere(near) : clash ? clash.label : { en: `${name} leads there`, zh: `${name} 指向这里` },
    related: others.map((other) => ({ at: other, message: { en: 'the same here', zh: '这里也一样' } })),
    repair: clash
      ? {
          en: `write ${clash.port}, or start what listens on ${port}`,
          zh: `改成 ${clash.port}，或启动监听 ${port} 的程序`,
        }
      : startClash(project, display, port),
  };
}

function elsewhere(socket: Socket): Text {
  const place = endpointOf(socket);
  return { en: `something listens on ${place} only`, zh: `只有 ${place} 在监听` };
}

/** A Clash that runs, and the one port it listens on. */
function clashElsewhere(machine: Machine): { readonly port: number; readonly label: Text } | undefined {
  const held = machine.sockets.flatMap((socket) => {
    const process = socket.protocol === 'tcp' ? holderOf(machine, socket) : undefined;
    return process && kindOf(process) === 'clash' ? [{ socket, process }] : [];
  });
  const [first] = held;
  const ports = new Set(held.map(({ socket }) => socket.port));
  if (!first || ports.size !== 1) return undefined;
  const { socket, process } = first;
  const title = titleOf(process);
  return {
    port: socket.port,
    label: {
      en: `${title} (pid ${process.pid}) listens on ${socket.port}`,
      zh: `${title}（进程 ${process.pid}）监听的是 ${socket.port}`,
    },
  };
}
