/**
 * A loop over the rules that decides one connection in one world, where everything is known: what DNS answers, what
 * remote lists hold, which program asks. Slow, plain, and written without the evaluator's tables.
 */
import { splitLogic, splitRule } from '../../../src/knowledge/clash/rule-line.ts';
import type { ClashConfig } from './file.ts';

/** Everything the evaluator can't know. */
export interface World {
  /** What DNS says about the host; undefined: it fails. */
  readonly address: string | undefined;
  /** Hosts in remote domain lists and in GEOSITE lists; addresses of remote ipcidr lists and of GEOIP. */
  readonly hosts: ReadonlySet<string>;
  readonly addresses: ReadonlySet<string>;
  readonly process: string;
  /** Look the address up where it is first needed (newer releases) rather than before the rule. */
  readonly lazy: boolean;
}

export interface NaiveRequest {
  /** `''` for a connection to an address. */
  readonly host: string;
  readonly address?: string;
  readonly port: number;
}

interface State {
  address: string | undefined;
  asked: boolean;
}

/** The index of the rule that decides and its policy; −1 and DIRECT when none does. */
export function naive(config: ClashConfig, request: NaiveRequest, world: World): { index: number; policy: string } {
  const state: State = { address: request.address, asked: false };
  const match = (text: string, hasTarget: boolean, isPassive = false): boolean => {
    const { type, payload, params } = splitRule(text, hasTarget);
    const host = request.host;
    const onAddress = (test: (address: string) => boolean): boolean => {
      if (world.lazy && !isPassive && !params.includes('no-resolve')) resolve();
      return state.address !== undefined && test(state.address);
    };
    switch (type) {
      case 'MATCH':
        return true;
      case 'DOMAIN':
        return host === payload;
      case 'DOMAIN-SUFFIX':
        return host === payload || host.endsWith(`.${payload}`);
      case 'DOMAIN-KEYWORD':
        return host.includes(payload);
      case 'DOMAIN-REGEX':
        return new RegExp(payload, 'i').test(host);
      case 'GEOSITE':
        return host !== '' && world.hosts.has(host);
      case 'GEOIP':
        // No country has a private address.
        return onAddress((address) => world.addresses.has(address) && !address.startsWith('10.'));
      case 'IP-CIDR':
        return onAddress((address) => inCidr(address, payload));
      case 'DST-PORT':
        return payload.split('/').some((port) => Number(port) === request.port);
      case 'NETWORK':
        return payload.toLowerCase() === 'tcp';
      case 'PROCESS-NAME':
        return payload.toLowerCase() === world.process;
      case 'RULE-SET':
        return inSet(payload, isPassive || params.includes('no-resolve'));
      case 'NOT':
        return !match(splitLogic(payload)![0]!, false, isPassive);
      case 'AND':
        return splitLogic(payload)!.every((part) => match(part, false, isPassive));
      case 'OR':
        return splitLogic(payload)!.some((part) => match(part, false, isPassive));
      default:
        throw new RangeError(type);
    }
  };
  const inSet = (name: string, isPassive: boolean): boolean => {
    const provider = config['rule-providers']![name]!;
    const isAddress = provider.behavior === 'ipcidr';
    if (world.lazy && isAddress && !isPassive) resolve();
    if (!provider.payload) {
      return isAddress ? world.addresses.has(state.address ?? '') : world.hosts.has(request.host);
    }
    return provider.payload.some((entry) => {
      const text = String(entry);
      if (provider.behavior === 'classical') return match(text, false, isPassive);
      if (isAddress) return state.address !== undefined && inCidr(state.address, text);
      return domainEntry(text, request.host);
    });
  };
  const resolve = (): void => {
    if (state.asked || request.host === '' || state.address !== undefined) return;
    state.asked = true;
    state.address = world.address;
  };
  const asks = (text: string, hasTarget: boolean): boolean => {
    const { type, payload, params } = splitRule(text, hasTarget);
    if (type === 'IP-CIDR' || type === 'GEOIP') return !params.includes('no-resolve');
    if (type === 'AND' || type === 'OR' || type === 'NOT')
      return splitLogic(payload)!.some((part) => asks(part, false));
    if (type === 'SUB-RULE') {
      const { target } = splitRule(text);
      return asks(payload.slice(1, -1), false) || config['sub-rules']![target]!.some((rule) => asks(rule, true));
    }
    if (type !== 'RULE-SET' || params.includes('no-resolve')) return false;
    const provider = config['rule-providers']![payload]!;
    return (
      provider.behavior === 'ipcidr' ||
      (provider.behavior === 'classical' && (provider.payload ?? []).some((entry) => asks(String(entry), false)))
    );
  };
  const decide = (rules: readonly string[], isSub: boolean): { index: number; policy: string } | undefined => {
    for (const [index, text] of rules.entries()) {
      if (!world.lazy && !isSub && asks(text, true)) resolve();
      const { type, payload, target } = splitRule(text);
      let policy: string | undefined = target;
      if (type === 'SUB-RULE') {
        policy = match(payload.slice(1, -1), false) ? decide(config['sub-rules']![target]!, true)?.policy : undefined;
        if (policy === undefined) continue;
      } else if (!match(text, true)) continue;
      if (policy === 'PASS' && !isSub) continue;
      return policy === 'PASS' ? undefined : { index, policy };
    }
    return undefined;
  };
  return decide(config.rules ?? [], false) ?? { index: -1, policy: 'DIRECT' };
}

function inCidr(address: string, cidr: string): boolean {
  const [network = '', bits] = cidr.split('/');
  const head = (text: string): string =>
    text
      .split('.')
      .map((part) => Number(part).toString(2).padStart(8, '0'))
      .join('')
      .slice(0, Number(bits));
  return head(address) === head(network);
}

function domainEntry(entry: string, host: string): boolean {
  if (entry.startsWith('+.')) return host === entry.slice(2) || host.endsWith(entry.slice(1));
  if (entry.startsWith('.')) return host.endsWith(entry);
  return host === entry;
}
