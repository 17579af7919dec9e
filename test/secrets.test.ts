/** What is masked: secrets by their place, their shape and wherever else they appear. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Command, Document } from '../src/core.ts';
import { makeProject } from '../src/project.ts';
import { maskedSlice, secretsOf } from '../src/secrets/index.ts';
import { isSecretName, strength } from '../src/secrets/names.ts';
import { scanText } from '../src/secrets/scan.ts';
import { verbatim } from '../src/text.ts';
import { at, bare, setting, shell } from './report/machine.ts';

const maskerOf = (...documents: Document[]) => secretsOf(makeProject({ documents }));
const whole = (document: Document) => ({ file: document.file, start: 0, end: document.text.length });
const masked = (document: Document) => maskedSlice(maskerOf(document), document, whole(document));

/** A shell command with its words; each must occur in the text once. */
function command(text: string, words: readonly string[]): Document {
  const document = bare('run.sh', 'shell', text);
  const place = whole(document);
  const fact: Command = {
    kind: 'command',
    at: place,
    scope: { kind: 'file', name: '', at: place },
    certain: true,
    background: false,
    words: words.map((word) => verbatim(word, at(document, word))),
  };
  return { ...document, facts: [fact] };
}

describe('names', () => {
  const secret = [
    'OPENAI_API_KEY',
    'HF_TOKEN',
    'CLIENT_SECRET',
    'PGPASSWORD',
    'MYSQL_PWD',
    'SMTP_PASS',
    'AUTH_TOKEN',
    'AUTHORIZATION',
    'AUTH',
    'AWS_SECRET_ACCESS_KEY',
    'GOOGLE_CREDENTIALS',
    'api_key',
    'apiKey',
    '_authToken',
    'password',
    'private-key',
    'API_KEY_2',
    'OPENAI_API_KEY_BACKUP',
    'SESSION_COOKIE',
    'PRIVATE_KEY_BASE64',
    'BASIC_AUTH',
    'psk',
  ];
  test.each(secret)('%s holds a secret', (name) => expect(isSecretName(name)).toBe(true));

  const open = [
    'SSH_AUTH_SOCK',
    'SSL_KEY_FILE',
    'KEYBOARD_LAYOUT',
    'KEYMAP',
    'MONKEY',
    'PWD',
    'OLDPWD',
    'MAX_TOKENS',
    'TOKEN_LIMIT',
    'GIT_AUTHOR_NAME',
    'AUTHOR',
    'PASSWORD_STORE_DIR',
    'SECRET_NAME',
    'PUBLIC_KEY',
    'PATH',
    'HTTPS_PROXY',
    'NO_PROXY',
    'AUTH_TYPE',
    'SSH_ASKPASS',
    'TOKENIZERS_PARALLELISM',
    'HISTKEYS_X',
  ];
  test.each(open)('%s holds none', (name) => expect(isSecretName(name)).toBe(false));
});

