/**
 * Homes of the other Clash clients. Where envlint puts a configuration together, a second implementation of the client's merge
 * says what is right; where it does not, what the client wrote is judged. No fix touches what another program writes, and after
 * the client has written its files again the finding stays away.
 */
import { dump, load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { fix } from '../../src/engine/fix.ts';
import { lint } from '../../src/engine/lint.ts';
import { clashSetting } from '../../src/queries/clash/clash.ts';
import { clashConfigs } from '../../src/queries/region.ts';
import { parseAs, projectOf } from '../helpers/project.ts';
import { allRules } from '../helpers/rules.ts';
import { NETWORK, SUBSCRIPTION } from './clash-machines.ts';

type Data = Record<string, unknown>;
type Files = Readonly<Record<string, string>>;

const ENV = { '.env': 'DEEPSEEK_API_KEY=sk-none\n' };
const SUB = dump(SUBSCRIPTION);

const isMap = (value: unknown): value is Data => typeof value === 'object' && value !== null && !Array.isArray(value);
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** Maps merge, the rest replaces. */
function merged(base: Data, over: Data): Data {
  const result = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const old = result[key];
    result[key] = isMap(old) && isMap(value) ? merged(old, value) : value;
  }
  return result;
}

/** One client: how it writes the file that runs, and the names of that file and of its parts. */
interface Client {
  readonly running: string;
  /** What the client, and nobody else, writes. */
  readonly written: RegExp;
  /** Writes the file for the core; undefined where nothing here knows how. */
  readonly start: (read: (file: string) => unknown) => Data | undefined;
  readonly homes: Readonly<Record<string, Files>>;
}

const STASH = 'Library/Group Containers/group.ws.stash.app/stash';
const PARTY = '.config/mihomo-party';
const partyIndex = (override: readonly string[] = []): string =>
  dump({ current: 'a1', items: [{ id: 'a1', name: 'sub', type: 'remote', override }] });
const overrides = (...items: readonly Data[]): string => dump({ items });

/** `+key`, `key+`, `key!`, then plain ones. */
function over(base: Data, patch: Data): Data {
  const result = { ...base };
  for (const [key, value] of Object.entries(patch)) {
    if (Array.isArray(value) && key.startsWith('+')) result[key.slice(1)] = [...value, ...list(result[key.slice(1)])];
    else if (Array.isArray(value) && key.endsWith('+'))
      result[key.slice(0, -1)] = [...list(result[key.slice(0, -1)]), ...value];
    else if (isMap(value) && key.endsWith('!')) result[key.slice(0, -1)] = value;
    else if (isMap(value) && isMap(result[key])) result[key] = over(result[key] as Data, value);
    else result[key] = value;
  }
  return result;
}

function startParty(read: (file: string) => unknown): Data {
  const index = read(`${PARTY}/profile.yaml`) as { current: string; items: { override?: string[] }[] };
  const known = ((read(`${PARTY}/override.yaml`) as Data | undefined)?.items ?? []) as Data[];
  const ids = [
    ...known.filter(({ global }) => global === true).map(({ id }) => String(id)),
    ...(index.items[0]?.override ?? []),
  ];
  let config = read(`${PARTY}/profiles/${index.current}.yaml`) as Data;
  for (const id of new Set(ids))
    config = over(config, (read(`${PARTY}/override/${id}.yaml`) as Data | undefined) ?? {});
  const own = (read(`${PARTY}/rules/${index.current}.yaml`) as Data | undefined) ?? {};
  const removed = list(own.delete);
  config = {
    ...config,
    rules: [...list(own.prepend), ...list(config.rules).filter((rule) => !removed.includes(rule)), ...list(own.append)],
  };
  return merged(config, (read(`${PARTY}/mihomo.yaml`) as Data | undefined) ?? {});
}

