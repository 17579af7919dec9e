import type { ClashFile, Finding, Project, Rule, RuleDocs, Setting } from '../src/core.ts';
import { knownKeys, meantKey } from '../src/knowledge/clash/keys.ts';
import { clashSetting, clashSettings, readableClash } from '../src/queries/clash/clash.ts';
import { slice } from '../src/text.ts';

export default {
  id: 'unknown-clash-key',
  summary: {
    en: 'mihomo does not read this key; the one it reads is spelled otherwise.',
    zh: 'mihomo 不认识这个键，它读取的是另一种写法。',
  },
  severity: 'warning',
  needs: ['clash'],

  *check(project) {
    for (const file of readableClash(project)) {
      const strangers = [...clashSettings(project, file)].flatMap((setting) => strange(project, file, setting) ?? []);
      const [legacy, ...others] = strangers.filter(isLegacy);
      if (legacy) yield outdated(legacy, others);
      for (const stranger of strangers) if (!isLegacy(stranger)) yield finding(stranger);
    }
  },
} satisfies Rule;

interface Stranger {
  readonly setting: Setting;
  readonly meant: string;
}

/**
 * A key that nothing reads and that is close to a known one, unless the known one is there too. A key that only contains an
 * anchor is a store for aliases, and keys of overrides (`+rules`) are for other programs.
 */
function strange(project: Project, file: ClashFile, setting: Setting): Stranger | undefined {
  const { path } = setting;
  const name = path.at(-1) ?? '';
  if (!/^[A-Za-z][\w -]*$/.test(name) || !knownKeys(path) || knownKeys(path)?.has(name)) return undefined;
  const meant = meantKey(path);
  if (meant === undefined || clashSetting(project, file, ...path.slice(0, -1), meant)) return undefined;
  const isShelf = /^[^\n]*:\s*&/.test(slice(project.document(file.at.file), setting.at).slice(0, 200));
  return isShelf ? undefined : { setting, meant };
}

/** Keys of Clash before version 1.0. */
function isLegacy({ setting }: Stranger): boolean {
  return setting.path.length === 1 && /^(?:Proxy|Proxy Group|Rule)$/.test(setting.path[0] ?? '');
}

function finding({ setting, meant }: Stranger): Finding {
  const name = setting.path.at(-1) ?? '';
  return {
    at: setting.name.at,
    message: consequence(setting, name, meant),
    label: { en: `did you mean ${meant}?`, zh: `是不是想写 ${meant}？` },
  };
}

function consequence({ path }: Setting, name: string, meant: string): Finding['message'] {
  if (path.length === 1 && meant === 'rules') {
    return { en: 'Every connection leaves directly: mihomo finds no rules', zh: '所有流量都会直连：mihomo 找不到规则' };
  }
  const parent = path.slice(0, -1).join('.');
  const full = parent === '' ? name : `${parent}.${name}`;
  return { en: `${full} has no effect: mihomo does not read it`, zh: `${full} 不起作用：mihomo 不读取这个键` };
}

function outdated(first: Stranger, others: readonly Stranger[]): Finding {
  const names = [first, ...others].map(({ setting }) => setting.path[0] ?? '');
  return {
    at: first.setting.name.at,
    message: {
      en: `mihomo starts without ${names.join(', ')}: it no longer reads these keys`,
      zh: `mihomo 会忽略 ${names.join('、')}：这些旧写法已不再支持`,
    },
    label: { en: `called ${first.meant} since Clash 1.0`, zh: `从 Clash 1.0 起改名为 ${first.meant}` },
    why: {
      en: 'The file loads without an error, and every connection leaves directly.',
      zh: '配置能正常加载，也不报错，但所有流量都会直连。',
    },
    related: others.map(({ setting, meant }) => ({
      at: setting.name.at,
      message: { en: `now ${meant}`, zh: `现在叫 ${meant}` },
    })),
  };
}

