/** A small machine built by hand, so that reports are tested without any parser. */

import type {
  Assignment,
  Diagnostic,
  Document,
  Fact,
  LanguageName,
  Route,
  Scope,
  Setting,
  Span,
  Text,
} from '../../src/core.ts';
import { makeProject } from '../../src/project.ts';
import { countOf, type Report } from '../../src/report/model.ts';
import { unpainted } from '../../src/report/terminal/paint.ts';
import { secretsOf } from '../../src/secrets/index.ts';
import { verbatim } from '../../src/text.ts';

/** The nth place where `needle` stands in a document. */
export function at(document: Document, needle: string, nth = 0): Span {
  let start = -1;
  for (let i = 0; i <= nth; i++) start = document.text.indexOf(needle, start + 1);
  if (start < 0) throw new Error(`${JSON.stringify(needle)} is not in ${document.file}`);
  return { file: document.file, start, end: start + needle.length };
}

/** A document without facts. */
export function bare(file: string, language: LanguageName, text: string, secrets: readonly string[] = []): Document {
  const document: Document = {
    file,
    text,
    language,
    dialect: language,
    facts: [],
    comments: [],
    errors: [],
    secrets: [],
  };
  return { ...document, secrets: secrets.map((secret) => at(document, secret)) };
}

/** A document whose `NAME=value` lines are assignments, with or without `export` and double quotes. */
export function shell(file: string, text: string, language: LanguageName = 'shell', scopeName = ''): Document {
  const document = bare(file, language, text);
  const whole = { file, start: 0, end: text.length };
  const scope: Scope = { kind: scopeName === '' ? 'file' : 'function', name: scopeName, at: whole };
  const facts: Fact[] = [];
  for (const match of text.matchAll(/^[ \t]*(export )?([A-Za-z_]\w*)=("([^"]*)"|[^\s"#]*)/gm)) {
    const [all, keyword = '', name = '', raw = '', quoted] = match;
    const end = match.index + all.length;
    const value = { file, start: end - raw.length, end };
    const start = value.start - name.length - 1;
    const inner = quoted === undefined ? value : { file, start: value.start + 1, end: end - 1 };
    const assignment: Assignment = {
      kind: 'env',
      at: { file, start, end },
      scope,
      certain: true,
      name: verbatim(name, { file, start, end: start + name.length }),
      value: { ...verbatim(quoted ?? raw, inner), at: value },
      operation: 'set',
      reach: keyword ? 'environment' : 'shell',
      statement: { file, start: match.index, end },
    };
    facts.push(assignment);
  }
  return { ...document, facts };
}

/** A setting `key: value` of a structured file. */
export function setting(document: Document, key: string, text: string): Setting {
  const place = at(document, `${key}: ${text}`);
  const value = { ...place, start: place.end - text.length };
  return {
    kind: 'setting',
    at: place,
    scope: { kind: 'file', name: '', at: place },
    certain: true,
    path: [key],
    name: verbatim(key, { ...place, end: place.start + key.length }),
    value: verbatim(text, value),
    type: 'string',
  };
}

/** A text whose two languages differ, so that a test sees which one was used. */
export const both = (en: string, zh = `中：${en}`): Text => ({ en, zh });

