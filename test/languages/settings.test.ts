/** Files of settings of single programs: git, npm, pip, curl, wget, apt, docker, WSL and tmux. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Document, HOLE, type ProxySetting, type Setting, type Value } from '../../src/core.ts';
import { settings } from '../../src/languages/settings/index.ts';
import { applyEdits, slice } from '../../src/text.ts';

const FILES = {
  apt: 'etc/apt/apt.conf.d/95proxy',
  curl: 'home/.curlrc',
  docker: 'home/.docker/config.json',
  git: 'home/.gitconfig',
  npm: 'home/.npmrc',
  pip: 'home/.config/pip/pip.conf',
  wget: 'home/.wgetrc',
} as const;
type Client = keyof typeof FILES;

function parse(client: Client, text: string): Document {
  return settings.parse({ file: FILES[client], text });
}

function proxies(document: Document): readonly ProxySetting[] {
  return document.facts.filter((fact) => fact.kind === 'proxy-setting');
}

function others(document: Document): readonly Setting[] {
  return document.facts.filter((fact) => fact.kind === 'setting');
}

/** Role, key as written, decoded value, and the URL or host it is limited to. */
function rows(document: Document): readonly (readonly (string | undefined)[])[] {
  return proxies(document).map(({ role, name, value, onlyFor }) => [
    role,
    name.text,
    value.text,
    ...(onlyFor === undefined ? [] : [onlyFor]),
  ]);
}

const P = 'http://127.0.0.1:7890';

describe('proxies', () => {
  test.each<[Client, string, readonly (readonly string[])[]]>([
    ['git', `[http]\n\tproxy = ${P} # home\n`, [['all', 'proxy', P]]],
    ['git', `[http "https://github.com"]\n  Proxy="${P}"`, [['all', 'Proxy', P, 'https://github.com']]],
    ['git', `[HTTP] proxy=${P}\r\n[core]\r\nproxy=x`, [['all', 'proxy', P]]],
    ['git', `[http "a\\"b"] proxy = soc\\\nks5://h:1 ; x`, [['all', 'proxy', 'socks5://h:1', 'a"b']]],
    ['git', '[http]\nproxy =\n', [['all', 'proxy', '']]],
    ['git', `[https]\nproxy=${P}\n# [http]\n#proxy=x`, []],
    [
      'npm',
      `proxy=${P}\nhttps-proxy = "${P}"\nnoproxy=localhost,127.0.0.1 ; x\n`,
      [
        ['http', 'proxy', P],
        ['https', 'https-proxy', P],
        ['no-proxy', 'noproxy', 'localhost,127.0.0.1'],
      ],
    ],
    ['npm', 'proxy=${HTTP_PROXY}\n', [['http', 'proxy', HOLE]]],
    ['npm', `proxy=null\nhttps-proxy=false\n;proxy=${P}\n[x]\nproxy=${P}`, []],
    ['npm', 'noproxy[]=a\\;b#c', [['no-proxy', 'noproxy[]', 'a;b']]],
    [
      'pip',
      `[global]\nproxy = ${P}\ntimeout: 60\n[install]\nPROXY=user # x`,
      [
        ['all', 'proxy', P],
        ['all', 'PROXY', 'user # x'],
      ],
    ],
    ['pip', '[global]\nindex-url = a\n  proxy = b\n', []],
    ['pip', `[global]\n  proxy =\n    # c\n\n    ${P}\n  timeout = 5`, [['all', 'proxy', P]]],
    [
      'curl',
      `proxy = "${P}"\n-x ${P}\n--noproxy localhost # c\nproxy: a\n# proxy=b`,
      [
        ['all', 'proxy', P],
        ['all', '-x', P],
        ['no-proxy', '--noproxy', 'localhost'],
        ['all', 'proxy', 'a'],
      ],
    ],
    ['curl', 'proxy="a\\tb\\"c', [['all', 'proxy', 'a\tb"c']]],
    [
      'wget',
      `http_proxy = ${P}\nHTTPS-Proxy=${P}\nno_proxy=localhost,::1\nuse_proxy = on\n#http_proxy=x`,
      [
        ['http', 'http_proxy', P],
        ['https', 'HTTPS-Proxy', P],
        ['no-proxy', 'no_proxy', 'localhost,::1'],
      ],
    ],
    [
      'apt',
      `Acquire::http::Proxy "${P}"; // c\nacquire::HTTPS::proxy "${P}";`,
      [
        ['http', 'Acquire::http::Proxy', P],
        ['https', 'acquire::HTTPS::proxy', P],
      ],
    ],
    [
      'apt',
      `Acquire {\n  HTTP { Proxy "${P}"; Proxy::repo.example "DIRECT"; };\n  https::Proxy::a.b\n"http://b:2/";\n}`,
      [
        ['http', 'Proxy', P],
        ['https', 'https::Proxy::a.b', 'http://b:2/', 'a.b'],
      ],
    ],
    ['apt', `/* Acquire::http::Proxy "a";\n*/ # Acquire::http::Proxy "b";\nAcquire::http::Proxy "false";`, []],
    [
      'docker',
      `{"proxies":{"default":{"httpProxy":"${P}","noProxy":"a,b"},"tcp://h:2":{"httpsProxy":"x"}}}`,
      [
        ['http', 'httpProxy', P],
        ['no-proxy', 'noProxy', 'a,b'],
        ['https', 'httpsProxy', 'x', 'tcp://h:2'],
      ],
    ],
    [
      'docker',
      '{"a": [{"proxies": {"default": {"httpProxy": "x"}}}], "proxies": {"default": {"httpProxy": "a\\u0062\\/c",',
      [['http', 'httpProxy', 'ab/c']],
    ],
  ])('%s %j', (client, text, expected) => {
    const document = parse(client, text);
    expect(document.dialect).toBe(client);
    expect(rows(document)).toEqual(expected);
    expect(proxies(document).every((fact) => fact.client === client)).toBe(true);
    expect(document.errors).toEqual([]);
  });

  test.each<[Client, string, string, string]>([
    ['git', `[http]\n\tproxy = "${P}" # c`, `proxy = "${P}"`, `"${P}"`],
    ['npm', `\uFEFFproxy = '${P}' `, `proxy = '${P}'`, `'${P}'`],
    ['pip', `[global]\nproxy = ${P}\r\n`, `proxy = ${P}`, P],
    ['curl', `--proxy  "${P}" # c`, `--proxy  "${P}"`, `"${P}"`],
    ['wget', `  http_proxy=${P}  `, `http_proxy=${P}`, P],
    ['apt', `Acquire{http{Proxy "${P}" ;};};`, `Proxy "${P}" ;`, `"${P}"`],
    ['docker', `{ "proxies": { "default": { "httpProxy" : "${P}" } } }`, `"httpProxy" : "${P}"`, `"${P}"`],
  ])('%s spans', (client, text, fact, value) => {
    const document = parse(client, text);
    expect(proxies(document).map(({ at, value }) => [slice(document, at), slice(document, value.at)])).toEqual([
      [fact, value],
    ]);
  });
});

