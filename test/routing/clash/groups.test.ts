/** Where a policy name leads. */
import { describe, expect, test } from 'vitest';
import { policiesOf } from '../../../src/routing/clash/groups.ts';
import { type ClashConfig, clashFile } from './file.ts';

const node = (name: string, type = 'ss') => ({ name, type });
const nodes = [node('HK 1'), node('JP 1'), node('own', 'direct'), node('off', 'reject'), node('inner', 'dns')];
const remote = { sub: { type: 'http', url: 'https://example.org/sub' } };

/** Where `G` leads: `chain > policy = outcome`, with `?` when it rests on nodes nobody knows. */
function lead(groups: ClashConfig['proxy-groups'], name = 'G', rest: ClashConfig = {}): string {
  const file = clashFile({ proxies: nodes, 'proxy-providers': remote, ...rest, 'proxy-groups': groups ?? [] });
  const end = policiesOf(file)(name);
  return `${[...end.chain, end.policy].join(' > ')} = ${end.outcome}${end.assumed ? '?' : ''}`;
}

describe('a policy name leads to', () => {
  test.each([
    ['DIRECT', 'DIRECT = direct'],
    ['REJECT-DROP', 'REJECT-DROP = reject'],
    ['COMPATIBLE', 'COMPATIBLE = direct'],
    ['GLOBAL', 'GLOBAL > DIRECT = direct'],
    ['HK 1', 'HK 1 = proxy'],
    ['own', 'own = direct'],
    ['off', 'off = reject'],
    ['inner', 'inner = unknown'],
    ['direct', 'direct = unknown'],
  ])('%s', (name, expected) => expect(lead([], name)).toBe(expected));

  test.each([
    ['the first member of a select', [{ name: 'G', type: 'select', proxies: ['HK 1', 'DIRECT'] }], 'G > HK 1 = proxy'],
    [
      'its stored default',
      [{ name: 'G', type: 'select', proxies: ['HK 1', 'DIRECT'], 'default-selected': 'DIRECT' }],
      'G > DIRECT = direct',
    ],
    [
      'the first member when the default is none',
      [{ name: 'G', type: 'select', proxies: ['HK 1', 'DIRECT'], 'default-selected': 'x' }],
      'G > HK 1 = proxy',
    ],
    [
      'the end of nested groups',
      [
        { name: 'G', type: 'select', proxies: ['A'] },
        { name: 'A', type: 'fallback', proxies: ['HK 1', 'JP 1'] },
      ],
      'G > A > A = proxy',
    ],
    [
      'the one member of a group that chooses',
      [{ name: 'G', type: 'url-test', proxies: ['HK 1'] }],
      'G > HK 1 = proxy',
    ],
    [
      'nobody knows where, when members differ',
      [{ name: 'G', type: 'url-test', proxies: ['HK 1', 'DIRECT'] }],
      'G > G = unknown',
    ],
    [
      'proxies of a relay, without its direct hops',
      [{ name: 'G', type: 'relay', proxies: ['DIRECT', 'HK 1'] }],
      'G > HK 1 = proxy',
    ],
    [
      'direct when a relay has no other hop',
      [{ name: 'G', type: 'relay', proxies: ['DIRECT', 'own'] }],
      'G > DIRECT = direct',
    ],
    ['DIRECT when a group is empty', [{ name: 'G', type: 'select' }], 'G > COMPATIBLE = direct?'],
    [
      'DIRECT when a filter leaves nothing',
      [{ name: 'G', type: 'select', 'include-all-proxies': true, filter: 'SG' }],
      'G > COMPATIBLE = direct?',
    ],
    [
      'proxies in the order of their bytes',
      [{ name: 'G', type: 'select', 'include-all': true, filter: 'P 1|K 1' }],
      'G > HK 1 = proxy',
    ],
    [
      'proxies in the order of the patterns',
      [{ name: 'G', type: 'select', 'include-all-proxies': true, filter: 'JP`HK' }],
      'G > JP 1 = proxy',
    ],
    [
      'explicit members, filter or not',
      [{ name: 'G', type: 'select', proxies: ['own'], 'include-all-proxies': true, filter: 'JP' }],
      'G > own = direct',
    ],
    [
      'nobody excluded by name',
      [{ name: 'G', type: 'select', proxies: ['own', 'JP 1'], 'exclude-filter': '^own$' }],
      'G > JP 1 = proxy',
    ],
    [
      'nobody excluded by type',
      [{ name: 'G', type: 'select', proxies: ['HK 1', 'own'], 'exclude-type': 'Shadowsocks|vmess' }],
      'G > own = direct',
    ],
    ['nodes of a subscription', [{ name: 'G', type: 'url-test', use: ['sub'] }], 'G > sub = proxy?'],
    [
      'explicit members before those of a subscription',
      [{ name: 'G', type: 'select', proxies: ['DIRECT'], use: ['sub'] }],
      'G > DIRECT = direct',
    ],
    [
      'unknown, in a loop',
      [
        { name: 'G', type: 'select', proxies: ['H'] },
        { name: 'H', type: 'select', proxies: ['G'] },
      ],
      'G > H > G = unknown',
    ],
    ['unknown, for a name nobody has', [{ name: 'G', type: 'select', proxies: ['nobody'] }], 'G > nobody = unknown'],
    [
      'the user’s own GLOBAL',
      [
        { name: 'GLOBAL', type: 'select', proxies: ['HK 1'] },
        { name: 'G', type: 'select', proxies: ['GLOBAL'] },
      ],
      'G > GLOBAL > HK 1 = proxy',
    ],
  ] as const)('%s', (_, groups, expected) => expect(lead(groups)).toBe(expected));

  test('every outcome some choice can lead to', () => {
    const file = clashFile({
      proxies: nodes,
      'proxy-groups': [
        { name: 'G', type: 'select', proxies: ['DIRECT', 'A'] },
        { name: 'A', type: 'select', proxies: ['HK 1', 'REJECT'] },
      ],
    });
    expect([...policiesOf(file)('G').possible].sort()).toEqual(['direct', 'proxy', 'reject']);
  });

  test('an end, in a chain of ten thousand groups', () => {
    const groups = Array.from({ length: 10_000 }, (_, i) => ({ name: `${i}`, type: 'select', proxies: [`${i + 1}`] }));
    expect(lead(groups, '0')).toContain('= unknown');
  });
});
