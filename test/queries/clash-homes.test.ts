/**
 * Homes of Clash clients. What envlint puts together is compared with a second implementation of the client's merge, kept
 * simple and apart from the first; after fixing, the client writes its files again and the finding must stay away.
 */
import { posix } from 'node:path';
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
  /** More keys of the index, and of the current profile. */
  readonly index?: Data;
  readonly profile?: Data;
  readonly items?: readonly Data[];
  readonly files: Readonly<Record<string, string>>;
}

function filesOf({ option = { rules: 'r1', merge: 'm1' }, items = [], files, ...more }: Home): Record<string, string> {
  const sub = { uid: 'R1', type: 'remote', name: 'sub', file: 'R1.yaml', url: 'https://sub.example.com/x', option };
  const index = {
    current: 'R1',
    ...more.index,
    items: [
      { ...sub, ...more.profile },
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
  const own = Object.entries(all).map(([name, text]) => [posix.join(ROOT, name), text]);
  return { ...Object.fromEntries(own), [`${ROOT}/profiles.yaml`]: dump(index), '.env': 'DEEPSEEK_API_KEY=sk-none\n' };
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
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
    const text = files[posix.join(ROOT, name)];
    return text === undefined ? undefined : load(text);
  };
  const index = read('profiles.yaml') as {
    current: string;
    items: { uid: string; type: string; file: string; option?: Record<string, string> }[];
  };
  const listed = (uid = '') => index.items.find((one) => one.uid === uid);
  const item = (uid: string | undefined, type: string): unknown => {
    const one = listed(uid);
    return one?.type === type ? read(`profiles/${one.file}`) : undefined;
  };
  /** A key with nothing after it is an empty list for the app; for js-yaml it is null, like `null`. */
  const patchAt = (uid: string | undefined, type: string): Data | undefined => {
    const patch = item(uid, type) as Data | undefined;
    const text = files[posix.join(ROOT, `profiles/${listed(uid)?.file}`)] ?? '';
    const isEmpty = (key: string): boolean => new RegExp(`^${key}:[ \\r]*$`, 'm').test(text);
    const keys = ['prepend', 'append', 'delete'].filter((key) => patch?.[key] === null && isEmpty(key));
    return patch && { ...patch, ...Object.fromEntries(keys.map((key) => [key, []])) };
  };
  const current = listed(index.current);
  const option = current?.option ?? {};
  const lower = (data: unknown): Data =>
    Object.fromEntries(
      Object.entries((data as Data | undefined) ?? {}).map(([key, value]) => [key.toLowerCase(), value]),
    );
  let config = merged(read(`profiles/${current?.file}`) as Data, lower(item('Merge', 'merge')));
  for (const [key, field] of [
    ['rules', 'rules'],
    ['proxies', 'proxies'],
    ['groups', 'proxy-groups'],
  ] as const) {
    const patch = patchAt(option[key], key) as Patch | undefined;
    if (!patch || ![patch.prepend, patch.append, patch.delete].every(Array.isArray)) continue;
    if (patch.delete.some(isMap)) continue;
    const nameOf = (one: unknown): string => (typeof one === 'string' ? one : (one as Named).name);
    const kept = ((config[field] as unknown[] | undefined) ?? []).filter((one) => !patch.delete.includes(nameOf(one)));
    config = { ...config, [field]: [...patch.prepend, ...kept, ...patch.append] };
    if (field !== 'proxies') continue;
    const added = [...patch.prepend, ...patch.append].map(nameOf);
    const groups = ((config['proxy-groups'] ?? []) as Named[]).map((group) =>
      group.proxies ? { ...group, proxies: group.proxies.filter((name) => !patch.delete.includes(name)) } : group,
    );
    const first = added.length > 0 ? groups.find(({ type }) => type === 'select') : undefined;
    config['proxy-groups'] = groups.map((group) =>
      group === first ? { ...group, proxies: [...new Set([...added, ...(group.proxies ?? [])])] } : group,
    );
  }
  config = merged(config, lower(item(option.merge ?? 'Merge', 'merge')));
  const verge = (read('verge.yaml') as Data | undefined) ?? {};
  for (const [key, value] of Object.entries((read('config.yaml') as Data | undefined) ?? {})) {
    if (key === 'port' && verge.verge_http_enabled !== true) delete config.port;
    else if (key === 'socks-port' && verge.verge_socks_enabled !== true) delete config['socks-port'];
    else if (key === 'tun' && isMap(config.tun) && isMap(value)) config.tun = { ...config.tun, ...value };
    else config[key] = value;
  }
  if (isMap(config.tun)) config.tun = { ...config.tun, enable: verge.enable_tun_mode === true };
  const providers = Object.keys((config['proxy-providers'] as Data | undefined) ?? {});
  const names = new Set(['DIRECT', 'REJECT', 'REJECT-DROP', 'PASS', ...providers]);
  for (const one of [...((config.proxies ?? []) as Named[]), ...((config['proxy-groups'] ?? []) as Named[])])
    names.add(one.name);
  config['proxy-groups'] = ((config['proxy-groups'] ?? []) as Named[]).map((group) =>
    group.proxies && !list(group.use).some((one) => providers.includes(one as string))
      ? { ...group, proxies: group.proxies.filter((name) => names.has(name)) }
      : group,
  );
  if (verge.enable_dns_settings === true) {
    const own = Object.entries(read('dns_config.yaml') as Data).filter(([, value]) => isMap(value));
    config = { ...config, ...Object.fromEntries(own) };
  }
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
  'a list that is left empty': { files: { 'profiles/r1.yaml': 'prepend:\nappend: []\ndelete: []\n' } },
  'lists after which nothing comes': {
    files: { 'profiles/r1.yaml': 'prepend:\n  - DOMAIN,a.example,DIRECT\nappend:\ndelete:\n' },
  },
  'a list that says null': {
    files: { 'profiles/r1.yaml': 'prepend: ["DOMAIN,a.example,DIRECT"]\nappend: null\ndelete: []\n' },
  },
  'a map among what is deleted': {
    files: { 'profiles/r1.yaml': 'prepend: ["DOMAIN,a.example,DIRECT"]\nappend: []\ndelete: [{name: P}]\n' },
  },
  'a merge in capitals': {
    files: { 'profiles/m1.yaml': 'Rules: ["DOMAIN,a.example,DIRECT", "MATCH,G"]\nMixed-Port: 7891\n' },
  },
  'a global merge that is laid twice': {
    option: { rules: 'r1' },
    files: {
      'profiles/Merge.yaml': 'rules: ["DOMAIN,a.example,DIRECT", "MATCH,G"]\n',
      'profiles/r1.yaml': 'prepend: ["DOMAIN,b.example,DIRECT"]\nappend: []\ndelete: []\n',
    },
  },
  'a merge that the index calls a script': {
    option: { rules: 'r1', merge: 's1' },
    files: { 'profiles/s1.js': 'rules: ["MATCH,DIRECT"]\n' },
  },
  'two items of one name': {
    items: [{ uid: 'r1', type: 'rules', file: 'r2.yaml' }],
    files: { 'profiles/r2.yaml': 'prepend: ["DOMAIN-SUFFIX,deepseek.com,DIRECT"]\nappend: []\ndelete: []\n' },
  },
  'a layer that is not there': { option: { rules: 'r1', merge: 'm9', proxies: 'p1' }, files: {} },
  'a profile of its own': {
    index: { current: 'L1' },
    items: [{ uid: 'L1', type: 'local', name: 'mine', file: 'L1.yaml', option: { rules: 'r1' } }],
    files: { 'profiles/L1.yaml': dump({ ...SUBSCRIPTION, rules: ['DOMAIN,a.example,DIRECT', 'MATCH,Q'] }) },
  },
  'a profile in another folder': {
    profile: { type: 'local', file: '../../mine/clash.yaml' },
    files: { 'profiles/../../mine/clash.yaml': dump({ ...SUBSCRIPTION, rules: ['MATCH,Q'] }) },
  },
  'a profile whose file has a name of its own': {
    profile: { file: 'airport.yaml' },
    files: { 'profiles/airport.yaml': dump({ ...SUBSCRIPTION, rules: ['DOMAIN,a.example,DIRECT', 'MATCH,Q'] }) },
  },
  'nodes for a group that only uses providers': {
    option: { proxies: 'p1', rules: 'r1' },
    files: {
      'profiles/R1.yaml': dump({
        ...SUBSCRIPTION,
        'proxy-providers': { A: { type: 'http', url: 'https://a.example.com/x', path: './a.yaml' } },
        'proxy-groups': [
          { name: 'U', type: 'select', use: ['A', 'gone'] },
          { name: 'G', type: 'select', proxies: ['P', 'Q', 'elsewhere'], use: ['A'] },
        ],
      }),
      'profiles/p1.yaml':
        'prepend:\n  - {name: N, type: http, server: n.example.com, port: 1}\nappend:\n  - {name: N, type: direct}\ndelete: [Q]\n',
    },
  },
  'TUN that the app has switched off': {
    files: { 'profiles/m1.yaml': 'tun: {enable: true, stack: mixed}\n', 'verge.yaml': 'enable_tun_mode: false\n' },
  },
  'TUN that nothing switches on': { files: { 'profiles/m1.yaml': 'tun: {enable: true, stack: mixed}\n' } },
  'TUN of the app': {
    files: {
      'config.yaml': 'mixed-port: 7897\ntun: {enable: false, stack: gvisor}\n',
      'profiles/m1.yaml': 'tun: {stack: mixed, mtu: 1500}\n',
      'verge.yaml': 'enable_tun_mode: true\n',
    },
  },
  'hosts and DNS that are no maps': {
    files: { 'verge.yaml': 'enable_dns_settings: true\n', 'dns_config.yaml': 'dns: off\nhosts: []\n' },
  },
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

const WRITTEN_BY_THE_APP = /profiles\/(?:R\d|airport)\.yaml$|\/(?:clash-verge|profiles|config|verge|dns_config)\.yaml$/;

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
    const groups = (wanted['proxy-groups'] as Named[]).map(({ name, proxies }) => [name, proxies ?? []]);
    expect(config.groups.map(({ name, proxies }) => [name.text, proxies.map(({ text }) => text)])).toEqual(groups);
    const tun = (wanted.tun as Data | undefined)?.enable;
    expect(clashSetting(project, config, 'tun', 'enable')?.value.text ?? 'false').toBe(String(tun ?? false));
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

  const CHOICE = dump({
    ...SUBSCRIPTION,
    'proxy-groups': [{ name: 'G', type: 'select', proxies: ['P', 'Q', 'DIRECT'] }],
  });
  const errorsOf = (files: Record<string, string>) =>
    lint(projectOf(files, NETWORK), allRules).diagnostics.filter(({ severity }) => severity === 'error');

  test.each([
    ['the node that the user chose', [{ name: 'G', now: 'DIRECT' }], 0],
    ['another node that the user chose', [{ name: 'G', now: 'Q' }], 1],
    ['a choice that is gone', [{ name: 'G', now: 'R' }], 1],
    ['a choice for another group', [{ name: 'H', now: 'DIRECT' }], 1],
    ['a choice without a node', [{ name: 'G', now: null }, { name: 'G' }], 1],
  ])('follows %s', (_, selected, count) => {
    expect(errorsOf(filesOf({ profile: { selected }, files: { 'profiles/R1.yaml': CHOICE } }))).toHaveLength(count);
  });

  test('follows the choice also in what the app wrote, where a script decides', () => {
    const script = 'function main(config) {\n  config.ipv6 = false;\n  return config;\n}\n';
    const home = (now: string): Record<string, string> => ({
      ...filesOf({
        option: { script: 's1', rules: 'r1' },
        profile: { selected: [{ name: 'G', now }] },
        files: { 'profiles/s1.js': script },
      }),
      [`${ROOT}/clash-verge.yaml`]: `# Generated by Clash Verge\n${CHOICE}`,
    });
    expect(errorsOf(home('P')).map(({ at, fixes }) => [at.file, fixes ?? []])).toEqual([
      [`${ROOT}/clash-verge.yaml`, []],
    ]);
    expect(errorsOf(home('DIRECT'))).toEqual([]);
  });

  const SHELL = {
    '.zshrc':
      'export https_proxy=http://127.0.0.1:7897 http_proxy=http://127.0.0.1:7897\nexport no_proxy=localhost,127.0.0.1,::1 NO_PROXY=localhost,127.0.0.1,::1\n',
  };
  const mismatches = (files: Record<string, string>) =>
    errorsOf({ ...files, ...SHELL, '.env': '' }).filter(({ rule }) => rule === 'proxy-port-mismatch');

  test('takes no port from a subscription, whether the settings of the app are here or not', () => {
    const files = filesOf({ files: {} });
    expect(mismatches(files)).toEqual([]);
    const written = (port: number): string =>
      `# Generated by Clash Verge\n${dump({ ...SUBSCRIPTION, 'mixed-port': port })}`;
    expect(mismatches({ ...files, [`${ROOT}/clash-verge.yaml`]: written(7897) })).toEqual([]);
    expect(mismatches({ ...files, [`${ROOT}/clash-verge.yaml`]: written(7891) })).toHaveLength(1);
    expect(mismatches({ ...files, [`${ROOT}/config.yaml`]: 'mixed-port: 7897\n' })).toEqual([]);
    const both = { [`${ROOT}/config.yaml`]: 'mixed-port: 7891\n', [`${ROOT}/clash-verge.yaml`]: written(7897) };
    expect(mismatches({ ...files, ...both })).toHaveLength(1);
  });

  test.each([
    ['whose current profile is not here', { current: 'R9' }, 0],
    ['without a current profile', { current: null }, 0],
    ['of v1.6, with a chain', { chain: ['m1'] }, 1],
  ])('%s is judged by what the app wrote alone', (_, index, infos) => {
    const files = filesOf({ index, files: {} });
    const found = lint(projectOf(files, NETWORK), allRules).diagnostics;
    expect(found.map(({ severity }) => severity)).toEqual(infos === 0 ? [] : ['info']);
    const written = { ...files, [`${ROOT}/clash-verge.yaml`]: `# Generated by Clash Verge\n${dump(SUBSCRIPTION)}` };
    expect(errorsOf(written).map(({ at, fixes }) => [at.file, fixes ?? []])).toEqual([
      [`${ROOT}/clash-verge.yaml`, []],
    ]);
  });

  test('judges no profile that the app does not run', () => {
    const stray = {
      'profiles/R7.yaml': dump(SUBSCRIPTION),
      'profiles/L8.yaml': dump({ ...SUBSCRIPTION, rules: ['MATCH,nobody'] }),
    };
    const files = filesOf({
      files: { ...stray, 'profiles/R1.yaml': dump({ ...SUBSCRIPTION, rules: ['MATCH,DIRECT'] }) },
    });
    expect(errorsOf(files)).toEqual([]);
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

describe('files in places of their own', () => {
  const list = 'prepend:\n  - DOMAIN-SUFFIX,deepseek.com,DIRECT\n\nappend: []\n\ndelete: []\n';
  const rules = (file: string, files: Readonly<Record<string, string>>) =>
    clashFiles(
      projectOf({
        ...filesOf({
          option: { rules: 'own', merge: 'm1' },
          items: [{ uid: 'own', type: 'rules', file }],
          files: { 'clash-verge.yaml': dump({ ...SUBSCRIPTION, rules: ['MATCH,DIRECT'] }) },
        }),
        ...files,
      }),
    ).flatMap((one) => (one.composition ? one.rules.map(({ text }) => text) : []));
  const own = `${ROOT}/profiles/r9.yaml`;
  test.each([`/home/u/${own}`, `C:\\Users\\u\\${own.replaceAll('/', '\\')}`])('%s, which is in the project', (file) => {
    expect(rules(file, { [own]: list })[0]).toBe('DOMAIN-SUFFIX,deepseek.com,DIRECT');
  });
  test('one that was not read: what the app wrote for the core counts', () => {
    expect(rules('/mnt/lists/mine.yaml', {})).toEqual(['MATCH,DIRECT']);
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