describe('other settings', () => {
  test.each<[Client, string, readonly (readonly (string | undefined)[])[]]>([
    [
      'git',
      '[http]\nlowSpeedTime = 5\n[https]\nproxy=x\n[http "u"]\nsslVerify',
      [
        ['http/lowspeedtime', '5', undefined],
        ['https/proxy', 'x', 'unknown-name'],
        ['http/u/sslverify', '', undefined],
      ],
    ],
    [
      'npm',
      'fetch-timeout=5000\nhttp-proxy=x\nproxy=null\nloglevel=a',
      [
        ['fetch-timeout', '5000', undefined],
        ['http-proxy', 'x', 'unknown-name'],
        ['proxy', 'null', undefined],
      ],
    ],
    ['pip', '[global]\ntimeout = 5', [['global/timeout', '5', undefined]]],
    [
      'curl',
      'max-time = 5\n-k\nsocks5 127.0.0.1:1080',
      [
        ['max-time', '5', undefined],
        ['insecure', '', undefined],
        ['socks5', '127.0.0.1:1080', undefined],
      ],
    ],
    [
      'wget',
      'use-proxy = off\nTIMEOUT=3',
      [
        ['use_proxy', 'off', undefined],
        ['timeout', '3', undefined],
      ],
    ],
    [
      'apt',
      'Acquire::http::Timeout "5"; Acquire::socks::proxy "x"; Acquire::http::Proxy::h "DIRECT";',
      [
        ['Acquire/http/Timeout', '5', undefined],
        ['Acquire/socks/proxy', 'x', 'unknown-name'],
        ['Acquire/http/Proxy/h', 'DIRECT', undefined],
      ],
    ],
  ])('%s %j', (client, text, expected) => {
    expect(
      others(parse(client, text)).map(({ path, value, ignored }) => [path.join('/'), value.text, ignored]),
    ).toEqual(expected);
  });

  test.each<[Client, string, readonly string[]]>([
    ['npm', '//npm.example.com/:_authToken=abc\n_auth = "x"\n', ['abc', '"x"']],
    ['curl', 'user = "a:b"\n-U c:d\nheader "Authorization: x"', ['"a:b"', 'c:d', '"Authorization: x"']],
    ['wget', 'http_password=abc\nuser=x', ['abc']],
    ['git', '[http]\nextraHeader = Authorization: x\n[sendemail]\nsmtppass=y', ['Authorization: x', 'y']],
    ['docker', '{"auths":{"https://r":{"auth":"abc"}},"HttpHeaders":{"X":"y"}}', ['"abc"', '"y"']],
  ])('%s hides %j', (client, text, hidden) => {
    const document = parse(client, text);
    expect(document.secrets.map((at) => slice(document, at))).toEqual(hidden);
  });

  test.each<[Client, string, readonly (readonly [string, boolean])[]]>([
    [
      'git',
      '# a\n[http] ; b\n  ; c\nproxy=x # d',
      [
        ['# a', true],
        ['; b', false],
        ['; c', true],
        ['# d', false],
      ],
    ],
    [
      'apt',
      '// a\nAcquire "x"; # b\n  /* c\n*/ # d',
      [
        ['// a', true],
        ['# b', false],
        ['/* c\n*/', true],
        ['# d', false],
      ],
    ],
    [
      'npm',
      ' ; a\nx=y\n# b',
      [
        ['; a', true],
        ['# b', true],
      ],
    ],
    ['docker', '{"#": "//"}', []],
  ])('%s comments in %j', (client, text, expected) => {
    const document = parse(client, text);
    expect(document.comments.map(({ at, ownLine }) => [slice(document, at), ownLine])).toEqual(expected);
  });

  test('keep a template tag unknown', () => {
    const { value } = proxies(parse('git', '[http]\nproxy = http://{{ .host }}:7890'))[0]!;
    expect([value.text, value.known]).toEqual([`http://${HOLE}:7890`, false]);
  });

  test('leave other files alone', () => {
    const document = settings.parse({ file: 'config', text: '[http]\nproxy=x' });
    expect([document.facts, document.dialect]).toEqual([[], 'unknown']);
    expect(settings.parse({ file: 'config', text: '[http]\nproxy=x' }, 'git').facts).toHaveLength(1);
    expect(settings.parse({ file: 'r/.git/config', text: '' }).dialect).toBe('git');
  });
});

