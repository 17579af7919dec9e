/** What `envlint.yaml` says in the playground: the network, timeouts and severities. The command checks the rest. */
import { parse } from 'yaml';
import type { Network, Severity } from '../../core.ts';
import { UNDESCRIBED } from '../../project.ts';

export const CONFIG_NAME = 'envlint.yaml';

interface PageConfig {
  readonly network: Network;
  readonly severities: Readonly<Record<string, Severity | 'off'>>;
  /** Why the text is not followed, as the parser says it; empty where it is. */
  readonly fault: string;
}

/** Reads the text of the file; undefined: there is none. Never throws. */
export function readConfig(text: string | undefined): PageConfig {
  const none = { network: UNDESCRIBED, severities: {}, fault: '' };
  if (text === undefined) return none;
  try {
    const raw: unknown = parse(text, { maxAliasCount: 100 });
    return isMap(raw) ? { network: networkOf(raw), severities: severitiesOf(raw.rules), fault: '' } : none;
  } catch (error) {
    return { ...none, fault: `${CONFIG_NAME}: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : ''}` };
  }
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function networkOf({ network, timeouts }: Record<string, unknown>): Network {
  const raw = isMap(network) ? network : {};
  const known = isMap(timeouts) ? Object.entries(timeouts) : [];
  return {
    region: typeof raw.region === 'string' ? raw.region : undefined,
    domestic: strings(raw.domestic),
    overseas: strings(raw.overseas),
    local: strings(raw.local),
    clients: strings(raw.clients),
    timeouts: Object.fromEntries(known.filter((entry): entry is [string, number] => typeof entry[1] === 'number')),
  };
}

const strings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];

function severitiesOf(rules: unknown): Record<string, Severity | 'off'> {
  const isLevel = (value: unknown): value is Severity | 'off' =>
    ['off', 'info', 'warning', 'error'].includes(value as string);
  const entries = isMap(rules) ? Object.entries(rules) : [];
  // YAML 1.1 readers made `off` false; a person means the same.
  return Object.fromEntries(
    entries
      .map(([id, level]): [string, unknown] => [id, level === false ? 'off' : level])
      .filter((entry): entry is [string, Severity | 'off'] => isLevel(entry[1])),
  );
}