describe('by construction', () => {
  test.each([
    ['export HTTPS_PROXY=http://user:hunter2@10.0.0.1:7890', 'export HTTPS_PROXY=http://user:***@10.0.0.1:7890'],
    [
      'export HTTPS_PROXY="http://user:p@ss/w#rd?x@10.0.0.1:7890"',
      'export HTTPS_PROXY="http://user:***@10.0.0.1:7890"',
    ],
    ['export http_proxy="user:pa:ss@10.0.0.1:7890"', 'export http_proxy="user:***@10.0.0.1:7890"'],
    ['export ALL_PROXY=socks5://me:x@127.0.0.1:1080', 'export ALL_PROXY=socks5://me:***@127.0.0.1:1080'],
    ['OPENAI_API_KEY=changeme', 'OPENAI_API_KEY=***'],
    ['OPENAI_API_KEY=', 'OPENAI_API_KEY='],
    ['OPENAI_API_KEY=$OTHER', 'OPENAI_API_KEY=$OTHER'],
    ['SSL_KEY=/etc/ssl/private/me.pem', 'SSL_KEY=/etc/ssl/private/me.pem'],
    ['SSL_KEY=/custom/tls/me.key', 'SSL_KEY=/custom/tls/me.key'],
    ['A_PASSWORD="$ecret99"', 'A_PASSWORD="***"'],
    ['# A_KEYS=["abc-1", "abc-2"]', '# A_KEYS=***'],
    ['A=${B_KEY:-sk-default1}', 'A=${B_KEY:-***}'],
    ['A=${EMPTY_PASSWORD:-false}', 'A=${EMPTY_PASSWORD:-false}'],
    ['A_KEY={{ vault.key }}', 'A_KEY={{ vault.key }}'],
    ['SIGNING_KEY=/9j4AAQSkZJRgABA+/x==', 'SIGNING_KEY=***'],
    ['URL=https://ghp_0123456789abcdefghij0123456789abcd@github.com/a/b', 'URL=https://***@github.com/a/b'],
    ['URL=https://git@github.com/a/b', 'URL=https://git@github.com/a/b'],
    ['URL=http://127.0.0.1:7890/x@2', 'URL=http://127.0.0.1:7890/x@2'],
    ['SUB=https://a.example/link/Zx81kQp0aWm3?clash=1', 'SUB=https://a.example/link/***?clash=1'],
    ['SUB=https://a.example/api?token=Zx81kQp0aWm3&flag=1', 'SUB=https://a.example/api?token=***&flag=1'],
    ['NODE=trojan://hunter2@a.example:443#x', 'NODE=trojan://***@a.example:443#x'],
    ['# OPENAI_API_KEY=sk-old-one', '# OPENAI_API_KEY=***'],
    [
      'curl -H "Authorization: Bearer abc.def-123" https://a.example',
      'curl -H "Authorization: Bearer ***" https://a.example',
    ],
    ['curl -H "X-Api-Key: abcd1234" https://a.example', 'curl -H "X-Api-Key: ***" https://a.example'],
    ['<key>X_TOKEN</key>\n<string>abcd1234</string>', '<key>X_TOKEN</key>\n<string>***</string>'],
    ['{"password": "abcd 1234", "port": 7890}', '{"password": "***", "port": 7890}'],
  ])('%s', (text, expected) => expect(masked(shell('a.sh', text))).toBe(expected));

  test('a mask never tells a length', () => {
    const lengths = ['ab', 'abcdefgh', 'x'.repeat(500)].map(
      (value) => masked(shell('a.sh', `A_TOKEN=${value}\n`)).length,
    );
    expect(new Set(lengths).size).toBe(1);
  });

  test('a key over several lines is masked line by line', () => {
    const text =
      'A="-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA7\nqqGKhT1\n-----END RSA PRIVATE KEY-----"\nB=1\n';
    expect(masked(bare('a.env', 'dotenv', text))).toBe(
      'A="-----BEGIN RSA PRIVATE KEY-----\n***\n***\n-----END RSA PRIVATE KEY-----"\nB=1\n',
    );
  });

  test('a part of it is masked alone, and shows nothing beside itself', () => {
    const text = 'A="-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA7\nqqGKhT1\n-----END RSA PRIVATE KEY-----"\n';
    const document = bare('a.env', 'dotenv', text);
    expect(maskedSlice(maskerOf(document), document, at(document, '-\nMIIEpAIB'))).toBe('-\n***');
    expect(maskedSlice(maskerOf(document), document, at(document, 'A="'))).toBe('A="');
  });

  test('options and assignments of a command', () => {
    const words = ['curl', '-u', 'me:s3cr3t-word', '--token', 'tok-1234', '--api-key=k-5678', 'APP_SECRET=q-9012'];
    expect(masked(command(words.join(' '), words))).toBe('curl -u me:*** --token *** --api-key=*** APP_SECRET=***');
  });

  test.each([
    ['sshpass -p s3cr3t-word ssh me@h', 'sshpass -p *** ssh me@h'],
    ['mysql -ps3cr3t-word -u me', 'mysql -p*** -u me'],
    ['redis-cli -a s3cr3t-word ping', 'redis-cli -a *** ping'],
    ['docker login -u me -p s3cr3t-word r.example', 'docker login -u me -p *** r.example'],
    ['docker run -p 8080:8081 -u 1000:1001 nginx', 'docker run -p 8080:8081 -u 1000:1001 nginx'],
    ['http -a me:s3cr3t-word https://a.example', 'http -a me:*** https://a.example'],
    ['curl -b sid=s3cr3t-word -b jar.txt', 'curl -b *** -b jar.txt'],
    ['npm config set //r.example/:_authToken s3cr3t-word', 'npm config set //r.example/:_authToken ***'],
    ['ls //r.example/:_authToken s3cr3t-word', 'ls //r.example/:_authToken s3cr3t-word'],
  ])('options of programs: %s', (text, expected) => {
    expect(masked(command(text, text.split(' ')))).toBe(expected);
  });

  test('a line of .netrc, but not a sentence', () => {
    const text = 'machine a login me password s3cr3tword\n  password Zx81kQp0\n# choose a password yourself\n';
    expect(masked(bare('run.sh', 'shell', text))).toBe(
      'machine a login me password ***\n  password ***\n# choose a password yourself\n',
    );
  });

  test('a user and a group are no secret', () => {
    const words = ['ntpd', '-u', 'ntp:ntpgroup', '--token-file', '/run/t'];
    expect(masked(command(words.join(' '), words))).toBe(words.join(' '));
  });

  test('an item of a list is judged by the key of the list', () => {
    const text = '- auth.example.com\n- me:hunter2\n';
    const document = bare('c.yaml', 'clash', text);
    const item = (path: string[], word: string) => ({
      ...setting(bare('c.yaml', 'clash', `x: ${word}`), 'x', word),
      path,
      name: verbatim(word, at(document, word)),
      value: verbatim(word, at(document, word)),
    });
    const facts = [
      item(['dns', 'fake-ip-filter', '0'], 'auth.example.com'),
      item(['authentication', '0'], 'me:hunter2'),
    ];
    expect(masked({ ...document, facts })).toBe('- auth.example.com\n- ***\n');
  });

  test('settings and places only a language can know', () => {
    const text = 'secret: hunter2\nserver: a.example\nuuid: 1b4e28ba-2fa1\n';
    const document = bare('c.yaml', 'clash', text, ['1b4e28ba-2fa1']);
    const full = {
      ...document,
      facts: [setting(document, 'secret', 'hunter2'), setting(document, 'server', 'a.example')],
    };
    expect(masked(full)).toBe('secret: ***\nserver: a.example\nuuid: ***\n');
  });

  test('excerpts keep the true offsets and leave no gap', () => {
    const document = shell('a.sh', 'A_KEY=abcd1234 # B_KEY=efgh5678\n');
    const parts = maskerOf(document).excerpt(document, whole(document));
    expect(parts[0]?.at.start).toBe(0);
    expect(parts.at(-1)?.at.end).toBe(document.text.length);
    for (const [index, part] of parts.entries()) expect(part.at.start).toBe(parts[index - 1]?.at.end ?? 0);
    expect(parts.filter((part) => part.masked).map((part) => document.text.slice(part.at.start, part.at.end))).toEqual([
      'abcd1234',
      'efgh5678',
    ]);
  });
});