describe('an unquoted URL in apt.conf', () => {
  test('is reported and can be quoted', () => {
    const text = 'Acquire::http::Proxy http://127.0.0.1:7890;\n';
    const document = parse('apt', text);
    expect(rows(document)).toEqual([['http', 'Acquire::http::Proxy', P]]);
    expect(slice(document, document.errors[0]!.at)).toBe(P);
    expect(applyEdits(text, document.errors[0]!.fixes![0]!.edits)).toBe(`Acquire::http::Proxy "${P}";\n`);
  });
});

describe('writing', () => {
  const replaced = (client: Client, text: string, to: string): string | undefined => {
    const document = parse(client, text);
    const edits = document.writer?.replace(proxies(document)[0]!.value, to);
    return edits && applyEdits(text, edits);
  };

  test.each<[Client, string, string, string | undefined]>([
    ['git', '[http]\nproxy = "a" # c', 'http://b:1', '[http]\nproxy = "http://b:1" # c'],
    ['git', '[http]\nproxy =', 'x', '[http]\nproxy =x'],
    ['git', '[http]\nproxy', 'x', undefined],
    ['curl', 'proxy = a # c', 'http://b:1', 'proxy = http://b:1 # c'],
    ['curl', 'proxy = a # c', 'b c', undefined],
    ['apt', 'Acquire::http::Proxy a;', 'http://b:1', undefined],
    ['apt', 'Acquire::http::Proxy "a";', 'http://b:1', 'Acquire::http::Proxy "http://b:1";'],
    ['docker', '{"proxies":{"default":{"httpProxy":"a"}}}', 'b"', undefined],
    ['docker', '{"proxies":{"default":{"httpProxy":""}}}', 'b', undefined],
  ])('replaces %s %j by %j', (client, text, to, expected) => {
    expect(replaced(client, text, to)).toBe(expected);
  });

  test('comments in the file’s own way, and never in JSON', () => {
    const above = (client: Client, text: string): string | undefined => {
      const document = parse(client, text);
      const edits = document.writer?.insertAbove(proxies(document)[0]!.at, document.writer.comment('why'));
      return edits && applyEdits(text, edits);
    };
    expect(above('git', '[http]\r\n\tproxy = a\r\n')).toBe('[http]\r\n\t# why\r\n\tproxy = a\r\n');
    expect(above('apt', '  Acquire::http::Proxy "a";')).toBe('  // why\n  Acquire::http::Proxy "a";');
    expect(above('docker', '{"proxies":{"default":{"httpProxy":"a"}}}')).toBeUndefined();
  });
});

