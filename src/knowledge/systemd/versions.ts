/**
 * Which version of systemd brought a key, for all that came after 252 (the version of Debian 12), and which keys a later
 * version stopped acting on. Facts from "Added in version …" of the manual pages of 262 and from NEWS.
 */

const ADDED: Readonly<Record<number, string>> = {
  253: 'LogFilterPatterns MemoryZSwapMax OpenFile ReloadSignal',
  254: `
    DefaultStartupMemoryLow DelegateSubgroup ExtensionImagePolicy FileDescriptorStorePreserve ImportCredential MemoryKSM
    MemoryPressureThresholdSec MemoryPressureWatch MountImagePolicy RestartMaxDelaySec RestartMode RestartSteps
    RootEphemeral RootImagePolicy StartupMemoryHigh StartupMemoryLow StartupMemoryMax StartupMemorySwapMax
    StartupMemoryZSwapMax UpheldBy`,
  255: `
    CoredumpReceive NFTSet PollLimitBurst PollLimitIntervalSec SetLoginEnvironment
    SurviveFinalKillSignal`,
  256: 'MemoryZSwapWriteback PassFileDescriptorsToExec WantsMountsFor',
  257: 'BindLogSockets DeferReactivation ManagedOOMMemoryPressureDurationSec PrivatePIDs',
  258: `
    AcceptFileDescriptors AssertKernelModuleLoaded AssertVersion BPFDelegateAttachments BPFDelegateCommands
    BPFDelegateMaps BPFDelegatePrograms CacheDirectoryAccounting CacheDirectoryQuota ConcurrencyHardMax
    ConcurrencySoftMax ConditionKernelModuleLoaded ConditionVersion DeferTrigger DeferTriggerMaxSec DelegateNamespaces
    LogsDirectoryAccounting LogsDirectoryQuota PassPIDFD PrivateBPF RandomizedOffsetSec StateDirectoryAccounting
    StateDirectoryQuota`,
  259: 'ExecReloadPost UserNamespacePath',
  260: 'AssertPathIsSocket BindNetworkInterface ConditionPathIsSocket MemoryTHP RefreshOnReload RootMStack',
  261: `
    AssertFraction AssertMachineTag CPUPressureThresholdSec CPUPressureWatch CPUSetPartition ConditionFraction
    ConditionMachineTag IOPressureThresholdSec IOPressureWatch OOMRules`,
  262: 'ActivatingConcurrencyMax LUOSession RestartRandomizedDelaySec XAttrAccept XAttrEntryPoint XAttrListen',
};

/** Keys that 258 reads and only warns about (its load-fragment-gperf.gperf.in): most belong to the first version of control groups. */
const WITHOUT_EFFECT = new Set(
  `BlockIOAccounting BlockIODeviceWeight BlockIOReadBandwidth BlockIOWeight BlockIOWriteBandwidth CPUAccounting CPUShares
   DefaultMemoryLow DefaultMemoryMin MemoryLimit StartupBlockIOWeight StartupCPUShares`
    .trim()
    .split(/\s+/),
);

const added = new Map(
  Object.entries(ADDED).flatMap(([version, keys]) =>
    keys
      .trim()
      .split(/\s+/)
      .map((key) => [key, Number(version)] as const),
  ),
);

/** The version that brought a key; undefined: 252 has it. */
export function sinceVersion(key: string): number | undefined {
  return added.get(key);
}

/** Is this a key that newer versions accept without acting on it? */
export function isWithoutEffect(key: string): boolean {
  return WITHOUT_EFFECT.has(key);
}
