/** The documentation of all rules, by name. Written by `npm run rules`. */
import type { RuleDocs } from '../src/core.ts';
import { docs as allProxyOnly } from './all-proxy-only.ts';
import { docs as clashGroupLoop } from './clash-group-loop.ts';
import { docs as clashPortConflict } from './clash-port-conflict.ts';
import { docs as clashRuleResolves } from './clash-rule-resolves.ts';
import { docs as clientDependentNoProxy } from './client-dependent-no-proxy.ts';
import { docs as composeServiceNotExempt } from './compose-service-not-exempt.ts';
import { docs as compressionNeverActs } from './compression-never-acts.ts';
import { docs as conflictingDuplicate } from './conflicting-duplicate.ts';
import { docs as detachedUnderSupervisor } from './detached-under-supervisor.ts';
import { docs as dnsOverTlsWithoutName } from './dns-over-tls-without-name.ts';
import { docs as domesticViaProxy } from './domestic-via-proxy.ts';
import { docs as droppedAssignment } from './dropped-assignment.ts';
import { docs as duplicateClashName } from './duplicate-clash-name.ts';
import { docs as duplicateLabel } from './duplicate-label.ts';
import { docs as emptyClashGroup } from './empty-clash-group.ts';
import { docs as emptyLocalEnv } from './empty-local-env.ts';
import { docs as emptyRuleProvider } from './empty-rule-provider.ts';
import { docs as hermesNeverRetries } from './hermes-never-retries.ts';
import { docs as httpsProxyMissing } from './https-proxy-missing.ts';
import { docs as httpsSchemeProxy } from './https-scheme-proxy.ts';
import { docs as ignoredFallbackProvider } from './ignored-fallback-provider.ts';
import { docs as ignoredMergeKey } from './ignored-merge-key.ts';
import { docs as ignoredResolverSetting } from './ignored-resolver-setting.ts';
import { docs as ignoredWslSetting } from './ignored-wsl-setting.ts';
import { docs as inlineComment } from './inline-comment.ts';
import { docs as invalidClashRule } from './invalid-clash-rule.ts';
import { docs as invalidProxyUrl } from './invalid-proxy-url.ts';
import { docs as legacyLaunchctl } from './legacy-launchctl.ts';
import { docs as loopbackProxyInContainer } from './loopback-proxy-in-container.ts';
import { docs as lopsidedProxyToggle } from './lopsided-proxy-toggle.ts';
import { docs as malformedPlist } from './malformed-plist.ts';
import { docs as malformedUrl } from './malformed-url.ts';
import { docs as mcpEnvDropsProxy } from './mcp-env-drops-proxy.ts';
import { docs as misplacedSystemdKey } from './misplaced-systemd-key.ts';
import { docs as missingClashMatch } from './missing-clash-match.ts';
import { docs as missingNoProxy } from './missing-no-proxy.ts';
import { docs as noProxyIgnoredByProgram } from './no-proxy-ignored-by-program.ts';
import { docs as noProxyLacksLocal } from './no-proxy-lacks-local.ts';
import { docs as noProxyLacksLoopback } from './no-proxy-lacks-loopback.ts';
import { docs as nodeNeedsUseEnvProxy } from './node-needs-use-env-proxy.ts';
import { docs as notKeptAlive } from './not-kept-alive.ts';
import { docs as openClashController } from './open-clash-controller.ts';
import { docs as openClashLan } from './open-clash-lan.ts';
import { docs as overseasDirect } from './overseas-direct.ts';
import { docs as percentInEnvironment } from './percent-in-environment.ts';
import { docs as proxyCaseConflict } from './proxy-case-conflict.ts';
import { docs as proxyIsTarget } from './proxy-is-target.ts';
import { docs as proxyMixedCase } from './proxy-mixed-case.ts';
import { docs as proxyOneCase } from './proxy-one-case.ts';
import { docs as proxyPasswordInFile } from './proxy-password-in-file.ts';
import { docs as proxyPortMismatch } from './proxy-port-mismatch.ts';
import { docs as refusedClashConfig } from './refused-clash-config.ts';
import { docs as refusedService } from './refused-service.ts';
import { docs as refusedSystemdValue } from './refused-systemd-value.ts';
import { docs as replaceUnderSupervisor } from './replace-under-supervisor.ts';
import { docs as replacedByMerge } from './replaced-by-merge.ts';
import { docs as restartGivesUp } from './restart-gives-up.ts';
import { docs as retypedClashScalar } from './retyped-clash-scalar.ts';
import { docs as schemelessProxy } from './schemeless-proxy.ts';
import { docs as serviceWithoutProxy } from './service-without-proxy.ts';
import { docs as shellSyntaxInExec } from './shell-syntax-in-exec.ts';
import { docs as singleResolver } from './single-resolver.ts';
import { docs as smartDashArgument } from './smart-dash-argument.ts';
import { docs as socksForAgent } from './socks-for-agent.ts';
import { docs as socksProxyScheme } from './socks-proxy-scheme.ts';
import { docs as supervisorRunsStart } from './supervisor-runs-start.ts';
import { docs as suppressionWithoutReason } from './suppression-without-reason.ts';
import { docs as syntaxError } from './syntax-error.ts';
import { docs as timeoutChain } from './timeout-chain.ts';
import { docs as timeoutOverflows } from './timeout-overflows.ts';
import { docs as timeoutTooLow } from './timeout-too-low.ts';
import { docs as timeoutWrongUnit } from './timeout-wrong-unit.ts';
import { docs as tlsVerificationOff } from './tls-verification-off.ts';
import { docs as unexpandedPath } from './unexpanded-path.ts';
import { docs as unexpandedVariable } from './unexpanded-variable.ts';
import { docs as unknownClashKey } from './unknown-clash-key.ts';
import { docs as unknownClashPolicy } from './unknown-clash-policy.ts';
import { docs as unknownSystemdKey } from './unknown-systemd-key.ts';
import { docs as unmatchedNoProxyEntry } from './unmatched-no-proxy-entry.ts';
import { docs as unreachableClashRule } from './unreachable-clash-rule.ts';
import { docs as unreadSetting } from './unread-setting.ts';
import { docs as unreadVariable } from './unread-variable.ts';
import { docs as unstartableJob } from './unstartable-job.ts';
import { docs as unusedSuppression } from './unused-suppression.ts';
import { docs as wrongPlistType } from './wrong-plist-type.ts';
import { docs as wslLoopbackProxy } from './wsl-loopback-proxy.ts';

