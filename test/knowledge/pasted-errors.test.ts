/** Whole errors as people paste them into a question: tracebacks, logs, and what they describe without a message. */
import { expect, test } from 'vitest';
import { recognise } from '../../src/knowledge/symptom-search/matching.ts';
import { symptoms } from '../../src/knowledge/symptoms/index.ts';

const idsIn = (text: string): string[] =>
  recognise(text, symptoms, { domestic: [], overseas: [] }).map(({ symptom }) => symptom.id);

const PASTED: readonly (readonly [string, string])[] = [
  [
    'docker-pull-limit',
    'Error response from daemon: toomanyrequests: You have reached your pull rate limit. You may increase the limit by authenticating and upgrading: https://www.docker.com/increase-rate-limit',
  ],
  [
    'docker-pull-limit',
    'ERROR: failed to copy: httpReadSeeker: failed open: unexpected status code https://registry-1.docker.io/v2/library/rust/manifests/sha256:de6e: 429 Too Many Requests - Server message: toomanyrequests: You have reached your pull rate limit.',
  ],
  [
    'docker-pull-limit',
    'You have reached your unauthenticated pull rate limit. https://www.docker.com/increase-rate-limit',
  ],
  [
    'docker-pull-limit',
    'Warning  Failed     2m (x4 over 4m)  kubelet  Failed to pull image "nginx": rpc error: code = Unknown desc = toomanyrequests: Too Many Requests',
  ],
  ['no-route-to-host', 'curl: (7) Failed to connect to 10.10.20.30 port 443: No route to host'],
  ['no-route-to-host', 'No route to host'],
  ['no-route-to-host', 'Error: connect EHOSTUNREACH 192.168.1.10:7890'],
  ['no-route-to-host', 'urllib.error.URLError: <urlopen error [Errno 113] No route to host>'],
  [
    'no-route-to-host',
    'docker: Error response from daemon: Get https://registry-1.docker.io/v2/: proxyconnect tcp: dial tcp 192.168.65.83:8080: connect: no route to host.',
  ],
  ['no-route-to-host', 'curl: (7) Failed connect to 172.17.0.1:7890; 没有到主机的路由'],
  ['no-route-to-host', 'ssh: connect to host 192.168.1.9 port 22: No route to host'],
  ['container-host-proxy', 'docker 容器里用不了宿主机的代理'],
  ['container-host-proxy', 'docker 内连不上代理'],
  ['container-host-proxy', '如何在容器内配置宿主机的代理地址，现在配置还是报错'],
  ['container-host-proxy', '在docker bridge下无法连接至宿主机的代理'],
  ['container-host-proxy', 'docker container cannot use the proxy on my host'],
  [
    'container-host-proxy',
    'FetchError: request to https://api.openai.com/v1/chat/completions failed, reason: connect ECONNREFUSED 172.17.0.1:1080',
  ],
  ['container-host-proxy', 'curl: (7) Failed to connect to host.docker.internal port 7890: Connection refused'],
  ['system-proxy-no-internet', '系统代理已开启但是无法上网'],
  ['system-proxy-no-internet', 'clash verge 开启系统代理无法上网'],
  ['system-proxy-no-internet', '系统代理开启后，仍然无法访问外网'],
  ['system-proxy-no-internet', '打开系统代理电脑就没网'],
  ['system-proxy-no-internet', 'clash verge开启系统代理无效'],
  ['system-proxy-no-internet', 'Clash Verge system proxy is on but no internet'],
  ['proxy-left-on', '关闭系统代理无法上网'],
  ['vscode-xhr-failed', 'error while fetching extensions XHR failed'],
  [
    'vscode-xhr-failed',
    '[error] XHR failed,XHR failed: Error: XHR failed,XHR failed\n    at vscode-file://vscode-app/c:/Program%20Files/Microsoft%20VS%20Code/resources/app/out/vs/code/electron-browser/sharedProcess/sharedProcessMain.js:87:88554',
  ],
  ['vscode-xhr-failed', 'vscode 插件安装不了，公司有代理'],
  ['vscode-xhr-failed', 'VS Code extension cannot install behind a corporate proxy'],
  ['vscode-xhr-failed', 'Error while fetching extensions. Failed to fetch'],
  ['vscode-xhr-failed', 'We cannot connect to the Extensions Marketplace at this time, please try again later.'],
  [
    'python-without-ssl',
    "CondaSSLError: OpenSSL appears to be unavailable on this machine. OpenSSL is required to\ndownload and install packages.\n\nException: HTTPSConnectionPool(host='repo.anaconda.com', port=443): Max retries exceeded with url: /pkgs/main/win-64/current_repodata.json (Caused by SSLError(\"Can't connect to HTTPS URL because the SSL module is not available.\"))",
  ],
  [
    'tls-cut-after-connect',
    "CondaSSLError: Encountered an SSL error. Most likely a certificate verification issue.\n\nException: HTTPSConnectionPool(host='repo.anaconda.com', port=443): Max retries exceeded with url: /pkgs/main/linux-64/current_repodata.json (Caused by SSLError(SSLEOFError(8, 'EOF occurred in violation of protocol (_ssl.c:1125)')))",
  ],
  [
    'python-without-ssl',
    'WARNING: pip is configured with locations that require TLS/SSL, however the ssl module in Python is not available.',
  ],
  [
    'conda-proxy',
    'CondaHTTPError: HTTP 000 CONNECTION FAILED for url <https://conda.anaconda.org/conda-forge/linux-64/repodata.json>\nElapsed: -\n\nAn HTTP error occurred when trying to retrieve this URL.',
  ],
  [
    'tls-to-plain-port',
    "WARNING: Retrying (Retry(total=0, connect=None, read=None, redirect=None, status=None)) after connection broken by 'ProxyError('Cannot connect to proxy.', FileNotFoundError(2, 'No such file or directory'))': /simple/ollama/",
  ],
  [
    'tls-to-plain-port',
    "WARNING: Retrying (Retry(total=4, connect=None, read=None, redirect=None, status=None)) after connection broken by 'ProtocolError('Connection aborted.', FileNotFoundError(2, 'No such file or directory'))': /simple/flask/",
  ],
  [
    'tls-to-plain-port',
    "ERROR: Could not install packages due to an OSError: HTTPSConnectionPool(host='pypi.org', port=443): Max retries exceeded with url: /simple/ (Caused by ProxyError('Cannot connect to proxy.', FileNotFoundError(2, 'No such file or directory')))",
  ],
  ['server-disconnected', 'Server disconnected'],
  ['server-disconnected', 'aiohttp.client_exceptions.ServerDisconnectedError: Server disconnected'],
  ['terminal-without-proxy', '终端访问不了 google'],
  ['terminal-without-proxy', '为什么我浏览器可以登陆github，访问google，但是在终端去下载一些github资源就会超时'],
  ['terminal-without-proxy', '我可以用浏览器访问google，但是不能用终端ping google.com，请问这正常吗？'],
  ['terminal-without-proxy', '命令行 curl google 不通，浏览器可以'],
  ['terminal-without-proxy', 'curl 不了 google'],
  ['terminal-without-proxy', 'cannot curl google.com from terminal but browser works'],
  [
    'docker-pull-timeout',
    'Error response from daemon: Get "https://registry-1.docker.io/v2/": net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)',
  ],
  [
    'docker-pull-timeout',
    'Error response from daemon: failed to resolve reference "docker.io/library/nginx:latest": failed to do request: Head "https://registry-1.docker.io/v2/library/nginx/manifests/latest": dial tcp 108.160.166.61:443: i/o timeout',
  ],
  [
    'docker-pull-timeout',
    'ERROR [internal] load metadata for docker.io/library/node:20-alpine\n------\nfailed to solve: node:20-alpine: failed to resolve source metadata for docker.io/library/node:20-alpine: failed to do request: Head "https://registry-1.docker.io/v2/library/node/manifests/20-alpine": EOF',
  ],
  [
    'docker-daemon-down',
    'permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock',
  ],
  [
    'proxy-refused',
    'Error response from daemon: Get "https://registry-1.docker.io/v2/": proxyconnect tcp: dial tcp 127.0.0.1:7890: connect: connection refused',
  ],
  [
    'docker-pull-timeout',
    'Error response from daemon: Get "https://registry-1.docker.io/v2/": dial tcp: lookup registry-1.docker.io on 127.0.0.53:53: server misbehaving',
  ],
  [
    'name-not-known',
    'Error response from daemon: Get https://registry-1.docker.io/v2/: dial tcp: lookup registry-1.docker.io: no such host',
  ],
  [
    'tls-to-plain-port',
    'Error response from daemon: Get "https://192.168.1.5:5000/v2/": http: server gave HTTP response to HTTPS client',
  ],
  [
    'connect-timeout',
    "Cloning into 'repo'...\nfatal: unable to access 'https://github.com/x/repo.git/': Failed to connect to github.com port 443 after 21098 ms: Couldn't connect to server",
  ],
  [
    'proxy-refused',
    "fatal: unable to access 'https://github.com/x/repo.git/': Failed to connect to 127.0.0.1 port 7890 after 2055 ms: Could not connect to server",
  ],
  [
    'tls-cut-after-connect',
    "fatal: unable to access 'https://github.com/x/repo.git/': OpenSSL SSL_connect: SSL_ERROR_SYSCALL in connection to github.com:443",
  ],
  [
    'tls-cut-after-connect',
    "fatal: unable to access 'https://github.com/x/repo.git/': gnutls_handshake() failed: The TLS connection was non-properly terminated.",
  ],
  ['connection-reset', "fatal: unable to access 'https://github.com/x/repo.git/': Recv failure: Connection was reset"],
  ['socks-port-as-http', "fatal: unable to access 'https://github.com/x/repo.git/': Proxy CONNECT aborted"],
  [
    'proxy-url-refused',
    "fatal: unable to access 'https://github.com/x/repo.git/': Could not resolve proxy: proxy.corp.local",
  ],
  [
    'stream-cut',
    'error: RPC failed; curl 56 GnuTLS recv error (-54): Error in the pull function.\nerror: 1234 bytes of body are still expected\nfetch-pack: unexpected disconnect while reading sideband packet\nfatal: early EOF\nfatal: fetch-pack: invalid index-pack output',
  ],
  [
    'ssh-cannot-connect',
    'ssh: connect to host github.com port 22: Connection timed out\nfatal: Could not read from remote repository.\n\nPlease make sure you have the correct access rights\nand the repository exists.',
  ],
  [
    'ssh-closed-by-peer',
    'kex_exchange_identification: Connection closed by remote host\nConnection closed by 198.18.0.34 port 22\nfatal: Could not read from remote repository.',
  ],
  [
    'proxy-url-refused',
    "fatal: unable to access 'https://github.com/a/b.git/': Unsupported proxy syntax in '127.0.0.1:7890:'",
  ],
  [
    'proxy-auth-required',
    "fatal: unable to access 'https://github.com/x/repo.git/': Received HTTP code 407 from proxy after CONNECT",
  ],
  [
    'proxy-refuses-tunnel',
    "fatal: unable to access 'https://github.com/x/repo.git/': Received HTTP code 403 from proxy after CONNECT",
  ],
  [
    'tls-to-plain-port',
    "fatal: unable to access 'https://github.com/x/': schannel: next InitializeSecurityContext failed: SEC_E_INVALID_TOKEN (0x80090308) - The token supplied to the function is invalid",
  ],
  ['stream-cut', 'error: RPC failed; HTTP 408 curl 22 The requested URL returned error: 408'],
  [
    'certificate-not-trusted',
    "fatal: unable to access 'https://gitlab.corp/x/y.git/': server certificate verification failed. CAfile: none CRLfile: none",
  ],
  [
    'npm-proxy',
    "npm ERR! code ECONNREFUSED\nnpm ERR! syscall connect\nnpm ERR! errno ECONNREFUSED\nnpm ERR! FetchError: request to https://registry.npmjs.org/express failed, reason: connect ECONNREFUSED 127.0.0.1:7890\nnpm ERR! If you are behind a proxy, please make sure that the\nnpm ERR! 'proxy' config is set properly.  See: 'npm help config'",
  ],
  [
    'npm-proxy',
    'npm ERR! code ETIMEDOUT\nnpm ERR! errno ETIMEDOUT\nnpm ERR! network request to https://registry.npmjs.org/react failed, reason: connect ETIMEDOUT 104.16.27.34:443\nnpm ERR! network This is a problem related to network connectivity.',
  ],
  [
    'npm-proxy',
    'npm error code ECONNRESET\nnpm error network aborted\nnpm error network This is a problem related to network connectivity.',
  ],
  [
    'certificate-not-trusted',
    'npm ERR! code SELF_SIGNED_CERT_IN_CHAIN\nnpm ERR! errno SELF_SIGNED_CERT_IN_CHAIN\nnpm ERR! request to https://registry.npmjs.org/npm failed, reason: self signed certificate in certificate chain',
  ],
  [
    'tls-to-plain-port',
    'npm ERR! write EPROTO 140:error:1408F10B:SSL routines:ssl3_get_record:wrong version number:../deps/openssl/ssl/record/ssl3_record.c:332:',
  ],
  ['npm-proxy', 'info There appears to be trouble with your network connection. Retrying...'],
  [
    'name-not-known',
    'npm ERR! request to https://registry.npmjs.org/x failed, reason: getaddrinfo ENOTFOUND proxy.company.com',
  ],
  ['node-invalid-url', 'npm ERR! code ERR_INVALID_URL\nnpm ERR! Invalid URL'],
  [
    'connect-timeout',
    ' WARN  GET https://registry.npmjs.org/vite error (ETIMEDOUT). Will retry in 10 seconds. 2 retries left.',
  ],
  ['npm-proxy', 'npm ERR! code EIDLETIMEOUT\nnpm ERR! Idle timeout reached for host `registry.npmjs.org:443`'],
  ['connect-timeout', '➤ YN0001: │ RequestError: connect ETIMEDOUT 104.16.3.35:443'],
  ['http-403', 'npm ERR! 403 403 Forbidden - GET https://registry.npmjs.org/foo'],
  [
    'socks-package-missing',
    'ERROR: Could not install packages due to an OSError: Missing dependencies for SOCKS support.',
  ],
  ['socks-package-missing', 'requests.exceptions.InvalidSchema: Missing dependencies for SOCKS support.'],
  [
    'proxy-refused',
    "WARNING: Retrying (Retry(total=4, connect=None, read=None, redirect=None, status=None)) after connection broken by 'ProxyError('Cannot connect to proxy.', NewConnectionError('<pip._vendor.urllib3.connection.HTTPSConnection object at 0x7f>: Failed to establish a new connection: [Errno 111] Connection refused'))': /simple/torch/",
  ],
  [
    'proxy-refused',
    "WARNING: Retrying (Retry(total=4, connect=None, read=None, redirect=None)) after connection broken by 'ProxyError('Cannot connect to proxy.', NewConnectionError('<x>: Failed to establish a new connection: [WinError 10061] 由于目标计算机积极拒绝，无法连接。'))': /simple/numpy/",
  ],
  ['tls-to-plain-port', 'ValueError: check_hostname requires server_hostname'],
  [
    'pip-no-match',
    'ERROR: Could not find a version that satisfies the requirement torch (from versions: none)\nERROR: No matching distribution found for torch',
  ],
  [
    'request-swallowed',
    "pip._vendor.urllib3.exceptions.ReadTimeoutError: HTTPSConnectionPool(host='files.pythonhosted.org', port=443): Read timed out.",
  ],
  [
    'uv-request-failed',
    'error: Failed to fetch: `https://pypi.org/simple/torch/`\n  Caused by: Request failed after 3 retries\n  Caused by: error sending request for url (https://pypi.org/simple/torch/)\n  Caused by: client error (Connect)\n  Caused by: tcp connect error: Connection refused (os error 111)',
  ],
  [
    'certificate-not-trusted',
    'error: Failed to fetch: `https://pypi.org/simple/x/`\n  Caused by: invalid peer certificate: UnknownIssuer',
  ],
  [
    'connect-timeout',
    'All attempts to connect to pypi.org failed.\n\nProbable Causes:\n - the server is not responding to requests at the moment\n - the hostname cannot be resolved by your DNS\n - your network is not connected to the internet',
  ],
  [
    'connect-timeout',
    'warning: spurious network error (3 tries remaining): [28] Timeout was reached (Connection timed out after 30000 milliseconds)',
  ],
  [
    'uv-request-failed',
    'error: failed to get `serde` as a dependency of package\nCaused by:\n  download of config.json failed\nCaused by:\n  failed to download from `https://index.crates.io/config.json`\nCaused by:\n  [6] Could not resolve hostname (Could not resolve host: index.crates.io)',
  ],
  [
    'uv-request-failed',
    'error: failed to download from `https://static.crates.io/crates/x`\nCaused by:\n  [35] SSL connect error (OpenSSL SSL_connect: SSL_ERROR_SYSCALL in connection to static.crates.io:443)',
  ],
  [
    'uv-request-failed',
    "error: could not download file from 'https://static.rust-lang.org/dist/channel-rust-stable.toml.sha256' to '/root/.rustup/tmp/x_file': failed to make network request: error sending request for url",
  ],
  [
    'connect-timeout',
    'go: github.com/gin-gonic/gin@v1.9.1: Get "https://proxy.golang.org/github.com/gin-gonic/gin/@v/v1.9.1.mod": dial tcp 142.251.42.241:443: i/o timeout',
  ],
  [
    'connect-timeout',
    'go: module golang.org/x/net: Get "https://proxy.golang.org/golang.org/x/net/@v/list": dial tcp 172.217.160.113:443: connectex: A connection attempt failed because the connected party did not properly respond after a period of time',
  ],
  [
    'proxy-refused',
    'proxyconnect tcp: dial tcp 127.0.0.1:7890: connectex: No connection could be made because the target machine actively refused it.',
  ],
  [
    'proxy-refused',
    'Err:1 http://archive.ubuntu.com/ubuntu jammy InRelease\n  Could not connect to 127.0.0.1:7890 (127.0.0.1). - connect (111: Connection refused)\nW: Failed to fetch http://archive.ubuntu.com/ubuntu/dists/jammy/InRelease',
  ],
  [
    'dns-no-answer',
    "W: Failed to fetch http://deb.debian.org/debian/dists/bookworm/InRelease  Temporary failure resolving 'deb.debian.org'",
  ],
  ['proxy-url-refused', 'E: Unsupported proxy configured: 127.0.0.1://7890'],
  ['overseas-refused', 'curl: (7) Failed to connect to raw.githubusercontent.com port 443: Connection refused'],
  [
    'brew-download',
    'Error: Failed to download resource "portable-ruby"\nDownload failed: https://ghcr.io/v2/homebrew/portable-ruby/blobs/sha256:1\ncurl: (28) Failed to connect to ghcr.io port 443 after 75003 ms: Couldn\'t connect to server',
  ],
  [
    'tls-cut-after-connect',
    'curl: (35) LibreSSL SSL_connect: SSL_ERROR_SYSCALL in connection to raw.githubusercontent.com:443',
  ],
  [
    'connection-reset',
    '==> Fetching downloads for: wget\ncurl: (35) Recv failure: Connection reset by peer\nError: wget: Failed to download resource "wget (2.1)"',
  ],
  [
    'claude-cannot-connect',
    'Unable to connect to Anthropic services\n\nFailed to connect to api.anthropic.com: ERR_BAD_REQUEST\n\nPlease check your internet connection and network settings.',
  ],
  ['tls-cut-after-connect', 'API Error: Unable to connect to API (ECONNRESET)'],
  ['timed-out', '⎿ API Error (Request timed out.) · Retrying in 5 seconds… (attempt 4/10)'],
  ['openai-connection-error', 'API Error: Connection error.'],
  [
    'claude-cannot-connect',
    'API Error: Unable to connect to API: Self-signed certificate detected. Check your proxy or corporate SSL certificates',
  ],
  ['country-not-supported', 'API Error: 403 {"error":{"type":"forbidden","message":"Request not allowed"}}'],
  [
    'codex-waiting',
    '■ stream disconnected before completion: error sending request for url (https://chatgpt.com/backend-api/codex/responses)',
  ],
  [
    'codex-waiting',
    '⚠ Reconnecting... 5/5\n■ unexpected status 502 Bad Gateway: , url: http://127.0.0.1:8080/v1/responses',
  ],
  [
    'country-not-supported',
    '■ unexpected status 403 Forbidden: {"error":{"code":"unsupported_country_region_territory","message":"Country, region, or territory not supported"}}',
  ],
  ['fetch-failed', '✕ [API Error: exception TypeError: fetch failed sending request]'],
  [
    'connect-timeout',
    'Failed to login. Message: request to https://oauth2.googleapis.com/token failed, reason: connect ETIMEDOUT 142.250.66.74:443',
  ],
  [
    'fetch-failed',
    'Error: Failed to authenticate. request to https://cloudcode-pa.googleapis.com/v1internal:loadCodeAssist failed, reason:',
  ],
  ['country-not-supported', '[FAILED_PRECONDITION] User location is not supported for the API use.'],
  ['country-not-supported', "This model provider doesn't serve your region"],
  [
    'country-not-supported',
    'Model not available. This model provider doesn’t serve your region. Please switch to a different model. Visit https://docs.cursor.com/account/regions for more info.',
  ],
  ['cursor-cannot-connect', 'Connection failed. If the problem persists, please check your internet connection or VPN'],
  ['cursor-cannot-connect', 'ConnectError: [unavailable] read ECONNRESET'],
  [
    'connect-timeout',
    "TypeError: fetch failed\n    at node:internal/deps/undici/undici:13510:13\n  [cause]: ConnectTimeoutError: Connect Timeout Error (attempted address: api.anthropic.com:443, timeout: 10000ms)\n      code: 'UND_ERR_CONNECT_TIMEOUT'",
  ],
  ['timed-out', 'claude login OAuth error: timeout of 15000ms exceeded'],
  [
    'wsl-localhost-proxy',
    'wsl: A localhost proxy configuration was detected but not mirrored into WSL. WSL in NAT mode does not support localhost proxies.',
  ],
  [
    'systemd-cannot-run',
    '× hermes.service - Hermes\n     Loaded: loaded (/etc/systemd/system/hermes.service; enabled; preset: enabled)\n     Active: failed (Result: exit-code) since Mon 2026-11-30 10:00:00 CST; 3s ago\n    Process: 1234 ExecStart=/usr/local/bin/hermes gateway run (code=exited, status=203/EXEC)\n   Main PID: 1234 (code=exited, status=203/EXEC)',
  ],
  [
    'systemd-gave-up',
    "Nov 30 10:00:00 h systemd[1]: hermes.service: Start request repeated too quickly.\nNov 30 10:00:00 h systemd[1]: hermes.service: Failed with result 'exit-code'.",
  ],
  [
    'launchd-bootstrap-failed',
    'Bootstrap failed: 5: Input/output error\nTry re-running the command as root for richer errors.',
  ],
  ['launchd-bootstrap-failed', 'Load failed: 5: Input/output error'],
  ['launchd-bootstrap-failed', '/Users/x/Library/LaunchAgents/a.plist: Path had bad ownership/permissions'],
  ['clash-policy-missing', 'Parse config error: proxy group[3]: `HK`: proxy [香港] not found'],
  [
    'clash-policy-missing',
    '[BUG] 导入订阅失败\nfailed to validate config: level=error msg="rules[0] [DOMAIN-SUFFIX,openai.com,AI] error: proxy [AI] not found"',
  ],
  ['clash-port-taken', 'Start Mixed(http+socks) server error: listen tcp 127.0.0.1:7897: bind: address already in use'],
  [
    'clash-dials-direct',
    '[TCP] dial DIRECT (match GeoIP/cn) 127.0.0.1:50000 --> www.baidu.com:443 error: connect failed: dial tcp 1.2.3.4:443: i/o timeout',
  ],
  ['timed-out', '[TCP] dial GLOBAL 127.0.0.1:49683 --> edge.microsoft.com:443 error: context deadline exceeded'],
  [
    'tls-cut-after-connect',
    '[TCP] dial 节点选择 (match Match/) 127.0.0.1:54321 --> www.google.com:443 error: hk1.example.net:443 connect error: EOF',
  ],
  ['clash-dns-failed', "dns resolve failed: couldn't find ip"],
  [
    'clash-geo-files',
    'level=fatal msg="Parse config error: rules[12] [GEOSITE,cn,DIRECT] error: can\'t download GeoSite.dat: context deadline exceeded"',
  ],
  [
    'clash-not-yaml',
    'Parse config error: yaml: unmarshal errors:\n  line 1: cannot unmarshal !!str `vmess:/...` into config.RawConfig',
  ],
  ['clash-not-yaml', 'yaml: line 12: did not find expected key'],
  ['clash-tun-refused', 'failed to connect to the Clash Verge Service'],
  ['clash-tun-refused', 'Start TUN listening error: configure tun interface: operation not permitted'],
  ['local-call-hangs', 'evalscope eval 卡住不动，vllm 没有收到请求'],
  ['request-to-local-502', 'ollama._types.ResponseError:  (status code: 502)'],
  [
    'dns-no-answer',
    'pulling manifest\nError: pull model manifest: Get "https://registry.ollama.ai/v2/library/qwen3/manifests/latest": dial tcp: lookup registry.ollama.ai: i/o timeout',
  ],
  [
    'ollama-pull',
    'Error: pull model manifest: Get "https://registry.ollama.ai/v2/library/llama3/manifests/latest": dial tcp 104.21.75.227:443: connect: connection refused',
  ],
  [
    'huggingface-unreachable',
    "OSError: We couldn't connect to 'https://huggingface.co' to load the files, and couldn't find them in the cached files.",
  ],
  [
    'huggingface-unreachable',
    'huggingface_hub.errors.LocalEntryNotFoundError: An error happened while trying to locate the file on the Hub and we cannot find the requested files in the local cache. Please check your connection and try again or make sure your Internet connection is on.',
  ],
  [
    'huggingface-unreachable',
    "requests.exceptions.ConnectTimeout: (MaxRetryError(\"HTTPSConnectionPool(host='huggingface.co', port=443): Max retries exceeded with url: /bert-base-uncased/resolve/main/config.json (Caused by ConnectTimeoutError(<urllib3.connection.HTTPSConnection object at 0x7f>, 'Connection to huggingface.co timed out. (connect timeout=10)'))\"), '(Request ID: 1)')",
  ],
  [
    'huggingface-unreachable',
    "HTTPSConnectionPool(host='huggingface.co', port=443): Max retries exceeded with url: /api/models (Caused by NewConnectionError('<urllib3.connection.HTTPSConnection object at 0x7f>: Failed to establish a new connection: [Errno 101] Network is unreachable'))",
  ],
  [
    'openai-connection-error',
    'Traceback (most recent call last):\n  File "/usr/lib/python3/site-packages/openai/_base_client.py", line 1000, in _request\n    response = self._client.send(\nopenai.APIConnectionError: Connection error.',
  ],
  ['request-to-local-502', 'openai.InternalServerError: Error code: 502'],
  ['timed-out', 'openai.APITimeoutError: Request timed out.'],
  ['hermes-stream-stale', '⚠️ Stream stale for 180s — no chunks received. Reconnecting...'],
  ['gateway-replaced', 'Gateway already running (PID 4711)'],
  ['feishu-disconnected', '[Feishu] receive message loop exit, err: no close frame received or sent'],
  ['local-service-unreachable', '无法连接到本地 vllm 服务 http://127.0.0.1:8000'],
  ['local-service-unreachable', '浏览器打不开 localhost:3000，开着 clash'],
  [
    'socks-port-as-http',
    "requests.exceptions.ProxyError: HTTPSConnectionPool(host='api.openai.com', port=443): Max retries exceeded with url: / (Caused by ProxyError('Unable to connect to proxy', RemoteDisconnected('Remote end closed connection without response')))",
  ],
  ['proxy-scheme-unknown', "ValueError: Unknown scheme for proxy URL URL('socks://127.0.0.1:7891/')"],
  [
    'proxy-url-refused',
    'requests.exceptions.InvalidURL: Proxy URL had no scheme, should start with http:// or https://',
  ],
  ['proxy-scheme-unknown', 'httpx: ValueError("Unknown scheme for proxy URL URL(\'127.0.0.1:7890\')")'],
  ['timed-out', 'openai接口超时'],
  ['name-not-known', 'curl: (6) Could not resolve host: api.openai.com'],
  ['dns-no-answer', 'getaddrinfo EAI_AGAIN registry.npmjs.org'],
  ['java-proxy', 'Exception in thread "main" java.net.ConnectException: Connection refused: connect'],
  [
    'connect-timeout',
    "Could not GET 'https://repo.maven.apache.org/maven2/x.pom'.\n > Connect to repo.maven.apache.org:443 [repo.maven.apache.org/151.101.40.215] failed: Connection timed out: connect",
  ],
  [
    'certificate-not-trusted',
    'sun.security.validator.ValidatorException: PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target',
  ],
  ['proxy-refused', 'ERR_PROXY_CONNECTION_FAILED\n未连接到互联网 代理服务器出现问题，或者地址有误。'],
  ['proxy-refused', 'There is something wrong with the proxy server, or the address is incorrect.'],
  ['http-429', 'Error code: 429 - {"error": {"message": "Rate limit reached"}}'],
  ['connect-timeout', 'Failed to download Chromium 130.0, caused by\nError: connect ETIMEDOUT 13.107.246.45:443'],
];

