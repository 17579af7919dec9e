/** One error as other versions, systems, languages and wrappers print it: the right symptom comes first. */
import { describe, expect, test } from 'vitest';
import { recognise } from '../../src/knowledge/symptom-search/matching.ts';
import { symptoms } from '../../src/knowledge/symptoms/index.ts';

const REGIONS = { domestic: [], overseas: [] };
const idsIn = (text: string): string[] => recognise(text, symptoms, REGIONS).map(({ symptom }) => symptom.id);

/** Pool: what requests prints around the reason of a failure. */
const pool = (host: string, reason: string): string =>
  `HTTPSConnectionPool(host='${host}', port=443): Max retries exceeded with url: /v1 (Caused by ${reason})`;

const MESSAGES: readonly (readonly [string, string])[] = [
  ['overseas-timeout', 'requests.exceptions.ConnectionError: Timeout connecting to https://openrouter.ai/api/v1'],
  ['overseas-timeout', 'api.openai.com 连接超时'],
  [
    'overseas-timeout',
    pool('api.openai.com', "ConnectTimeoutError(<x>, 'Connection to api.openai.com timed out. (connect timeout=10)')"),
  ],
  ['domestic-timeout', "HTTPSConnectionPool(host='api.deepseek.com', port=443): Read timed out. (read timeout=60)"],
  ['domestic-timeout', '请求 dashscope.aliyuncs.com 超时'],
  ['name-not-known', 'socket.gaierror: [Errno 8] nodename nor servname provided, or not known'],
  ['name-not-known', 'urllib.error.URLError: <urlopen error [Errno 11001] getaddrinfo failed>'],
  ['name-not-known', pool('api.openai.com', 'NameResolutionError("<x>: Failed to resolve \'api.openai.com\'")')],
  ['name-not-known', "fatal: unable to access 'https://github.com/x/y/': Could not resolve host: github.com"],
  ['name-not-known', 'Cannot connect to host api.openai.com:443 ssl:default [Name or service not known]'],
  ['certificate-not-trusted', "curl: (60) SSL: no alternative certificate subject name matches target hostname 'x.y'"],
  ['certificate-not-trusted', 'Get "https://registry-1.docker.io/v2/": x509: certificate signed by unknown authority'],
  ['certificate-not-trusted', 'npm ERR! code UNABLE_TO_GET_ISSUER_CERT_LOCALLY'],
  ['connection-reset', "('Connection aborted.', ConnectionResetError(104, 'Connection reset by peer'))"],
  ['connection-reset', 'read tcp 10.0.0.2:5->1.2.3.4:443: read: connection reset by peer'],
  ['connection-reset', 'curl: (35) Recv failure: Connection was reset'],
  ['local-service-unreachable', 'Error: connect ECONNREFUSED ::1:8642'],
  ['local-service-unreachable', 'dial tcp [::1]:11434: connect: connection refused'],
  ['local-service-unreachable', '连接 127.0.0.1:8642 失败'],
  ['cloudflare-rate-limit', 'openai.RateLimitError: 429 error code: 1015'],
  ['cloudflare-denied', 'Access denied | openrouter.ai used Cloudflare to restrict access. Error code 1020'],
  ['proxy-error-page', '<title>ERROR: The requested URL could not be retrieved</title>'],
  ['proxy-error-page', 'The system returned: (110) Connection timed out'],
  ['hermes-executor-shutdown', 'RuntimeError: cannot schedule new futures after shutdown'],
  ['httpx-ipv6-no-proxy', `InvalidURL: Invalid port: ":1]"`],
  ['socks-package-missing', 'Using SOCKS proxy, but the "socksio" package is not installed'],
  ['node-invalid-url', 'TypeError: "127.0.0.1:7890" cannot be parsed as a URL.'],
  ['ssh-closed-by-peer', 'git@github.com: Connection reset by 20.205.243.166 port 22'],
  ['tls-to-plain-port', 'gnutls_handshake() failed: An unexpected TLS packet was received.'],
  [
    'tls-to-plain-port',
    pool('x.com', "ProxyError('Unable to connect to proxy', SSLError('[SSL: WRONG_VERSION_NUMBER]'))"),
  ],
  ['proxy-refuses-tunnel', 'npm ERR! code E502'],
  ['proxy-auth-required', 'HTTP 407'],
  ['bad-gateway', '502 from Clash'],
  ['request-to-local-502', 'HTTP Request: POST http://192.168.1.8:8000/v1 "HTTP/1.1 502 Bad Gateway"'],
  ['request-to-local-502', '502 Server Error: Bad Gateway for url: http://127.0.0.1:8000/v1/models'],
  ['proxy-refused', 'curl: (7) Failed connect to 127.0.0.1:7890; Connection refused'],
  ['proxy-refused', "fatal: 无法访问 'https://x.com/': Failed to connect to 127.0.0.1 port 1080: Connection refused"],
  ['proxy-refused', 'dial tcp 127.0.0.1:7890: connect: connection refused'],
  ['proxy-refused', 'TypeError: fetch failed { [cause]: Error: connect ECONNREFUSED 127.0.0.1:7890 }'],
  [
    'socks-port-as-http',
    pool('x.com', "ProxyError('Unable to connect to proxy', RemoteDisconnected('Remote end closed connection'))"),
  ],
  ['tls-cut-after-connect', 'Post "https://api.openai.com/v1/chat/completions": EOF'],
  ['proxy-url-refused', 'ProxySchemeUnknown: Proxy URL had no scheme, should start with http:// or https://'],
  ['doubled-port', "curl: (3) Port number ended with ':'"],
  ['url-without-scheme', "MissingSchema: Invalid URL '127.0.0.1:8000/v1': No scheme supplied."],
  ['dns-no-answer', 'curl: (28) Resolving timed out after 5000 milliseconds'],
  ['docker-pull-timeout', 'Head "https://registry-1.docker.io/v2/library/nginx": dial tcp 1.2.3.4:443: i/o timeout'],
  ['codex-waiting', 'Reconnecting... 3/5'],
  ['claude-cannot-connect', 'Failed to connect to api.anthropic.com: ECONNREFUSED'],
  ['clash-geo-files', `error: can't download MMDB: Get "https://github.com/x": context deadline exceeded`],
  ['shell-not-identifier', 'bash: no_proxy: command not found'],
  ['shell-syntax', "-bash: $'\\r': command not found"],
  ['systemd-gave-up', 'Job for hermes.service failed because start of the service was attempted too often.'],
  ['launchd-exit-78', '-\t78\tai.hermes.gateway'],
  ['ca-file-missing', 'curl: (77) error setting certificate verify locations:  CAfile: /etc/ssl/x.pem'],
  ['stream-cut', 'curl: (18) end of response with 12 bytes missing'],
];