export const docs: Readonly<Record<string, RuleDocs>> = {
  'all-proxy-only': allProxyOnly,
  'clash-group-loop': clashGroupLoop,
  'clash-port-conflict': clashPortConflict,
  'clash-rule-resolves': clashRuleResolves,
  'client-dependent-no-proxy': clientDependentNoProxy,
  'compose-service-not-exempt': composeServiceNotExempt,
  'compression-never-acts': compressionNeverActs,
  'conflicting-duplicate': conflictingDuplicate,
  'detached-under-supervisor': detachedUnderSupervisor,
  'dns-over-tls-without-name': dnsOverTlsWithoutName,
  'domestic-via-proxy': domesticViaProxy,
  'dropped-assignment': droppedAssignment,
  'duplicate-clash-name': duplicateClashName,
  'duplicate-label': duplicateLabel,
  'empty-clash-group': emptyClashGroup,
  'empty-local-env': emptyLocalEnv,
  'empty-rule-provider': emptyRuleProvider,
  'hermes-never-retries': hermesNeverRetries,
  'https-proxy-missing': httpsProxyMissing,
  'https-scheme-proxy': httpsSchemeProxy,
  'ignored-fallback-provider': ignoredFallbackProvider,
  'ignored-merge-key': ignoredMergeKey,
  'ignored-resolver-setting': ignoredResolverSetting,
  'ignored-wsl-setting': ignoredWslSetting,
  'inline-comment': inlineComment,
  'invalid-clash-rule': invalidClashRule,
  'invalid-proxy-url': invalidProxyUrl,
  'legacy-launchctl': legacyLaunchctl,
  'loopback-proxy-in-container': loopbackProxyInContainer,
  'lopsided-proxy-toggle': lopsidedProxyToggle,
  'malformed-plist': malformedPlist,
  'malformed-url': malformedUrl,
  'mcp-env-drops-proxy': mcpEnvDropsProxy,
  'misplaced-systemd-key': misplacedSystemdKey,
  'missing-clash-match': missingClashMatch,
  'missing-no-proxy': missingNoProxy,
  'no-proxy-ignored-by-program': noProxyIgnoredByProgram,
  'no-proxy-lacks-local': noProxyLacksLocal,
  'no-proxy-lacks-loopback': noProxyLacksLoopback,
  'node-needs-use-env-proxy': nodeNeedsUseEnvProxy,
  'not-kept-alive': notKeptAlive,
  'open-clash-controller': openClashController,
  'open-clash-lan': openClashLan,
  'overseas-direct': overseasDirect,
  'percent-in-environment': percentInEnvironment,
  'proxy-case-conflict': proxyCaseConflict,
  'proxy-is-target': proxyIsTarget,
  'proxy-mixed-case': proxyMixedCase,
  'proxy-one-case': proxyOneCase,
  'proxy-password-in-file': proxyPasswordInFile,
  'proxy-port-mismatch': proxyPortMismatch,
  'refused-clash-config': refusedClashConfig,
  'refused-service': refusedService,
  'refused-systemd-value': refusedSystemdValue,
  'replace-under-supervisor': replaceUnderSupervisor,
  'replaced-by-merge': replacedByMerge,
  'restart-gives-up': restartGivesUp,
  'retyped-clash-scalar': retypedClashScalar,
  'schemeless-proxy': schemelessProxy,
  'service-without-proxy': serviceWithoutProxy,
  'shell-syntax-in-exec': shellSyntaxInExec,
  'single-resolver': singleResolver,
  'smart-dash-argument': smartDashArgument,
  'socks-for-agent': socksForAgent,
  'socks-proxy-scheme': socksProxyScheme,
  'supervisor-runs-start': supervisorRunsStart,
  'suppression-without-reason': suppressionWithoutReason,
  'syntax-error': syntaxError,
  'timeout-chain': timeoutChain,
  'timeout-overflows': timeoutOverflows,
  'timeout-too-low': timeoutTooLow,
  'timeout-wrong-unit': timeoutWrongUnit,
  'tls-verification-off': tlsVerificationOff,
  'unexpanded-path': unexpandedPath,
  'unexpanded-variable': unexpandedVariable,
  'unknown-clash-key': unknownClashKey,
  'unknown-clash-policy': unknownClashPolicy,
  'unknown-systemd-key': unknownSystemdKey,
  'unmatched-no-proxy-entry': unmatchedNoProxyEntry,
  'unreachable-clash-rule': unreachableClashRule,
  'unread-setting': unreadSetting,
  'unread-variable': unreadVariable,
  'unstartable-job': unstartableJob,
  'unused-suppression': unusedSuppression,
  'wrong-plist-type': wrongPlistType,
  'wsl-loopback-proxy': wslLoopbackProxy,
};
