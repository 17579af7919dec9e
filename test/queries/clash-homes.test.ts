/**
 * Homes of Clash clients. What envlint puts together is compared with a second implementation of the client's merge, kept
 * simple and apart from the first; after fixing, the client writes its files again and the finding must stay away.
 */
import { dump, load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { fix } from '../../src/engine/fix.ts';
import { lint } from '../../src/engine/lint.ts';
import { clashSetting } from '../../src/queries/clash/clash.ts';
import { clashFiles } from '../../src/queries/clash/clash-files.ts';
import { parseAs, projectOf } from '../helpers/project.ts';
import { allRules } from '../helpers/rules.ts';
import { NETWORK, SUBSCRIPTION } from './clash-machines.ts';

type Data = Record<string, unknown>;
type Named = Data & { name: string; type?: string; proxies?: string[] };
interface Patch {
  prepend: unknown[];
  append: unknown[];
  delete: string[];
}

const ROOT = '.local/share/io.github.clash-verge-rev.clash-verge-rev';
const EMPTY_LISTS = 'prepend: []\n\nappend: []\n\ndelete: []\n';

/** The files of one home, below the app's folder. */
interface Home {
  readonly option?: Data;
  readonly items?: readonly Data[];
  readonly files: Readonly<Record<string, string>>;
}

function filesOf({ option = { rules: 'r1', merge: 'm1' }, items = [], files }: Home): Record<string, string> {
  const index = {
    current: 'R1',
    items: [
      { uid: 'R1', type: 'remote', name: 'sub', file: 'R1.yaml', url: 'https://sub.example.com/x', option },
      { uid: 'm1', type: 'merge', file: 'm1.yaml' },
      { uid: 'r1', type: 'rules', file: 'r1.yaml' },
      { uid: 'p1', type: 'proxies', file: 'p1.yaml' },
      { uid: 'g1', type: 'groups', file: 'g1.yaml' },
      { uid: 's1', type: 'script', file: 's1.js' },
      { uid: 'Merge', type: 'merge', file: 'Merge.yaml' },
      { uid: 'Script', type: 'script', file: 'Script.js' },
      ...items,
    ],
  };
  const all = {
    'profiles/R1.yaml': dump(SUBSCRIPTION),
    'profiles/m1.yaml': '{}\n',
    'profiles/r1.yaml': EMPTY_LISTS,
    ...files,
  };
  const own = Object.entries(all).map(([name, text]) => [`${ROOT}/${name}`, text]);
  return { ...Object.fromEntries(own), [`${ROOT}/profiles.yaml`]: dump(index), '.env': 'DEEPSEEK_API_KEY=sk-none\n' };
}

const isMap = (value: unknown): value is Data => typeof value === 'object' && value !== null && !Array.isArray(value);

function merged(base: Data, over: Data): Data {
  const result = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const old = result[key];
    result[key] = isMap(old) && isMap(value) ? merged(old, value) : value;
  }
  return result;
}

