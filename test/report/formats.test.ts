/** Every report format: valid, complete, bilingual and without control characters. */
import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import type { Diagnostic, Severity } from '../../src/core.ts';
import { format, formatNames, isFormat } from '../../src/report/format.ts';
import { githubSummary } from '../../src/report/machine/github.ts';
import type { Report } from '../../src/report/model.ts';
import { painted } from '../../src/report/terminal/colours.ts';
import { HOSTILE } from './hostile.ts';
import { at, bare, both, CLASH, DOTENV, FINDINGS, reportOf, routesOf, shell, ZSHRC } from './machine.ts';

const MACHINE = [ZSHRC, CLASH, DOTENV];
const REPORT = reportOf(MACHINE, FINDINGS, { routes: routesOf(true) });
const json = async (name: 'json' | 'sarif' | 'gitlab', report: Report) => JSON.parse(await format(name, report));
const python = spawnSync('python3', ['--version']).status === 0;
if (!python) console.log('skipped: python3 is not installed, XML and HTML are not parsed by another program');

describe('every format', () => {
  test('the names are the contract', () => {
    expect(formatNames).toEqual([
      'pretty',
      'concise',
      'json',
      'jsonl',
      'sarif',
      'github',
      'gitlab',
      'junit',
      'checkstyle',
      'markdown',
      'html',
    ]);
    expect([isFormat('sarif'), isFormat('constructor'), isFormat('xml')]).toEqual([true, false, false]);
  });

  test.each(formatNames)('%s: no finding is a whole report too', async (name) => {
    const text = await format(name, reportOf(MACHINE, []));
    expect(text.endsWith('\n')).toBe(true);
    if (name === 'gitlab') expect(JSON.parse(text)).toEqual([]);
    else expect(text).toMatch(/3 files checked|"files": ?3|home\/\.zshrc/);
  });

  test.each(formatNames.filter((name) => name !== 'pretty'))('%s is never coloured', async (name) => {
    const color = await format(name, { ...REPORT, paint: painted });
    expect(color).not.toContain('\u001b');
    expect(color).toBe(await format(name, REPORT));
  });

  test.each(formatNames)('%s speaks Chinese', async (name) => {
    expect(await format(name, { ...REPORT, lang: 'zh-CN' })).toContain('本机请求也会走代理');
  });

  test.each(formatNames)('%s: no control character of linted text comes through', async (name) => {
    const text = await format(name, HOSTILE);
    expect(text).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ud800](?![\udc00-\udfff])/);
  });

  test.each(['pretty', 'concise', 'github', 'markdown'] as const)(
    '%s: no line becomes a command of a CI log',
    async (name) => {
      const text = await format(name, HOSTILE);
      const commands = text.split('\n').filter((line) => /^\s*::/.test(line));
      expect(commands).toHaveLength(name === 'github' ? 1 : 0);
      if (name !== 'github') expect(text).not.toContain('##[');
    },
  );
});

