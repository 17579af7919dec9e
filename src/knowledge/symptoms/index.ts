/** All symptoms, by name. Written by `npm run rules`. */
import type { Symptom } from '../symptom.ts';
import aiohttpCannotConnect from './aiohttp-cannot-connect.ts';
import aptCannotFetch from './apt-cannot-fetch.ts';
import badGateway from './bad-gateway.ts';
import brewDownload from './brew-download.ts';
import bunCannotConnect from './bun-cannot-connect.ts';
import caFileMissing from './ca-file-missing.ts';
import certificateNotTrusted from './certificate-not-trusted.ts';
import clashDialsDirect from './clash-dials-direct.ts';
import clashDnsFailed from './clash-dns-failed.ts';
import clashDuplicateName from './clash-duplicate-name.ts';
import clashGeoFiles from './clash-geo-files.ts';
import clashGroupEmpty from './clash-group-empty.ts';
import clashGroupLoop from './clash-group-loop.ts';
import clashNodeRefused from './clash-node-refused.ts';
import clashNodesDead from './clash-nodes-dead.ts';
import clashNotYaml from './clash-not-yaml.ts';
import clashPolicyMissing from './clash-policy-missing.ts';
import clashPortTaken from './clash-port-taken.ts';
import clashTunRefused from './clash-tun-refused.ts';
import claudeCannotConnect from './claude-cannot-connect.ts';
import cloudflareDenied from './cloudflare-denied.ts';
import cloudflareOriginTimeout from './cloudflare-origin-timeout.ts';
import cloudflareRateLimit from './cloudflare-rate-limit.ts';
import codexWaiting from './codex-waiting.ts';
import condaProxy from './conda-proxy.ts';
import connectTimeout from './connect-timeout.ts';
import connectionRefused from './connection-refused.ts';
import connectionReset from './connection-reset.ts';
import containerHostProxy from './container-host-proxy.ts';
import countryNotSupported from './country-not-supported.ts';
import cursorCannotConnect from './cursor-cannot-connect.ts';
import dnsNoAnswer from './dns-no-answer.ts';
import dnsNxdomain from './dns-nxdomain.ts';
import dockerDaemonDown from './docker-daemon-down.ts';
import dockerPullLimit from './docker-pull-limit.ts';
import dockerPullTimeout from './docker-pull-timeout.ts';
import domesticSlowOrBlocked from './domestic-slow-or-blocked.ts';
import domesticTimeout from './domestic-timeout.ts';
import doubledPort from './doubled-port.ts';
import feishuDisconnected from './feishu-disconnected.ts';
import fetchFailed from './fetch-failed.ts';
import gatewayReplaced from './gateway-replaced.ts';
import gitCannotAccess from './git-cannot-access.ts';
import gradioLocalhost from './gradio-localhost.ts';
import hermesExecutorShutdown from './hermes-executor-shutdown.ts';
import hermesStatusLines from './hermes-status-lines.ts';
import hermesStreamStale from './hermes-stream-stale.ts';
import http09 from './http-0-9.ts';
import http403 from './http-403.ts';
import http404 from './http-404.ts';
import http429 from './http-429.ts';
import http500 from './http-500.ts';
import http503 from './http-503.ts';
import httpxIpv6NoProxy from './httpx-ipv6-no-proxy.ts';
import httpxProxiesArgument from './httpx-proxies-argument.ts';
import huggingfaceUnreachable from './huggingface-unreachable.ts';
import javaProxy from './java-proxy.ts';
import jsonExpected from './json-expected.ts';
import launchctlListColumns from './launchctl-list-columns.ts';
import launchdBootstrapFailed from './launchd-bootstrap-failed.ts';
import launchdExit78 from './launchd-exit-78.ts';
import localCallHangs from './local-call-hangs.ts';
import localServiceUnreachable from './local-service-unreachable.ts';
import mcpServerClosed from './mcp-server-closed.ts';
import nameNotKnown from './name-not-known.ts';
import noRouteToHost from './no-route-to-host.ts';
import nodeInvalidUrl from './node-invalid-url.ts';
import nodeTlsOff from './node-tls-off.ts';
import npmProxy from './npm-proxy.ts';
import ollamaNotAnswering from './ollama-not-answering.ts';
import ollamaPull from './ollama-pull.ts';
import openaiConnectionError from './openai-connection-error.ts';
import overseasRefused from './overseas-refused.ts';
import overseasTimeout from './overseas-timeout.ts';
import pipNoMatch from './pip-no-match.ts';
import proxyAuthRequired from './proxy-auth-required.ts';
import proxyErrorPage from './proxy-error-page.ts';
import proxyLeftOn from './proxy-left-on.ts';
import proxyRefused from './proxy-refused.ts';
import proxyRefusesTunnel from './proxy-refuses-tunnel.ts';
import proxySchemeUnknown from './proxy-scheme-unknown.ts';
import proxyUrlRefused from './proxy-url-refused.ts';
import pythonWithoutSsl from './python-without-ssl.ts';
import requestSwallowed from './request-swallowed.ts';
import requestToLocal502 from './request-to-local-502.ts';
import resolverFileRefused from './resolver-file-refused.ts';
import serverDisconnected from './server-disconnected.ts';
import serviceFailsShellWorks from './service-fails-shell-works.ts';
import shellAmpersand from './shell-ampersand.ts';
import shellNotIdentifier from './shell-not-identifier.ts';
import shellSyntax from './shell-syntax.ts';
import socksHandshakeFailed from './socks-handshake-failed.ts';
import socksPackageMissing from './socks-package-missing.ts';
import socksPortAsHttp from './socks-port-as-http.ts';
import sshCannotConnect from './ssh-cannot-connect.ts';
import sshClosedByPeer from './ssh-closed-by-peer.ts';
import streamCut from './stream-cut.ts';
import systemProxyNoInternet from './system-proxy-no-internet.ts';
import systemdBadValue from './systemd-bad-value.ts';
import systemdCannotRun from './systemd-cannot-run.ts';
import systemdChdir from './systemd-chdir.ts';
import systemdDroppedEnvironment from './systemd-dropped-environment.ts';
import systemdGaveUp from './systemd-gave-up.ts';
import systemdNotRunning from './systemd-not-running.ts';
import systemdSpecifier from './systemd-specifier.ts';
import systemdStopTimeout from './systemd-stop-timeout.ts';
import systemdUnknownKey from './systemd-unknown-key.ts';
import terminalWithoutProxy from './terminal-without-proxy.ts';
import timedOut from './timed-out.ts';
import timerOverflow from './timer-overflow.ts';
import tlsCutAfterConnect from './tls-cut-after-connect.ts';
import tlsToPlainPort from './tls-to-plain-port.ts';
import undiciSlowAnswer from './undici-slow-answer.ts';
import urlWithoutScheme from './url-without-scheme.ts';
import uvRequestFailed from './uv-request-failed.ts';
import vscodeXhrFailed from './vscode-xhr-failed.ts';
import wgetSocksProxy from './wget-socks-proxy.ts';
import worksNowAndThen from './works-now-and-then.ts';
import wslLocalhostProxy from './wsl-localhost-proxy.ts';
import zshNoMatches from './zsh-no-matches.ts';