/** What the app would write for the core; no scripts. */
function generate(files: Record<string, string>): Data {
  const read = (name: string): unknown => {
    const text = files[`${ROOT}/${name}`];
    return text === undefined ? undefined : load(text);
  };
  const index = read('profiles.yaml') as { items: { uid: string; file: string; option?: Record<string, string> }[] };
  const item = (uid = ''): unknown => read(`profiles/${index.items.find((one) => one.uid === uid)?.file}`);
  const option = index.items[0]?.option ?? {};
  let config = merged(item('R1') as Data, (item('Merge') as Data | undefined) ?? {});
  for (const [key, field] of [
    ['rules', 'rules'],
    ['proxies', 'proxies'],
    ['groups', 'proxy-groups'],
  ] as const) {
    const patch = item(option[key]) as Patch | undefined;
    if (!patch || ![patch.prepend, patch.append, patch.delete].every(Array.isArray)) continue;
    const nameOf = (one: unknown): string => (typeof one === 'string' ? one : (one as Named).name);
    const kept = ((config[field] as unknown[] | undefined) ?? []).filter((one) => !patch.delete.includes(nameOf(one)));
    config = { ...config, [field]: [...patch.prepend, ...kept, ...patch.append] };
    if (field !== 'proxies') continue;
    const added = [...patch.prepend, ...patch.append].map(nameOf);
    const groups = ((config['proxy-groups'] ?? []) as Named[]).map((group) => ({
      ...group,
      proxies: (group.proxies ?? []).filter((name) => !patch.delete.includes(name)),
    }));
    const first = groups.find(({ type }) => type === 'select');
    config['proxy-groups'] = groups.map((group) =>
      group === first ? { ...group, proxies: [...added, ...group.proxies] } : group,
    );
  }
  config = merged(config, (item(option.merge ?? 'Merge') as Data | undefined) ?? {});
  const verge = (read('verge.yaml') as Data | undefined) ?? {};
  for (const [key, value] of Object.entries((read('config.yaml') as Data | undefined) ?? {})) {
    if (key === 'port' && verge.verge_http_enabled !== true) delete config.port;
    else if (key === 'socks-port' && verge.verge_socks_enabled !== true) delete config['socks-port'];
    else if (key === 'tun' && isMap(config.tun) && isMap(value)) config.tun = { ...config.tun, ...value };
    else config[key] = value;
  }
  const names = new Set(['DIRECT', 'REJECT', 'REJECT-DROP', 'PASS']);
  for (const one of [...((config.proxies ?? []) as Named[]), ...((config['proxy-groups'] ?? []) as Named[])])
    names.add(one.name);
  config['proxy-groups'] = ((config['proxy-groups'] ?? []) as Named[]).map((group) =>
    group.proxies ? { ...group, proxies: group.proxies.filter((name) => names.has(name)) } : group,
  );
  if (verge.enable_dns_settings === true) config = { ...config, ...(read('dns_config.yaml') as Data) };
  return config;
}

const HOMES: Readonly<Record<string, Home>> = {
  'a subscription alone': { option: {}, files: {} },
  'empty layers': { files: {} },
  'a merge of settings': { files: { 'profiles/m1.yaml': 'profile: {store-selected: true}\ndns: {enable: true}\n' } },
  'a global merge': { files: { 'profiles/Merge.yaml': 'DNS: {enable: true}\nipv6: false\n' } },
  'a global merge of rules': { files: { 'profiles/Merge.yaml': 'rules: ["DOMAIN,a.example,DIRECT", "MATCH,G"]\n' } },
  'a merge of rules': { files: { 'profiles/m1.yaml': 'rules:\n  - DOMAIN,a.example,DIRECT\n  - MATCH,G\n' } },
  'rules before and after': {
    files: {
      'profiles/r1.yaml': 'prepend:\n  - DOMAIN,a.example,DIRECT\nappend:\n  - DOMAIN,b.example,DIRECT\ndelete: []\n',
    },
  },
  'a rule deleted': {
    files: { 'profiles/r1.yaml': 'prepend: []\nappend: []\ndelete: ["DOMAIN-SUFFIX,openai.com,G"]\n' },
  },
  'a flow list of rules': {
    files: { 'profiles/r1.yaml': 'prepend: ["DOMAIN,a.example,DIRECT"]\nappend: []\ndelete: []\n' },
  },
  'rules with CRLF': { files: { 'profiles/r1.yaml': EMPTY_LISTS.replaceAll('\n', '\r\n') } },
  'a list file that lacks a key': {
    files: { 'profiles/r1.yaml': 'prepend: ["DOMAIN-SUFFIX,deepseek.com,DIRECT"]\nappend: []\n' },
  },
  'a null list': { files: { 'profiles/r1.yaml': 'prepend:\nappend: []\ndelete: []\n' } },
  'nodes added': {
    option: { proxies: 'p1', rules: 'r1' },
    files: {
      'profiles/p1.yaml':
        'prepend:\n  - {name: N, type: http, server: n.example.com, port: 1}\nappend: []\ndelete: [P]\n',
    },
  },
  'groups added': {
    option: { groups: 'g1', rules: 'r1' },
    files: {
      'profiles/g1.yaml': 'prepend:\n  - {name: H, type: select, proxies: [P, gone]}\nappend: []\ndelete: []\n',
    },
  },
  'a port of the app': {
    files: {
      'config.yaml': '# Generated by Clash Verge\nmixed-port: 7897\nport: 7899\nmode: rule\n',
      'verge.yaml': 'verge_http_enabled: false\n',
    },
  },
  'an open port of the app': {
    files: { 'config.yaml': 'mixed-port: 7897\nport: 7899\n', 'verge.yaml': 'verge_http_enabled: true\n' },
  },
  'DNS of the app': {
    files: {
      'verge.yaml': 'enable_dns_settings: true\n',
      'dns_config.yaml': 'dns: {enable: true, nameserver: [223.5.5.5]}\n',
    },
  },
  'the template script': {
    option: { rules: 'r1', script: 's1' },
    files: {
      'profiles/s1.js':
        '// Define main function (script entry)\n\nfunction main(config, profileName) {\n  return config;\n}\n',
    },
  },
  'another subscription': {
    items: [{ uid: 'R2', type: 'remote', name: 'other', file: 'R2.yaml' }],
    files: { 'profiles/R2.yaml': 'mixed-port: 7890\nproxies: []\nrules: ["MATCH,nobody"]\n' },
  },
  'a group of another core': {
    files: {
      'profiles/R1.yaml': dump({
        ...SUBSCRIPTION,
        'proxy-groups': [{ name: 'G', type: 'smart', proxies: ['P', 'Q'] }],
      }),
    },
  },
};