describe('json', () => {
  test('is what the contract shows', async () => {
    const { version, files, diagnostics, summary } = await json('json', REPORT);
    expect(version).toBe(1);
    expect(files[0]).toEqual({ path: 'home/.zshrc', language: 'shell' });
    expect(summary).toMatchObject({ files: 3, error: 2, warning: 1, info: 0, fixable: 3, fixed: 0 });
    const [, routed, timeout] = diagnostics;
    expect(timeout).toMatchObject({
      rule: 'timeout-too-low',
      severity: 'warning',
      message: 'Long answers are cut off after 30 seconds',
      path: '.env',
      start: { line: 4, column: 24 },
      end: { line: 4, column: 26 },
      fixes: [
        {
          title: 'raise it to 120',
          safe: true,
          edits: [{ path: '.env', start: { line: 4, column: 24 }, text: '120' }],
        },
      ],
      url: 'https://envlint.dev/rules/timeout-too-low',
    });
    expect(timeout.start.offset).toBe(at(DOTENV, '30', 1).start);
    expect(timeout.fingerprint).toMatch(/^[0-9a-f]{32}$/);
    expect(routed.related).toMatchObject([
      { message: 'DEEPSEEK_API_KEY says this machine uses it', path: '.env', start: { line: 3, column: 1 } },
    ]);
  });

  test('an edit that carries a secret, or stands where one stands, is redacted', async () => {
    const document = shell('a.env', 'A_KEY=Zx81kQp0aWm3xyz\nB=1\n', 'dotenv');
    const secret = at(document, 'Zx81kQp0aWm3xyz');
    const edits = [
      { at: secret, text: '"Zx81kQp0aWm3xyz"' },
      { at: { ...secret, end: secret.start + 2 }, text: 'Zy' },
      { at: { ...secret, start: secret.end }, text: ' # Zx81kQp0aWm3xyz' },
      { at: secret, text: '' },
      { at: at(document, '1', 1), text: '2' },
    ];
    const report = reportOf(
      [document],
      [
        {
          rule: 'r',
          severity: 'error',
          at: secret,
          message: both('m'),
          fixes: [{ title: both('t'), safe: true, edits }],
        },
      ],
    );
    const out = (await json('json', report)).diagnostics[0].fixes[0].edits;
    expect(out.map((edit: { text?: string; redacted?: boolean }) => edit.redacted ?? edit.text)).toEqual([
      true,
      true,
      true,
      '',
      '2',
    ]);
    expect(out[0]).not.toHaveProperty('text');
  });

  test('jsonl: the same diagnostics line by line, then the summary', async () => {
    const lines = (await format('jsonl', REPORT))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.slice(0, -1)).toEqual((await json('json', REPORT)).diagnostics);
    expect(lines.at(-1)).toMatchObject({ version: 1, summary: { files: 3, error: 2 } });
  });
});

describe('concise', () => {
  test('one line each, severities in English in any language', async () => {
    expect((await format('concise', { ...REPORT, lang: 'zh-CN' })).split('\n')[2]).toBe(
      '.env:4:24: warning 较长的回答会在 30 秒时被切断 [timeout-too-low]',
    );
  });
});

