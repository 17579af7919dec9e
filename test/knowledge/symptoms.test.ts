/** The table of symptoms, and how they are found in texts. */
import { describe, expect, test } from 'vitest';
import { catalog } from '../../rules/catalog.ts';
import { recognise } from '../../src/knowledge/symptom-search/matching.ts';
import { nearestSymptoms } from '../../src/knowledge/symptom-search/nearest.ts';
import { symptoms } from '../../src/knowledge/symptoms/index.ts';

const REGIONS = { domestic: [], overseas: [] };
const idsIn = (text: string): string[] => recognise(text, symptoms, REGIONS).map(({ symptom }) => symptom.id);

/** A text as a program would print it: something in every open part. */
const HOSTS = { domestic: 'api.deepseek.com', overseas: 'api.openai.com', local: '127.0.0.1' };
const sample = (text: string, host: string): string =>
  text
    .replaceAll('{host}', host)
    .replaceAll('{port}', '8642')
    .replaceAll('{proxy}', '7890')
    .replaceAll('{n}', '502')
    .replaceAll('{end}', '')
    .replaceAll('{}', 'https://example.com/x');

describe.each(symptoms.map((symptom) => [symptom.id, symptom] as const))('%s', (id, symptom) => {
  test('every text of it is recognised, alone and wrapped by a terminal', () => {
    const lost = symptom.texts
      .map((text) => sample(text, HOSTS[symptom.host ?? 'overseas']))
      // A host that decides stands somewhere on the line.
      .map((text) => (symptom.host && !text.includes(HOSTS[symptom.host]) ? `${text} ${HOSTS[symptom.host]}` : text))
      .filter((text) => {
        const isFoundIn = (shown: string): boolean =>
          recognise(shown, [symptom], REGIONS).some((one) => one.symptom.id === id);
        return !isFoundIn(text) || !isFoundIn(`> ${text.toUpperCase()}`);
      });
    expect(lost).toEqual([]);
  });
  test('names rules and symptoms that exist, and sources', () => {
    const rules = new Set(catalog.map((rule) => rule.id));
    expect(symptom.causes.flatMap((cause) => cause.rules).filter((rule) => !rules.has(rule))).toEqual([]);
    const ids = new Set(symptoms.map((one) => one.id));
    expect((symptom.includes ?? []).filter((one) => !ids.has(one) || one === id)).toEqual([]);
    const back = symptoms.filter((one) => one.includes?.includes(id) && symptom.includes?.includes(one.id));
    expect(back.map((one) => one.id)).toEqual([]);
    expect(symptom.sources.length).toBeGreaterThan(0);
  });
  test('says whole sentences in both languages', () => {
    expect(symptom.title.en).toMatch(/[^.\s]$/);
    expect(symptom.title.zh).toMatch(/[^。\s]$/);
    for (const { text } of symptom.causes) {
      expect(text.en).toMatch(/^\S.*\.$/);
      expect(text.zh).toMatch(/^\S.*。$/);
    }
    expect(symptom.causes.length).toBeGreaterThan(0);
  });
});

test('there are at least sixty, each under its own name', () => {
  expect(symptoms.length).toBeGreaterThanOrEqual(60);
  expect(new Set(symptoms.map(({ id }) => id)).size).toBe(symptoms.length);
});

