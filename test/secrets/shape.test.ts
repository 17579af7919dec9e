/** Tokens that look random, told from words. */
import { describe, expect, test } from 'vitest';
import { merge } from '../../src/secrets/ranges.ts';
import { isRandom, scanRandom } from '../../src/secrets/shape.ts';
import { maker } from './planted.ts';

const shown = (text: string): string =>
  merge(scanRandom(text)).reduceRight(
    (masked, { start, end }) => `${masked.slice(0, start)}***${masked.slice(end)}`,
    text,
  );

describe('random tokens', () => {
  const make = maker(3);
  test.each([
    ['{16}', 98],
    ['{24}', 99],
    ['{u22}', 99],
    ['{hex12}', 97],
    ['{hex32}', 100],
    ['{l16}', 97],
    ['{l24}', 99],
    ['{a16}', 95],
    ['{b32}', 99],
    ['{uuid}', 100],
  ])('%s: at least %i of 100 are found', (pattern, least) => {
    const found = Array.from({ length: 1000 }, () => make.token(pattern)).filter((token) => isRandom(token));
    expect(found.length / 10).toBeGreaterThanOrEqual(least);
  });

  test.each([
    ['SITE=Zx81kQp0aWm3rT5y', 'SITE=***'],
    ['run -pZx81kQp0aWm3rT5y', 'run -p***'],
    ['x wJalrXUtnFEMI/K7MDENG/bPxRfiCYzK4dQm9 y', 'x *** y'],
    ['c2VjcmV0LXRva2VuLTQ3MTE4MTU= y', '*** y'],
    ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI0NzExIn0.q7Xk2PzL9', '***'],
    ['/opt/Zx81kQp0aWm3rT5y/bin', '/opt/***/bin'],
  ])('%s', (text, expected) => expect(shown(text)).toBe(expected));
});

describe('words', () => {
  test.each([
    'HERMES_REQUEST_TIMEOUT NODE_TLS_REJECT_UNAUTHORIZED MYSQL_ROOT_PASSWORD QT_IM_MODULE',
    'proxy-server-nameserver-policy external-controller-unix dialer-proxy reverse-proxy openvpn-server',
    'claude-3-5-sonnet-20241022 deepseek-r1-distill-qwen-32b gpt-4o-2024-08-06 qwen2.5-coder-32b-instruct',
    'd1a2b3c4d5e6f7.cloudfront.net 635cb6dd4206c.cdn.example.com xn--p8j9a0d9c9a.xn--q9jyb4c',
    'EnvironmentFile StandardErrorPath SuccessfulExit OnUnitActiveSec GoogleCNProxyIP CrashOnOutOfMemoryError',
    'internationalization alibabausercontent githubusercontent sonyentertainmentnetwork',
    'zhongguoyidong shanghaidianxin beijingliantong hangzhou-aliyun-guangzhou',
    '---------------- ================ ++++++++++++++++ xxxxxxxxxxxxxxxxxxxx 00000000000000000000',
    'python3-minimal linux-x86_64-gnu v1.18.0-rc.1 2024-01-01T00:00:00 /usr/lib/x86_64-linux-gnu/libnss3.so',
    '--enable-auto-tool-choice --max-num-batched-tokens --userland-proxy-path',
  ])('%s stay', (text) => expect(shown(text)).toBe(text));
});
