import type { Listener, Text } from '../../core.ts';
import { isLoopback, parseUrl } from '../../routing/url/target.ts';
import { type Check, called, type Found, type Scene } from '../check.ts';
import { clashPorts } from '../clash-ports.ts';
import { clashProcesses, documentOf } from '../clash-processes.ts';
import type { Process, Socket } from '../machine.ts';
import { titleOf } from '../programs.ts';
import { reloadClash } from '../repairs.ts';
import { endpointOf, holderOf, listenersOn } from '../sockets.ts';

export default {
  id: 'clash-listens-elsewhere',
  severity: 'error',
  summary: {
    en: 'The running Clash listens on other ports or addresses than its file says.',
    zh: '正在运行的 Clash 监听的端口或地址与它的配置文件不一致。',
  },
  text: {
    en: `
Clash reads its file when it starts. A port that was changed since, or that another program had already taken, is not there; a
changed \`allow-lan\` or \`bind-address\` still has the old effect, which leaves a proxy open for the whole network or closed to
it. The sockets of the process are compared with \`port\`, \`socks-port\`, \`mixed-port\` and \`listeners\` of the file that it
was started with.

To repair it, have Clash read its file again: mihomo does so on SIGHUP.`,
    zh: `
Clash 只在启动时读取配置。之后改动的端口、被其他程序占用的端口都不会生效；改过的 \`allow-lan\`、\`bind-address\` 也仍是旧的效果，代理可能
继续对整个局域网开放，或者仍然连不上。检查方法是把进程的监听端口与它启动时所用文件里的 \`port\`、\`socks-port\`、\`mixed-port\`、\`listeners\` 对照。

修复：让 Clash 重新读取配置，mihomo 收到 SIGHUP 就会重读。`,
  },
  example: `$ head -1 ~/.config/mihomo/config.yaml
mixed-port: 7893
$ ss -ltnp | grep mihomo
LISTEN  0  4096  127.0.0.1:7890  0.0.0.0:*  users:(("mihomo",pid=812,fd=8))`,

  *find(scene) {
    const { project, machine } = scene;
    if (machine.hidesListeners) return;
    for (const process of clashProcesses(machine)) {
      const file = documentOf(project, process);
      const own = machine.sockets.filter(({ protocol, pid }) => protocol === 'tcp' && pid === process.pid);
      // Without a single socket of this process, its sockets could not be read.
      if (file === undefined || own.length === 0) continue;
      for (const listener of clashPorts(project, file)) {
        const here = own.filter(({ port }) => port === Number(listener.port.text));
        if (here.length === 0) yield missing(scene, process, listener, own);
        else if (here.every((socket) => !isAsWritten(listener, socket))) yield misplaced(process, listener, here);
      }
    }
  },
} satisfies Check;

function missing({ machine }: Scene, process: Process, listener: Listener, own: readonly Socket[]): Found {
  const who = called(titleOf(process), process);
  const { text } = listener.port;
  const [taken] = listenersOn(machine, Number(text));
  const holder = taken && holderOf(machine, taken);
  const ports = [...new Set(own.map(({ port }) => port))].sort((a, b) => a - b).slice(0, 5);
  const by = holder && called(titleOf(holder), holder);
  return {
    at: listener.at,
    message: { en: `${who.en} does not listen on ${text}`, zh: `${who.zh}没有监听 ${text}` },
    label: by
      ? { en: `${by.en} has this port`, zh: `这个端口被 ${by.zh}占着` }
      : { en: `it listens on ${ports.join(', ')}`, zh: `它监听的是 ${ports.join('、')}` },
    process,
    repair: by
      ? {
          en: `end ${by.en}, then ${reloadClash(process).en}`,
          zh: `先结束 ${by.zh}，再执行 ${reloadClash(process).zh}`,
        }
      : reloadClash(process),
  };
}

/** Does a socket have the address that the file specifies? An empty address is decided by other settings. */
function isAsWritten({ address }: Listener, socket: Socket): boolean {
  const isEverywhere = socket.address === '::' || socket.address === '0.0.0.0';
  if (address === '' || !/^[\d.:a-f*[\]]+$|^localhost$/i.test(address)) return true;
  if (address === '*' || address === '::' || address === '0.0.0.0' || address === '[::]') return isEverywhere;
  const isLocal = isLoopback(parseUrl(address.includes(':') ? `[${address.replace(/[[\]]/g, '')}]` : address));
  return isLocal ? !isEverywhere : socket.address === address || isEverywhere;
}

function misplaced(process: Process, listener: Listener, here: readonly Socket[]): Found {
  const who = called(titleOf(process), process);
  const places = here.map(endpointOf).join(', ');
  const isOpen = here.some(({ address }) => address === '::' || address === '0.0.0.0');
  const effect: Text = isOpen
    ? { en: 'open to the whole network', zh: '对整个网络开放' }
    : { en: 'closed to the network', zh: '不对网络开放' };
  return {
    at: listener.at,
    message: {
      en: `${who.en} listens on ${places}, ${effect.en}, unlike its file`,
      zh: `${who.zh}监听 ${places}，${effect.zh}，与配置不一致`,
    },
    label: {
      en: `the file says ${listener.address === '*' ? 'every address' : listener.address}`,
      zh: `文件里是${listener.address === '*' ? '所有地址' : ` ${listener.address}`}`,
    },
    process,
    repair: reloadClash(process),
  };
}
