/** A machine with a different canary in every kind of secret in every format, and a search for any trace of them. */
import { createHash } from 'node:crypto';
import { searchFor } from '../helpers/traces.ts';

/** 20 letters and digits that occur nowhere else; `odd` makes it one that encoders change. */
function canary(name: string, odd = ''): string {
  const text = createHash('sha256')
    .update(`canary ${name}`)
    .digest('base64')
    .replaceAll(/[^A-Za-z0-9]/g, '');
  return `${text.slice(0, 12)}${odd}${text.slice(12, 20)}`;
}

export const canaries = new Map<string, string>();
const plant = (name: string, odd = ''): string => {
  const text = canary(name, odd);
  canaries.set(name, text);
  return text;
};
const basic = (name: string): string => {
  const header = Buffer.from(`me:${plant(name)}`).toString('base64');
  canaries.set(`${name}, as a header`, header);
  return header;
};
const key = (name: string): string =>
  `-----BEGIN OPENSSH PRIVATE KEY-----\n${plant(`${name}, first line`)}\n${plant(`${name}, last line`)}\n-----END OPENSSH PRIVATE KEY-----`;

const CRASH = plant('the crash');

export const FILES: Readonly<Record<string, string>> = {
  'work/.env': `# OLD_OPENAI_API_KEY=${plant('comment in dotenv')}
OPENAI_API_KEY=${plant('key in dotenv')} # the key
export HF_TOKEN="${plant('token in dotenv')}"
SINGLE_SECRET='${plant('quoted in dotenv', '$#"&<')}'
HTTPS_PROXY=http://me:${plant('odd password', 'p%40ss:w/ö')}@10.0.0.1:7890
HTTP_PROXY=me:${plant('password without a scheme')}@10.0.0.1:7890
ALL_PROXY="socks5://me:${plant('password with signs', '@:/#?')}@10.0.0.1:7890"
DATABASE_URL=postgres://app:${plant('database', '%2F')}@db:5432/x
REDIS_URL=redis://:${plant('redis')}@cache:6379
SUBSCRIBE_URL=https://sub.example.com/link/${plant('subscription')}?clash=1
AIRPORT=https://sub.example.com/api/v1/client/subscribe?token=${plant('subscription token')}&flag=clash
WEBHOOK=https://hooks.example.com/services/T000/B000/${plant('webhook')}
TELEGRAM=https://api.telegram.org/bot123456789:${plant('telegram')}${plant('telegram, the rest')}/sendMessage
DISCORD=https://discord.com/api/webhooks/123456789012345678/${plant('discord')}
FEISHU=https://open.feishu.cn/open-apis/bot/v2/hook/${plant('feishu')}
DINGTALK=https://oapi.dingtalk.com/robot/send?access_token=${plant('dingtalk')}
WECOM=https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${plant('wecom')}
AWS_SECRET_ACCESS_KEY=${plant('aws', '/+')}
AZURE_STORAGE_CONNECTION_STRING=DefaultEndpointsProtocol=https;AccountName=a;AccountKey=${plant('azure')}==;EndpointSuffix=core.windows.net
JDBC_URL=jdbc:mysql://db/x?user=me&password=${plant('jdbc')}
MONGO_URL=mongodb+srv://me:${plant('mongo')}@cluster.example/x
GOOGLE_JSON={"type": "service_account", "private_key": "-----BEGIN PRIVATE KEY-----\\n${plant('service account')}\\n-----END PRIVATE KEY-----\\n"}
SIGNED=https://bucket.example/o?X-Amz-Signature=${plant('signed URL')}&X-Amz-Credential=x
GITHUB=ghp_${plant('bare token')}${plant('bare token, the rest')}
GIT_REMOTE=https://oauth2:${plant('git remote')}@git.example.com/a.git
JWT=eyJhbGciOiJIUzI1NiJ9.${plant('jwt')}.${plant('jwt signature')}
DEPLOY_KEY="${key('key in dotenv')}"
no_proxy=localhost, 127.0.0.1
MY_PASSWORD="${CRASH}
`,
  'work/run.sh': `#!/bin/bash
export ANTHROPIC_API_KEY=${plant('key in shell')} A=1
alias up='curl -H "Authorization: Bearer ${plant('bearer in an alias')}" https://a.example'
curl -H 'X-Api-Key: ${plant('api key header')}' -H "Authorization: Basic ${basic('basic header')}" https://api.openai.com
curl -u me:${plant('curl user')} --proxy http://me:${plant('curl proxy')}@h:1 --noproxy '*.a' https://api.deepseek.com
wget --password=${plant('wget password')} --header="Authorization: token ${plant('wget header')}" https://a.example
docker run -e API_TOKEN=${plant('docker -e')} --env MY_SECRET=${plant('docker --env')} -e HTTPS_PROXY=http://me:${plant('docker proxy')}@h:1 image
hermes --token ${plant('option')} --api-key=${plant('option with =')}
git clone https://me:${plant('git clone')}@git.example.com/a
git config --global http.proxy http://me:${plant('git proxy')}@127.0.0.1:7890
pip install --index-url https://me:${plant('pip index')}@pypi.example.com/simple a
export https_proxy="http://me:${plant('shell proxy', '!')}@127.0.0.1:7890"
export X="\${Y_KEY:-${plant('default of a variable')}}"
cat <<EOF
password: ${plant('here document')}
EOF
curl --oauth2-bearer ${plant('oauth2-bearer')} -H "Cookie: session=${plant('cookie header')}" https://a.example
curl -b "sid=${plant('curl -b')}" -H "Proxy-Authorization: Basic ${basic('Proxy-Authorization')}" https://a.example
curl -X PUT -d '{"secret": "${plant('JSON body')}"}' http://127.0.0.1:9090/configs
http -a me:${plant('httpie')} https://a.example
sshpass -p ${plant('sshpass')} ssh me@h
mysql --password=${plant('mysql')} -u root
docker login -u me -p ${plant('docker login')} r.example
redis-cli -a ${plant('redis-cli')} ping
openssl rsa -passin pass:${plant('passin')} -in key.pem
npm config set //r.example/:_authToken ${plant('npm config set')}
git config --global url."https://oauth2:${plant('git config url')}@github.com/".insteadOf https://github.com/
cat > ~/.netrc <<EOF
machine a.example login me password ${plant('netrc')}
EOF
cat > wg0.conf <<EOF
PrivateKey = ${plant('wg0.conf')}
PresharedKey = ${plant('wg0.conf psk')}
EOF
export NODES="trojan://${plant('trojan link')}@a.example:443?sni=b#x hysteria2://${plant('hysteria2 link')}@b.example:443?obfs=salamander&obfs-password=${plant('obfs in a link')}"
export SS=ss://${Buffer.from(`aes-128-gcm:${plant('ss link')}`).toString('base64')}@a.example:8388#x
export VMESS=vmess://${Buffer.from(JSON.stringify({ add: 'a.example', id: plant('vmess link') })).toString('base64')}
f() { export SESSION_COOKIE=${plant('cookie in a function')}; }
`,
  'work/config.fish': `set -gx GROQ_API_KEY ${plant('key in fish')}
set -gx https_proxy http://me:${plant('proxy in fish')}@127.0.0.1:7890
curl -H "Authorization: Bearer ${plant('bearer in fish')}" https://a.example
`,
  'work/clash/config.yaml': `# https://sub.example.com/link/${plant('subscription in a comment')}?clash=1
mixed-port: 7890
allow-lan: true
external-controller: 0.0.0.0:9090
secret: ${plant('controller')}
authentication:
  - "me:${plant('authentication')}"
proxies:
  - {name: a, type: ss, server: a.example, port: 1, cipher: aes-128-gcm, password: ${plant('node password')}}
  - name: b
    type: vless
    server: b.example
    port: 443
    uuid: ${plant('uuid')}
    tls: true
    skip-cert-verify: true
    reality-opts: {public-key: x, short-id: ${plant('short-id')}}
    ws-opts: {path: /, headers: {Authorization: "Bearer ${plant('ws header')}"}}
  - {name: c, type: hysteria2, server: c.example, port: 1, password: "${plant('hysteria', ' \\\\')}", obfs: salamander, obfs-password: ${plant('obfs')}}
  - {name: d, type: wireguard, server: d.example, port: 1, ip: 10.0.0.2, private-key: ${plant('wireguard')}=, pre-shared-key: ${plant('pre-shared')}=}
  - {name: e, type: snell, server: e.example, port: 1, psk: ${plant('psk')}}
  - name: f
    type: ssh
    server: f.example
    port: 22
    username: ${plant('ssh user')}
    private-key: |
      -----BEGIN OPENSSH PRIVATE KEY-----
      ${plant('ssh key')}
      -----END OPENSSH PRIVATE KEY-----
  - {name: g, type: http, server: g.example, port: 1, username: me, password: ${plant('http node')}}
proxy-groups:
  - {name: out, type: select, proxies: [a, b, gone]}
proxy-providers:
  p:
    type: http
    url: https://sub.example.com/x/${plant('provider link')}
    header: {Authorization: ["Bearer ${plant('provider header')}"]}
rule-providers:
  r: {type: http, behavior: domain, url: "https://me:${plant('rule-provider')}@r.example/r.yaml"}
rules:
  - DOMAIN,a.example,nowhere
  - RULE-SET,r,out
  - MATCH,out
`,
  'work/hermes-gateway.service': `[Service]
Environment=OPENAI_API_KEY=${plant('key in a unit')}
Environment="HTTPS_PROXY=http://me:${plant('proxy in a unit')}@127.0.0.1:7890" A = b
Environment='QUOTED_TOKEN=${plant('quoted in a unit')}'
ExecStart=/usr/bin/hermes gateway run --replace --token ${plant('option in a unit')} --api-key=${plant('= in a unit')}
ExecStartPre=/usr/bin/curl -H "Authorization: Bearer ${plant('header in a unit')}" https://a.example
SetCredential=token:${plant('credential')}
Restart=always
Nonsense
`,
  'work/LaunchAgents/ai.hermes.plist': `<?xml version="1.0" encoding="UTF-8"?>
<plist version="1.0"><dict>
<key>Label</key><string>ai.hermes</string>
<key>ProgramArguments</key><array><string>hermes</string><string>gateway</string><string>--replace</string><string>--token</string><string>${plant('option in a plist')}</string></array>
<key>EnvironmentVariables</key><dict>
<key>X_API_KEY</key><string>${plant('key in a plist', '&amp;')}</string>
<key>SSH_KEY</key><string>${key('key in a plist')}</string>
<key>https_proxy</key><string>http://me:${plant('proxy in a plist')}@127.0.0.1:7890</string>
</dict>
<!-- <key>OLD_TOKEN</key><string>${plant('comment in a plist')}</string> -->
<key>KeepAlive</key><true/>
</dict></plist>
`,
  'work/.npmrc': `//registry.example.com/:_authToken=${plant('_authToken')}
_auth=${basic('_auth')}
//r.example/:_password="${plant('_password')}"
proxy=http://me:${plant('npm proxy')}@127.0.0.1:7890
https-proxy=me:${plant('npm https-proxy')}@127.0.0.1:7890
`,
  'work/.gitconfig': `[http]
	proxy = http://me:${plant('gitconfig proxy')}@127.0.0.1:7890
	extraHeader = Authorization: Basic ${basic('extraHeader')}
[url "https://oauth2:${plant('insteadOf')}@github.com/"]
	insteadOf = https://github.com/
`,
  'work/.curlrc': `user = "me:${plant('curlrc user')}"
proxy-user = me:${plant('curlrc proxy-user')}
proxy = http://me:${plant('curlrc proxy')}@h:1
header = "Authorization: Bearer ${plant('curlrc header')}"
oauth2-bearer = ${plant('curlrc bearer')}
`,
  'work/.wgetrc': `password = ${plant('wgetrc password')}
proxy_password = ${plant('wgetrc proxy_password')}
https_proxy = http://me:${plant('wgetrc proxy')}@h:1
header = Authorization: Bearer ${plant('wgetrc header')}
`,
  'work/pip.conf': `[global]
index-url = https://me:${plant('pip index-url')}@pypi.example.com/simple
proxy = http://me:${plant('pip proxy')}@h:1
`,
  'work/.docker/config.json': `{"auths": {"r.example": {"auth": "${basic('docker auth')}", "identitytoken": "${plant('identitytoken')}"}},
 "proxies": {"default": {"httpsProxy": "http://me:${plant('docker config proxy')}@h:1"}}}
`,
  'work/apt.conf': `Acquire::http::Proxy "http://me:${plant('apt proxy')}@h:1";\n`,
  'work/agents/.claude/settings.json': `{
  // "OLD_TOKEN": "${plant('comment in JSON')}"
  "env": {
    "ANTHROPIC_AUTH_TOKEN": "${plant('key in JSON', '\\u002f\\"')}",
    "no_proxy": "localhost,127.0.0.1,::1",
    "NO_PROXY": "localhost,127.0.0.1,::1",
    "https_proxy": "http://me:${plant('proxy in JSON')}@127.0.0.1:7890",
    "API_TIMEOUT_MS": "600"
  },
  "apiKeyHelper": "echo ${plant('token in a helper')}",
}
`,
  'work/agents/.mcp.json': `{"mcpServers": {
  "a": {"command": "npx", "args": ["-y", "a", "--api-key", "${plant('option in JSON')}", "--token=${plant('= in JSON')}", "--header", "Authorization: Bearer ${plant('bearer in args')}"],
        "env": {"https_proxy": "127.0.0.1:7890", "no_proxy": "localhost,127.0.0.1,::1", "NO_PROXY": "localhost,127.0.0.1,::1", "X_API_KEY": "${plant('key of a server')}"}},
  "b": {"url": "https://me:${plant('url of a server')}@mcp.example.com/mcp", "headers": {"Authorization": "Bearer ${plant('header of a server')}", "X-Title": "${plant('any header of a server')}"}}
}}
`,
  'work/agents/.codex/config.toml': `# experimental_bearer_token = "${plant('comment in TOML')}"
[model_providers.a]
base_url = "https://api.example.com/v1?key=${plant('query in TOML')}"
http_headers = { "X-Org" = "${plant('header in TOML')}" }
experimental_bearer_token = '${plant('bearer in TOML')}'
[mcp_servers.a]
args = ["--password", "${plant('option in TOML')}"]
[mcp_servers.a.env]
no_proxy = "localhost,127.0.0.1,::1"
NO_PROXY = "localhost,127.0.0.1,::1"
https_proxy = "http://me:${plant('proxy in TOML')}@127.0.0.1:7890"
SEARCH_API_KEY = "${plant('key in TOML', '\\u0041')}"
`,
  'work/agents/compose.yaml': `# POSTGRES_PASSWORD=${plant('comment in compose')}
x-env: &env
  OPENAI_API_KEY: "${plant('key under an anchor')}"
services:
  web:
    command: ["serve", "--api-key", "${plant('option in compose')}"]
    environment:
      <<: *env
      no_proxy: &list localhost,127.0.0.1,::1
      NO_PROXY: *list
      https_proxy: http://me:${plant('proxy in compose')}@127.0.0.1:7890
      DATABASE_URL: postgres://app:${plant('database in compose')}@db/x
  db:
    environment:
      - POSTGRES_PASSWORD=${plant('password in a list', '$$')}
      - https_proxy=http://10.0.0.1:7890
      - no_proxy=localhost,127.0.0.1,::1
`,
  'work/agents/.hermes/config.yaml': `providers:
  a:
    api_key: ${plant('key in Hermes')}
    base_url: https://me:${plant('url in Hermes')}@api.example.com/v1
    request_timeout_seconds: 20
fallback_providers:
  - {provider: opnerouter, model: x, api_key: '${plant('key of a fallback')}'}
mcp_servers:
  a: {command: npx, args: [--token, ${plant('option in Hermes')}], env: {A_TOKEN: ${plant('key of a server in Hermes')}}}
`,
  'work/broken/.mcp.json': `{"mcpServers": {"a": {"env": {"A_API_KEY": "${plant('broken JSON')}", "B_TOKEN": "${plant('broken JSON string')}\n}}}}`,
  'work/broken/.codex/config.toml': `[mcp_servers.a.env]\nA_API_KEY = "${plant('broken TOML')}"\nB_TOKEN = "${plant('broken TOML string')}\n`,
  'work/broken/compose.yaml': `services:\n  a:\n    environment:\n      A_API_KEY: "${plant('broken compose')}\n      B_TOKEN: ${plant('broken compose, the rest')}\n`,
  'work/broken.yaml': `mixed-port: 7890\nproxies:\n  - {name: a, type: ss, password: ${plant('broken yaml')}\nsecret: "${plant('broken yaml string')}\n`,
  'work/envlint.yaml': `extends: strict
policies:
  - {id: no-variable, variable: "*", must-not: "*"}
  - {id: company-proxy, variable: ["*_PROXY"], may-only: "http://me:${plant('policy')}@proxy.example:1"}
routes:
  - {url: "https://me:${plant('route')}@api.deepseek.com/", expect: direct}
`,
};

