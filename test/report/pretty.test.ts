/** The report for people at a terminal, as text. */
import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../src/core.ts';
import { painted } from '../../src/report/terminal/colours.ts';
import { pretty } from '../../src/report/terminal/pretty.ts';
import { widthOf } from '../../src/report/terminal/width.ts';
import { at, bare, both, CLASH, DOTENV, FINDINGS, reportOf, shell, ZSHRC } from './machine.ts';

const MACHINE = [ZSHRC, CLASH, DOTENV];
const lines = (text: string) => text.split('\n');

/** A one-line finding over `needle` in a file of its own. */
function one(text: string, needle: string, more: Partial<Diagnostic> = {}, width = 80) {
  const document = bare('a.sh', 'shell', text);
  const diagnostic = {
    rule: 'some-rule',
    severity: 'error' as const,
    at: at(document, needle),
    message: both('It breaks'),
    ...more,
  };
  return lines(pretty(reportOf([document], [diagnostic], { width })));
}

describe('a page', () => {
  test('in English', () => {
    expect(pretty(reportOf(MACHINE, FINDINGS))).toBe(`~/.zshrc
  error  Local requests will be sent to the proxy               missing-no-proxy
   13 │   export https_proxy=http://127.0.0.1:7890
      │          ━━━━━━━━━━━ set here, in proxy_on(); nothing is exempt
      │ curl, Python and Node send even 127.0.0.1 to it;
      │ Ollama, vLLM and the gateway time out.
      ╰ fix  add NO_PROXY and no_proxy beside it: localhost,127.0.0.1,::1

clash/config.yaml
  error  api.deepseek.com leaves through 🇯🇵 东京              domestic-via-proxy
  233 │   - MATCH,节点选择
      │     ━━━━━━━━━━━━━━ no earlier rule catches it
      ├ .env:3  DEEPSEEK_API_KEY says this machine uses it
      ╰ fix  insert  - DOMAIN-SUFFIX,deepseek.com,DIRECT  before this rule

.env
  warning  Long answers are cut off after 30 seconds             timeout-too-low
    4 │ HERMES_REQUEST_TIMEOUT=30 # slow network
      │                        ━━ below the 120 s that reasoning models need
      ╰ fix  raise it to 120

3 files checked: 2 errors, 1 warning. 3 can be fixed with --fix.
`);
  });

  test('in Chinese, rule ids still in one column', () => {
    const page = lines(pretty(reportOf(MACHINE, FINDINGS, { lang: 'zh-CN' })));
    expect(page[1]).toBe('  错误  本机请求也会走代理                                      missing-no-proxy');
    const heads = page.filter((line) => /^ {2}(错误|警告)/.test(line));
    expect(heads.map(widthOf)).toEqual([80, 80, 80]);
    expect(page.at(-2)).toBe('检查了 3 个文件：2 个错误，1 个警告。其中 3 个可用 --fix 修复。');
  });

  test('a refusal keeps its reason where the line has no room for it', () => {
    const why = both('another program has changed this file since it was read');
    const rolledBack = [{ rule: 'replace-under-supervisor', file: CLASH.file, why }];
    expect(pretty(reportOf(MACHINE, [], { rolledBack, width: 60 }))).toContain(
      `reverted  clash/config.yaml  replace-under-supervisor
  another program has changed this file since it was read
`,
    );
  });

  test('nothing found: one line', () => {
    expect(pretty(reportOf(MACHINE, []))).toBe('3 files checked, nothing found.\n');
    expect(pretty(reportOf(MACHINE, [], { lang: 'zh-CN' }))).toBe('检查了 3 个文件：没有发现问题。\n');
  });

  test('after --fix it says what was done and what makes it count', () => {
    const page = pretty(
      reportOf(MACHINE, [], {
        applied: [
          { rule: 'missing-no-proxy', file: ZSHRC.file, title: both('add NO_PROXY') },
          {
            rule: 'domestic-via-proxy',
            file: CLASH.file,
            title: both('insert a rule for deepseek.com before the last rule'),
          },
        ],
        rolledBack: [{ rule: 'proxy-one-case', file: DOTENV.file, why: both('it left a syntax error') }],
        reload: [both('source ~/.zshrc')],
        undoable: true,
        summary: { ...reportOf(MACHINE, []).summary, fixed: 2 },
      }),
    );
    expect(page).toBe(`fixed     ~/.zshrc           add NO_PROXY                     missing-no-proxy
fixed     clash/config.yaml  insert a rule for deepseek.com…  domestic-via-proxy
reverted  .env               it left a syntax error           proxy-one-case

To apply the changes:
  source ~/.zshrc

3 files checked, 2 findings fixed: nothing left.
envlint undo reverts this.
`);
  });

  test('a reason is told once', () => {
    const twice = pretty(reportOf(MACHINE, [FINDINGS[0]!, { ...FINDINGS[0]!, at: at(ZSHRC, 'http_proxy') }]));
    expect(twice.match(/gateway time out/g)).toHaveLength(1);
  });

  test.each([40, 60, 80, 200])('no line is wider than %i columns', (width) => {
    for (const lang of ['en', 'zh-CN'] as const) {
      const page = lines(pretty(reportOf(MACHINE, FINDINGS, { lang, width })));
      // The last lines are sentences that a terminal may wrap itself.
      for (const line of page.slice(0, -2)) expect(widthOf(line), line).toBeLessThanOrEqual(width);
    }
  });

  test('colour changes nothing but colour, and only when asked for', () => {
    const plain = pretty(reportOf(MACHINE, FINDINGS));
    const colored = pretty(reportOf(MACHINE, FINDINGS, { paint: painted }));
    expect(plain).not.toContain('\u001b');
    expect(colored).toContain('\u001b[1m\u001b[31merror\u001b[39m\u001b[22m');
    expect(colored.replace(/\u001b\[[\d;]*m/g, '')).toBe(plain);
  });

  test('hyperlinks on rule ids where the terminal has them', () => {
    const page = pretty(reportOf(MACHINE, FINDINGS, { links: true }));
    expect(page).toContain(
      '\u001b]8;;https://envlint.dev/rules/missing-no-proxy\u001b\\missing-no-proxy\u001b]8;;\u001b\\',
    );
  });

  test('ASCII where the terminal has no more', () => {
    const page = pretty(reportOf([DOTENV], [FINDINGS[2]!], { unicode: false }));
    expect(page).toMatch(/^[\x20-\x7e\n]*$/);
    expect(page).toContain('      |                        ^^ below');
    expect(page).toContain('      `- fix  raise it to 120');
  });
});

describe('a frame', () => {
  test('marks stand under wide characters, tabs and emoji', () => {
    const page = one('\t节点🇯🇵=é\u0301x # 东京', 'x', { label: both('here') });
    expect(page[2]).toBe('    1 │     节点🇯🇵=é\u0301x # 东京');
    expect(page[3]).toBe('      │             ━ here');
  });

  test('an empty span at the end of a line has its place', () => {
    const document = bare('a.sh', 'shell', 'ab\ncd\n');
    const place = { file: 'a.sh', start: 2, end: 2 };
    const page = lines(
      pretty(
        reportOf([document], [{ rule: 'r', severity: 'info', at: place, message: both('m'), label: both('here') }]),
      ),
    );
    expect(page.slice(2, 4)).toEqual(['    1 │ ab', '      │   ━ here']);
  });

  test('a long line is cut around the mark, on both sides', () => {
    const page = one(`${'a'.repeat(500)}TARGET${'b'.repeat(500)}`, 'TARGET', { label: both('here') });
    expect(page[2]).toMatch(/^ {4}1 │ …a+TARGETb+…$/);
    expect(widthOf(page[2] ?? '')).toBe(80);
    const mark = page[3]?.indexOf('━') ?? 0;
    expect(page[2]?.slice(mark, mark + 6)).toBe('TARGET');
    expect(page[3]).toMatch(/━{6} here$/);
  });

  test('a cut beside wide characters keeps the mark in place', () => {
    const page = one(`${'中'.repeat(300)}TARGET`, 'TARGET');
    const before = page[2]?.slice(0, page[2].indexOf('TARGET')) ?? '';
    expect(widthOf(page[3]?.slice(0, page[3].indexOf('━')) ?? '')).toBe(widthOf(before));
  });

  test('a mark longer than the page ends at its edge', () => {
    const page = one(`x=${'v'.repeat(300)}`, 'v'.repeat(300), { label: both('too long') });
    expect(widthOf(page[2] ?? '')).toBe(80);
    expect(widthOf(page[3] ?? '')).toBeLessThanOrEqual(80);
    expect(page[4]).toContain('too long');
  });

  test('a line of ten million characters is one line like any other', () => {
    const page = one(`${'a'.repeat(5_000_000)}TARGET${'b'.repeat(5_000_000)}`, 'TARGET');
    expect(page[2]).toContain('TARGET');
    expect(widthOf(page[2] ?? '')).toBe(80);
  });

  test('a span over several lines has a rail', () => {
    const text = 'f() {\n  a\n  b\n}\ng\n';
    expect(one(text, 'f() {\n  a\n  b\n}', { label: both('all of it') }).slice(2, 7)).toEqual([
      '    1 │ ┏ f() {',
      '    2 │ ┃   a',
      '    3 │ ┃   b',
      '    4 │ ┗ }',
      '      │ all of it',
    ]);
  });

  test('a tall span leaves out its middle', () => {
    const inner = Array.from({ length: 20 }, (_, i) => `  line${i}`).join('\n');
    const page = one(`f() {\n${inner}\n}\n`, `f() {\n${inner}\n}`);
    expect(page.slice(2, 6)).toEqual(['    1 │ ┏ f() {', '    2 │ ┃   line0', '      ┆', '   22 │ ┗ }']);
  });

  test('a span that takes its line break along stays on its line', () => {
    expect(one('a=1\nb=2\n', 'a=1\n').slice(2, 4)).toEqual(['    1 │ a=1', '      │ ━━━']);
  });

  test('a near place of the same file stands in the same frame, a far one below', () => {
    const near = pretty(
      reportOf(
        [ZSHRC],
        [
          {
            rule: 'r',
            severity: 'error',
            at: at(ZSHRC, 'all_proxy'),
            message: both('m'),
            related: [{ at: at(ZSHRC, 'http_proxy'), message: both('the other') }],
          },
        ],
      ),
    );
    expect(near).toContain(
      '   12 │   export http_proxy=http://127.0.0.1:7890\n      │          ────────── the other\n   13 │',
    );
    const far = pretty(
      reportOf(
        [ZSHRC],
        [
          {
            rule: 'r',
            severity: 'error',
            at: at(ZSHRC, 'all_proxy'),
            message: both('m'),
            related: [{ at: at(ZSHRC, 'EDITOR'), message: both('the other') }],
          },
        ],
      ),
    );
    expect(far).toContain('      ╰ line 3  the other');
  });

  test('a near place over several lines is marked on its first', () => {
    const document = bare('a.plist', 'launchd', '<a>x</a>\n<key>K</key>\n<true/>\n');
    const related = [{ at: at(document, '<key>K</key>\n<true/>'), message: both('kept alive') }];
    const page = pretty(
      reportOf([document], [{ rule: 'r', severity: 'error', at: at(document, 'x'), message: both('m'), related }]),
    );
    expect(page).toContain('    2 │ <key>K</key>\n      │ ──────────── kept alive\n\n');
  });

  test('CRLF is not shown, a carriage return that is the fault is', () => {
    expect(one('a=1\r\nb=2\r\n', 'a=1')[2]).toBe('    1 │ a=1');
    expect(one('a=1\r\nb=2\r\n', '1\r').slice(2, 4)).toEqual(['    1 │ a=1␍', '      │   ━━']);
  });

  test('a BOM takes no cell', () => {
    expect(one('\ufeffa=1\n', '1').slice(2, 4)).toEqual(['    1 │ a=1', '      │   ━']);
  });

  test('control characters are shown, not obeyed', () => {
    const page = one('a=\u001b[31m\u202e\u0000x', 'x', { message: both('\u001b]0;title\u0007 \u202e') });
    expect(page.join('')).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
    expect(page[2]).toBe('    1 │ a=␛[31m<U+202E>␀x');
    expect(page[3]).toBe(`      │ ${' '.repeat(16)}━`);
  });

  test('a secret is masked, and the mark stands under its mask', () => {
    const document = shell('a.sh', 'export A_KEY=abcdefgh12345678 B=1\n');
    const page = lines(
      pretty(
        reportOf(
          [document],
          [
            {
              rule: 'r',
              severity: 'error',
              at: at(document, 'abcdefgh12345678'),
              message: both('abcdefgh12345678 leaks'),
            },
          ],
        ),
      ),
    );
    expect(page[1]).toContain('*** leaks');
    expect(page.slice(2, 4)).toEqual(['    1 │ export A_KEY=*** B=1', '      │              ━━━']);
  });

  test('a file the project does not hold, and one that is no text, have no frame', () => {
    const nowhere = pretty(
      reportOf(
        [],
        [
          {
            rule: 'r',
            severity: 'error',
            at: { file: 'x.yaml', start: 0, end: 3 },
            message: both('m'),
            why: both('because'),
          },
        ],
      ),
    );
    expect(nowhere).toBe(`x.yaml\n  error  m${' '.repeat(69)}r\n      because\n\n0 files checked: 1 error.\n`);
  });
});