describe('what people paste', () => {
  test.each<[string, string]>([
    ['httpx.RemoteProtocolError: Server disconnected without sending a response.', 'server-disconnected'],
    [
      'toomanyrequests: You have reached your pull rate limit. You may increase the limit by authenticating',
      'docker-pull-limit',
    ],
    ['curl: (7) Failed to connect to 192.168.1.5 port 7890 after 3 ms: No route to host', 'no-route-to-host'],
    ['OSError: [Errno 113] No route to host', 'no-route-to-host'],
    ['docker 容器里用不了宿主机的代理', 'container-host-proxy'],
    ['curl: (6) Could not resolve host: host.docker.internal', 'container-host-proxy'],
    ['系统代理已开启但是无法上网', 'system-proxy-no-internet'],
    ['开了代理反而网页打不开', 'system-proxy-no-internet'],
    ['关了 Clash 之后就上不了网了', 'proxy-left-on'],
    ['退出 Clash 后浏览器打不开网页', 'proxy-left-on'],
    ['终端访问不了 google', 'terminal-without-proxy'],
    ['Error while installing extension: XHR failed', 'vscode-xhr-failed'],
    ['vscode 插件装不上', 'vscode-xhr-failed'],
    ['error: failed to download from `https://index.crates.io/config.json`', 'uv-request-failed'],
    [
      "error: could not download file from 'https://static.rust-lang.org/dist/channel-rust-stable.toml.sha256'",
      'uv-request-failed',
    ],
    ['ERR_PNPM_META_FETCH_FAIL  GET https://registry.npmjs.org/react: request failed', 'npm-proxy'],
    ['info There appears to be trouble with your network connection. Retrying...', 'npm-proxy'],
    ['Error: Failed to download resource "go"', 'brew-download'],
    ['brew update 卡住', 'brew-download'],
    ["TypeError: Client.__init__() got an unexpected keyword argument 'proxies'", 'httpx-proxies-argument'],
    ['MCP error -32000: Connection closed', 'mcp-server-closed'],
    [
      "requests.exceptions.ProxyError: HTTPConnectionPool(host='127.0.0.1', port=7890): Max retries exceeded",
      'proxy-refused',
    ],
    ['调用本地 vllm 接口返回 503', 'request-to-local-502'],
    ['docker compose 里的服务访问不到另一个服务，返回 502', 'request-to-local-502'],
    ['飞书机器人连不上', 'feishu-disconnected'],
    ['aiohttp.client_exceptions.ServerDisconnectedError: Server disconnected', 'server-disconnected'],
    ['error: The socket connection was closed unexpectedly. For more information', 'server-disconnected'],
    ['Error: Post "http://127.0.0.1:11434/api/generate": EOF', 'server-disconnected'],
    ['Error: Head "http://127.0.0.1:11434/": EOF', 'server-disconnected'],
    ['Get "https://api.openai.com/v1/models": EOF', 'tls-cut-after-connect'],
    ["ProxyError('Cannot connect to proxy.', FileNotFoundError(2, 'No such file or directory'))", 'tls-to-plain-port'],
    ['error: Failed to fetch: `https://pypi.org/simple/requests/`', 'uv-request-failed'],
    ['npm ERR! code ERR_SOCKET_TIMEOUT', 'npm-proxy'],
    ['ConnectionRefused: Unable to connect. Is the computer able to access the url?', 'bun-cannot-connect'],
    [
      'Error: max retries exceeded: Get "https://dd20bb.r2.cloudflarestorage.com/ollama": net/http: TLS handshake timeout',
      'ollama-pull',
    ],
    ['hermes.service: Main process exited, code=exited, status=1/FAILURE', 'service-fails-shell-works'],
    ['x.service: Failed at step USER spawning /usr/bin/x: No such process', 'systemd-cannot-run'],
    ["hermes.service: State 'stop-sigterm' timed out. Killing.", 'systemd-stop-timeout'],
    ['Could not find service "com.x.y" in domain for port', 'launchd-bootstrap-failed'],
    ['git clone 一直卡住不动', 'git-cannot-access'],
    ['npm install 卡住不动', 'npm-proxy'],
    ['代理关了之后上不了网', 'proxy-left-on'],
    ['开了 TUN 之后 ssh 连不上', 'ssh-cannot-connect'],
    ['开了代理 localhost 打不开', 'local-service-unreachable'],
    ['wsl2 连不上 windows 的代理', 'wsl-localhost-proxy'],
    ['claude code 连不上', 'claude-cannot-connect'],
    ['$ hermes chat --provider openai\nConnectionError: timeout connecting to api.openai.com', 'overseas-timeout'],
    ['ConnectionError: timeout connecting to api.deepseek.com', 'domestic-timeout'],
    ['[Errno -2] Name or service not known', 'name-not-known'],
    ['Get "https://api.openai.com/v1": dial tcp: lookup api.openai.com: i/o timeout', 'dns-no-answer'],
    ['dial tcp: lookup api.openai.com on 8.8.8.8:53: read udp 10.0.0.2:5->8.8.8.8:53: i/o timeout', 'dns-no-answer'],
    ['dial tcp 104.18.6.192:443: i/o timeout', 'connect-timeout'],
    ['Unrecognized option in /etc/resolv.conf', 'resolver-file-refused'],
    ['nslookup: parse of /etc/resolv.conf failed', 'resolver-file-refused'],
    [
      'requests.exceptions.SSLError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed',
      'certificate-not-trusted',
    ],
    ['ssl.SSLCertVerificationError: certificate verify failed', 'certificate-not-trusted'],
    ['ConnectionResetError: connection reset by peer', 'connection-reset'],
    ['Error connecting to 127.0.0.1:8642', 'local-service-unreachable'],
    ['Error 1015: You are being rate limited', 'cloudflare-rate-limit'],
    ['Error 1020: Access denied', 'cloudflare-denied'],
    [
      'ERROR: The requested URL could not be retrieved\nConnection to 127.0.0.1 failed.\nThe system returned: (111) Connection refused\nGenerated by localhost (squid/3.5.20)',
      'proxy-error-page',
    ],
    ['您所请求的网址（URL）无法获取\n系统返回以下内容： (111) Connection refused', 'proxy-error-page'],
    ['RuntimeError: Executor shutdown has been called', 'hermes-executor-shutdown'],
    ['终端跑 hermes 没问题；写成 systemd 服务后报代理错。', 'service-fails-shell-works'],
    ['it works in my terminal, but the systemd service fails with a proxy error', 'service-fails-shell-works'],
    ['我的代理开了但是终端访问不了 google', 'terminal-without-proxy'],
    ['请问为什么终端不走全局代理？', 'terminal-without-proxy'],
    ['Chrome works through Clash, but in the terminal I cannot reach github', 'terminal-without-proxy'],
    ['复制终端代理命令之后 ping google 还是不通', 'terminal-without-proxy'],
    ['EvalScope 卡住无响应', 'local-call-hangs'],
    ['evalscope hangs forever against my local vllm', 'local-call-hangs'],
    ['时好时坏，重试几次能用', 'works-now-and-then'],
    ["httpx.InvalidURL: Invalid port: ':1]'", 'httpx-ipv6-no-proxy'],
    ["ImportError: Using SOCKS proxy, but the 'socksio' package is not installed.", 'socks-package-missing'],
    ['  [cause]: ConnectTimeoutError: Connect Timeout Error { code: "UND_ERR_CONNECT_TIMEOUT" }', 'connect-timeout'],
    ["TypeError [ERR_INVALID_URL]: Invalid URL\n  input: '127.0.0.1:7890'", 'node-invalid-url'],
    [
      'ValueError: When localhost is not accessible, a shareable link must be created. Please set share=True or check your proxy settings to allow access to localhost.',
      'gradio-localhost',
    ],
    ['kex_exchange_identification: Connection closed by remote host', 'ssh-closed-by-peer'],
    ['wsl: 检测到 localhost 代理配置，但未镜像到 WSL。NAT 模式下的 WSL 不支持 localhost 代理。', 'wsl-localhost-proxy'],
    ['Error parsing proxy URL socks5://127.0.0.1:7891: Unsupported scheme.', 'wget-socks-proxy'],
    ['curl: (1) Received HTTP/0.9 when not allowed', 'http-0-9'],
    ['curl: (35) error:1408F10B:SSL routines:ssl3_get_record:wrong version number', 'tls-to-plain-port'],
    ['curl: (56) CONNECT tunnel failed, response 407', 'proxy-auth-required'],
    ['407', 'proxy-auth-required'],
    ["Server error '502 Bad Gateway' for url 'http://127.0.0.1:11434/api/chat'", 'request-to-local-502'],
    ['x509: certificate signed by unknown authority', 'certificate-not-trusted'],
    ["curl: (7) Failed to connect to 127.0.0.1 port 7890 after 0 ms: Couldn't connect to server", 'proxy-refused'],
    [
      "curl: (7) Failed to connect to 127.0.0.1 port 8000 after 0 ms: Couldn't connect to server",
      'local-service-unreachable',
    ],
    ['rules[0] [IP-CIDR,0.0.0.0/0,PROXY] error: proxy [PROXY] not found', 'clash-policy-missing'],
    ['hermes.service: Main process exited, code=exited, status=203/EXEC', 'systemd-cannot-run'],
    ['Main process exited, code=exited, status=200/CHDIR', 'systemd-chdir'],
    ["hermes.service: Failed with result 'start-limit-hit'.", 'systemd-gave-up'],
    ['last exit code = 78: EX_CONFIG', 'launchd-exit-78'],
    ['httpx.ConnectError: All connection attempts failed', 'connection-refused'],
    ['net::ERR_TUNNEL_CONNECTION_FAILED', 'proxy-refuses-tunnel'],
    ['Error: could not connect to ollama app, is it running?', 'ollama-not-answering'],
    ['/bin/sh: 1: export: 127.0.0.1: bad variable name', 'shell-not-identifier'],
    ['由于目标计算机积极拒绝，无法连接。 (WinError 10061)', 'connection-refused'],
    ["fatal: unable to access 'https://github.com/x/y.git/': Proxy CONNECT aborted", 'socks-port-as-http'],
    ['proxyconnect tcp: dial tcp 127.0.0.1:7890: connect: connection refused', 'proxy-refused'],
    ['Service has no ExecStart=, ExecStop=, or SuccessAction=. Refusing.', 'systemd-cannot-run'],
    ['Unit hermes.service has a bad unit file setting.', 'systemd-cannot-run'],
    ['stream disconnected before completion: error sending request for url', 'codex-waiting'],
    [
      'requests.exceptions.InvalidProxyURL: Please check proxy URL. It is malformed and could be missing the host.',
      'proxy-url-refused',
    ],
  ])('%s', (text, id) => {
    expect(idsIn(text)[0]).toBe(id);
  });

  test.each([
    'Rate limit reached for gpt-5: {"error":{"code":"rate_limit_exceeded"}}',
    'Compiled 502 modules without errors in 3 s',
    'hello',
  ])('%s is none of them', (text) => {
    expect(idsIn(text)).toEqual([]);
  });
});