describe('sarif', () => {
  test('a run as code scanning wants it', async () => {
    const { $schema, version, runs } = await json('sarif', REPORT);
    expect([version, runs.length]).toEqual(['2.1.0', 1]);
    expect($schema).toContain('sarif-2.1.0');
    const { tool, results, columnKind, artifacts, invocations } = runs[0];
    expect(tool.driver).toMatchObject({ name: 'envlint', semanticVersion: '0.1.0' });
    expect(columnKind).toBe('utf16CodeUnits');
    expect(invocations).toEqual([{ executionSuccessful: true }]);
    expect(artifacts).toHaveLength(3);
    for (const result of results) {
      expect(tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
      expect(['error', 'warning', 'note']).toContain(result.level);
      expect(result.partialFingerprints.primaryLocationLineHash).toMatch(/^[0-9a-f]{32}:1$/);
      const { artifactLocation, region } = result.locations[0].physicalLocation;
      expect(artifactLocation.uriBaseId).toBe('%SRCROOT%');
      expect(region.startLine).toBeGreaterThan(0);
      expect(region.endColumn).toBeGreaterThan(region.startColumn);
    }
    expect(tool.driver.rules[0]).toMatchObject({
      id: 'domestic-via-proxy',
      help: { markdown: expect.stringContaining('# domestic-via-proxy') },
      defaultConfiguration: { level: 'error' },
    });
  });

  test('related places over several files are also a trace that ends at the finding', async () => {
    const [local, routed] = (await json('sarif', REPORT)).runs[0].results;
    expect(local).not.toHaveProperty('codeFlows');
    expect(routed.relatedLocations[0].message.text).toBe('DEEPSEEK_API_KEY says this machine uses it');
    const steps = routed.codeFlows[0].threadFlows[0].locations;
    expect(
      steps.map(
        (step: { location: { physicalLocation: { artifactLocation: { uri: string } } } }) =>
          step.location.physicalLocation.artifactLocation.uri,
      ),
    ).toEqual(['.env', 'clash/config.yaml']);
  });

  test('fixes replace regions; a fix with a secret is left out whole', async () => {
    const { results } = (await json('sarif', REPORT)).runs[0];
    expect(results[2].fixes[0]).toEqual({
      description: { text: 'raise it to 120' },
      artifactChanges: [
        {
          artifactLocation: { uri: '.env', uriBaseId: '%SRCROOT%' },
          replacements: [
            {
              deletedRegion: { startLine: 4, startColumn: 24, endLine: 4, endColumn: 26 },
              insertedContent: { text: '120' },
            },
          ],
        },
      ],
    });
    const document = shell('a.env', 'A_KEY=Zx81kQp0aWm3xyz\n', 'dotenv');
    const edits = [{ at: at(document, 'Zx81kQp0aWm3xyz'), text: 'Zx81kQp0aWm3xyz2' }];
    const secret = reportOf(
      [document],
      [{ ...FINDINGS[2]!, at: at(document, 'A_KEY'), fixes: [{ title: both('t'), safe: true, edits }] }],
    );
    expect((await json('sarif', secret)).runs[0].results[0]).not.toHaveProperty('fixes');
  });

  test('suppressed findings are there, with their reason', async () => {
    const report = {
      ...REPORT,
      diagnostics: [],
      suppressed: [{ diagnostic: FINDINGS[0]!, reason: 'the office proxy' }],
    };
    const { results } = (await json('sarif', report)).runs[0];
    expect(results[0].suppressions).toEqual([{ kind: 'inSource', justification: 'the office proxy' }]);
  });

  test.each([
    ['a b/文.env', { uri: 'a%20b/%E6%96%87.env', uriBaseId: '%SRCROOT%' }],
    ['/home/me/.env', { uri: 'file:///home/me/.env' }],
    ['C:/me/.env', { uri: 'file:///C:/me/.env' }],
    ['../x#?.env', { uri: '../x%23%3F.env', uriBaseId: '%SRCROOT%' }],
  ])('%s is an address', async (path, location) => {
    const { artifacts } = (await json('sarif', reportOf([], [], { files: [{ path, language: 'dotenv' }] }))).runs[0];
    expect(artifacts[0].location).toEqual(location);
  });
});

describe('github', () => {
  const many = (count: number, severity: Severity) =>
    Array.from({ length: count }, () => ({ ...FINDINGS[2]!, severity }));

  test('commands are escaped, errors first', async () => {
    const report = reportOf(MACHINE, [FINDINGS[2]!, { ...FINDINGS[0]!, message: both('50% of it,\r\nor: all') }]);
    const [first, second] = (await format('github', { ...report, path: () => 'a,b:c%.env' })).split('\n');
    expect(first).toBe(
      '::error file=a%2Cb%3Ac%25.env,line=13,endLine=13,col=10,endColumn=20,title=envlint%3A missing-no-proxy::50%25 of it,%0D%0Aor: all%0Aset here, in proxy_on(); nothing is exempt%0Acurl, Python and Node send even 127.0.0.1 to it; Ollama, vLLM and the gateway time out.%0Afix: add NO_PROXY and no_proxy beside it: localhost,127.0.0.1,::1',
    );
    expect(second).toMatch(/^::warning /);
  });

  test('at most ten of each level, and a notice about the rest', async () => {
    const report = reportOf(MACHINE, [...many(12, 'error'), ...many(3, 'warning'), ...many(15, 'info')]);
    const lines = (await format('github', report)).split('\n');
    const count = (name: string) => lines.filter((line) => line.startsWith(`::${name} `)).length;
    expect([count('error'), count('warning'), count('notice')]).toEqual([10, 3, 10]);
    expect(lines).toContain('::notice title=envlint::8 more not listed here.');
  });

  test('a table for the summary that linted text cannot leave', () => {
    const rows = githubSummary(HOSTILE)
      .split('\n')
      .filter((line) => line.startsWith('|'));
    expect(rows).toHaveLength(3);
    expect(rows.map((row) => row.match(/(?<!\\)\|/g)?.length)).toEqual([5, 5, 5]);
    expect(githubSummary(HOSTILE).replace(/`+[^`\n]*`+/g, '')).not.toMatch(/<(?!!-- -->)|@someone/);
  });
});

describe('gitlab', () => {
  test('fingerprints are all different, also of equal findings', async () => {
    const issues = await json(
      'gitlab',
      reportOf(
        MACHINE,
        [FINDINGS[0]!, FINDINGS[0]!, FINDINGS[2]!].map((finding) => ({ ...finding })),
      ),
    );
    expect(new Set(issues.map((issue: { fingerprint: string }) => issue.fingerprint)).size).toBe(3);
    expect(issues[2]).toMatchObject({
      description: expect.stringMatching(/^Long answers are cut off after 30 seconds \(fix.*\)$/),
      check_name: 'timeout-too-low',
      severity: 'minor',
      location: { path: '.env', lines: { begin: 4, end: 4 } },
    });
  });
});

/** What Python's XML parser reads: each element as its name and attributes, in document order. */
function parseXml(text: string): [string, Record<string, string>][] {
  const code =
    'import sys, json, xml.etree.ElementTree as e\nprint(json.dumps([[x.tag, x.attrib] for x in e.fromstring(sys.stdin.buffer.read()).iter()]))';
  const { stdout, stderr, status } = spawnSync('python3', ['-c', code], { input: text, encoding: 'utf8' });
  expect(status, stderr).toBe(0);
  return JSON.parse(stdout);
}

describe.skipIf(!python)('xml', () => {
  test('checkstyle', async () => {
    const elements = parseXml(await format('checkstyle', REPORT));
    expect(elements.map(([name]) => name)).toEqual(['checkstyle', 'file', 'error', 'file', 'error', 'file', 'error']);
    expect(elements[6]?.[1]).toEqual({
      line: '4',
      column: '24',
      severity: 'warning',
      message: 'Long answers are cut off after 30 seconds',
      source: 'envlint.timeout-too-low',
    });
  });

  test('junit', async () => {
    const elements = parseXml(await format('junit', reportOf([...MACHINE, bare('ok.env', 'dotenv', '')], FINDINGS)));
    expect(elements[0]?.[1]).toMatchObject({ tests: '4', failures: '3', errors: '0' });
    expect(elements.filter(([name]) => name === 'failure')).toHaveLength(3);
    expect(elements.filter(([name]) => name === 'testcase').at(-1)?.[1]).toMatchObject({ name: 'ok.env' });
  });

  test.each(['checkstyle', 'junit'] as const)('%s: hostile text stays text', async (name) => {
    const elements = parseXml(await format(name, HOSTILE));
    expect(elements.map(([tag]) => tag)).not.toContain('script');
    const words = elements.find(([tag]) => tag === 'error' || tag === 'failure')?.[1].message ?? '';
    expect(words).toContain('</script><script>alert(1)</script>');
    expect(words).toContain('\n::error::second line');
    expect(words).toContain('\ufffd\ufffd');
  });
});

describe('markdown', () => {
  test('a comment with the code folded away', async () => {
    const text = await format('markdown', REPORT);
    expect(text).toContain('### envlint\n\n3 files checked: 2 errors, 1 warning. 3 can be fixed with --fix.');
    expect(text).toContain(
      '**warning** line 4: Long answers are cut off after 30 seconds [timeout-too-low](https://envlint.dev/rules/timeout-too-low)',
    );
    expect(text).toContain(
      '```text\n4 │ HERMES_REQUEST_TIMEOUT=30 # slow network\n  │                        ^^ below the 120 s that reasoning models need\n```',
    );
  });

  test('hostile text makes no tag, link, mention, table or fence', async () => {
    const text = await format('markdown', HOSTILE);
    const fences = text.match(/^`{3,}/gm) ?? [];
    expect(fences).toEqual(['````text', '````'].map((fence) => fence.replace('text', '')));
    const prose = text.replace(/^````text[\s\S]*?^````$/gm, '').replace(/`+[^`\n]*`+/g, '');
    expect(prose).not.toMatch(/<(?!!-- -->|\/?details>|\/?summary>)/);
    expect(prose).not.toMatch(/@\w|#\d(?!\d*;)|\]\(javascript|www\.x|https:\/\/x\.io/);
  });

  test('a comment that grows too long is cut, and says so', async () => {
    const text = await format(
      'markdown',
      reportOf(
        MACHINE,
        Array.from({ length: 500 }, () => FINDINGS[0]!),
      ),
    );
    expect(text.length).toBeLessThan(65_536);
    expect(text).toMatch(/\n\d+ more not listed here\.\n$/);
  });
});

/** What an HTML parser makes of a page: tags with their attributes. */
function parseHtml(text: string): [string, Record<string, string>][] {
  const code =
    'import sys, json, html.parser as h\nout=[]\nclass P(h.HTMLParser):\n  def handle_starttag(s, t, a): out.append([t, dict(a)])\nP().feed(sys.stdin.buffer.read().decode())\nprint(json.dumps(out))';
  return JSON.parse(spawnSync('python3', ['-c', code], { input: text, encoding: 'utf8' }).stdout);
}

describe('html', () => {
  test('one page that loads nothing', async () => {
    const page = await format('html', REPORT);
    expect(page).toContain('default-src &#39;none&#39;; style-src &#39;sha256-');
    expect(page).not.toMatch(/<link|<img|@import|url\(|src=/);
    expect(page).toContain('<h1>2 errors, 1 warning</h1>');
    expect(page).toContain('<mark>https_proxy</mark>');
    expect(page.match(/<article /g)).toHaveLength(3);
  });

  test('the map: a line for each way, a node for each place it passes', async () => {
    const page = await format('html', REPORT);
    const drawing = page.slice(page.search(/<svg viewBox="0 0 \d/), page.indexOf('</svg>'));
    expect(drawing.match(/class="way (\w+)"/g)).toEqual(['class="way direct"', 'class="way proxy"']);
    for (const label of ['curl', 'python, node and go', 'no_proxy', 'MATCH,节点选择', '🇯🇵 东京', 'DIRECT'])
      expect(drawing).toContain(`>${label}<`);
    expect(await format('html', { ...REPORT, routes: [] })).not.toMatch(/<svg viewBox="0 0 \d/);
  });

  test.skipIf(!python)('hostile text makes no element, no handler and no style', async () => {
    const tags = parseHtml(await format('html', HOSTILE));
    expect(tags.filter(([name]) => name === 'script')).toEqual([['script', {}]]);
    expect(tags.map(([name]) => name)).not.toContain('img');
    for (const [name, attributes] of tags) {
      for (const key of Object.keys(attributes)) expect(`${name} ${key}`).not.toMatch(/ (?:on|style)/);
    }
  });
});

describe('secrets', () => {
  const KEY = 'sk-Zx81kQp0aW"m3<x>&yz77';
  const PASSWORD = 'p@s/s#w0rd!';
  const document = shell(
    'a.env',
    `OPENAI_API_KEY="${KEY}"\nHTTPS_PROXY=http://me:${PASSWORD}@10.0.0.1:7890\n`,
    'dotenv',
  );
  const planted = { ...document, secrets: [at(document, KEY)] };
  const leaks = both(`found ${KEY} and ${PASSWORD} and ${encodeURIComponent(PASSWORD)} and ${KEY.slice(3, 14)}`);
  const place = at(planted, KEY);
  const diagnostic: Diagnostic = {
    rule: 'r',
    severity: 'error',
    at: place,
    message: leaks,
    label: leaks,
    why: leaks,
    related: [{ at: at(planted, PASSWORD), message: leaks }],
    fixes: [{ title: leaks, safe: true, edits: [{ at: place, text: KEY }] }],
  };
  const report = reportOf([planted], [diagnostic], {
    applied: [{ rule: 'r', file: 'a.env', title: leaks }],
    rolledBack: [{ rule: 'r', file: 'a.env', why: leaks }],
    reload: [leaks],
    notes: [leaks],
    suppressed: [{ diagnostic, reason: leaks.en }],
    routes: [
      {
        url: `https://me:${PASSWORD}@x.io`,
        client: 'curl',
        environment: 'a.env',
        verdict: 'proxy',
        steps: [{ what: 'variable', at: at(planted, PASSWORD), about: leaks.en, message: leaks }],
        proxy: `http://me:${PASSWORD}@10.0.0.1:7890`,
      },
    ],
  });

  test.each(formatNames)('%s holds neither, whole, in part or escaped', async (name) => {
    const text = await format(name, report);
    for (const secret of [KEY, PASSWORD]) {
      const xml = secret.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
      for (const form of [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), xml]) {
        for (let start = 0; start + 8 <= form.length; start++) expect(text).not.toContain(form.slice(start, start + 8));
      }
    }
    expect(text).toContain(name === 'markdown' ? '&#42;&#42;&#42;' : '***');
  });
});