const CTL = 'clashctl/resources';
function startClashctl(read: (file: string) => unknown): Data {
  const { rules, proxies, 'proxy-groups': groups, ...rest } = (read(`${CTL}/mixin.yaml`) ?? {}) as Record<string, Data>;
  const config = merged(read(`${CTL}/config.yaml`) as Data, rest);
  for (const [field, patch] of Object.entries({ rules, proxies, 'proxy-groups': groups })) {
    const old = list(config[field]);
    const inner = [...list(patch?.prepend), ...old, ...list(patch?.append)];
    const named = list(patch?.override) as { name: string }[];
    config[field] = inner.map((item) => named.find(({ name }) => name === (item as { name?: string }).name) ?? item);
  }
  return config;
}

const front = (file: string, key: string | undefined, base: string) => (read: (file: string) => unknown) => {
  const root = read(file);
  const own = list(key === undefined || Array.isArray(root) ? root : (root as Data | undefined)?.[key]);
  const config = read(base) as Data;
  return { ...config, rules: [...own, ...list(config.rules)] };
};

const CLIENTS: Readonly<Record<string, Client>> = {
  'Clash Party': {
    running: `${PARTY}/work/config.yaml`,
    written: /mihomo-party\/(?:profiles\/|work\/|profile\.yaml|mihomo\.yaml|config\.yaml)/,
    start: startParty,
    homes: {
      'a subscription alone': { [`${PARTY}/profile.yaml`]: partyIndex(), [`${PARTY}/profiles/a1.yaml`]: SUB },
      'ports of the app': {
        [`${PARTY}/profile.yaml`]: partyIndex(),
        [`${PARTY}/profiles/a1.yaml`]: SUB,
        [`${PARTY}/mihomo.yaml`]: 'mixed-port: 7897\nmode: rule\nallow-lan: false\n',
      },
      'an override of the profile': {
        [`${PARTY}/profile.yaml`]: partyIndex(['b2']),
        [`${PARTY}/override.yaml`]: overrides({ id: 'b2', ext: 'yaml' }),
        [`${PARTY}/override/b2.yaml`]: '+rules:\n  - DOMAIN,a.example,DIRECT\nrules+: ["DOMAIN,z.example,DIRECT"]\n',
        [`${PARTY}/profiles/a1.yaml`]: SUB,
      },
      'a global override, and one that nobody uses': {
        [`${PARTY}/profile.yaml`]: partyIndex(),
        [`${PARTY}/override.yaml`]: overrides({ id: 'b2', ext: 'yaml', global: true }, { id: 'c3', ext: 'yaml' }),
        [`${PARTY}/override/b2.yaml`]: '+rules: []\ndns!: {enable: false}\n+proxies:\n  - {name: N, type: direct}\n',
        [`${PARTY}/override/c3.yaml`]: 'mixed-port: 1\n+rules: ["MATCH,DIRECT"]\n',
        [`${PARTY}/profiles/a1.yaml`]: SUB,
      },
      'a list of rules': {
        [`${PARTY}/profile.yaml`]: partyIndex(),
        [`${PARTY}/rules/a1.yaml`]: 'prepend: []\nappend: []\ndelete: ["DOMAIN-SUFFIX,openai.com,G"]\n',
        [`${PARTY}/profiles/a1.yaml`]: SUB,
      },
    },
  },
  clashctl: {
    running: `${CTL}/runtime.yaml`,
    written: /resources\/(?:config|runtime|profiles)/,
    start: startClashctl,
    homes: {
      'an empty mixin': { [`${CTL}/config.yaml`]: SUB, [`${CTL}/mixin.yaml`]: 'mixed-port: 7891\n' },
      'rules before and after': {
        [`${CTL}/config.yaml`]: SUB,
        [`${CTL}/mixin.yaml`]:
          'rules:\n  prepend:\n    - DOMAIN,a.example,DIRECT\n  append: ["DOMAIN,z.example,DIRECT"]\n',
      },
      'lists that are empty': {
        [`${CTL}/config.yaml`]: SUB,
        [`${CTL}/mixin.yaml`]: 'rules:\n  prepend: []\n  append: []\nproxies:\n  prepend: []\ndns: {enable: true}\n',
      },
      'a list without anything': {
        [`${CTL}/config.yaml`]: SUB,
        [`${CTL}/mixin.yaml`]: 'rules:\n    prepend:\n    append:\nipv6: false\n',
      },
      'a node of the mixin that has the name of an override': {
        [`${CTL}/config.yaml`]: SUB,
        [`${CTL}/mixin.yaml`]:
          'proxies:\n  prepend: [{name: N, type: direct}]\n  override: [{name: N, type: http, server: o.example.com, port: 1}]\n',
      },
      'a node instead of another': {
        [`${CTL}/config.yaml`]: SUB,
        [`${CTL}/mixin.yaml`]:
          'proxies:\n  override:\n    - {name: P, type: http, server: o.example.com, port: 443}\n  append: [{name: N, type: direct}]\n',
      },
    },
  },
  OpenClash: {
    running: 'etc/openclash/sub.yaml',
    written: /etc\/openclash\/(?:config\/|[^/]+\.yaml)/,
    start: front('etc/openclash/custom/openclash_custom_rules.list', 'rules', 'etc/openclash/config/sub.yaml'),
    homes: {
      'a list that is switched on': {
        'etc/config/openclash': "config openclash 'config'\n\toption enable_custom_clash_rules '1'\n",
        'etc/openclash/config/sub.yaml': SUB,
        'etc/openclash/custom/openclash_custom_rules.list': 'rules:\n- DOMAIN,a.example,DIRECT\n',
      },
      'a list that is switched off': {
        'etc/config/openclash': "config openclash 'config'\n\toption enable_custom_clash_rules '0'\n",
        'etc/openclash/config/sub.yaml': SUB,
        'etc/openclash/custom/openclash_custom_rules.list': 'rules:\n- DOMAIN,a.example,DIRECT\n',
      },
      'a list seen in what runs': {
        'etc/openclash/config/sub.yaml': SUB,
        'etc/openclash/custom/openclash_custom_rules.list': '- DOMAIN,a.example,DIRECT\n- DOMAIN,b.example,DIRECT\n',
      },
    },
  },
  nikki: {
    running: 'etc/nikki/run/config.yaml',
    written: /etc\/nikki\/(?:run|subscriptions)\//,
    start: front('etc/nikki/mixin.yaml', 'nikki-rules', 'etc/nikki/subscriptions/s.yaml'),
    homes: {
      'a mixin that is switched on': {
        'etc/config/nikki': "config mixin 'mixin'\n\toption mixin_file_content '1'\n",
        'etc/nikki/subscriptions/s.yaml': SUB,
        'etc/nikki/mixin.yaml': 'nikki-rules:\n  - DOMAIN,a.example,DIRECT\n',
      },
      'a mixin whose rules those of the router replace': {
        'etc/config/nikki':
          "config mixin 'mixin'\n\toption 'rule' '1'\n\toption 'mixin_file_content' '1'\n\nconfig rule\n\toption 'enabled' '1'\n",
        'etc/nikki/subscriptions/s.yaml': SUB,
        'etc/nikki/mixin.yaml': 'nikki-rules:\n  - DOMAIN,a.example,DIRECT\n',
      },
      'a mixin without rules': {
        'etc/config/nikki': "config mixin 'mixin'\n\toption mixin_file_content '1'\n",
        'etc/nikki/subscriptions/s.yaml': SUB,
        'etc/nikki/mixin.yaml': 'mixed-port: 7890\n',
      },
    },
  },
  ShellCrash: {
    running: 'etc/ShellCrash/config.yaml',
    written: /ShellCrash\/(?:yamls\/)?config\.yaml/,
    start: front('etc/ShellCrash/yamls/rules.yaml', undefined, 'etc/ShellCrash/yamls/config.yaml'),
    homes: {
      'rules of its own': {
        'etc/ShellCrash/yamls/config.yaml': SUB,
        'etc/ShellCrash/yamls/rules.yaml': '- DOMAIN,a.example,DIRECT\n',
      },
      'no rules of its own': { 'etc/ShellCrash/yamls/config.yaml': SUB },
    },
  },
  FlClash: {
    running: '.local/share/com.follow.clash/config.yaml',
    written: /com\.follow\.clash\//,
    start: (read) => read('.local/share/com.follow.clash/profiles/17.yaml') as Data,
    homes: { 'a profile': { '.local/share/com.follow.clash/profiles/17.yaml': SUB } },
  },
  Stash: {
    running: `${STASH}/config.yaml`,
    written: /group\.ws\.stash\.app\//,
    start: (read) => read(`${STASH}/config.yaml`) as Data,
    homes: { 'a configuration': { [`${STASH}/config.yaml`]: SUB } },
  },
};

