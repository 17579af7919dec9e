/** No report of any format shows a secret of any file. */
import { describe, expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import type { Diagnostic, Document } from '../../src/core.ts';
import { lint } from '../../src/engine/lint.ts';
import { detect } from '../../src/languages/detect.ts';
import { aboutLanguage } from '../../src/languages/index.ts';
import { makeProject } from '../../src/project.ts';
import { unifiedDiff } from '../../src/report/diff.ts';
import { format, formatNames } from '../../src/report/format.ts';
import { lineTable } from '../../src/report/position.ts';
import { unpainted } from '../../src/report/terminal/paint.ts';
import { secretsOf } from '../../src/secrets/index.ts';
import { both, reportOf } from './machine.ts';

/** Every kind of secret in every format, numbered; each reads like nothing else. */
const canary = (n: number, odd = '') => `Canary${n}x${(n * 7919 + 104729).toString(36)}${odd}Q9z${n}w`;
const BASIC = Buffer.from(`me:${canary(40)}`).toString('base64');

const FILES: Readonly<Record<string, string>> = {
  '.env': `# OLD_API_KEY=${canary(1)}
OPENAI_API_KEY=${canary(2)} # the key
export HF_TOKEN="${canary(3)}"
SECRET_QUOTED='${canary(4, '$#')}'
HTTPS_PROXY=http://me:${canary(5, '@:/#')}@10.0.0.1:7890
HTTP_PROXY=me:${canary(6)}@10.0.0.1:7890
DATABASE_URL=postgres://app:${canary(7, '%40')}@db:5432/x
SUBSCRIBE_URL=https://sub.example.com/link/${canary(8)}?clash=1
HOOK=https://a.example/send?access_token=${canary(9)}
MULTI_KEY="-----BEGIN PRIVATE KEY-----
${canary(10)}
${canary(11)}
-----END PRIVATE KEY-----"
BROKEN_PASSWORD="${canary(12)}
`,
  'home/.zshrc': `export ANTHROPIC_API_KEY=${canary(13)} A=1
alias up='curl -H "Authorization: Bearer ${canary(14)}" https://a.example'
proxy_on() {
  export all_proxy=socks5://me:${canary(15)}@127.0.0.1:7890 https_proxy=http://127.0.0.1:7890
}
curl -u me:${canary(16)} --proxy http://me:${canary(17)}@h:1 https://a.example:8000:8000/v1
docker run -e API_TOKEN=${canary(18)} --env MY_SECRET=${canary(19)} image
cat <<EOF
password: ${canary(20)}
EOF
export X="\${Y_KEY:-${canary(21)}}"
`,
  'home/.config/fish/config.fish': `set -gx GROQ_API_KEY ${canary(22)}
set -gx https_proxy http://me:${canary(23)}@127.0.0.1:7890
`,
  'clash/config.yaml': `mixed-port: 7890
external-controller: 0.0.0.0:9090
secret: ${canary(24)}
authentication:
  - "me:${canary(25)}"
proxies:
  - {name: a, type: ss, server: a.example, port: 1, cipher: aes-128-gcm, password: ${canary(26)}}
  - name: b
    type: vmess
    server: b.example
    port: 2
    uuid: ${canary(27)}
    skip-cert-verify: true
proxy-groups:
  - {name: g, type: select, proxies: [a, b]}
proxy-providers:
  p:
    type: http
    url: https://sub.example.com/api/v1/client/subscribe?token=${canary(28)}
rules:
  - MATCH,gone
`,
  'systemd/user/hermes-gateway.service': `[Service]
Environment=OPENAI_API_KEY=${canary(29)}
Environment="HTTPS_PROXY=http://me:${canary(30)}@127.0.0.1:7890" A = b
ExecStart=/usr/bin/hermes gateway run --replace --token ${canary(31)} --api-key=${canary(32)}
Restart=always
`,
  'Library/LaunchAgents/ai.x.plist': `<?xml version="1.0" encoding="UTF-8"?>
<plist version="1.0"><dict>
<key>Label</key><string>ai.x</string>
<key>ProgramArguments</key><array><string>hermes</string><string>gateway</string><string>--replace</string><string>--token</string><string>${canary(33)}</string></array>
<key>EnvironmentVariables</key><dict>
<key>X_API_KEY</key><string>${canary(34, '&amp;')}</string>
<key>https_proxy</key><string>http://me:${canary(35)}@127.0.0.1:7890</string>
</dict>
<!-- <key>OLD_TOKEN</key><string>${canary(36)}</string> -->
</dict></plist>
`,
  'home/.npmrc': `//registry.example.com/:_authToken=${canary(37)}
proxy=http://me:${canary(38)}@127.0.0.1:7890
`,
  'home/.gitconfig': `[http]
	proxy = http://me:${canary(39)}@127.0.0.1:7890
	extraHeader = Authorization: Basic ${BASIC}
`,
};

async function parse(file: string, text: string): Promise<Document> {
  const found = detect(file, text, true);
  if (!found) throw new Error(`${file} is not recognised`);
  return (await aboutLanguage(found.language).load()).parse({ file, text }, found.dialect);
}

/** A finding over each line of a document, so that every character of it is shown somewhere. */
function everyLine(document: Document): Diagnostic[] {
  const lines = lineTable(document.text);
  return Array.from({ length: lines.count }, (_, i) => ({
    rule: 'shown-line',
    severity: 'warning',
    at: { file: document.file, ...lines.range(i + 1) },
    message: both(`line ${i + 1}`),
  }));
}

const documents = await Promise.all(Object.entries(FILES).map(([file, text]) => parse(file, text)));
const project = makeProject({ documents });
const found = lint(project, rules, {
  severities: new Map(rules.map((rule) => [rule.id, 'warning' as const])),
}).diagnostics;
const shownLines = documents.flatMap(everyLine);
const planted = [...Array(39).keys()].map(
  (n) =>
    Object.values(FILES)
      .join('\n')
      .match(new RegExp(`Canary${n + 1}x\\S*Q9z${n + 1}w`))?.[0] ?? '',
);

/** What no output holds: each canary whole, its telling pieces, and its other encodings. */
function expectClean(text: string): void {
  for (const secret of [...planted, BASIC]) {
    const core = secret.slice(0, 10);
    const forms = [
      secret,
      core,
      secret.slice(-9),
      encodeURIComponent(secret),
      Buffer.from(secret).toString('base64').slice(0, 12),
    ];
    for (const form of forms) expect(text.includes(form), `${form} of ${secret}`).toBe(false);
  }
}

describe('no secret of any kind in any file is shown', () => {
  test('the rules find enough here for this to mean something', () => {
    expect(planted.every((secret) => secret.length > 12)).toBe(true);
    expect(new Set(found.map(({ rule }) => rule)).size).toBeGreaterThan(8);
  });

  test.each(formatNames)('in what the rules find, as %s', async (name) => {
    for (const lang of ['en', 'zh-CN'] as const) expectClean(await format(name, reportOf(documents, found, { lang })));
  });

  test.each(['pretty', 'sarif', 'markdown', 'html'] as const)('in a frame around every line, as %s', async (name) => {
    for (const { file } of documents) {
      const text = await format(
        name,
        reportOf(
          documents,
          shownLines.filter(({ at }) => at.file === file),
        ),
      );
      expectClean(text);
      if (name === 'pretty') expect(text).toContain('***');
    }
  });

  test('in a diff that takes everything out, and one that puts it in', async () => {
    for (const document of documents) {
      const empty = { ...document, text: '', facts: [], comments: [], secrets: [] };
      const mask = secretsOf(makeProject({ documents: [empty] }));
      for (const change of [
        { before: document, after: empty },
        { before: empty, after: document },
      ]) {
        expectClean(unifiedDiff([{ path: document.file, ...change }], { paint: unpainted, mask }));
      }
    }
  });
});
