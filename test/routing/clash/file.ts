/** Builds Clash facts from a configuration written as JSON, which is YAML too. */
import type { ClashFile, ClashProvider, ClashRule, Scope, Span, Value } from '../../../src/core.ts';
import { splitRule } from '../../../src/knowledge/clash-rule-line.ts';
import { verbatim } from '../../../src/text.ts';

interface Group {
  readonly name: string;
  readonly type: string;
  readonly proxies?: readonly string[];
  readonly use?: readonly string[];
  readonly 'include-all'?: boolean;
  readonly 'include-all-proxies'?: boolean;
  readonly 'include-all-providers'?: boolean;
  readonly filter?: string;
  readonly 'exclude-filter'?: string;
  readonly 'exclude-type'?: string;
  readonly 'default-selected'?: string;
}

interface Provider {
  readonly type: string;
  readonly behavior?: string;
  readonly format?: string;
  readonly path?: string;
  readonly url?: string;
  readonly payload?: readonly unknown[];
}

export interface ClashConfig {
  readonly mode?: string;
  readonly rules?: readonly string[];
  readonly 'sub-rules'?: Readonly<Record<string, readonly string[]>>;
  readonly proxies?: readonly { readonly name: string; readonly type: string }[];
  readonly 'proxy-groups'?: readonly Group[];
  readonly 'rule-providers'?: Readonly<Record<string, Provider>>;
  readonly 'proxy-providers'?: Readonly<Record<string, Provider>>;
  readonly hosts?: Readonly<Record<string, string | readonly string[]>>;
}

const AT: Span = { file: 'config.yaml', start: 0, end: 0 };
const SCOPE: Scope = { kind: 'file', name: '', at: AT };
const value = (text: string): Value => verbatim(text, AT);

/** A rule line as the language reads it. */
export function ruleOf(text: string, start = 0): ClashRule {
  return { at: { file: AT.file, start, end: start + text.length }, text, ...splitRule(text) };
}

/** The facts of a configuration. `policies`: names that are to be known as proxies. */
export function clashFile(config: ClashConfig, policies: readonly string[] = []): ClashFile {
  const proxies = [...(config.proxies ?? []), ...policies.map((name) => ({ name, type: 'socks5' }))];
  return {
    kind: 'clash',
    at: AT,
    scope: SCOPE,
    certain: true,
    form: 'config',
    mode: (config.mode ?? 'rule').toLowerCase(),
    rules: (config.rules ?? []).map((text, i) => ruleOf(text, i * 1000)),
    subRules: new Map(
      Object.entries(config['sub-rules'] ?? {}).map(([name, rules]) => [name, rules.map((text) => ruleOf(text))]),
    ),
    groups: (config['proxy-groups'] ?? []).map(groupOf),
    proxies: proxies.map(({ name, type }) => ({ name: value(name), at: AT, type })),
    providers: [...providersOf(config['rule-providers'], 'rule'), ...providersOf(config['proxy-providers'], 'proxy')],
    hosts: new Map(Object.entries(config.hosts ?? {}).map(([name, to]) => [name, typeof to === 'string' ? [to] : to])),
    payload: [],
  };
}

function groupOf(group: Group): ClashFile['groups'][number] {
  const optional = {
    filter: 'filter',
    excludeFilter: 'exclude-filter',
    excludeType: 'exclude-type',
    defaultSelected: 'default-selected',
  } as const;
  const texts = Object.entries(optional).flatMap(([field, key]) =>
    group[key] === undefined ? [] : [[field, value(group[key])]],
  );
  return {
    name: value(group.name),
    at: AT,
    type: group.type,
    proxies: (group.proxies ?? []).map(value),
    use: (group.use ?? []).map(value),
    includeAll: group['include-all'] ?? false,
    includeAllProxies: group['include-all-proxies'] ?? false,
    includeAllProviders: group['include-all-providers'] ?? false,
    ...Object.fromEntries(texts),
  };
}

function providersOf(providers: ClashConfig['rule-providers'], kind: 'rule' | 'proxy'): ClashProvider[] {
  return Object.entries(providers ?? {}).map(([name, provider]) => ({
    name: value(name),
    at: AT,
    kind,
    type: provider.type,
    behavior: provider.behavior ?? '',
    format: provider.format ?? 'yaml',
    ...(provider.path === undefined ? {} : { path: value(provider.path) }),
    ...(provider.url === undefined ? {} : { url: value(provider.url) }),
    ...(kind === 'rule' && provider.payload ? { payload: provider.payload.map(String) } : {}),
    ...(kind === 'proxy' && provider.payload ? { proxies: proxiesOf(provider.payload) } : {}),
  }));
}

function proxiesOf(payload: readonly unknown[]): ClashProvider['proxies'] & object {
  return (payload as readonly { name: string; type: string }[]).map(({ name, type }) => ({
    name: value(name),
    at: AT,
    type,
  }));
}
