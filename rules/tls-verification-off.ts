import type { Assignment, Command, Document, Finding, Rule, RuleDocs, Setting } from '../src/core.ts';
import { TOP_LEVEL_KEYS } from '../src/knowledge/clash-keys.ts';
import { inside } from '../src/text.ts';

export default {
  id: 'tls-verification-off',
  summary: {
    en: 'Certificates are not checked: anybody on the way can read and change the traffic.',
    zh: '关闭了证书校验：途中任何人都能偷看、篡改流量。',
  },
  severity: 'warning',
  needs: ['env', 'command', 'clash'],

  *check(project) {
    for (const fact of project.facts('env')) {
      const programs = switchedOff(fact);
      if (programs) yield { at: inside(fact.value), message: message(programs), label: LABEL };
    }
    for (const command of project.facts('command')) {
      const flag = insecureAlias(command);
      if (flag) yield { at: flag.at, message: message({ en: 'curl', zh: 'curl' }), label: LABEL };
    }
    for (const document of project.documents.values()) {
      if (document.language === 'clash') yield* insecureNodes(document);
    }
  },
} satisfies Rule;

const LABEL = { en: 'switched off here', zh: '在这里关闭' };
const message = (who: { en: string; zh: string }): Finding['message'] => ({
  en: `${who.en} no longer checks certificates: passwords and keys can be read on the way`,
  zh: `${who.zh} 不再校验证书：密码和密钥在途中会被看到`,
});

/** Variables that switch verification off, with the values that do so. */
const SWITCHES: ReadonlyMap<string, readonly [values: RegExp, en: string, zh: string]> = new Map([
  ['NODE_TLS_REJECT_UNAUTHORIZED', [/^0$/, 'Node', 'Node']],
  ['PYTHONHTTPSVERIFY', [/^0$/, 'Python', 'Python']],
  ['GIT_SSL_NO_VERIFY', [/^(?:1|true|yes|on)$/i, 'git', 'git']],
]);

function switchedOff({ name, value, operation, reach }: Assignment): { en: string; zh: string } | undefined {
  const entry = operation === 'set' && reach === 'environment' && value.known ? SWITCHES.get(name.text) : undefined;
  return entry?.[0].test(value.text) ? { en: entry[1], zh: entry[2] } : undefined;
}

/** This machine's own services sign for themselves, and nothing stands between. */
const LOCAL_URL = /^https:\/\/(?:localhost|127\.[\d.]+|\[::1\])(?:[:/]|$)/i;

/** `alias c='curl -k'`: every call from now on, without a word. A single `curl -k` in a script is its author's choice. */
function insecureAlias({ scope, words }: Command): { at: Finding['at'] } | undefined {
  if (scope.kind !== 'alias' || words[0]?.text !== 'curl') return undefined;
  if (words.some(({ text }) => LOCAL_URL.test(text))) return undefined;
  return words.slice(1).find((word) => word.text === '--insecure' || /^-[a-zA-Z]*k/.test(word.text));
}

/** Nodes of a subscription are not the user's to mend: one note for a file. */
function* insecureNodes(document: Document): Iterable<Finding> {
  const nodes = document.facts.filter(
    (fact): fact is Setting =>
      fact.kind === 'setting' &&
      fact.path.at(-1) === 'skip-cert-verify' &&
      fact.value.text.toLowerCase() === 'true' &&
      isOfNodes(fact.path[0] ?? ''),
  );
  const [first, ...others] = nodes;
  if (!first) return;
  yield {
    at: first.value.at,
    severity: 'info',
    message: {
      en: others.length === 0 ? 'One node accepts any certificate' : `${nodes.length} nodes accept any certificate`,
      zh: `${nodes.length} 个节点接受任何证书`,
    },
    label: others.length === 0 ? LABEL : { en: 'the first of them', zh: '第一处在这里' },
  };
}

/** A section of nodes, or a helper that a merge key brings into one. */
function isOfNodes(section: string): boolean {
  return /^prox(?:ies|y-providers)$/.test(section) || !TOP_LEVEL_KEYS.has(section);
}

export const docs: RuleDocs = {
  text: {
    en: `
A proxy sees every request. With verification off, it, or anybody between, can hand out its own certificate and read API keys in
clear. A failing check has a cause: a wrong clock, an old CA bundle, a company's own root certificate. Give the last one to
\`NODE_EXTRA_CA_CERTS\`, \`SSL_CERT_FILE\` or \`git config http.sslCAInfo\`.`,
    zh: `
代理能看到每一个请求。关掉校验以后，它或者途中的任何人都可以换上自己的证书，明文读走 API 密钥。校验失败总有原因：系统时间不对、CA 证书过旧、
公司自签的根证书。最后一种请配置 \`NODE_EXTRA_CA_CERTS\`、\`SSL_CERT_FILE\` 或 \`git config http.sslCAInfo\`。`,
  },
  bad: [
    {
      files: `
        -- .env --
        NODE_TLS_REJECT_UNAUTHORIZED=0
                                     ^ warning
      `,
    },
    {
      files: `
        -- .zshrc --
        export GIT_SSL_NO_VERIFY=true
                                 ^^^^ warning
        alias curl='curl -k'
                         ^^ warning
        alias api="curl -sk -H 'Accept: application/json'"
                        ^^^ warning
      `,
    },
    {
      files: `
        -- clash.yaml --
        mixed-port: 7890
        proxies:
          - { name: a, type: trojan, server: a.example, port: 443, password: x, skip-cert-verify: true }
                                                                                                  ^^^^ info One node accepts any certificate
        rules:
          - MATCH,a
      `,
    },
  ],
  good: [
    {
      files: `
        -- config.yaml --
        mixed-port: 7890
        proxies:
          - { name: a, type: trojan, server: a.example, port: 443, password: x }
        proxy-groups:
          - { name: G, type: select, proxies: [a], skip-cert-verify: true }
        dns:
          enable: true
          nameserver: ["https://223.5.5.5/dns-query#skip-cert-verify=true"]
        rules:
          - MATCH,G
      `,
    },
    {
      files: `
        -- .env --
        NODE_TLS_REJECT_UNAUTHORIZED=1
        GIT_SSL_NO_VERIFY=
      `,
    },
    {
      files: `
        -- check.sh --
        #!/bin/sh
        curl -k https://127.0.0.1:8443/health
        -- .zshrc --
        alias health='curl -k https://localhost:8443/health'
      `,
    },
  ],
};
