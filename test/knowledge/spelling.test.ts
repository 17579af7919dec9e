import { describe, expect, it } from 'vitest';
import { meantKey } from '../../src/knowledge/clash-keys.ts';
import { closest, isWithin } from '../../src/knowledge/spelling.ts';

describe('misspelt names', () => {
  it('finds the one name that was meant', () => {
    expect(closest('PROXY', ['Proxy', 'DIRECT'])).toBe('Proxy');
    expect(closest('🚀节点选择', ['🚀 节点选择', '🚀 节点'])).toBe('🚀 节点选择');
    expect(closest('Porxy', ['Proxy', 'DIRECT'])).toBe('Proxy');
    expect(closest('直连', ['DIRECT', '直接'])).toBeUndefined();
    expect(closest('Auto', ['AUTO', 'auto'])).toBeUndefined();
    expect(closest('ExecStrt', ['ExecStart', 'ExecStop'])).toBe('ExecStart');
    expect(isWithin('abcd', 'abdc', 1)).toBe(true);
    expect(isWithin('abcd', 'badc', 1)).toBe(false);
  });

  it('knows which key was meant, and which keys are nobody’s', () => {
    expect(meantKey(['Rule'])).toBe('rules');
    expect(meantKey(['allow_lan'])).toBe('allow-lan');
    expect(meantKey(['mixed-prot'])).toBe('mixed-port');
    expect(meantKey(['dns', 'enabled'])).toBe('enable');
    expect(meantKey(['proxy-groups', '3', 'Interval'])).toBe('interval');
    expect(meantKey(['proxy-providers', 'x', 'health-check', 'Timeout'])).toBe('timeout');
    expect(
      [['rules'], ['cfw-bypass'], ['proxies', '0', 'serverr'], ['dns', 'nameserver'], ['p']].map(meantKey),
    ).toEqual([undefined, undefined, undefined, undefined, undefined]);
  });
});