const shards: Readonly<Record<Client, readonly string[]>> = {
  git: ['[http]', '[http "', '"]', 'proxy', '=', '\\', '"', '#', ';', '\n', '\r\n', '\t', 'x', '[https]', '.'],
  npm: [
    'proxy',
    'https-proxy',
    'noproxy',
    '[]',
    '=',
    '"',
    "'",
    '\\',
    '#',
    ';',
    '\n',
    '\r',
    ' ',
    '${X}',
    '${',
    '}',
    '_auth',
    '[x]',
  ],
  pip: ['[global]', 'proxy', 'timeout', '=', ':', '#', '\n', '\r\n', ' ', '%'],
  curl: ['proxy', '-x', '--noproxy', '=', ':', ' ', '"', '\\', '\\n', '#', '\n', '\r\n', 'user'],
  wget: ['http_proxy', 'no-proxy', '=', '#', '\n', ' ', 'password'],
  apt: [
    'Acquire',
    '::',
    'http',
    'Proxy',
    '"',
    '{',
    '}',
    ';',
    '//',
    '/*',
    '*/',
    '#',
    '#clear',
    '\n',
    ' ',
    'http://x',
    'a',
  ],
  docker: [
    '{',
    '}',
    '[',
    ']',
    ':',
    ',',
    '"',
    '"proxies"',
    '"default"',
    '"httpProxy"',
    '\\',
    '\\u0041',
    '\n',
    ' ',
    '"auths"',
    '1',
    'null',
  ],
};

/** What a literal piece of this client's escapes stands for is checked against the real programs; here only its place. */
function expectPlaces(document: Document, value: Value): void {
  let end = value.at.start;
  for (const piece of value.pieces) {
    expect(piece.at.start).toBeGreaterThanOrEqual(end);
    expect(piece.at.end).toBeLessThanOrEqual(value.at.end);
    end = piece.at.end;
    if (piece.kind === 'literal' && piece.text.length === piece.at.end - piece.at.start)
      expect(slice(document, piece.at)).toBe(piece.text);
  }
}

