import type { Listener, Rule, RuleDocs, Text } from '../src/core.ts';
import { clashListeners, readableClash } from '../src/queries/clash/clash.ts';
import { groupBy } from '../src/text.ts';

export default {
  id: 'clash-port-conflict',
  summary: {
    en: 'Two Clash listeners want one port: the second never starts.',
    zh: '两个监听用了同一个端口，后一个起不来。',
  },
  severity: 'error',
  needs: ['clash'],

  *check(project) {
    for (const file of readableClash(project)) {
      if (file.isForClashRs) continue;
      for (const listeners of groupBy(clashListeners(project, file), (one) => one.port.text).values()) {
        for (const [index, second] of listeners.entries()) {
          const first = listeners.slice(0, index).find((one) => collide(one, second));
          if (!first) continue;
          const [one, other] = [wordFor(first), wordFor(second)];
          yield {
            at: second.port.at,
            message: {
              en: `Only one of ${one.en} and ${other.en} gets port ${second.port.text}`,
              zh: `${one.zh} 和 ${other.zh} 争用端口 ${second.port.text}，只有一个能监听成功`,
            },
            label: { en: 'already taken', zh: '端口已被占用' },
            why: {
              en: 'mihomo writes one line to its log and goes on without the other.',
              zh: 'mihomo 只在日志里记一行，然后不管另一个，继续运行。',
            },
            related: [{ at: first.port.at, message: { en: 'taken here', zh: '在这里占用' } }],
          };
          break;
        }
      }
    }
  },
} satisfies Rule;

const KEYS: Readonly<Record<string, string>> = {
  http: 'port',
  socks: 'socks-port',
  mixed: 'mixed-port',
  redir: 'redir-port',
  tproxy: 'tproxy-port',
  controller: 'external-controller',
  dns: 'dns.listen',
  tuic: 'tuic-server',
};

function wordFor({ name, protocol }: Listener): Text {
  if (name !== undefined) return { en: `the listener ${name}`, zh: `listener“${name}”` };
  const key = KEYS[protocol] ?? protocol;
  return { en: key, zh: key };
}

function collide(a: Listener, b: Listener): boolean {
  const transports = (one: Listener): string => (isUdpOnly(one) ? 'u' : isTcpOnly(one) ? 't' : 'tu');
  return [...transports(a)].some((each) => transports(b).includes(each)) && sameAddress(a.address, b.address);
}

function isUdpOnly({ protocol }: Listener): boolean {
  return /^(?:tuic|hysteria2?)$/.test(protocol);
}

function isTcpOnly({ protocol, isWithoutUdp }: Listener): boolean {
  return (
    isWithoutUdp === true ||
    /^(?:http|controller|redir|vmess|vless|trojan|anytls|sudoku|hysteria2-realm)$/.test(protocol)
  );
}

/** An address that stands for every address includes each single one; two single addresses conflict only if they are equal. */
function sameAddress(a: string, b: string): boolean {
  const isAny = (address: string): boolean => /^(?:\*|::)$/.test(address);
  const isAny4 = (address: string): boolean => address === '0.0.0.0';
  if (a === b || isAny(a) || isAny(b)) return (a !== '' && b !== '') || a === b;
  return (isAny4(a) && !b.includes(':') && b !== '') || (isAny4(b) && !a.includes(':') && a !== '');
}

export const docs: RuleDocs = {
  text: {
    en: `
\`port\`, \`socks-port\`, \`mixed-port\`, \`redir-port\`, \`tproxy-port\`, \`external-controller\`, \`dns.listen\` and every entry of
\`listeners\` need a port of their own on each address. mihomo loads a file in which two are equal, logs that the second
could not start, and runs without it: the program that was told that port gets no answer, or another protocol's.

Files written for clash-rs are not judged: there a listener may repeat a port at the top. UDP-only listeners (TUIC, Hysteria) may share a number with a TCP one, also with one that has \`udp: false\`. Port 0 is off.

Source: mihomo \`listener/listener.go\`.`,
    zh: `
\`port\`、\`socks-port\`、\`mixed-port\`、\`redir-port\`、\`tproxy-port\`、\`external-controller\`、\`dns.listen\` 以及 \`listeners\` 里的每一项，
在同一地址上都要各用各的端口。两个相同的话，mihomo 照样加载配置，只在日志里说后一个启动失败，其余照常运行：
配置了那个端口的程序会连不上，或者连到另一种协议上。

为 clash-rs 写的文件不检查：在那里，监听可以重复顶层的端口。只用 UDP 的监听（TUIC、Hysteria）可以和 TCP 监听（包括写了 \`udp: false\` 的）用同一个端口号。端口 0 表示关闭。

来源：mihomo \`listener/listener.go\`。`,
  },
  bad: [
    {
      files: `
        -- config.yaml --
        port: 7890
        mixed-port: 7890
                    ^^^^ error Only one of port and mixed-port gets port 7890
        rules: ["MATCH,DIRECT"]
      `,
    },
    {
      files: `
        -- config.yaml --
        mixed-port: 7890
        external-controller: 0.0.0.0:7890
                                     ^^^^ error
        listeners:
          - {name: in, type: socks, port: 10810}
          - {name: again, type: http, port: 10810, listen: 127.0.0.1}
                                            ^^^^^ error Only one of the listener in and the listener again gets port 10810
        rules: ["MATCH,DIRECT"]
      `,
    },
  ],
  good: [
    {
      files: `
        -- clash-rs.yaml --
        mixed-port: 7890
        mmdb: Country.mmdb
        listeners:
          - {name: mixed-in, type: mixed, listen: 127.0.0.1, port: 7890}
        rules: ["MATCH,DIRECT"]
      `,
    },
    {
      files: `
        -- config.yaml --
        mixed-port: 7890
        listeners:
          - {name: s, type: shadowsocks, port: 10000, listen: 0.0.0.0, password: x, cipher: aes-128-gcm, udp: false}
          - {name: t, type: tuic, port: 10000, listen: 0.0.0.0, users: {u: p}, certificate: ./a.crt, private-key: ./a.key}
          - {name: v, Type: tunnel, Port: 10001, Network: [tcp], target: "a.example:80"}
          - {name: h, type: hysteria2, port: 10001, users: {u: p}}
        rules: ["MATCH,DIRECT"]
      `,
    },
    {
      files: `
        -- config.yaml --
        port: 7890
        socks-port: 7891
        redir-port: 0
        tproxy-port: 0
        external-controller: 127.0.0.1:9090
        rules: ["MATCH,DIRECT"]
      `,
    },
    {
      files: `
        -- config.yaml --
        mixed-port: 7890
        listeners:
          - {name: a, type: mixed, port: 10810, listen: 127.0.0.1}
          - {name: b, type: mixed, port: 10810, listen: 192.168.1.2}
          - {name: c, type: vless, port: 443}
          - {name: d, type: tuic, port: 443}
        rules: ["MATCH,DIRECT"]
        -- other.yaml --
        mixed-port: 7890
        rules: ["MATCH,DIRECT"]
      `,
    },
  ],
};
