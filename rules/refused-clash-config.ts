import type { ClashFile, Finding, Fix, Refusal, Rule, RuleDocs, Text } from '../src/core.ts';
import { fixOf } from '../src/fixes/edits.ts';
import { readableClash } from '../src/queries/clash/clash.ts';
import { groupBy } from '../src/text.ts';

export default {
  id: 'refused-clash-config',
  summary: {
    en: 'mihomo refuses the whole configuration: a key has a value that it cannot have, or a required key is missing.',
    zh: 'mihomo 拒绝整份配置：某个键的值不合法，或者缺少必需的键。',
  },
  severity: 'error',
  needs: ['clash'],

  *check(project) {
    for (const file of readableClash(project)) yield* findings(file);
  },
} satisfies Rule;

/** One finding for each fault, however many nodes share it. */
function* findings(file: ClashFile): Iterable<Finding> {
  const refusals = file.refusals?.() ?? [];
  for (const same of groupBy(refusals, ({ what, label, isLate }) => `${what.en}\0${label.en}\0${isLate}`).values()) {
    yield finding(same as [Refusal, ...Refusal[]]);
  }
}

function finding([first, ...others]: readonly [Refusal, ...Refusal[]]): Finding {
  const { label } = first;
  const count = others.length + 1;
  return {
    at: first.at,
    severity: isDoubtful(first) ? 'warning' : undefined,
    message: messageOf(first),
    label: others.length === 0 ? label : { en: `${label.en} (${count} places)`, zh: `${label.zh}（共 ${count} 处）` },
    why: whyOf(first),
    related: others.slice(0, 3).map(({ at }) => ({ at, message: { en: 'also here', zh: '这里也是' } })),
    fixes: together([first, ...others].flatMap(({ repair }) => repair ?? [])),
  };
}

/** A fault with which every core fails, in one way or another, is an error. */
const isDoubtful = ({ versions, isLate }: Refusal): boolean => (versions === undefined) === (isLate !== undefined);

function messageOf({ what, versions, isLate }: Refusal): Text {
  if (isLate && versions) return { en: `This node cannot work: ${what.en}`, zh: `这个节点无法使用：${what.zh}` };
  if (isLate === 'listener')
    return { en: `This listener does not start: ${what.en}`, zh: `这个监听无法启动：${what.zh}` };
  if (isLate === 'set')
    return { en: `This set of rules stays empty: ${what.en}`, zh: `这个规则集会一直是空的：${what.zh}` };
  if (isLate) return { en: `This fails when it is used: ${what.en}`, zh: `用到时会出错：${what.zh}` };
  if (versions)
    return { en: `Some cores refuse this configuration: ${what.en}`, zh: `部分内核会拒绝这份配置：${what.zh}` };
  return { en: `This configuration is refused: ${what.en}`, zh: `这份配置无法加载：${what.zh}` };
}

function whyOf({ said, versions, isLate }: Refusal): Text {
  if (isLate && versions) {
    return { en: `${versions.en} Older ones print "${said}".`, zh: `${versions.zh}旧内核提示“${said}”。` };
  }
  if (isLate === 'listener') {
    return {
      en: `The file loads, mihomo logs "${said}", and nothing listens on the port.`,
      zh: `配置可以加载，但 mihomo 会在日志里写“${said}”，这个端口上没有程序监听。`,
    };
  }
  if (isLate === 'set') {
    return {
      en: `The file loads, mihomo logs "${said}", and no rule that names this set ever catches anything.`,
      zh: `配置可以加载，但 mihomo 会在日志里写“${said}”，引用这个规则集的规则都匹配不到任何请求。`,
    };
  }
  if (isLate) {
    return {
      en: `The file loads, and every connection through this node fails with "${said}".`,
      zh: `配置可以加载，但经过这个节点的连接都会失败，提示“${said}”。`,
    };
  }
  return {
    en: `${versions ? `${versions.en} ` : ''}mihomo prints "${said}" and stops.`,
    zh: `${versions ? versions.zh : ''}mihomo 提示“${said}”，随即停止加载。`,
  };
}

/** The repairs of the same fault in several places as one. */
function together(repairs: readonly Fix[]): readonly Fix[] {
  const [first] = repairs;
  if (!first) return [];
  return fixOf(
    first.title,
    repairs.every(({ safe }) => safe),
    ...repairs.map(({ edits }) => edits),
  );
}

