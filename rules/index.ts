/** All rules, by name. Written by `npm run rules`. */
import type { Rule } from '../src/core.ts';
import allProxyOnly from './all-proxy-only.ts';
import clashGroupLoop from './clash-group-loop.ts';
import clashPortConflict from './clash-port-conflict.ts';
import clashRuleResolves from './clash-rule-resolves.ts';
import clientDependentNoProxy from './client-dependent-no-proxy.ts';
import composeServiceNotExempt from './compose-service-not-exempt.ts';
import compressionNeverActs from './compression-never-acts.ts';
import conflictingDuplicate from './conflicting-duplicate.ts';
import detachedUnderSupervisor from './detached-under-supervisor.ts';
import dnsOverTlsWithoutName from './dns-over-tls-without-name.ts';
import domesticViaProxy from './domestic-via-proxy.ts';
import droppedAssignment from './dropped-assignment.ts';
import duplicateClashName from './duplicate-clash-name.ts';
import duplicateLabel from './duplicate-label.ts';
import emptyClashGroup from './empty-clash-group.ts';
import emptyLocalEnv from './empty-local-env.ts';
import emptyRuleProvider from './empty-rule-provider.ts';
import hermesNeverRetries from './hermes-never-retries.ts';
import httpsProxyMissing from './https-proxy-missing.ts';
import httpsSchemeProxy from './https-scheme-proxy.ts';
import ignoredFallbackProvider from './ignored-fallback-provider.ts';
import ignoredMergeKey from './ignored-merge-key.ts';
import ignoredResolverSetting from './ignored-resolver-setting.ts';
import ignoredWslSetting from './ignored-wsl-setting.ts';
import inlineComment from './inline-comment.ts';
import invalidClashRule from './invalid-clash-rule.ts';
import invalidProxyUrl from './invalid-proxy-url.ts';
import legacyLaunchctl from './legacy-launchctl.ts';
import loopbackProxyInContainer from './loopback-proxy-in-container.ts';
import lopsidedProxyToggle from './lopsided-proxy-toggle.ts';
import malformedPlist from './malformed-plist.ts';
import malformedUrl from './malformed-url.ts';
import mcpEnvDropsProxy from './mcp-env-drops-proxy.ts';
import misplacedSystemdKey from './misplaced-systemd-key.ts';
import missingClashMatch from './missing-clash-match.ts';
import missingNoProxy from './missing-no-proxy.ts';
import noProxyIgnoredByProgram from './no-proxy-ignored-by-program.ts';
import noProxyLacksLocal from './no-proxy-lacks-local.ts';
import noProxyLacksLoopback from './no-proxy-lacks-loopback.ts';
import nodeNeedsUseEnvProxy from './node-needs-use-env-proxy.ts';
import notKeptAlive from './not-kept-alive.ts';
import openClashController from './open-clash-controller.ts';
import openClashLan from './open-clash-lan.ts';
import overseasDirect from './overseas-direct.ts';
import percentInEnvironment from './percent-in-environment.ts';
import proxyCaseConflict from './proxy-case-conflict.ts';
import proxyIsTarget from './proxy-is-target.ts';
import proxyMixedCase from './proxy-mixed-case.ts';
import proxyOneCase from './proxy-one-case.ts';
import proxyPasswordInFile from './proxy-password-in-file.ts';
import proxyPortMismatch from './proxy-port-mismatch.ts';
import refusedClashConfig from './refused-clash-config.ts';
import refusedService from './refused-service.ts';
import refusedSystemdValue from './refused-systemd-value.ts';
import replaceUnderSupervisor from './replace-under-supervisor.ts';
import replacedByMerge from './replaced-by-merge.ts';
import restartGivesUp from './restart-gives-up.ts';
import retypedClashScalar from './retyped-clash-scalar.ts';
import schemelessProxy from './schemeless-proxy.ts';
import serviceWithoutProxy from './service-without-proxy.ts';
import shellSyntaxInExec from './shell-syntax-in-exec.ts';
import singleResolver from './single-resolver.ts';
import smartDashArgument from './smart-dash-argument.ts';
import socksForAgent from './socks-for-agent.ts';
import socksProxyScheme from './socks-proxy-scheme.ts';
import supervisorRunsStart from './supervisor-runs-start.ts';
import suppressionWithoutReason from './suppression-without-reason.ts';
import syntaxError from './syntax-error.ts';
import timeoutChain from './timeout-chain.ts';
import timeoutOverflows from './timeout-overflows.ts';
import timeoutTooLow from './timeout-too-low.ts';
import timeoutWrongUnit from './timeout-wrong-unit.ts';
import tlsVerificationOff from './tls-verification-off.ts';
import unexpandedPath from './unexpanded-path.ts';
import unexpandedVariable from './unexpanded-variable.ts';
import unknownClashKey from './unknown-clash-key.ts';
import unknownClashPolicy from './unknown-clash-policy.ts';
import unknownSystemdKey from './unknown-systemd-key.ts';
import unmatchedNoProxyEntry from './unmatched-no-proxy-entry.ts';
import unreachableClashRule from './unreachable-clash-rule.ts';
import unreadSetting from './unread-setting.ts';
import unreadVariable from './unread-variable.ts';
import unstartableJob from './unstartable-job.ts';
import unusedSuppression from './unused-suppression.ts';
import wrongPlistType from './wrong-plist-type.ts';
import wslLoopbackProxy from './wsl-loopback-proxy.ts';

