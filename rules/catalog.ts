/** What is known of all rules before they are loaded, one by one. Written by `npm run rules`. */
import type { LazyRule } from '../src/core.ts';

export const catalog: readonly LazyRule[] = [
  {
    id: 'all-proxy-only',
    summary: {
      en: 'Only ALL_PROXY is set, which wget, Go, Node and others ignore.',
      zh: '只设了 ALL_PROXY，wget、Go、Node 等客户端不认它。',
    },
    severity: 'info',
    needs: ['env', 'proxy-setting'],
    load: async () => (await import('./all-proxy-only.ts')).default,
  },
  {
    id: 'clash-group-loop',
    summary: {
      en: 'Clash groups, or nodes dialled through each other, that lead back to themselves: the file is refused.',
      zh: '策略组或节点的 dialer-proxy 互相引用成环，整份配置无法加载。',
    },
    severity: 'error',
    needs: ['clash'],
    load: async () => (await import('./clash-group-loop.ts')).default,
  },
  {
    id: 'clash-port-conflict',
    summary: {
      en: 'Two Clash listeners want one port: the second never starts.',
      zh: '两个监听用了同一个端口，后一个起不来。',
    },
    severity: 'error',
    needs: ['clash'],
    load: async () => (await import('./clash-port-conflict.ts')).default,
  },
  {
    id: 'clash-rule-resolves',
    summary: {
      en: 'A Clash rule on addresses comes before rules on names: hosts are looked up in DNS before their rule is found.',
      zh: 'Clash 的 IP 规则排在域名规则前面：域名要先做一次 DNS 解析才能匹配到自己的规则。',
    },
    severity: 'info',
    needs: ['clash'],
    load: async () => (await import('./clash-rule-resolves.ts')).default,
  },
  {
    id: 'client-dependent-no-proxy',
    summary: {
      en: 'An entry of NO_PROXY that clients read in different ways.',
      zh: 'NO_PROXY 里有各客户端理解不一的条目。',
    },
    severity: 'info',
    needs: ['env', 'proxy-setting'],
    load: async () => (await import('./client-dependent-no-proxy.ts')).default,
  },
  {
    id: 'compose-service-not-exempt',
    summary: {
      en: 'A container asks another service of its compose file through the proxy.',
      zh: '容器访问同一 compose 文件里的另一个服务时会走代理。',
    },
    severity: 'error',
    needs: ['yaml'],
    load: async () => (await import('./compose-service-not-exempt.ts')).default,
  },
  {
    id: 'compression-never-acts',
    summary: {
      en: 'Hermes never compresses a conversation: the threshold is a share of the window, from 0 to 1.',
      zh: 'Hermes 永远不会压缩对话：阈值是上下文窗口的比例，应当在 0 到 1 之间。',
    },
    severity: 'warning',
    needs: ['yaml'],
    load: async () => (await import('./compression-never-acts.ts')).default,
  },
  {
    id: 'conflicting-duplicate',
    summary: {
      en: 'The same variable twice in a .env, with different values.',
      zh: '.env 里同一个变量写了两次，值还不一样。',
    },
    severity: 'warning',
    needs: ['env'],
    load: async () => (await import('./conflicting-duplicate.ts')).default,
  },
  {
    id: 'detached-under-supervisor',
    summary: {
      en: 'The program leaves the foreground where its supervisor expects it to stay.',
      zh: 'launchd/systemd 托管的程序应当留在前台，它却自己跑到后台去了。',
    },
    severity: 'error',
    needs: ['service'],
    load: async () => (await import('./detached-under-supervisor.ts')).default,
  },
  {
    id: 'dns-over-tls-without-name',
    summary: {
      en: 'DNS over TLS is required, and a server has no name to check its certificate against.',
      zh: '强制使用 DNSOverTLS，却没有写服务器名称，证书无从核对。',
    },
    severity: 'warning',
    needs: ['resolver'],
    load: async () => (await import('./dns-over-tls-without-name.ts')).default,
  },
  {
    id: 'domestic-via-proxy',
    summary: {
      en: 'A host inside China is sent abroad through the proxy.',
      zh: '国内的域名绕道境外代理。',
    },
    severity: 'error',
    needs: ['env', 'clash'],
    load: async () => (await import('./domestic-via-proxy.ts')).default,
  },
  {
    id: 'dropped-assignment',
    summary: {
      en: 'An assignment that its reader, systemd, pam_env or docker, ignores or mangles.',
      zh: 'systemd、pam_env 或 docker 读取时会忽略这个赋值，或读成别的值。',
    },
    severity: 'error',
    needs: ['env'],
    load: async () => (await import('./dropped-assignment.ts')).default,
  },
  {
    id: 'duplicate-clash-name',
    summary: {
      en: 'Two Clash nodes or groups have one name, or a built-in one: the file is refused.',
      zh: '两个节点或策略组重名，或者与内置策略重名，整份配置无法加载。',
    },
    severity: 'error',
    needs: ['clash'],
    load: async () => (await import('./duplicate-clash-name.ts')).default,
  },
  {
    id: 'duplicate-label',
    summary: {
      en: 'Two plists with one Label: launchd loads only one of them.',
      zh: '两个 plist 用了同一个 Label：launchd 只会加载其中一个。',
    },
    severity: 'error',
    needs: ['service'],
    load: async () => (await import('./duplicate-label.ts')).default,
  },
  {
    id: 'empty-clash-group',
    summary: {
      en: 'A Clash group without a member: the file is refused, or its traffic leaves directly.',
      zh: '策略组里没有成员：要么配置无法加载，要么流量直连。',
    },
    severity: 'error',
    needs: ['clash'],
    load: async () => (await import('./empty-clash-group.ts')).default,
  },
  {
    id: 'empty-local-env',
    summary: {
      en: 'A dev container has a proxy, and its list comes from a variable that can be unset: the list is then empty.',
      zh: 'dev container 设了代理，排除列表却取自一个可能没有设置的变量：没设时列表就是空的。',
    },
    severity: 'warning',
    needs: ['json'],
    load: async () => (await import('./empty-local-env.ts')).default,
  },
  {
    id: 'empty-rule-provider',
    summary: {
      en: 'A rule-provider that yields no rule: what it should catch goes elsewhere.',
      zh: 'rule-provider 里一条规则都没有，本该由它匹配的流量走了别处。',
    },
    severity: 'error',
    needs: ['clash'],
    load: async () => (await import('./empty-rule-provider.ts')).default,
  },
  {
    id: 'hermes-never-retries',
    summary: {
      en: 'Hermes tries a request once and has no other provider: one dropped connection ends the answer.',
      zh: 'Hermes 每个请求只试一次，又没有后备服务商：断线一次，回答就没了。',
    },
    severity: 'info',
    needs: ['yaml'],
    load: async () => (await import('./hermes-never-retries.ts')).default,
  },
  {
    id: 'https-proxy-missing',
    summary: {
      en: 'HTTP_PROXY is set but HTTPS_PROXY is not: https requests go direct.',
      zh: '设了 HTTP_PROXY 却没设 HTTPS_PROXY：https 请求不走代理。',
    },
    severity: 'warning',
    needs: ['env', 'proxy-setting'],
    load: async () => (await import('./https-proxy-missing.ts')).default,
  },
  {
    id: 'https-scheme-proxy',
    summary: {
      en: 'https:// to a proxy on this machine: it does not speak TLS.',
      zh: '本机代理写成了 https://，但它不支持 TLS。',
    },
    severity: 'warning',
    needs: ['env', 'proxy-setting', 'command'],
    load: async () => (await import('./https-scheme-proxy.ts')).default,
  },
  {
    id: 'ignored-fallback-provider',
    summary: {
      en: 'A fallback of Hermes that is never tried: it names no model, no provider, or one that does not exist.',
      zh: 'Hermes 的这个后备永远不会用到：没写模型、没写服务商，或者服务商不存在。',
    },
    severity: 'warning',
    needs: ['yaml'],
    load: async () => (await import('./ignored-fallback-provider.ts')).default,
  },
  {
    id: 'ignored-merge-key',
    summary: {
      en: 'A key of a merge layer that the Clash client no longer reads: what is under it has no effect.',
      zh: '覆写（merge）里用了客户端已不再支持的键，下面的内容不起作用。',
    },
    severity: 'warning',
    needs: ['clash'],
    load: async () => (await import('./ignored-merge-key.ts')).default,
  },
  {
    id: 'ignored-resolver-setting',
    summary: {
      en: 'A line of a resolver file is skipped: glibc or systemd-resolved cannot use it.',
      zh: 'DNS 解析配置里有一行被忽略：glibc 或 systemd-resolved 用不了它。',
    },
    severity: 'warning',
    needs: ['resolver'],
    load: async () => (await import('./ignored-resolver-setting.ts')).default,
  },
  {
    id: 'ignored-wsl-setting',
    summary: {
      en: 'A setting that WSL does not read in this file, or not in this networking mode.',
      zh: 'WSL 不会读取这项设置：写错了文件，或者当前的网络模式用不到。',
    },
    severity: 'warning',
    needs: ['settings'],
    load: async () => (await import('./ignored-wsl-setting.ts')).default,
  },
  {
    id: 'inline-comment',
    summary: {
      en: 'A comment after a value, in a format where it becomes part of the value.',
      zh: '值后面跟着注释，而这种格式会把注释也当成值的一部分。',
    },
    severity: 'error',
    needs: ['env', 'systemd', 'resolver'],
    load: async () => (await import('./inline-comment.ts')).default,
  },
  {
    id: 'invalid-clash-rule',
    summary: {
      en: 'A Clash rule cannot work: the file is refused, or the rule never catches anything.',
      zh: '这条 Clash 规则不起作用：要么整份配置无法加载，要么永远匹配不到。',
    },
    severity: 'error',
    needs: ['clash'],
    load: async () => (await import('./invalid-clash-rule.ts')).default,
  },
  {
    id: 'invalid-proxy-url',
    summary: {
      en: 'The value of a proxy variable is not a valid proxy URL.',
      zh: '代理变量的值不是有效的代理地址。',
    },
    severity: 'error',
    needs: ['env', 'proxy-setting', 'command'],
    load: async () => (await import('./invalid-proxy-url.ts')).default,
  },
  {
    id: 'legacy-launchctl',
    summary: {
      en: '`launchctl load` and `unload` are legacy commands that hide their errors.',
      zh: '`launchctl load`、`unload` 是旧命令，出错也不吭声。',
    },
    severity: 'info',
    needs: ['command'],
    load: async () => (await import('./legacy-launchctl.ts')).default,
  },
  {
    id: 'loopback-proxy-in-container',
    summary: {
      en: 'A container is given a proxy on 127.0.0.1, which is the container itself.',
      zh: '传给容器的代理是 127.0.0.1，那是容器自己。',
    },
    severity: 'warning',
    needs: ['command', 'proxy-setting', 'yaml', 'json', 'dockerfile', 'systemd'],
    load: async () => (await import('./loopback-proxy-in-container.ts')).default,
  },
  {
    id: 'lopsided-proxy-toggle',
    summary: {
      en: 'Switching the proxy off leaves something set that switching it on sets.',
      zh: '关闭代理时漏掉了打开时设置的内容。',
    },
    severity: 'info',
    needs: ['env'],
    load: async () => (await import('./lopsided-proxy-toggle.ts')).default,
  },
  {
    id: 'malformed-plist',
    summary: {
      en: 'The plist is not well-formed: property list readers refuse it.',
      zh: 'plist 格式有误，属性列表的解析器会拒绝读取。',
    },
    severity: 'error',
    needs: ['launchd'],
    load: async () => (await import('./malformed-plist.ts')).default,
  },
  {
    id: 'malformed-url',
    summary: {
      en: 'A URL with a doubled or impossible port, a mistyped `://`, a space or a full-width character.',
      zh: 'URL 里端口重复或越界，`://` 写错，或者混进了空格、全角符号。',
    },
    severity: 'error',
    needs: ['env', 'command', 'service'],
    load: async () => (await import('./malformed-url.ts')).default,
  },
  {
    id: 'mcp-env-drops-proxy',
    summary: {
      en: 'The agent has a proxy and this MCP server gets none: Codex, Hermes and OpenClaw keep it to themselves.',
      zh: '智能体有代理，这个 MCP 服务却拿不到：Codex、Hermes、OpenClaw 不会把代理传下去。',
    },
    severity: 'info',
    needs: ['toml', 'yaml', 'json'],
    load: async () => (await import('./mcp-env-drops-proxy.ts')).default,
  },
  {
    id: 'misplaced-systemd-key',
    summary: {
      en: 'A key is in a section where systemd does not read it.',
      zh: '键写错了小节，systemd 不会在那里读它。',
    },
    severity: 'warning',
    needs: ['systemd'],
    load: async () => (await import('./misplaced-systemd-key.ts')).default,
  },
  {
    id: 'missing-clash-match',
    summary: {
      en: 'No MATCH rule: what no rule catches goes out directly, without a word.',
      zh: '没有 MATCH 规则：没匹配到的流量会悄悄直连。',
    },
    severity: 'warning',
    needs: ['clash'],
    load: async () => (await import('./missing-clash-match.ts')).default,
  },
  {
    id: 'missing-no-proxy',
    summary: {
      en: 'A proxy is set and nothing is exempt: local requests go to the proxy.',
      zh: '设置了代理却没有排除任何地址：本机请求也会走代理。',
    },
    severity: 'error',
    needs: ['env', 'proxy-setting'],
    load: async () => (await import('./missing-no-proxy.ts')).default,
  },
  {
    id: 'no-proxy-ignored-by-program',
    summary: {
      en: 'An agent asks its model server through the proxy: it reads NO_PROXY otherwise than other programs.',
      zh: '智能体访问模型服务时走了代理：它对 NO_PROXY 的理解和别的程序不同。',
    },
    severity: 'warning',
    needs: ['env'],
    load: async () => (await import('./no-proxy-ignored-by-program.ts')).default,
  },
  {
    id: 'no-proxy-lacks-local',
    summary: {
      en: 'A service on the local network is not exempt from the proxy.',
      zh: '局域网里的服务没有被排除，访问它也会走代理。',
    },
    severity: 'warning',
    needs: ['env'],
    load: async () => (await import('./no-proxy-lacks-local.ts')).default,
  },
  {
    id: 'no-proxy-lacks-loopback',
    summary: {
      en: 'The list of exempt hosts leaves out this machine itself.',
      zh: '排除列表里没有本机地址。',
    },
    severity: 'error',
    needs: ['env', 'proxy-setting'],
    load: async () => (await import('./no-proxy-lacks-loopback.ts')).default,
  },
  {
    id: 'node-needs-use-env-proxy',
    summary: {
      en: 'A script that Node runs has a proxy in its environment, and Node does not look at it.',
      zh: 'Node 脚本的环境里有代理，Node 却不会去读。',
    },
    severity: 'info',
    needs: ['service', 'json', 'toml', 'yaml'],
    load: async () => (await import('./node-needs-use-env-proxy.ts')).default,
  },
  {
    id: 'not-kept-alive',
    summary: {
      en: 'A gateway job that nothing starts and nothing restarts.',
      zh: '网关任务没有任何启动条件，退出后也不会重启。',
    },
    severity: 'info',
    needs: ['service'],
    load: async () => (await import('./not-kept-alive.ts')).default,
  },
  {
    id: 'open-clash-controller',
    summary: {
      en: 'The Clash controller takes orders from anyone: it has no secret.',
      zh: 'Clash 控制接口没有密钥，谁都能操作。',
    },
    severity: 'error',
    needs: ['clash'],
    load: async () => (await import('./open-clash-controller.ts')).default,
  },
  {
    id: 'open-clash-lan',
    summary: {
      en: 'Everyone on the network may use this proxy: no password, all addresses.',
      zh: '局域网里任何人都能用这个代理：没有密码，监听所有地址。',
    },
    severity: 'info',
    needs: ['clash'],
    load: async () => (await import('./open-clash-lan.ts')).default,
  },
  {
    id: 'overseas-direct',
    summary: {
      en: 'An API host abroad that is in use is kept away from the proxy.',
      zh: '正在使用的境外 API 域名没有走代理。',
    },
    severity: 'info',
    needs: ['clash'],
    load: async () => (await import('./overseas-direct.ts')).default,
  },
  {
    id: 'percent-in-environment',
    summary: {
      en: '`%40` in a unit is a specifier, not a percent-encoded sign.',
      zh: '单元里的 `%40` 会被当成 systemd 的说明符，而不是百分号编码。',
    },
    severity: 'error',
    needs: ['env', 'systemd'],
    load: async () => (await import('./percent-in-environment.ts')).default,
  },
  {
    id: 'proxy-case-conflict',
    summary: {
      en: 'The upper-case and the lower-case variable end with different values.',
      zh: '大写和小写两个变量最终的值不一样。',
    },
    severity: 'warning',
    needs: ['env'],
    load: async () => (await import('./proxy-case-conflict.ts')).default,
  },
  {
    id: 'proxy-is-target',
    summary: {
      en: 'The proxy is the very server that requests are meant for.',
      zh: '代理地址填的就是要访问的那台服务器。',
    },
    severity: 'warning',
    needs: ['env'],
    load: async () => (await import('./proxy-is-target.ts')).default,
  },
  {
    id: 'proxy-mixed-case',
    summary: {
      en: 'A proxy variable in mixed case, which curl, git, Node and Go do not read.',
      zh: '代理变量大小写混用：curl、git、Node、Go 都不认。',
    },
    severity: 'error',
    needs: ['env'],
    load: async () => (await import('./proxy-mixed-case.ts')).default,
  },
  {
    id: 'proxy-one-case',
    summary: {
      en: 'Only the upper-case name is set; some clients read only the lower-case one.',
      zh: '只设了大写变量名，而有些客户端只认小写。',
    },
    severity: 'warning',
    needs: ['env'],
    load: async () => (await import('./proxy-one-case.ts')).default,
  },
  {
    id: 'proxy-password-in-file',
    summary: {
      en: 'A file contains a proxy password in plain text.',
      zh: '代理密码明文写在文件里。',
    },
    severity: 'warning',
    needs: ['env', 'proxy-setting', 'command'],
    load: async () => (await import('./proxy-password-in-file.ts')).default,
  },
  {
    id: 'proxy-port-mismatch',
    summary: {
      en: 'The proxy variable names a port on which no proxy of that kind listens.',
      zh: '代理变量里的端口上没有对应的代理在监听。',
    },
    severity: 'error',
    needs: ['env', 'proxy-setting', 'command'],
    load: async () => (await import('./proxy-port-mismatch.ts')).default,
  },
  {
    id: 'refused-clash-config',
    summary: {
      en: 'mihomo refuses the whole configuration: a key has a value that it cannot have, or a required key is missing.',
      zh: 'mihomo 拒绝整份配置：某个键的值不合法，或者缺少必需的键。',
    },
    severity: 'error',
    needs: ['clash'],
    load: async () => (await import('./refused-clash-config.ts')).default,
  },
  {
    id: 'refused-service',
    summary: {
      en: 'A service that systemd refuses to load: nothing to run, two programs, or no usable path.',
      zh: 'systemd 拒绝加载的服务：没有要运行的程序、有两个程序，或路径不可用。',
    },
    severity: 'error',
    needs: ['service', 'systemd'],
    load: async () => (await import('./refused-service.ts')).default,
  },
  {
    id: 'refused-systemd-value',
    summary: {
      en: 'A value for which systemd refuses the unit or ignores the line.',
      zh: '这个值会让 systemd 拒绝整个单元，或忽略这一行。',
    },
    severity: 'error',
    needs: ['systemd'],
    load: async () => (await import('./refused-systemd-value.ts')).default,
  },
  {
    id: 'replace-under-supervisor',
    summary: {
      en: 'A supervised gateway is started with --replace: each restart kills the running one.',
      zh: '由 launchd/systemd 托管的网关带着 --replace 启动：每次重启都会杀掉正在运行的那个。',
    },
    severity: 'error',
    needs: ['service'],
    load: async () => (await import('./replace-under-supervisor.ts')).default,
  },
  {
    id: 'replaced-by-merge',
    summary: {
      en: 'A merge layer of a Clash client replaces all rules of the subscription by a few that cannot stand alone.',
      zh: '客户端的覆写（merge）用几条规则替换了订阅的全部规则，剩下的流量没有规则可走。',
    },
    severity: 'error',
    needs: ['clash'],
    load: async () => (await import('./replaced-by-merge.ts')).default,
  },
  {
    id: 'restart-gives-up',
    summary: {
      en: 'After five quick failures systemd stops restarting this service for good.',
      zh: '连续快速失败五次后，systemd 就不再重启这个服务了。',
    },
    severity: 'info',
    needs: ['service'],
    load: async () => (await import('./restart-gives-up.ts')).default,
  },
  {
    id: 'retyped-clash-scalar',
    summary: {
      en: 'An unquoted secret that YAML reads as a number: the server gets another one.',
      zh: '没加引号的密钥被 YAML 当成数字，发给服务器的内容已经变了。',
    },
    severity: 'error',
    needs: ['clash'],
    load: async () => (await import('./retyped-clash-scalar.ts')).default,
  },
  {
    id: 'schemeless-proxy',
    summary: {
      en: 'A proxy without a scheme: clients disagree on what it means.',
      zh: '代理地址没写协议：各客户端的理解不一样。',
    },
    severity: 'error',
    needs: ['env', 'proxy-setting', 'command'],
    load: async () => (await import('./schemeless-proxy.ts')).default,
  },
  {
    id: 'service-without-proxy',
    summary: {
      en: 'The shell has a proxy and this service does not: services inherit nothing from a shell.',
      zh: 'shell 里有代理，这个服务却没有：服务不会继承 shell 的变量。',
    },
    severity: 'warning',
    needs: ['service'],
    load: async () => (await import('./service-without-proxy.ts')).default,
  },
  {
    id: 'shell-syntax-in-exec',
    summary: {
      en: 'Shell syntax in a command that no shell reads: `&&`, `>`, a pipe, `cd`.',
      zh: '命令里用了 shell 语法（`&&`、`>`、管道、`cd`），但这里并没有 shell。',
    },
    severity: 'warning',
    needs: ['service'],
    load: async () => (await import('./shell-syntax-in-exec.ts')).default,
  },
  {
    id: 'single-resolver',
    summary: {
      en: 'In mainland China, one foreign DNS server answers for everything.',
      zh: '在中国大陆，所有域名都交给同一家境外 DNS 解析。',
    },
    severity: 'info',
    needs: ['resolver'],
    load: async () => (await import('./single-resolver.ts')).default,
  },
  {
    id: 'smart-dash-argument',
    summary: {
      en: 'An option begins with a typographic dash; the program takes it for a plain word.',
      zh: '选项开头是排版用的长横线，程序只会把它当作普通单词。',
    },
    severity: 'error',
    needs: ['service'],
    load: async () => (await import('./smart-dash-argument.ts')).default,
  },
  {
    id: 'socks-for-agent',
    summary: {
      en: 'A SOCKS proxy in the settings of an agent that cannot speak SOCKS.',
      zh: '智能体的设置里写了 SOCKS 代理，而它不支持 SOCKS。',
    },
    severity: 'warning',
    needs: ['json', 'env'],
    load: async () => (await import('./socks-for-agent.ts')).default,
  },
  {
    id: 'socks-proxy-scheme',
    summary: {
      en: 'A SOCKS scheme that clients refuse or read differently.',
      zh: 'SOCKS 协议名写法有问题：客户端要么拒绝，要么理解不一。',
    },
    severity: 'warning',
    needs: ['env', 'proxy-setting', 'command'],
    load: async () => (await import('./socks-proxy-scheme.ts')).default,
  },
  {
    id: 'supervisor-runs-start',
    summary: {
      en: 'The supervised command asks the supervisor to start itself.',
      zh: '托管的命令又去让 launchd/systemd 启动它自己。',
    },
    severity: 'error',
    needs: ['service'],
    load: async () => (await import('./supervisor-runs-start.ts')).default,
  },
  {
    id: 'suppression-without-reason',
    summary: {
      en: 'A suppression that does not say why.',
      zh: '忽略注释没有写明理由。',
    },
    severity: 'warning',
    off: true,
    load: async () => (await import('./suppression-without-reason.ts')).default,
  },
  {
    id: 'syntax-error',
    summary: {
      en: 'The file cannot be read as what it is.',
      zh: '文件不符合自身格式，无法读取。',
    },
    severity: 'error',
    load: async () => (await import('./syntax-error.ts')).default,
  },
  {
    id: 'timeout-chain',
    summary: {
      en: 'A limit that can never act: a shorter one comes before it.',
      zh: '这个时限永远不会起作用：前面还有一个更短的。',
    },
    severity: 'warning',
    needs: ['env', 'service', 'clash', 'yaml'],
    load: async () => (await import('./timeout-chain.ts')).default,
  },
  {
    id: 'timeout-overflows',
    summary: {
      en: 'More milliseconds than a Node timer can hold: it fires at once.',
      zh: '毫秒数超出了 Node 定时器的上限，结果会立刻超时。',
    },
    severity: 'warning',
    needs: ['env'],
    load: async () => (await import('./timeout-overflows.ts')).default,
  },
  {
    id: 'timeout-too-low',
    summary: {
      en: 'A timeout so short that healthy requests are cut off.',
      zh: '超时设得太短，正常的请求也会被掐断。',
    },
    severity: 'warning',
    needs: ['env', 'service', 'clash', 'settings', 'command', 'yaml', 'json'],
    load: async () => (await import('./timeout-too-low.ts')).default,
  },
  {
    id: 'timeout-wrong-unit',
    summary: {
      en: 'Seconds where milliseconds are read, or the reverse, or no number at all.',
      zh: '该写毫秒的写了秒，该写秒的写了毫秒，或者根本不是数字。',
    },
    severity: 'warning',
    needs: ['env', 'service', 'clash', 'yaml', 'settings', 'command', 'json'],
    load: async () => (await import('./timeout-wrong-unit.ts')).default,
  },
  {
    id: 'tls-verification-off',
    summary: {
      en: 'Certificates are not checked: anybody on the way can read and change the traffic.',
      zh: '关闭了证书校验：途中任何人都能偷看、篡改流量。',
    },
    severity: 'warning',
    needs: ['env', 'command', 'settings', 'clash', 'json'],
    load: async () => (await import('./tls-verification-off.ts')).default,
  },
  {
    id: 'unexpanded-path',
    summary: {
      en: '`~` or `$HOME` in a path that nothing expands.',
      zh: '路径里的 `~` 或 `$HOME` 不会被展开。',
    },
    severity: 'error',
    needs: ['systemd', 'launchd'],
    load: async () => (await import('./unexpanded-path.ts')).default,
  },
  {
    id: 'unexpanded-variable',
    summary: {
      en: '`$NAME` or `~` where this format does not expand it.',
      zh: '这种格式不会展开 `$变量` 和 `~`，它们会原样留在值里。',
    },
    severity: 'warning',
    needs: ['env', 'proxy-setting', 'command'],
    load: async () => (await import('./unexpanded-variable.ts')).default,
  },
  {
    id: 'unknown-clash-key',
    summary: {
      en: 'mihomo does not read this key; the one it reads is spelled otherwise.',
      zh: 'mihomo 不认识这个键，它读取的是另一种写法。',
    },
    severity: 'warning',
    needs: ['clash'],
    load: async () => (await import('./unknown-clash-key.ts')).default,
  },
  {
    id: 'unknown-clash-policy',
    summary: {
      en: 'A Clash rule, group or node names something that is not there: the file is refused.',
      zh: 'Clash 的规则、策略组或节点引用了不存在的名字，整个配置无法加载。',
    },
    severity: 'error',
    needs: ['clash'],
    load: async () => (await import('./unknown-clash-policy.ts')).default,
  },
  {
    id: 'unknown-systemd-key',
    summary: {
      en: 'A key or section that systemd does not know; it skips it.',
      zh: 'systemd 不认识的键或小节，会被直接跳过。',
    },
    severity: 'warning',
    needs: ['systemd'],
    load: async () => (await import('./unknown-systemd-key.ts')).default,
  },
  {
    id: 'unmatched-no-proxy-entry',
    summary: {
      en: 'An entry of NO_PROXY that clients never match, or that makes one fail.',
      zh: 'NO_PROXY 里有客户端永远匹配不上、甚至会因此报错的条目。',
    },
    severity: 'warning',
    needs: ['env', 'proxy-setting', 'command'],
    load: async () => (await import('./unmatched-no-proxy-entry.ts')).default,
  },
  {
    id: 'unreachable-clash-rule',
    summary: {
      en: 'A Clash rule can never act: an earlier one takes everything it would catch.',
      zh: 'Clash 规则永远不会生效：前面的规则已经先匹配了。',
    },
    severity: 'warning',
    needs: ['clash'],
    load: async () => (await import('./unreachable-clash-rule.ts')).default,
  },
  {
    id: 'unread-setting',
    summary: {
      en: 'A key that the program of this file does not read: it changes nothing.',
      zh: '这个文件所属的程序不认这个键：写了也不起作用。',
    },
    severity: 'warning',
    needs: ['settings', 'command', 'json'],
    load: async () => (await import('./unread-setting.ts')).default,
  },
  {
    id: 'unread-variable',
    summary: {
      en: 'A variable, or a value of one, that the program it is meant for does not read.',
      zh: '变量（或变量的值）写了，但它所针对的程序并不读取。',
    },
    severity: 'info',
    needs: ['env'],
    load: async () => (await import('./unread-variable.ts')).default,
  },
  {
    id: 'unstartable-job',
    summary: {
      en: 'A launchd job that can never start: a whole command line in one string, or nothing to run.',
      zh: '永远无法启动的 launchd 任务：整条命令写在一个字符串里，或者没有要运行的程序。',
    },
    severity: 'error',
    needs: ['launchd', 'service'],
    load: async () => (await import('./unstartable-job.ts')).default,
  },
  {
    id: 'unused-suppression',
    summary: {
      en: 'A suppression that silences nothing.',
      zh: '没有起作用的忽略注释。',
    },
    severity: 'warning',
    load: async () => (await import('./unused-suppression.ts')).default,
  },
  {
    id: 'wrong-plist-type',
    summary: {
      en: 'A key of a plist has a value of the wrong type; launchd ignores it.',
      zh: 'plist 里某个键的值类型不对，launchd 会直接忽略。',
    },
    severity: 'error',
    needs: ['launchd'],
    load: async () => (await import('./wrong-plist-type.ts')).default,
  },
  {
    id: 'wsl-loopback-proxy',
    summary: {
      en: 'Inside WSL in NAT mode 127.0.0.1 is WSL itself: the proxy of Windows is not there.',
      zh: 'NAT 模式的 WSL 里 127.0.0.1 是 WSL 自己，连不到 Windows 上的代理。',
    },
    severity: 'warning',
    needs: ['settings', 'env'],
    load: async () => (await import('./wsl-loopback-proxy.ts')).default,
  },
];