/** A report over documents and diagnostics, everything else at its plainest. */
export function reportOf(
  documents: readonly Document[],
  diagnostics: readonly Diagnostic[],
  more: Partial<Report> = {},
): Report {
  const project = makeProject({ documents });
  const home = (file: string) => file.replace(/^home\//, '~/');
  return {
    project,
    diagnostics,
    files: documents.map(({ file, language }) => ({ path: file, language })),
    summary: countOf(diagnostics, { files: documents.length }),
    applied: [],
    rolledBack: [],
    reload: [],
    notes: [],
    lang: 'en',
    paint: unpainted,
    width: 80,
    links: false,
    version: '0.1.0',
    display: home,
    path: (file) => file,
    rule: (id) => ({
      summary: both(`About ${id}`),
      url: `https://envlint.dev/rules/${id}`,
      help: both(`# ${id}\n\nWhy, and how to repair it.`),
      severity: 'error',
    }),
    mask: secretsOf(project),
    ...more,
  };
}

export const ZSHRC = shell(
  'home/.zshrc',
  `# ~/.zshrc
export PATH="$HOME/bin:$PATH"
export EDITOR=vim

alias ll='ls -l'

# 代理
proxy_on() {
  local host=127.0.0.1
  local port=7890

  export http_proxy=http://127.0.0.1:7890
  export https_proxy=http://127.0.0.1:7890
  export all_proxy=socks5://127.0.0.1:7890
}
`,
  'shell',
  'proxy_on',
);

export const CLASH = bare(
  'clash/config.yaml',
  'clash',
  `mixed-port: 7890
mode: rule
proxy-groups:
  - {name: 节点选择, type: select, proxies: [🇯🇵 东京, 🇺🇸 洛杉矶]}
${'# …\n'.repeat(226)}rules:
  - DOMAIN-SUFFIX,cn,DIRECT
  - MATCH,节点选择
`,
);

export const DOTENV = shell(
  '.env',
  `# keys
PORT=3000
DEEPSEEK_API_KEY=sk-7f3a9c41d2e84b06a5c1f09e2b7d6a38
HERMES_REQUEST_TIMEOUT=30 # slow network
`,
  'dotenv',
);

/** The two findings of the first page of the product. */
export const FINDINGS: readonly Diagnostic[] = [
  {
    rule: 'missing-no-proxy',
    severity: 'error',
    at: at(ZSHRC, 'https_proxy'),
    message: both('Local requests will be sent to the proxy', '本机请求也会走代理'),
    label: both('set here, in proxy_on(); nothing is exempt', '在 proxy_on() 里设置了代理，但没有排除任何地址'),
    why: both(
      'curl, Python and Node send even 127.0.0.1 to it; Ollama, vLLM and the gateway time out.',
      'curl、Python、Node 连 127.0.0.1 都会发给代理，Ollama、vLLM、网关因此超时。',
    ),
    fixes: [
      {
        title: both(
          'add NO_PROXY and no_proxy beside it: localhost,127.0.0.1,::1',
          '在旁边加上 NO_PROXY 和 no_proxy：localhost,127.0.0.1,::1',
        ),
        safe: true,
        edits: [
          {
            at: { file: ZSHRC.file, start: ZSHRC.text.length - 2, end: ZSHRC.text.length - 2 },
            text: '\n  export NO_PROXY=localhost',
          },
        ],
      },
    ],
  },
  {
    rule: 'domestic-via-proxy',
    severity: 'error',
    at: at(CLASH, 'MATCH,节点选择'),
    message: both('api.deepseek.com leaves through 🇯🇵 东京', 'api.deepseek.com 绕道 🇯🇵 东京'),
    label: both('no earlier rule catches it', '前面没有规则匹配它'),
    related: [
      {
        at: at(DOTENV, 'DEEPSEEK_API_KEY'),
        message: both('DEEPSEEK_API_KEY says this machine uses it', 'DEEPSEEK_API_KEY 说明这台机器在用它'),
      },
    ],
    fixes: [
      {
        title: both(
          'insert  - DOMAIN-SUFFIX,deepseek.com,DIRECT  before this rule',
          '在这条规则前插入  - DOMAIN-SUFFIX,deepseek.com,DIRECT',
        ),
        safe: true,
        edits: [
          {
            at: { ...at(CLASH, '  - MATCH'), end: at(CLASH, '  - MATCH').start },
            text: '  - DOMAIN-SUFFIX,deepseek.com,DIRECT\n',
          },
        ],
      },
    ],
  },
  {
    rule: 'timeout-too-low',
    severity: 'warning',
    at: at(DOTENV, '30', 1),
    message: both('Long answers are cut off after 30 seconds', '较长的回答会在 30 秒时被切断'),
    label: both('below the 120 s that reasoning models need', '推理模型至少需要 120 秒'),
    fixes: [
      { title: both('raise it to 120', '改为 120'), safe: true, edits: [{ at: at(DOTENV, '30', 1), text: '120' }] },
    ],
  },
];

const step = (what: string, about: string, place: Span | undefined, message: Text) => ({
  what,
  about,
  message,
  ...(place ? { at: place } : {}),
});

const viaClash = (client: string): Route => ({
  url: 'https://api.deepseek.com',
  client,
  environment: 'home/.zshrc:proxy_on',
  verdict: 'proxy',
  steps: [
    step(
      'variable',
      'https_proxy  http://127.0.0.1:7890',
      at(ZSHRC, 'https_proxy'),
      both('it takes this proxy', '使用这个代理'),
    ),
    step(
      'listener',
      "127.0.0.1:7890 is Clash's mixed-port",
      at(CLASH, '7890'),
      both('Clash decides', '由 Clash 决定去向'),
    ),
    step(
      'rule',
      'MATCH,节点选择',
      at(CLASH, 'MATCH,节点选择'),
      both('the first of 214 rules that catches it', '214 条规则中第一条匹配的'),
    ),
    step('policy', '节点选择 → 🇯🇵 东京', undefined, both('through the proxy', '走代理')),
  ],
  proxy: 'http://127.0.0.1:7890',
  clash: { rule: 'MATCH,节点选择', policy: '🇯🇵 东京' },
});

/** One request by four clients; `curl` alone is spared where `differ`. */
export function routesOf(differ: boolean): readonly Route[] {
  const direct: Route = {
    url: 'https://api.deepseek.com',
    client: 'curl',
    environment: 'home/.zshrc:proxy_on',
    verdict: 'direct',
    steps: [
      step(
        'no-proxy',
        'no_proxy  10.0.0.0/8,deepseek.com',
        at(ZSHRC, 'all_proxy'),
        both('only curl reads this entry', '只有 curl 认这一项'),
      ),
    ],
    bypass: 'deepseek.com',
  };
  return [differ ? direct : viaClash('curl'), viaClash('python'), viaClash('node'), viaClash('go')];
}