export const symptoms: readonly Symptom[] = [
  aiohttpCannotConnect,
  aptCannotFetch,
  badGateway,
  brewDownload,
  bunCannotConnect,
  caFileMissing,
  certificateNotTrusted,
  clashDialsDirect,
  clashDnsFailed,
  clashDuplicateName,
  clashGeoFiles,
  clashGroupEmpty,
  clashGroupLoop,
  clashNodeRefused,
  clashNodesDead,
  clashNotYaml,
  clashPolicyMissing,
  clashPortTaken,
  clashTunRefused,
  claudeCannotConnect,
  cloudflareDenied,
  cloudflareOriginTimeout,
  cloudflareRateLimit,
  codexWaiting,
  condaProxy,
  connectTimeout,
  connectionRefused,
  connectionReset,
  containerHostProxy,
  countryNotSupported,
  cursorCannotConnect,
  dnsNoAnswer,
  dnsNxdomain,
  dockerDaemonDown,
  dockerPullLimit,
  dockerPullTimeout,
  domesticSlowOrBlocked,
  domesticTimeout,
  doubledPort,
  feishuDisconnected,
  fetchFailed,
  gatewayReplaced,
  gitCannotAccess,
  gradioLocalhost,
  hermesExecutorShutdown,
  hermesStatusLines,
  hermesStreamStale,
  http09,
  http403,
  http404,
  http429,
  http500,
  http503,
  httpxIpv6NoProxy,
  httpxProxiesArgument,
  huggingfaceUnreachable,
  javaProxy,
  jsonExpected,
  launchctlListColumns,
  launchdBootstrapFailed,
  launchdExit78,
  localCallHangs,
  localServiceUnreachable,
  mcpServerClosed,
  nameNotKnown,
  noRouteToHost,
  nodeInvalidUrl,
  nodeTlsOff,
  npmProxy,
  ollamaNotAnswering,
  ollamaPull,
  openaiConnectionError,
  overseasRefused,
  overseasTimeout,
  pipNoMatch,
  proxyAuthRequired,
  proxyErrorPage,
  proxyLeftOn,
  proxyRefused,
  proxyRefusesTunnel,
  proxySchemeUnknown,
  proxyUrlRefused,
  pythonWithoutSsl,
  requestSwallowed,
  requestToLocal502,
  resolverFileRefused,
  serverDisconnected,
  serviceFailsShellWorks,
  shellAmpersand,
  shellNotIdentifier,
  shellSyntax,
  socksHandshakeFailed,
  socksPackageMissing,
  socksPortAsHttp,
  sshCannotConnect,
  sshClosedByPeer,
  streamCut,
  systemProxyNoInternet,
  systemdBadValue,
  systemdCannotRun,
  systemdChdir,
  systemdDroppedEnvironment,
  systemdGaveUp,
  systemdNotRunning,
  systemdSpecifier,
  systemdStopTimeout,
  systemdUnknownKey,
  terminalWithoutProxy,
  timedOut,
  timerOverflow,
  tlsCutAfterConnect,
  tlsToPlainPort,
  undiciSlowAnswer,
  urlWithoutScheme,
  uvRequestFailed,
  vscodeXhrFailed,
  wgetSocksProxy,
  worksNowAndThen,
  wslLocalhostProxy,
  zshNoMatches,
];