const HOMES = Object.entries(CLIENTS).flatMap(([name, client]) =>
  Object.entries(client.homes).map(([home, files]) => [name, home, client, files] as const),
);

const read =
  (files: Files) =>
  (file: string): unknown =>
    files[file] === undefined ? undefined : load(files[file]);

/** The files with what the client writes for its core. */
function started(client: Client, files: Files): Files {
  const config = client.start(read(files));
  return config ? { ...files, [client.running]: dump(config) } : files;
}

const errors = (files: Files) =>
  lint(projectOf({ ...files }, NETWORK), allRules).diagnostics.filter(
    ({ rule, severity }) => rule === 'domestic-via-proxy' && severity === 'error',
  );

describe('a home', () => {
  test.each(HOMES)('of %s with %s is what its client runs', (_, __, client, files) => {
    const all = started(client, { ...files, ...ENV });
    const project = projectOf({ ...all }, NETWORK);
    const configs = clashConfigs(project);
    expect(configs).toHaveLength(1);
    const [config] = configs;
    if (!config) return;
    const wanted = client.start(read(all)) as Data;
    expect(config.rules.map(({ text }) => text)).toEqual(wanted.rules);
    expect(config.proxies.map(({ name }) => name.text)).toEqual(
      (wanted.proxies as { name: string }[]).map(({ name }) => name),
    );
    expect(clashSetting(project, config, 'mixed-port')?.value.text).toBe(wanted['mixed-port']?.toString());
  });

  test.each(HOMES)('of %s with %s is repaired where it lasts', (_, __, client, files) => {
    const before = started(client, { ...files, ...ENV });
    expect(errors(before)).toHaveLength(1);
    const result = fix(projectOf({ ...before }, NETWORK), allRules, { unsafe: false, parse: parseAs });
    const after = Object.fromEntries([...result.project.documents].map(([file, { text }]) => [file, text]));
    const changed = Object.keys(after).filter((file) => after[file] !== before[file]);
    expect(changed.filter((file) => client.written.test(file))).toEqual([]);
    const again = started(client, { ...before, ...after });
    if (changed.length > 0) expect(errors(again)).toEqual([]);
    else expect(errors(again).map(({ fixes }) => fixes ?? [])).toEqual([[]]);
  });

  const REPAIRED = [
    'an override of the profile',
    'a global override, and one that nobody uses',
    'a list of rules',
    'rules before and after',
    'lists that are empty',
    'a list without anything',
    'a list that is switched on',
    'a list seen in what runs',
    'a mixin that is switched on',
    'rules of its own',
  ];
  test.each(HOMES)('of %s with %s has a place that lasts, or the message names it', (_, home, client, files) => {
    const [error] = errors(started(client, { ...files, ...ENV }));
    expect((error?.fixes ?? []).length > 0).toBe(REPAIRED.includes(home));
    if (!REPAIRED.includes(home)) expect(error?.why?.en).toMatch(/A rule that lasts (?:belongs in|is added in) /);
  });
  test.each([
    ["option mixin_file_content '1'\n\toption rule '1'", 'belongs in the rules on the mixin page of nikki in LuCI.'],
    ["option core_only '1'", 'is added in nikki itself.'],
    ["option mixin_file_content '0'", 'belongs in nikki-rules of the mixin of nikki.'],
  ])('of nikki, where %j decides, the message names what the router reads', (options, end) => {
    const client = CLIENTS.nikki as Client;
    const files = { 'etc/config/nikki': `config mixin 'mixin'\n\t${options}\n`, 'etc/nikki/subscriptions/s.yaml': SUB };
    const [error] = errors({ ...files, ...ENV, [client.running]: SUB });
    expect(error?.why?.en).toContain(`A rule that lasts ${end}`);
  });
});