describe('by text', () => {
  const KEY = 'sk-7f3a9c41-D2e84b+06a5/c1"f<0>9e&2b';
  const document = bare(
    '.env',
    'dotenv',
    `OPENAI_API_KEY='${KEY}'\nP=http://me:p%40ss%23word1@h:1\nUSER_PASSWORD=hunter2\n`,
  );
  const masker = maskerOf({ ...document, secrets: [at(document, KEY)] });

  test.each([
    ['as it is', KEY],
    ['percent-encoded', encodeURIComponent(KEY)],
    ['base64', Buffer.from(KEY).toString('base64').slice(0, -4)],
    ['base64 after one byte', Buffer.from(`x${KEY}`).toString('base64').slice(4, -4)],
    ['base64 after two bytes', Buffer.from(`xy${KEY}`).toString('base64').slice(4, -4)],
    ['base64url', Buffer.from(KEY).toString('base64url').slice(0, -4)],
    ['JSON', JSON.stringify(KEY).slice(1, -1)],
    ['XML', KEY.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')],
    ['its beginning', KEY.slice(0, 11)],
    ['its middle', KEY.slice(9, 22)],
    ['a password, decoded', 'p@ss#word1'],
    ['a password, as written', 'p%40ss%23word1'],
    ['a short password', 'hunter2'],
  ])('%s', (_, form) => {
    expect(masker.mask(`before ${form} after`)).toBe('before *** after');
    expect(masker.reveals(form)).toBe(true);
  });

  test('base64 of user and password together', () => {
    const header = Buffer.from(`me:${KEY}`).toString('base64');
    expect(masker.mask(header)).not.toContain(header.slice(8, 24));
  });

  test('ordinary words stay', () => {
    const weak = shell(
      'b.env',
      'A_PASSWORD=proxy\nB_TOKEN=localhost\nC_KEY=your-key-here\nD_KEY=7890\nE_SECRET=x\n',
      'dotenv',
    );
    const text = 'the proxy at localhost:7890 takes your-key-here; extra x';
    expect(maskerOf(weak).mask(text)).toBe(text);
    expect(masked(weak)).toBe('A_PASSWORD=***\nB_TOKEN=***\nC_KEY=***\nD_KEY=***\nE_SECRET=***\n');
  });

  test('a word inside a long key does not hide that word elsewhere', () => {
    const named = shell('b.env', 'A_KEY=sk-deepseek-4f81c2d09b7e4a53\n', 'dotenv');
    expect(maskerOf(named).mask('api.deepseek.com and 4f81c2d0')).toBe('api.deepseek.com and ***');
  });

  test.each([
    [
      'a value that looks like a name',
      '{"protocol":"auth_aes128_sha1","plugin-opts":{"mode":"http"},"obfs":"auth","public-key":1}',
    ],
    [
      'the keys of an object that is hidden as a whole',
      'AUTH_TOKENS: [{ password: Zk29dkWq81, public-key: Lm20fjRe77, plugin-opts: Ax73kdTy54 }]',
    ],
    [
      'the names in a query',
      'LINK_SECRET: hysteria2://Zk29dkWq81@h.example.com:443?obfs=salamander&plugin-opts=Lm20fjRe77&public-key=1',
    ],
  ])('the words of a file format stay: %s', (_, line) => {
    const document = bare('notes.txt', 'dotenv', `# ${line}\n`);
    const text = 'plugin-opts, obfs, public-key and hysteria2 are keys of nodes';
    expect(maskerOf(document).mask(text)).toBe(text);
  });

  test('a password in a URL is hidden though no document holds it', () => {
    expect(maskerOf().mask('use http://me:abc@h:1')).toBe('use http://me:***@h:1');
  });
  test.each([
    ['http://me:$(echo hunter)@h:1', ['hunter']],
    ['http://me:`printf hunter`x@h:1', ['hunter']],
    ['http://me:$(pass show proxy)@h:1', []],
  ])('a password that a command prints: %s', (text, secrets) => {
    expect(scanText(text).map(({ start, end }) => text.slice(start, end))).toEqual(secrets);
  });

  test('a secret of one document is hidden in another', () => {
    const key = shell('a.env', 'A_KEY=Qm9vZm4xMjM0NTY3\n', 'dotenv');
    const log = bare('b.sh', 'shell', 'echo Qm9vZm4xMjM0NTY3\n');
    expect(maskedSlice(maskerOf(key, log), log, whole(log))).toBe('echo ***\n');
  });

  test('nothing of a random key of any characters comes through', () => {
    const character = fc.constantFrom(...'abcXYZ0189-_.~!@#%&*()<>"\'/?:;=,ü中');
    fc.assert(
      fc.property(fc.array(character, { minLength: 16, maxLength: 40 }), fc.nat(2), (characters, shift) => {
        const key = `k9${characters.join('')}Z`;
        const source = bare('c.yaml', 'clash', `k: ${key}\n`, [key]);
        const { mask } = maskerOf(source);
        const base = Buffer.from('x'.repeat(shift) + key).toString('base64');
        for (const form of [key, encodeURIComponent(key), JSON.stringify(key)])
          expect(mask(form)).not.toContain(form.slice(4, 16));
        expect(mask(base)).not.toContain(base.slice(4, 20));
      }),
      { numRuns: 200 },
    );
  });

  test('masking twice changes nothing more', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = masker.mask(`${text}${KEY}`);
        expect(masker.mask(once)).toBe(once);
      }),
    );
  });
});