test('a log of 200 lines shows each of its faults once, with the line', () => {
  const noise = Array.from(
    { length: 200 },
    (_, i) => `2026-11-30 10:00:${String(i % 60).padStart(2, '0')} INFO step ${i} done`,
  );
  noise[20] =
    '\u001b[31mrequests.exceptions.ProxyError: HTTPSConnectionPool(host="api.openai.com", port=443): Max retries exceeded (Caused by ProxyError(\'Unable to connect to proxy\', NewConnectionError("[Errno 111] Connection refused")))\u001b[0m';
  noise[21] = 'ConnectionRefusedError: [Errno 111] Connection refused';
  noise[90] = "hermes-gateway.service: Failed with result 'start-limit-hit'.";
  noise[150] = 'RuntimeError: Executor shutdown has been called';
  const seen = recognise(noise.join('\r\n'), symptoms, REGIONS);
  expect(seen.map(({ symptom, line }) => [symptom.id, line])).toEqual([
    ['proxy-refused', 21],
    ['systemd-gave-up', 91],
    ['hermes-executor-shutdown', 151],
  ]);
  expect(seen[0]?.hosts).toContain('api.openai.com');
});

test('a text that fits nothing still has three nearest symptoms', () => {
  const near = nearestSymptoms('the certficate of my gateway is somehow refused by clash', symptoms, 3);
  expect(near).toHaveLength(3);
  expect(near.map(({ id }) => id).join(' ')).toMatch(/certificate|gateway|clash/);
});

test('a megabyte of one character, of open parts and of colours is read to its end', () => {
  for (const text of [
    'a'.repeat(1e6),
    'timeout connecting to '.repeat(5e4),
    '\u001b['.repeat(3e5),
    `${'.a'.repeat(5e5)}`,
  ]) {
    expect(Array.isArray(recognise(text, symptoms, REGIONS))).toBe(true);
  }
});
