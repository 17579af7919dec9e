import type { Assignment, Command, Document, Finding, Rule, RuleDocs, Setting } from '../src/core.ts';
import { TOP_LEVEL_KEYS } from '../src/knowledge/clash/keys.ts';
import { clashDocuments } from '../src/queries/clash/clash.ts';
import { type TlsSwitch, tlsSwitches } from '../src/queries/tls-switches.ts';
import { inside } from '../src/text.ts';

export default {
  id: 'tls-verification-off',
  summary: {
    en: 'Certificates are not checked: anybody on the way can read and change the traffic.',
    zh: '关闭了证书校验：途中任何人都能偷看、篡改流量。',
  },
  severity: 'warning',
  needs: ['env', 'command', 'settings', 'clash', 'json'],

  *check(project) {
    for (const fact of project.facts('env')) {
      const programs = switchedOff(fact);
      if (programs) yield { at: inside(fact.value), message: message(programs), label: LABEL };
    }
    for (const command of project.facts('command')) {
      const flag = insecureAlias(command);
      const client = command.words[0]?.text ?? '';
      if (flag) yield { at: flag.at, message: message({ en: client, zh: client }), label: LABEL };
    }
    for (const found of tlsSwitches(project)) yield ofSettings(found);
    for (const document of clashDocuments(project)) yield* insecureNodes(document);
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

/** This machine's own services have self-signed certificates, and nothing is in between. */
const LOCAL_URL = /^https:\/\/(?:localhost|127\.[\d.]+|\[::1\])(?:[:/]|$)/i;

/** The options that switch the check off for one call. */
const OPTIONS: ReadonlyMap<string, RegExp> = new Map([
  ['curl', /^(?:--insecure$|-[a-zA-Z]*k)/],
  ['wget', /^--no-check-certificate$/],
  ['git', /^(?:-c)?http\.(?:[^=]+\.)?sslVerify=(?:false|no|off|0)$/i],
]);

/** `alias c='curl -k'`: every call from now on, without a word. A single `curl -k` in a script is its author's choice. */
function insecureAlias({ scope, words }: Command): { at: Finding['at'] } | undefined {
  const option = scope.kind === 'alias' ? OPTIONS.get(words[0]?.text ?? '') : undefined;
  if (!option || words.some(({ text }) => LOCAL_URL.test(text))) return undefined;
  return words.slice(1).find((word) => option.test(word.text));
}

function ofSettings({ at, client, severity, host }: TlsSwitch): Finding {
  const told =
    host === undefined
      ? message({ en: client, zh: client })
      : {
          en: `${client} no longer checks the certificate of ${host}: anybody on the way can answer in its place`,
          zh: `${client} 不再校验 ${host} 的证书：途中任何人都可以冒充它`,
        };
  return { at, message: told, label: LABEL, severity };
}

/** Nodes of a subscription are not the user's to change: one note for a file. */
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
\`NODE_EXTRA_CA_CERTS\`, \`SSL_CERT_FILE\` or \`git config http.sslCAInfo\`.

Read in variables and in the programs' own files: \`http.sslVerify\` of git, \`insecure\` of curl, \`check_certificate\` of wget,
\`strict-ssl\` of npm, \`trusted-host\` of pip where it names PyPI itself, \`http.proxyStrictSSL\` of VS Code, and in the \`config\` commands of git, npm and pip. For
git's setting for one server the finding is info. A command that the same file takes back, and one for a single
repository, is not reported.`,
    zh: `
代理能看到每一个请求。关掉校验以后，它或者途中的任何人都可以换上自己的证书，明文读走 API 密钥。校验失败总有原因：系统时间不对、CA 证书过旧、
公司自签的根证书。最后一种请配置 \`NODE_EXTRA_CA_CERTS\`、\`SSL_CERT_FILE\` 或 \`git config http.sslCAInfo\`。

除环境变量外，还会检查各程序自己的配置文件：git 的 \`http.sslVerify\`、curl 的 \`insecure\`、wget 的 \`check_certificate\`、npm 的
\`strict-ssl\`，pip 的 \`trusted-host\`（仅当写的是 PyPI 本身），VS Code 的 \`http.proxyStrictSSL\`，以及 git、npm、pip 的 \`config\` 命令。
git 只对某一台服务器关闭校验时，只作提示。同一文件里又改回来的命令、只影响单个仓库的命令不报告。`,
  },
  bad: [
    {
      files: `
        -- .env --
        NODE_TLS_REJECT_UNAUTHORIZED=0
                                     ^ warning
        -- .config/Code/User/settings.json --
        { "http.proxyStrictSSL": false }
                                 ^^^^^ warning VS Code no longer checks certificates: passwords and keys can be read on the way
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
        alias gc='git -c http.sslVerify=false clone'
                         ^^^^^^^^^^^^^^^^^^^^ warning git no longer checks certificates: passwords and keys can be read on the way
        alias wget='wget --no-check-certificate'
                         ^^^^^^^^^^^^^^^^^^^^^^ warning
      `,
    },
    {
      files: `
        -- .gitconfig --
        [http]
        \tsslVerify = false
        \t            ^^^^^ warning git no longer checks certificates: passwords and keys can be read on the way
        [http "https://git.corp.example"]
        \tsslVerify = off
        \t            ^^^ info git no longer checks the certificate of git.corp.example: anybody on the way can answer in its place
        -- .curlrc --
        insecure
        ^^^^^^^^ warning
        -- .wgetrc --
        check_certificate = quiet
                            ^^^^^ warning
        -- .npmrc --
        strict-ssl=false
                   ^^^^^ warning
        -- .config/pip/pip.conf --
        [global]
        trusted-host =
            mirrors.aliyun.com
            pypi.org
            ^^^^^^^^ warning pip no longer checks the certificate of pypi.org: anybody on the way can answer in its place
      `,
    },
    {
      files: `
        -- setup.sh --
        #!/bin/sh
        git config --global http.sslVerify false
                                           ^^^^^ warning
        npm config set strict-ssl false
                                  ^^^^^ warning
        npm set strict-ssl=false
                           ^^^^^ warning
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
        -- .gitconfig --
        [http]
        \tsslVerify = false
        \tsslVerify = true
        [http "https://localhost:8443"]
        \tsslVerify = false
        -- .curlrc --
        # insecure
        silent
        -- .wgetrc --
        check_certificate = on
        -- .npmrc --
        strict-ssl=false
        registry=https://127.0.0.1:4873/
        -- .config/pip/pip.conf --
        [global]
        index-url = http://mirrors.aliyun.com/pypi/simple/
        trusted-host = mirrors.aliyun.com
      `,
    },
    {
      files: `
        -- clone.sh --
        #!/bin/sh
        git config --global http.sslVerify false
        git clone https://git.corp.example/a.git
        git config --global --unset http.sslVerify
        git -c http.sslVerify=false fetch
        git config http.sslVerify false
        git config --get http.sslVerify
      `,
    },
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
        -- .vscode/settings.json --
        { "http.proxyStrictSSL": true }
        -- prod.env --
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