export const docs: RuleDocs = {
  text: {
    en: `
mihomo checks a configuration before it takes it: types (\`nameserver: 223.5.5.5\` is text where a list belongs), words
(\`mode: Script\`), keys that must be there (a Trojan node without \`password\`), servers, networks, patterns. One fault and the
whole file is refused: the old configuration stays in use, or nothing starts. \`mihomo -t\` names only the first fault, often
without a line, and calls a bad listener "proxy N". Here all of them are listed, each at its place.

How mihomo reads a value depends on where it is. Top-level keys, \`dns\`, \`tun\` and \`sniffer\` are typed: \`mixed-port: '7890'\` is
refused, \`allow-lan: yes\` is not. Nodes, groups, providers and listeners are converted: \`port: '443'\` works, \`udp: yes\` is
refused. Types of nodes and groups count in small letters only; \`mode\`, \`log-level\` and \`stack\` in any case.

Each type of node checks more: ciphers (\`chacha20-poly1305\` is called \`chacha20-ietf-poly1305\` in Shadowsocks), keys in base64,
plug-ins, ports. Where cores differ, the newest decides (mihomo of July 2026), and the finding is a warning that says which; so is
what only fails when a node is used, such as \`fingerprint: chrome\` in a VLESS node, and a listener that does not start: Trojan, VLESS
and AnyTLS without a certificate, a cipher that servers do not have, an \`ech-key\` or \`client-auth-cert\` that cannot be read. Empty values,
placeholders and OpenClash's \`smart\` groups are not judged; neither are policies, names and rules, which have rules of their own.

A safe repair exists where only one reading does: quotes on or off, \`yes\` as \`true\`, a list of one. A near word is only a guess.

Source: mihomo 1c4f7c4d (2026-07-01) \`config/config.go\`, \`common/structure\`, \`adapter\`, \`listener\`; go-yaml v3.0.1 \`decode.go\`.`,
    zh: `
mihomo 加载配置前会先检查：类型（\`nameserver: 223.5.5.5\` 是文本，而这里需要列表）、取值（\`mode: Script\`）、必需的键（Trojan 节点没有
\`password\`）、服务器、网段、正则。只要有一处不对，整份配置都会被拒绝：要么继续用旧配置，要么根本起不来。\`mihomo -t\` 只报第一处，常常没有行号，
还会把出错的监听叫作“proxy N”。这里一次列出全部，并指到具体位置。

同样的写法，在不同位置读法不同。顶层的键、\`dns\`、\`tun\`、\`sniffer\` 有固定类型：\`mixed-port: '7890'\` 会被拒绝，\`allow-lan: yes\` 可以。节点、
策略组、provider、监听会自动转换：\`port: '443'\` 可以，\`udp: yes\` 会被拒绝。节点和策略组的类型必须小写；\`mode\`、\`log-level\`、\`stack\` 不分大小写。

每种节点还有各自的要求：加密方式（Shadowsocks 里要写 \`chacha20-ietf-poly1305\`，不是 \`chacha20-poly1305\`）、base64 密钥、插件、端口。版本之间有差别时，以最新版
（2026 年 7 月的 mihomo）为准，只报警告，并说明是哪些版本；加载时没问题、用到才出错的（如 VLESS 节点写 \`fingerprint: chrome\`）也只报警告，启动不了的监听（如 Trojan、VLESS、AnyTLS 没有证书，加密方式服务端不支持，或 \`ech-key\`、\`client-auth-cert\` 无法读取）同样如此。空值、占位符、OpenClash 的 \`smart\` 策略组不检查；策略、名字和规则
由别的规则检查。

只有一种读法时才有安全修复：加上或去掉引号、把 \`yes\` 写成 \`true\`、写成只有一项的列表。相近的词只是猜测。

来源：mihomo 1c4f7c4d（2026-07-01）的 \`config/config.go\`、\`common/structure\`、\`adapter\`、\`listener\`；go-yaml v3.0.1 \`decode.go\`。`,
  },
  bad: [
    {
      files: `
        -- config.yaml --
        mixed-port: '7890'
                    ^^^^^^ error This configuration is refused: mixed-port must be a number
        mode: Script
              ^^^^^^ error This configuration is refused: mode cannot be Script
        dns:
          enable: true
          nameserver: 223.5.5.5
                      ^^^^^^^^^ error This configuration is refused: dns.nameserver must be a list
          respect-rules: true
          ^^^^^^^^^^^^^ error
        proxies:
          - {name: a, type: trojan, server: a.example.com, port: '443', password: pw, udp: yes}
                                                                                           ^^^ error
          - {name: b, type: trojan, server: b.example.com, port: 443}
            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error This configuration is refused: b lacks password
        rules: ["MATCH,a"]
      `,
      fixed: `
        -- config.yaml --
        mixed-port: 7890
        mode: Script
        dns:
          enable: true
          nameserver: ["223.5.5.5"]
          respect-rules: true
        proxies:
          - {name: a, type: trojan, server: a.example.com, port: '443', password: pw, udp: true}
          - {name: b, type: trojan, server: b.example.com, port: 443}
        rules: ["MATCH,a"]
      `,
    },
    {
      files: `
        -- config.yaml --
        mixed-port: 7890
        proxies:
          - name: a
            type: shadowsocks
                  ^^^^^^^^^^^ error This configuration is refused: type cannot be shadowsocks
            server: a.example.com
            port: 443
            cipher: aes-128-gcm
            password: pw
        proxy-groups:
          - {name: G, type: urltest, proxies: [a], filter: "(?i)hk)"}
                            ^^^^^^^ error
                                                           ^^^^^^^^^ error
        rules: ["MATCH,G"]
      `,
      unsafe: true,
      fixed: `
        -- config.yaml --
        mixed-port: 7890
        proxies:
          - name: a
            type: ss
            server: a.example.com
            port: 443
            cipher: aes-128-gcm
            password: pw
        proxy-groups:
          - {name: G, type: url-test, proxies: [a], filter: "(?i)hk)"}
        rules: ["MATCH,G"]
      `,
    },
    {
      files: `
        -- config.yaml --
        mixed-port: 7890
        proxies:
          - {name: a, type: ss, server: a.example.com, port: 8388, cipher: chacha20-poly1305, password: pw}
                                                                           ^^^^^^^^^^^^^^^^^ error This configuration is refused: mihomo has no Shadowsocks cipher chacha20-poly1305
          - {name: b, type: ss, server: b.example.com, port: 8388, cipher: 2022-blake3-aes-128-gcm, password: pw}
                                                                                                              ^^ error This configuration is refused: the password does not fit 2022-blake3-aes-128-gcm
          - {name: c, type: vless, server: c.example.com, port: 443, uuid: u, fingerprint: chrome}
                                                                                           ^^^^^^ warning This fails when it is used: fingerprint takes the SHA-256 of a certificate
        proxy-groups:
          - {name: G, type: select, proxies: [a, b, c]}
        rules: ["MATCH,G"]
      `,
      unsafe: true,
      fixed: `
        -- config.yaml --
        mixed-port: 7890
        proxies:
          - {name: a, type: ss, server: a.example.com, port: 8388, cipher: chacha20-ietf-poly1305, password: pw}
          - {name: b, type: ss, server: b.example.com, port: 8388, cipher: 2022-blake3-aes-128-gcm, password: pw}
          - {name: c, type: vless, server: c.example.com, port: 443, uuid: u, fingerprint: chrome}
        proxy-groups:
          - {name: G, type: select, proxies: [a, b, c]}
        rules: ["MATCH,G"]
      `,
    },
    {
      files: `
        -- config.yaml --
        mixed-port: 7890
        listeners:
          - {name: in, type: trojan, port: 8443, users: [{username: me, password: pw}]}
                             ^^^^^^ warning This listener does not start: a trojan listener has no TLS
        proxies:
          - {name: a, type: http, server: a.example.com, port: 8080}
        rule-providers:
          ads: {type: http, behavior: classical, format: mrs, url: "https://example.com/ads.mrs"}
                                                         ^^^ warning This set of rules stays empty: no mrs file holds classical rules
        hosts:
          nas.example: disk.example
          disk.example: nas.example
                        ^^^^^^^^^^^ error This configuration is refused: the names nas.example and disk.example in hosts stand for each other
        rules: ["RULE-SET,ads,REJECT", "MATCH,a"]
      `,
    },
  ],
  good: [
    {
      files: `
        -- clash-rs.yaml --
        port: 7890
        mode: rule
        log-level: trace
        dns: {enable: true, listen: {udp: 127.0.0.1:5353}, nameserver: [223.5.5.5]}
        tun: {enable: true, device-id: "dev://utun1989", dns-hijack: true}
        proxies: []
        rules: ["MATCH,DIRECT"]
      `,
    },
    {
      files: `
        -- config.yaml --
        mixed-port: 0x1ed2
        allow-lan: yes
        mode: Rule
        log-level: WARNING
        secret: 0123
        dns: {enable: on, nameserver: [system, "https://dns.example/dns-query#G", 2400:3200::1], fake-ip-range: 28.0.0.1/8}
        tun: {stack: gVisor}
        sniffer: {sniff: {tls: {ports: [443, 8443-8450]}}}
        proxies:
          - {NAME: a, type: ss, server: 1.2.3.4, Port: "0x1bb", cipher: aes-128-gcm, password: 123456, UDP: 1}
        proxy-groups:
          - {name: G, Type: select, proxies: [a], interval: "300", use: }
        rules: ["MATCH,G"]
      `,
    },
    {
      files: `
        -- config.yaml --
        mixed-port: 7890
        proxies:
          - name: a
            type: trojan
            server: # your server
            port: {{ port }}
            password:    # 密码
        proxy-groups:
          - {name: G, type: smart, proxies: [DIRECT]}
        rules: ["MATCH,G"]
      `,
    },
  ],
};
