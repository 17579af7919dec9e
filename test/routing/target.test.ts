/** URLs with offsets, compared with the runtime's URL. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toAscii, toUnicode } from '../../src/routing/url/idna.ts';
import {
  defaultPort,
  explicitPort,
  isLoopback,
  type Part,
  parseTarget,
  parseUrl,
} from '../../src/routing/url/target.ts';
import { isDecodable, parseWhatwg } from '../../src/routing/url/whatwg.ts';

describe('URLs with offsets', () => {
  test('that name this machine', () => {
    const local = ['http://LOCALHOST:1', 'socks5://u:p@127.9.9.9', 'http://[::1]:80/x', '127.0.0.1:7890', '::1'];
    const others = ['http://localhost.example', 'http://10.0.0.1', 'http://[::2]', '', 'http://0.0.0.0'];
    expect([...local, ...others].filter((url) => isLoopback(parseUrl(url)))).toEqual(local);
  });
  test.each([
    ['http://127.0.0.1:7890', 'http', undefined, '127.0.0.1', '7890', ''],
    ['HTTP://Me:p%40ss@Proxy.test:1/x?y#z', 'http', 'Me:p%40ss', 'Proxy.test', '1', '/x?y#z'],
    ['127.0.0.1:7890', '', undefined, '127.0.0.1', '7890', ''],
    ['me:secret@h:1', '', 'me:secret', 'h', '1', ''],
    ['http://u:p@ss@h:1', 'http', 'u:p@ss', 'h', '1', ''],
    ['http://u:p/s#s@h:1', 'http', 'u:p/s#s', 'h', '1', ''],
    ['http://h/path@2x', 'http', undefined, 'h', undefined, '/path@2x'],
    ['http://[::1]:80/', 'http', undefined, '::1', '80', '/'],
    ['::1', '', undefined, '::1', undefined, ''],
    ['http://h:1:2', 'http', undefined, 'h', '1:2', ''],
    ['http://h:', 'http', undefined, 'h', '', ''],
    ['', '', undefined, '', undefined, ''],
  ])('%s', (text, scheme, userinfo, host, port, rest) => {
    const url = parseUrl(text);
    expect([url.scheme, url.userinfo?.text, url.host.text, url.port?.text, url.rest.text]).toEqual([
      scheme,
      userinfo,
      host,
      port,
      rest,
    ]);
  });

  test('user and password', () => {
    const url = parseUrl('socks5://me:se:cret@h:1');
    expect([url.user?.text, url.password?.text]).toEqual(['me', 'se:cret']);
    expect(parseUrl('http://me@h').password).toBeUndefined();
  });

  test('every part stands where it says, in order', () => {
    const sign = fc.constantFrom(
      'http://',
      'socks5h://',
      ':',
      '@',
      '/',
      '?',
      '#',
      '[',
      ']',
      '::1',
      'h',
      '1',
      '.',
      '%',
      ' ',
      '中',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(sign, { maxLength: 12 }).map((signs) => signs.join('')),
        ),
        (text) => {
          const { schemePart, userinfo, user, password, host, port, rest } = parseUrl(text);
          const parts = [schemePart, userinfo, user, password, host, port, rest].filter(
            (part): part is Part => part !== undefined,
          );
          for (const part of parts) expect(text.slice(part.start, part.end)).toBe(part.text);
          const order = [schemePart, userinfo, host, port, rest].filter((part): part is Part => part !== undefined);
          for (const [index, part] of order.entries())
            expect(part.start).toBeGreaterThanOrEqual(order[index - 1]?.end ?? 0);
          expect(rest.end).toBe(text.length);
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('targets: a missing scheme is https, ports default by scheme', () => {
    expect(parseTarget('api.deepseek.com/v1')).toMatchObject({
      scheme: 'https',
      effectivePort: 443,
      host: { text: 'api.deepseek.com' },
    });
    expect(parseTarget('http://127.0.0.1:8000').effectivePort).toBe(8000);
    expect(parseTarget('http://x:port').effectivePort).toBe(80);
    expect(parseTarget('http://[fd00::7]').ip?.family).toBe(6);
    expect(parseTarget('gopher://x').effectivePort).toBe(0);
    expect([defaultPort('socks5h'), defaultPort('nothing')]).toEqual([1080, undefined]);
    expect([explicitPort(parseUrl('h:65535')), explicitPort(parseUrl('h:65536')), explicitPort(parseUrl('h'))]).toEqual(
      [65535, undefined, undefined],
    );
  });
});

describe('new URL, without URL', () => {
  /** What the runtime's own parser gives, or undefined where it throws. */
  function runtime(text: string): Record<string, string> | undefined {
    try {
      const { protocol, hostname, port, username, password } = new URL(text);
      return {
        scheme: protocol.slice(0, -1),
        hostname,
        port,
        hasUser: String(username !== ''),
        hasPassword: String(password !== ''),
      };
    } catch {
      return undefined;
    }
  }

  const sign = fc.constantFrom(
    '127.0.0.1',
    '127.1',
    '0x7f.1',
    'localhost',
    '[::1]',
    '[fd00::7]',
    ':',
    ':80',
    ':443',
    ':3128',
    ':99999',
    '@',
    'me',
    'p%40ss',
    '%',
    '%zz',
    '#',
    '?',
    '/',
    '//',
    '\\',
    ' ',
    '\t',
    '\r',
    '"',
    '：',
    '。',
    '中国',
    'ＥＸ',
    '.',
    '*',
    '_',
    '<',
    '|',
    '^',
    '1.2.3.4.5',
    '08.1',
    ',',
    ';',
  );
  const scheme = fc.constantFrom('http://', 'https://', 'socks5://', 'http:', 'HTTP:/', 'x:', '', ' http://');

  test('takes and refuses what the runtime takes and refuses', () => {
    fc.assert(
      fc.property(scheme, fc.array(sign, { maxLength: 6 }), (start, signs) => {
        const text = start + signs.join('');
        const ours = parseWhatwg(text);
        expect(
          ours && {
            scheme: ours.scheme,
            hostname: ours.hostname,
            port: ours.port,
            hasUser: String(ours.username !== ''),
            hasPassword: String(ours.password !== ''),
          },
        ).toEqual(runtime(text));
      }),
      { numRuns: 3000 },
    );
  });

  test('what follows the port', () => {
    const tail = (text: string): (string | undefined)[] => [
      parseWhatwg(text)?.pathname,
      parseWhatwg(text)?.search,
      parseWhatwg(text)?.hash,
    ];
    expect(tail('http://h:1')).toEqual(['/', '', '']);
    expect(tail('http://h:1/')).toEqual(['/', '', '']);
    expect(tail('http://h:1/pac?x#y')).toEqual(['/pac', '?x', '#y']);
    expect(tail('socks5://h:1')).toEqual(['', '', '']);
  });

  test('escapes', () => {
    expect(['p%40ss', 'plain', '%E4%B8%AD'].every(isDecodable)).toBe(true);
    expect(['%', '%zz', '%ff', '%4'].some(isDecodable)).toBe(false);
  });
});

describe('names in other scripts', () => {
  test.each([
    ['中国.test', 'xn--fiqs8s.test'],
    ['bücher.example', 'xn--bcher-kva.example'],
    ['例え.テスト', 'xn--r8jz45g.xn--zckzah'],
    ['ＥＸ.com', 'ex.com'],
    ['a。b', 'a.b'],
  ])('%s is %s', (name, ascii) => {
    expect(toAscii(name)).toBe(ascii);
    expect(new URL(`http://${name}/`).hostname).toBe(ascii);
  });

  test('there and back', () => {
    const letter = fc.constantFrom(...'中国例えテスト深度求索üéабвabc123');
    fc.assert(
      fc.property(fc.array(letter, { minLength: 1, maxLength: 12 }), (letters) => {
        expect(toUnicode(toAscii(letters.join('')))).toBe(letters.join('').normalize('NFC'));
      }),
    );
    expect(toUnicode('xn--.xn--zzz!.plain')).toBe('.xn--zzz!.plain');
  });

  test('anything comes back as something', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        expect([typeof toAscii(name), typeof toUnicode(`xn--${name}`)]).toEqual(['string', 'string']);
      }),
    );
  });
});