const WRITTEN_BY_THE_APP = /profiles\/R\d\.yaml$|\/(?:clash-verge|profiles|config|verge|dns_config)\.yaml$/;

function composedOf(files: Record<string, string>) {
  const project = projectOf(files, NETWORK);
  const configs = clashFiles(project).filter(({ composition }) => composition);
  expect(configs).toHaveLength(1);
  return { project, config: configs[0] as (typeof configs)[0] };
}

describe('a home of Clash Verge Rev', () => {
  test.each(Object.entries(HOMES))('with %s is put together as the app does', (_, home) => {
    const files = filesOf(home);
    const { project, config } = composedOf(files);
    const wanted = generate(files);
    expect(config.rules.map(({ text }) => text)).toEqual(wanted.rules);
    expect(config.proxies.map(({ name }) => name.text)).toEqual((wanted.proxies as Named[]).map(({ name }) => name));
    const groups = (wanted['proxy-groups'] as Named[]).map(({ name, proxies }) => [name, proxies]);
    expect(config.groups.map(({ name, proxies }) => [name.text, proxies.map(({ text }) => text)])).toEqual(groups);
    for (const key of ['mixed-port', 'port']) {
      expect(clashSetting(project, config, key)?.value.text, key).toBe(wanted[key]?.toString());
    }
    const dns = (wanted.dns as Data | undefined)?.enable;
    expect(clashSetting(project, config, 'dns', 'enable')?.value.text).toBe(dns?.toString());
  });

  test.each(Object.entries(HOMES))('with %s is repaired where it lasts', (_, home) => {
    const files = filesOf(home);
    const before: Record<string, string> = {
      ...files,
      [`${ROOT}/clash-verge.yaml`]: `# Generated by Clash Verge\n${dump(generate(files))}`,
    };
    const result = fix(projectOf(before, NETWORK), allRules, { unsafe: false, parse: parseAs });
    const after = Object.fromEntries([...result.project.documents].map(([file, { text }]) => [file, text]));
    const changed = Object.keys(after).filter((file) => after[file] !== before[file]);
    expect(changed.filter((file) => WRITTEN_BY_THE_APP.test(file))).toEqual([]);
    const again: Record<string, string> = { ...before, ...after };
    again[`${ROOT}/clash-verge.yaml`] = `# Generated by Clash Verge\n${dump(generate(again))}`;
    const left = lint(projectOf(again, NETWORK), allRules).diagnostics.filter(
      ({ rule }) => rule === 'domestic-via-proxy',
    );
    const errors = left.filter(({ severity }) => severity === 'error');
    if (changed.length > 0) {
      expect(errors).toEqual([]);
      expect((generate(again).rules as string[]).join()).toContain('DOMAIN-SUFFIX,deepseek.com,DIRECT');
    } else expect(errors.map(({ fixes }) => fixes ?? [])).toEqual([[]]);
  });

  test('with a script of its own is judged by what the app wrote, and nothing is edited', () => {
    const script =
      'function main(config) {\n  config.rules.unshift("DOMAIN-SUFFIX,deepseek.com,DIRECT");\n  return config;\n}\n';
    const files = filesOf({ option: { script: 's1', rules: 'r1' }, files: { 'profiles/s1.js': script } });
    const unknown = lint(projectOf(files, NETWORK), allRules).diagnostics;
    expect(unknown.map(({ rule, severity, message }) => [rule, severity, message.en])).toEqual([
      [
        'domestic-via-proxy',
        'info',
        'Where api.deepseek.com goes is not known: a script decides what Clash Verge Rev makes of these files',
      ],
    ]);
    const written = { ...files, [`${ROOT}/clash-verge.yaml`]: `# Generated by Clash Verge\n${dump(generate(files))}` };
    const found = lint(projectOf(written, NETWORK), allRules).diagnostics.filter(
      ({ severity }) => severity === 'error',
    );
    expect(found.map(({ rule, at, fixes }) => [rule, at.file, fixes ?? []])).toEqual([
      ['domestic-via-proxy', `${ROOT}/clash-verge.yaml`, []],
    ]);
  });
});