export const docs: RuleDocs = {
  text: {
    en: `
mihomo ignores keys it does not know, at the top level and inside \`dns\`, \`tun\`, groups and providers, without a word.
\`dns: {enabled: true}\` leaves DNS off; \`Rule:\` and \`proxy-group:\` are not there at all, so that everything goes DIRECT.

Only a key that is close to a known one is reported: another case, \`_\` for \`-\`, one letter off, or the name it had before
Clash 1.0 (\`Proxy\`, \`Proxy Group\`, \`Rule\`). A key of your own that holds an anchor, keys of a GUI, of overrides and of
other programs are left alone, and so is one beside the right key.

Source: mihomo \`config/config.go\` (the struct tags); MetaCubeX/mihomo issue 962.`,
    zh: `
不认识的键，mihomo 会直接忽略，没有任何提示，顶层和 \`dns\`、\`tun\`、策略组、provider 内部都是如此。\`dns: {enabled: true}\`
并没有打开 DNS；写成 \`Rule:\`、\`proxy-group:\` 等于没写，所有流量都会直连。

只有和已知的键很接近时才报告：大小写不同、把 \`-\` 写成 \`_\`、差一个字母，或是 Clash 1.0 之前的名字（\`Proxy\`、\`Proxy Group\`、
\`Rule\`）。自己用来放锚点的键、图形界面、覆写文件和其他软件的键都不管；正确的键已经在旁边时也不报告。

来源：mihomo \`config/config.go\` 的结构体标签；MetaCubeX/mihomo#962。`,
  },
  bad: [
    {
      files: `
        -- config.yaml --
        mixed-port: 7890
        allow_lan: false
        ^^^^^^^^^ warning allow_lan has no effect: mihomo does not read it
        dns:
          enabled: true
          ^^^^^^^ warning dns.enabled has no effect: mihomo does not read it
          nameserver: [223.5.5.5]
        rule:
        ^^^^ warning Every connection leaves directly: mihomo finds no rules
          - MATCH,DIRECT
      `,
    },
    {
      files: `
        -- old.yaml --
        port: 7890
        socks-port: 7891
        Proxy:
        ^^^^^ warning mihomo starts without Proxy, Proxy Group, Rule: it no longer reads these keys
          - {name: a, type: socks5, server: 127.0.0.1, port: 1080}
        Proxy Group:
          - {name: G, type: select, proxies: [a]}
        Rule:
          - FINAL,,G
      `,
    },
    {
      files: `
        -- config.yaml --
        mixed-port: 7890
        proxies: [{name: a, type: direct}]
        proxy-groups:
          - {name: G, type: url-test, proxies: [a], intervall: 300}
                                                    ^^^^^^^^^ warning
        rules: ["MATCH,G"]
      `,
    },
  ],
  good: [
    {
      files: `
        -- config.yaml --
        mixed-port: 7890
        proxies:
          - {Name: hk, Type: trojan, Server: hk.example.com, Port: 443, Password: x}
        proxy-providers:
          p: {Type: http, URL: "https://sub.example/x", Path: ./p.yaml, Interval: 3600}
        proxy-groups:
          - {name: G, Type: url-test, Proxies: [hk], Use: [p], URL: "https://www.gstatic.com/generate_204", Interval: 300}
        rules:
          - MATCH,G
      `,
    },
    {
      files: `
        -- config.yaml --
        mixed-port: 7890
        proxie: &p {type: select, proxies: [DIRECT]}
        pr: &r
          interval: 300
        cfw-bypass: [localhost]
        script: {code: x}
        proxy-groups:
          - {<<: *p, name: G}
        rules: ["MATCH,G"]
      `,
    },
    {
      files: `
        -- both.yaml --
        mixed-port: 7890
        Rule: ["MATCH,DIRECT"]
        rules: ["MATCH,DIRECT"]
        -- override.yaml --
        mixed-port: 7890
        +rules: ["DOMAIN,x.com,DIRECT"]
      `,
    },
  ],
};