export const rules: readonly Rule[] = [
  allProxyOnly,
  clashGroupLoop,
  clashPortConflict,
  clashRuleResolves,
  clientDependentNoProxy,
  composeServiceNotExempt,
  compressionNeverActs,
  conflictingDuplicate,
  detachedUnderSupervisor,
  dnsOverTlsWithoutName,
  domesticViaProxy,
  droppedAssignment,
  duplicateClashName,
  duplicateLabel,
  emptyClashGroup,
  emptyLocalEnv,
  emptyRuleProvider,
  hermesNeverRetries,
  httpsProxyMissing,
  httpsSchemeProxy,
  ignoredFallbackProvider,
  ignoredMergeKey,
  ignoredResolverSetting,
  ignoredWslSetting,
  inlineComment,
  invalidClashRule,
  invalidProxyUrl,
  legacyLaunchctl,
  loopbackProxyInContainer,
  lopsidedProxyToggle,
  malformedPlist,
  malformedUrl,
  mcpEnvDropsProxy,
  misplacedSystemdKey,
  missingClashMatch,
  missingNoProxy,
  noProxyIgnoredByProgram,
  noProxyLacksLocal,
  noProxyLacksLoopback,
  nodeNeedsUseEnvProxy,
  notKeptAlive,
  openClashController,
  openClashLan,
  overseasDirect,
  percentInEnvironment,
  proxyCaseConflict,
  proxyIsTarget,
  proxyMixedCase,
  proxyOneCase,
  proxyPasswordInFile,
  proxyPortMismatch,
  refusedClashConfig,
  refusedService,
  refusedSystemdValue,
  replaceUnderSupervisor,
  replacedByMerge,
  restartGivesUp,
  retypedClashScalar,
  schemelessProxy,
  serviceWithoutProxy,
  shellSyntaxInExec,
  singleResolver,
  smartDashArgument,
  socksForAgent,
  socksProxyScheme,
  supervisorRunsStart,
  suppressionWithoutReason,
  syntaxError,
  timeoutChain,
  timeoutOverflows,
  timeoutTooLow,
  timeoutWrongUnit,
  tlsVerificationOff,
  unexpandedPath,
  unexpandedVariable,
  unknownClashKey,
  unknownClashPolicy,
  unknownSystemdKey,
  unmatchedNoProxyEntry,
  unreachableClashRule,
  unreadSetting,
  unreadVariable,
  unstartableJob,
  unusedSuppression,
  wrongPlistType,
  wslLoopbackProxy,
];