describe('parts of other clients', () => {
  const PARTS: Readonly<Record<string, string>> = {
    'etc/nikki/mixin.yaml':
      'mixed-port: 7890\nnikki-rules:\n  - DOMAIN,a.example,DIRECT\nrules: ["DOMAIN,b.example,my group"]\n',
    'clashctl/resources/mixin.yaml':
      'mixed-port: 7890\nrules:\n  prepend: ["DOMAIN,a.example,my group"]\nproxies:\n  append: []\n',
    'mihomo-party/override/19a.yaml': 'mixed-port: 7890\n+rules:\n  - DOMAIN,a.example,my group\n',
    'etc/openclash/custom/openclash_custom_rules.list': 'rules:\n- DOMAIN,a.example,my group\n',
    'etc/openclash/custom/openclash_custom_rules_2.list': '- DOMAIN,a.example,my group\n- MATCH,other group\n',
    'ShellCrash/yamls/rules.yaml': '- DOMAIN,a.example,my group\n',
    'guiConfigs/Mixin.yaml': 'mixed-port: 7890\nprepend-rules: ["DOMAIN,a.example,my group"]\nrules: []\n',
  };

  test.each(Object.entries(PARTS))('%s names what another file brings', (file, text) => {
    expect(lint(projectOf({ [file]: text }, NETWORK), allRules).diagnostics).toEqual([]);
  });

  test('a list of OpenClash is read as rules', () => {
    const project = projectOf({
      'etc/openclash/custom/openclash_custom_rules.list': '- DOMAN,a.example,DIRECT\n- MATCH,DIRECT\n',
    });
    expect([...project.documents.values()].map(({ language }) => language)).toEqual([]);
    const right = projectOf({
      'etc/openclash/custom/openclash_custom_rules.list': '- DOMAIN,a b,DIRECT\n- MATCH,DIRECT\n',
    });
    expect(clashFiles(right)[0]?.rules.map(({ text }) => text)).toEqual(['DOMAIN,a b,DIRECT', 'MATCH,DIRECT']);
  });
});