test.each(PASTED)('%s: %s', (id, text) => {
  expect(idsIn(text)[0]).toBe(id);
});

/** Errors that have nothing to do with a network. */
const OTHERS: readonly string[] = [
  "ModuleNotFoundError: No module named 'numpy'",
  'Permission denied (publickey).',
  'fatal: not a git repository (or any of the parent directories): .git',
  'Segmentation fault (core dumped)',
  'error[E0308]: mismatched types\n --> src/main.rs:4:18',
  "TypeError: Cannot read properties of undefined (reading 'map')",
  'CUDA out of memory. Tried to allocate 2.00 GiB',
  'RuntimeError: CUDA error: device-side assert triggered',
  "KeyError: 'choices'",
  'IndexError: list index out of range',
  "make: *** No rule to make target `all'.  Stop.",
  "undefined reference to `main'",
  'zsh: command not found: brew',
  'ld: library not found for -lssl',
  'npm ERR! code ERESOLVE\nnpm ERR! ERESOLVE unable to resolve dependency tree',
  'npm ERR! code EACCES\nnpm ERR! syscall mkdir',
  'error: externally-managed-environment',
  'CONFLICT (content): Merge conflict in README.md',
  "error: failed to push some refs to 'github.com:x/y.git'\nhint: Updates were rejected because the remote contains work that you do not have locally.",
  'remote: Permission to x/y.git denied to z.\nfatal: unable to access ... The requested URL returned error: 403',
  'no space left on device',
  'Killed process 1234 (python) total-vm',
  'java.lang.NullPointerException',
  'org.springframework.beans.factory.BeanCreationException: Error creating bean with name',
  'ORA-00942: table or view does not exist',
  'psycopg2.errors.UndefinedTable: relation "users" does not exist',
  "ERROR 1045 (28000): Access denied for user 'root'@'localhost' (using password: YES)",
  'FATAL:  password authentication failed for user "postgres"',
  'SyntaxError: invalid syntax',
  'IndentationError: unexpected indent',
  "UnicodeDecodeError: 'utf-8' codec can't decode byte 0xff in position 0",
  'json.decoder.JSONDecodeError: Extra data: line 2 column 1',
  "error TS2322: Type 'string' is not assignable to type 'number'.",
  "Module not found: Error: Can't resolve './App'",
  'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory',
  'docker: Error response from daemon: Conflict. The container name "/x" is already in use',
  "Error: Cannot find module 'express'",
  'OSError: [Errno 28] No space left on device',
  'E: Could not get lock /var/lib/dpkg/lock-frontend',
  'E: Unable to locate package foo',
  'dpkg: error processing package',
  'Failed to start docker.service: Unit docker.service not found.',
  "Error: This model's maximum context length is 8192 tokens",
  '{"error":{"message":"Incorrect API key provided","code":"invalid_api_key"}}',
  'Error code: 401 - {"error":{"message":"Invalid token"}}',
  'openai.AuthenticationError: Error code: 401',
  'The model `gpt-5` does not exist or you do not have access to it.',
  'insufficient_quota: You exceeded your current quota',
  '余额不足',
  '安装 python 失败',
  '电脑蓝屏了怎么办',
  '如何学习 rust',
  '写一个冒泡排序',
  'docker compose up 报错 yaml 语法不对',
  'git rebase 冲突怎么解决',
  'my laptop is slow',
  'How do I center a div?',
  'the proxy pattern in java',
  'design a proxy class in C++',
  'Python generator vs list comprehension',
  'ES6 Proxy object handler.get is not a function',
  'panic: runtime error: invalid memory address or nil pointer dereference',
  'Bus error: 10',
  'error: linker `cc` not found',
  'Error: EMFILE: too many open files',
  'ENOSPC: System limit for number of file watchers reached',
  'ImportError: libGL.so.1: cannot open shared object file: No such file or directory',
  "FileNotFoundError: [Errno 2] No such file or directory: 'data.csv'",
  'pip: command not found',
  "TimeoutExpired: Command '['sleep', '10']' timed out after 5 seconds",
  'Lock wait timeout exceeded; try restarting transaction',
  '502 tests passed',
  'listening on port 7890',
  'vscode 字体怎么改',
  'VS Code extension for python keeps crashing',
  'docker 容器里时区不对',
  '系统升级后无法开机',
  'conda 环境怎么删除',
  'conda create -n py310 python=3.10',
  'route 53 hosted zone',
  'no route matches [GET] "/users"',
  'ActionController::RoutingError (No route matches [GET] "/x")',
  '终端乱码',
  '浏览器打不开 pdf',
  'Google 文档怎么导出',
  'Server disconnected from mysql slave',
  'mysql server has gone away',
];

test.each(OTHERS)('none of them: %s', (text) => {
  expect(idsIn(text)).toEqual([]);
});