describe.each(Object.keys(FILES) as Client[])('any %s text', (client) => {
  test('gives facts with exact places', () => {
    const part = fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom(...shards[client]) },
      { weight: 1, arbitrary: fc.string() },
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 40 }), (parts) => {
        const document = parse(client, parts.join(''));
        for (const fact of document.facts) {
          if (fact.kind !== 'proxy-setting' && fact.kind !== 'setting') continue;
          expectPlaces(document, fact.name);
          expectPlaces(document, fact.value);
          expect(fact.at.start).toBeLessThanOrEqual(fact.name.at.start);
          expect(fact.at.end).toBeGreaterThanOrEqual(fact.value.at.end);
        }
        for (const at of [...document.secrets, ...document.comments.map((comment) => comment.at)]) {
          expect(at.end <= document.text.length && at.start <= at.end).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('is read in one pass', () => {
    for (const shard of shards[client]) {
      const document = parse(client, shard.repeat(50_000));
      expect(document.dialect).toBe(client);
    }
  });
});

// ── against the programs themselves ─────────────────────────────────────────────────────────────────────────────────

function has(command: string, ...words: readonly string[]): boolean {
  const found = spawnSync(command, words, { encoding: 'utf8' }).status === 0;
  if (!found) console.log(`skipped: comparison with ${command} (not installed)`);
  return found;
}

function withFile<T>(text: string, use: (file: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'envlint-settings-'));
  try {
    const file = join(folder, 'config');
    writeFileSync(file, text);
    return use(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe.skipIf(!has('git', '--version'))('git', () => {
  test.each([
    `[http]\n\tproxy = ${P} ; c\n`,
    '[http]\n\tproxy = "a # b"  c  # d\n',
    '[HTTP]\n PROXY = a \\\n  b\\t\\"c\n',
    '[http "https://X.y"]proxy=1\n[http.old]\nproxy=2\n[http "a\\"b"] proxy = 3\n',
    '\uFEFF[http]\nproxy=\n[https]\nproxy=no\n',
    '[http]\r\n\tproxy = a\r\n',
  ])('reads %j alike', (text) => {
    const theirs = withFile(
      text,
      (file) =>
        spawnSync('git', ['config', '-z', '-f', file, '--get-regexp', '^http\\..*proxy$'], { encoding: 'utf8' }).stdout,
    );
    const expected = theirs.split('\0').filter((entry) => entry !== '');
    const ours = proxies(parse('git', text)).map(
      ({ value, onlyFor }) => `http.${onlyFor === undefined ? '' : `${onlyFor}.`}proxy\n${value.text}`,
    );
    expect(ours).toEqual(expected);
    expect(ours.length).toBeGreaterThan(0);
  });
});

describe.skipIf(!has('apt-config', '--version'))('apt-config', () => {
  test.each([
    `Acquire::http::Proxy "${P}";\n`,
    `# "a\n/* x */ Acquire::http::Proxy::h.y "http://b%40:2/"; // c\nAcquire { https { Proxy "q" ; } ; };`,
    'Acquire{http{Proxy "x;y{}//z#";}}',
    'Acquire::http::Proxy\n"a"\n;',
    'Acquire::HTTP::proxy http:/x;',
  ])('reads %j alike', (text) => {
    const dump = withFile(
      text,
      (file) =>
        spawnSync('apt-config', ['dump', 'Acquire'], { encoding: 'utf8', env: { ...process.env, APT_CONFIG: file } })
          .stdout,
    );
    const expected = [...dump.matchAll(/^Acquire::https?::Proxy(?:::(\S+))? "(.+)";$/gim)].map((match) => [
      match[1],
      decodeURIComponent(match[2]!),
    ]);
    const ours = proxies(parse('apt', text)).map(({ value, onlyFor }) => [onlyFor, decodeURIComponent(value.text)]);
    expect(ours.sort()).toEqual(expected.sort());
    expect(ours.length).toBeGreaterThan(0);
  });
});

describe.skipIf(!has('python3', '--version'))('configparser', () => {
  test.each(['[global]\nproxy = a # b\n', '[global]\r\nPROXY: x=y ; c\r\n', '; c\n[install]\nproxy=\n'])(
    'reads %j alike',
    (text) => {
      const script =
        "import configparser,sys,json\np=configparser.RawConfigParser()\np.read_string(sys.stdin.buffer.read().decode())\nprint(json.dumps([v for s in p.sections() for k,v in p.items(s) if k=='proxy']))";
      const expected = JSON.parse(spawnSync('python3', ['-c', script], { input: text, encoding: 'utf8' }).stdout);
      expect(proxies(parse('pip', text)).map(({ value }) => value.text)).toEqual(expected);
    },
  );
});

describe('JSON.parse', () => {
  test('reads docker’s strings alike', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), fc.boolean(), (value, other, isIndented) => {
        const text = JSON.stringify(
          { [`x${other}`]: [other, { httpProxy: 'no' }], proxies: { default: { httpProxy: value } } },
          null,
          isIndented ? '\t' : undefined,
        );
        expect(rows(parse('docker', text))).toEqual([['http', 'httpProxy', value]]);
      }),
    );
  });
});

describe('a switch of wget', () => {
  const errorsOf = (text: string) => settings.parse({ file: 'home/.wgetrc', text }, 'wget').errors;

  test.each(['on', 'Off', 'yes', '0', 'quiet', ''])('takes %j', (value) =>
    expect(errorsOf(`check_certificate = ${value}\n`)).toEqual([]),
  );

  test.each([
    ['false', 'off'],
    ['True', 'on'],
    ['never', undefined],
  ])('stops wget with %j', (value, meant) => {
    const [error] = errorsOf(`check-certificate = ${value}\n`);
    expect(error?.message.en).toBe('wget does not start with this file');
    expect(error?.fixes?.map(({ safe, edits }) => [safe, edits[0]?.text])).toEqual(meant ? [[false, meant]] : []);
  });
});

describe('.tmux.conf', () => {
  const given = (text: string): readonly string[] =>
    settings
      .parse({ file: '.tmux.conf', text }, 'tmux')
      .facts.flatMap((fact) =>
        fact.kind === 'env' ? `${fact.operation} ${fact.name.text}=${fact.value.known ? fact.value.text : '?'}` : [],
      );

  test.each<[string, string[]]>([
    ["set-environment -g A 'b c' # d\n", ['set A=b c']],
    ['setenv -g A "b"; setenv -gu B\n', ['set A=b', 'unset B=']],
    ['set-environment \\\n  -g A b\nset -g status off\n', ['set A=b']],
    ['setenv -g A "$HOME/x"\nsetenv -g B ~/y\nsetenv -g C \'$D\'\n', ['set A=?', 'set B=?', 'set C=$D']],
    ['%if #{==:a,b}\nsetenv -g A b\n%endif\nsetenv -g C d\n', ['set C=d']],
    ['# setenv -g A b\nset-option -g update-environment "A"\n', []],
  ])('%j', (text, variables) => expect(given(text)).toEqual(variables));
});