const SPAN = 6;
/** Hexadecimal and lower case hold less in a character, and reports are full of hashes. */
const HEX_SPAN = 14;

/** Every form a canary could come out in, by its traces. */
function* tracesOf(text: string): Generator<string> {
  const swapped = text.replaceAll(/[A-Za-z]/g, (c) => (c < 'a' ? c.toLowerCase() : c.toUpperCase()));
  const forms = [text, swapped, encodeURIComponent(text), [...text].reverse().join('')];
  for (const before of ['', 'x', 'xy']) {
    const encoded = Buffer.from(before + text).toString('base64');
    // What depends on the neighbours is left out.
    const core = encoded.slice(before === '' ? 0 : 4, -4);
    forms.push(core, core.replaceAll('+', '-').replaceAll('/', '_'));
  }
  for (const form of forms) for (let i = 0; i + SPAN <= form.length; i++) yield form.slice(i, i + SPAN);
  const hex = Buffer.from(text).toString('hex');
  for (let i = 0; i + HEX_SPAN <= hex.length; i++) yield hex.slice(i, i + HEX_SPAN);
}

const traces = new Map<string, string>();
for (const [name, text] of canaries) {
  // Only what is random counts, not the signs put between.
  for (const part of text.split(/[^A-Za-z0-9]+/).filter((one) => one.length >= SPAN))
    for (const trace of tracesOf(part)) traces.set(trace, name);
  for (const trace of tracesOf(text)) if (/^[A-Za-z0-9+/_-]+$/.test(trace)) traces.set(trace, name);
}

const search = searchFor(traces.keys());

/** The canaries of which a text shows at least six characters in a row, in any encoding, each with what is around it. */
export function leaksIn(text: string): string[] {
  const found = new Map<string, string>();
  for (const [trace, at] of search(text)) {
    const name = traces.get(trace) ?? '';
    if (!found.has(name)) found.set(name, text.slice(Math.max(0, at - 60), at + 30));
  }
  return [...found].map(([name, around]) => `${name}: …${around}…`);
}