describe('what is not put together', () => {
  test('an override of Stash, of which the app alone knows whether it is switched on', () => {
    const override = 'name: mine\nrules:\n  - DOMAIN-SUFFIX,deepseek.com,DIRECT\n';
    const files = { ...ENV, [`${STASH}/config.yaml`]: SUB, [`${STASH}/mine.stoverride`]: override };
    const found = fix(projectOf(files, NETWORK), allRules, { unsafe: true, parse: parseAs });
    expect(found.applied).toEqual([]);
    expect(found.result.diagnostics.map(({ severity, message }) => [severity, message.en])).toEqual([
      [
        'info',
        'Where api.deepseek.com goes is not known: what Stash makes of these files is decided by the overrides that are switched on in the app (.stoverride)',
      ],
    ]);
  });
  test('says so where nothing runs, and claims nothing', () => {
    const project = projectOf(
      {
        ...ENV,
        'etc/nikki/subscriptions/s.yaml': SUB,
        'etc/nikki/mixin.yaml': 'nikki-rules:\n  - DOMAIN-SUFFIX,deepseek.com,DIRECT\n',
      },
      NETWORK,
    );
    const found = lint(project, allRules).diagnostics;
    expect(found.map(({ severity, message }) => [severity, message.en])).toEqual([
      [
        'info',
        'Where api.deepseek.com goes is not known: what nikki makes of these files is decided by the settings of the router',
      ],
    ]);
  });

  test.each([
    [
      'an override by a script',
      {
        [`${PARTY}/override.yaml`]: overrides({ id: 'b2', ext: 'js', global: true }),
        [`${PARTY}/override/b2.js`]: 'function main(c) { c.rules = []; return c; }\n',
      },
    ],
    [
      'a plain list in an override',
      {
        [`${PARTY}/override.yaml`]: overrides({ id: 'b2', ext: 'yaml', global: true }),
        [`${PARTY}/override/b2.yaml`]: 'rules: ["MATCH,DIRECT"]\n',
      },
    ],
    [
      'rules with a place of their own',
      { [`${PARTY}/rules/a1.yaml`]: 'prepend: ["1,DOMAIN-SUFFIX,deepseek.com,DIRECT"]\n' },
    ],
  ])('Clash Party with %s is judged by what it wrote', (_, files) => {
    const home = { ...ENV, [`${PARTY}/profile.yaml`]: partyIndex(), [`${PARTY}/profiles/a1.yaml`]: SUB, ...files };
    expect(errors(home)).toEqual([]);
    const running = `${PARTY}/work/config.yaml`;
    expect(errors({ ...home, [running]: SUB }).map(({ at, fixes }) => [at.file, fixes ?? []])).toEqual([[running, []]]);
    expect(errors({ ...home, [running]: dump({ ...SUBSCRIPTION, rules: ['MATCH,DIRECT'] }) })).toEqual([]);
  });

  test('a finding in a subscription that the running file refutes is not made', () => {
    const running = dump({ ...SUBSCRIPTION, rules: ['DOMAIN-SUFFIX,deepseek.com,DIRECT', 'MATCH,G'] });
    for (const [name, { running: file, homes }] of Object.entries(CLIENTS)) {
      if (name === 'Clash Party' || name === 'clashctl') continue;
      for (const files of Object.values(homes)) expect(errors({ ...ENV, ...files, [file]: running }), name).toEqual([]);
    }
  });
});