describe('bounds', () => {
  test('any text is scanned, and ranges lie inside it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        for (const { start, end } of scanText(`A_KEY=${text} http://u:${text}@h`)) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(end).toBeLessThanOrEqual(`A_KEY=${text} http://u:${text}@h`.length);
        }
      }),
    );
  });

  // Each of these is quadratic if a pass starts again on characters it has seen: a megabyte would take minutes.
  test.each([
    'a',
    '-a',
    '://',
    'a://',
    'a:@',
    '-----BEGIN PRIVATE KEY-----',
    'eyJ',
    '-eyJaaaaaaaaaa',
    'bearer ',
    '<key>',
    'A_KEY=',
    '?key=',
    'sk-',
    'authorization:',
  ])('a megabyte of %s is scanned', (piece) => {
    const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
    expect(Array.isArray(scanText(text))).toBe(true);
  });

  test('what is too weak to look for', () => {
    expect(['abc', 'proxy', '123456', 'changeme', '<token>', 'xxxxxxxx', 'DEEPSEEK_API_KEY'].map(strength)).toEqual(
      Array(7).fill('none'),
    );
    expect(['hunter2', 'swordfish'].map(strength)).toEqual(['whole', 'whole']);
    expect(['correcthorsebattery', 'chain nodes with a landing'].map(strength)).toEqual(['whole', 'whole']);
    expect(['a1b2c3d4', 'Tr0ub4dor&3', 'kQpZaWmxRtBv'].map(strength)).toEqual(['any', 'any', 'any']);
    expect(['clickhouse', 'Subscription', 'nameservers'].map(strength)).toEqual(['none', 'none', 'none']);
  });
});