const WRAPPERS: Readonly<Record<string, (text: string) => string>> = {
  alone: (text) => text,
  'in the journal': (text) => `Nov 30 10:00:00 host hermes[1234]: ${text}`,
  'of docker compose, with CRLF': (text) => `hermes-gateway-1  | ${text}\r\nhermes-gateway-1  | \r\n`,
  coloured: (text) => `\u001b[1;31m${text.replace(/ /g, ' \u001b[0m\u001b[38;5;196m')}\u001b[0m`,
  'in JSON': (text) => JSON.stringify({ level: 'error', message: `it failed:\n${text}` }),
  'in JSON in JSON': (text) => JSON.stringify({ log: `${JSON.stringify({ message: text })}\n` }),
  'in a string of Python': (text) => `Exception('${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}')`,
  'in HTML': (text) =>
    `<pre>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;')}</pre>`,
  'with curly quotes and hard spaces': (text) => text.replace(/'([^']*)'/g, '‘$1’').replaceAll(' ', '\u00a0'),
  'in a Chinese question': (text) => `运行之后报错：\n${text}\n请问怎么解决？`,
  'cut by a narrow terminal': (text) => text.replace(/(.{60})/g, '$1\n'),
};

describe.each(Object.entries(WRAPPERS))('%s', (name, wrap) => {
  // A cut address or number is another one.
  const messages = name.startsWith('cut') ? MESSAGES.filter(([, text]) => !/1080|api.deepseek/.test(text)) : MESSAGES;
  test('each message is recognised', () => {
    expect(messages.map(([, text]) => [idsIn(wrap(text))[0], text])).toEqual(messages);
  });
});

test.each([
  'npm warn deprecated glob@7.2.3',
  "ModuleNotFoundError: No module named 'numpy'",
  'Permission denied (publickey).',
  'bash: hermes: command not found',
  'fatal: not a git repository (or any of the parent directories): .git',
  'UNIX: EOF marker reached',
  'skipping unused files - skipping',
  '{"error":{"message":"Incorrect API key provided","code":"invalid_api_key"}}',
  '今天天气不错',
  `${'INFO timeout: 30\n'.repeat(40)}`,
])('%s is none of them', (text) => {
  expect(idsIn(text)).toEqual([]);
});
