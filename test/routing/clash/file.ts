/** Clash facts from a configuration written as JSON, which is YAML too. */
import type { ClashFile } from '../../../src/core.ts';
import { clash } from '../../../src/languages/clash/index.ts';

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

/** The facts of a configuration. `policies`: names that are to be known as proxies. */
export function clashFile(config: ClashConfig, policies: readonly string[] = []): ClashFile {
  const proxies = [...(config.proxies ?? []), ...policies.map((name) => ({ name, type: 'socks5' }))];
  const text = JSON.stringify({ ...config, proxies }, null, 1);
  const fact = clash.parse({ file: 'config.yaml', text }).facts.find((one) => one.kind === 'clash');
  if (fact?.kind !== 'clash') throw new Error(`no Clash facts in ${text}`);
  return fact;
}
