/**
 * The keys systemd knows, section by section, with the kind of value each takes. Facts read off systemd 252 and 257: the
 * tables of src/core/load-fragment-gperf.gperf.in, src/core/main.c ([Manager]) and src/resolve/resolved-gperf.gperf, checked
 * against `systemd --dump-configuration-items` of 252.
 */

/**
 * What a key's value is. `path`: one path, blanks and quotes are part of it · `paths`: quoted words · `word`: one of a few
 * fixed words, or one name · `tristate`: a boolean or nothing · `size`: bytes or a limit · `text`: anything, `#` included ·
 * `names`: variable names · `legacy`: still accepted, without effect.
 */
export type ValueClass =
  | 'boolean'
  | 'tristate'
  | 'seconds'
  | 'nanoseconds'
  | 'integer'
  | 'mode'
  | 'signal'
  | 'size'
  | 'path'
  | 'paths'
  | 'environment-file'
  | 'environment'
  | 'names'
  | 'exec'
  | 'units'
  | 'text'
  | 'word'
  | 'other'
  | 'legacy';

type Keys = Partial<Readonly<Record<ValueClass, string>>>;

/** What processes are started with: [Service], [Socket], [Mount], [Swap]. */
const EXEC: Keys = {
  boolean: `
    CPUSchedulingResetOnFork DynamicUser IgnoreSIGPIPE LockPersonality MemoryDenyWriteExecute NoNewPrivileges
    PrivateDevices PrivateIPC PrivateNetwork ProtectClock ProtectHostname ProtectKernelLogs ProtectKernelModules
    ProtectKernelTunables RemoveIPC RestrictRealtime RestrictSUIDSGID RootEphemeral SyslogLevelPrefix TTYReset
    TTYVHangup TTYVTDisallocate`,
  tristate: 'BindLogSockets MemoryKSM MountAPIVFS PrivateMounts SetLoginEnvironment',
  seconds: 'LogRateLimitIntervalSec TimeoutCleanSec TimeoutSec',
  nanoseconds: 'TimerSlackNSec',
  integer: 'CPUSchedulingPriority IOSchedulingPriority LogRateLimitBurst Nice OOMScoreAdjust',
  mode: `
    CacheDirectoryMode ConfigurationDirectoryMode LogsDirectoryMode RuntimeDirectoryMode StateDirectoryMode UMask`,
  size: `
    LimitAS LimitCORE LimitCPU LimitDATA LimitFSIZE LimitLOCKS LimitMEMLOCK LimitMSGQUEUE LimitNICE LimitNOFILE
    LimitNPROC LimitRSS LimitRTPRIO LimitRTTIME LimitSIGPENDING LimitSTACK`,
  path: `
    IPCNamespacePath NetworkNamespacePath RootDirectory RootImage RootVerity TTYPath WorkingDirectory`,
  paths: `
    BindPaths BindReadOnlyPaths CacheDirectory ConfigurationDirectory ExecPaths ExecSearchPath
    ExtensionDirectories InaccessibleDirectories InaccessiblePaths LogsDirectory NoExecPaths ReadOnlyDirectories
    ReadOnlyPaths ReadWriteDirectories ReadWritePaths RuntimeDirectory StateDirectory`,
  'environment-file': 'EnvironmentFile',
  environment: 'Environment',
  names: 'PassEnvironment UnsetEnvironment',
  text: 'PAMName SyslogIdentifier UtmpIdentifier',
  word: `
    CPUSchedulingPolicy Group IOSchedulingClass KeyringMode LogLevelMax MountFlags NUMAPolicy Personality
    PrivatePIDs PrivateTmp PrivateUsers ProcSubset ProtectControlGroups ProtectHome ProtectProc ProtectSystem
    RuntimeDirectoryPreserve StandardError StandardInput StandardOutput SyslogFacility SyslogLevel User UtmpMode`,
  other: `
    AmbientCapabilities AppArmorProfile CPUAffinity CapabilityBoundingSet CoredumpFilter ExtensionImagePolicy
    ExtensionImages ImportCredential LoadCredential LoadCredentialEncrypted LogExtraFields LogFilterPatterns
    LogNamespace MountImagePolicy MountImages NUMAMask RestrictAddressFamilies RestrictFileSystems
    RestrictNamespaces RootHash RootHashSignature RootImageOptions RootImagePolicy SELinuxContext SecureBits
    SetCredential SetCredentialEncrypted SmackProcessLabel StandardInputData StandardInputText SupplementaryGroups
    SystemCallArchitectures SystemCallErrorNumber SystemCallFilter SystemCallLog TTYColumns TTYRows
    TemporaryFileSystem`,
  legacy: 'Capabilities',
};

/** How processes are ended: as above, and [Scope]. */
const KILL: Keys = {
  boolean: 'SendSIGHUP SendSIGKILL',
  signal: 'FinalKillSignal KillSignal RestartKillSignal WatchdogSignal',
  word: 'KillMode',
};

/** What a group of processes may use: as above, and [Slice]. */
const CGROUP: Keys = {
  boolean: `
    BlockIOAccounting CPUAccounting CoredumpReceive IOAccounting IPAccounting MemoryAccounting
    MemoryZSwapWriteback TasksAccounting`,
  seconds: 'CPUQuotaPeriodSec ManagedOOMMemoryPressureDurationSec MemoryPressureThresholdSec',
  size: `
    DefaultMemoryLow DefaultMemoryMin DefaultStartupMemoryLow MemoryHigh MemoryLimit MemoryLow MemoryMax MemoryMin
    MemorySwapMax MemoryZSwapMax StartupMemoryHigh StartupMemoryLow StartupMemoryMax StartupMemorySwapMax
    StartupMemoryZSwapMax TasksMax`,
  word: `
    BlockIOWeight CPUQuota CPUShares CPUWeight DevicePolicy IOWeight ManagedOOMMemoryPressure
    ManagedOOMMemoryPressureLimit ManagedOOMSwap MemoryPressureWatch Slice StartupBlockIOWeight StartupCPUShares
    StartupCPUWeight StartupIOWeight`,
  other: `
    AllowedCPUs AllowedMemoryNodes BPFProgram BlockIODeviceWeight BlockIOReadBandwidth BlockIOWriteBandwidth
    Delegate DelegateSubgroup DeviceAllow DisableControllers IODeviceLatencyTargetSec IODeviceWeight
    IOReadBandwidthMax IOReadIOPSMax IOWriteBandwidthMax IOWriteIOPSMax IPAddressAllow IPAddressDeny
    IPEgressFilterPath IPIngressFilterPath ManagedOOMPreference NFTSet RestrictNetworkInterfaces SocketBindAllow
    SocketBindDeny StartupAllowedCPUs StartupAllowedMemoryNodes`,
  legacy: 'NetClass',
};

const UNIT: Keys = {
  boolean: `
    AllowIsolate DefaultDependencies IgnoreOnIsolate RefuseManualStart RefuseManualStop StopWhenUnneeded
    SurviveFinalKillSignal`,
  seconds: 'JobRunningTimeoutSec JobTimeoutSec StartLimitInterval StartLimitIntervalSec',
  integer: 'StartLimitBurst',
  path: 'SourcePath',
  paths: 'RequiresMountsFor WantsMountsFor',
  units: `
    After Before BindTo BindsTo Conflicts JoinsNamespaceOf OnFailure OnSuccess PartOf PropagateReloadFrom
    PropagateReloadTo PropagatesReloadTo PropagatesStopTo ReloadPropagatedFrom Requires RequiresOverridable
    Requisite RequisiteOverridable StopPropagatedFrom Upholds Wants`,
  text: `
    AssertACPower AssertArchitecture AssertCPUFeature AssertCPUPressure AssertCPUs AssertCapability
    AssertControlGroupController AssertCredential AssertDirectoryNotEmpty AssertEnvironment AssertFileIsExecutable
    AssertFileNotEmpty AssertFirstBoot AssertGroup AssertHost AssertIOPressure AssertKernelCommandLine
    AssertKernelVersion AssertMemory AssertMemoryPressure AssertNeedsUpdate AssertOSRelease AssertPathExists
    AssertPathExistsGlob AssertPathIsDirectory AssertPathIsEncrypted AssertPathIsMountPoint AssertPathIsReadWrite
    AssertPathIsSymbolicLink AssertSecurity AssertUser AssertVirtualization ConditionACPower ConditionArchitecture
    ConditionCPUFeature ConditionCPUPressure ConditionCPUs ConditionCapability ConditionControlGroupController
    ConditionCredential ConditionDirectoryNotEmpty ConditionEnvironment ConditionFileIsExecutable
    ConditionFileNotEmpty ConditionFirmware ConditionFirstBoot ConditionGroup ConditionHost ConditionIOPressure
    ConditionKernelCommandLine ConditionKernelVersion ConditionMemory ConditionMemoryPressure ConditionNeedsUpdate
    ConditionOSRelease ConditionPathExists ConditionPathExistsGlob ConditionPathIsDirectory
    ConditionPathIsEncrypted ConditionPathIsMountPoint ConditionPathIsReadWrite ConditionPathIsSymbolicLink
    ConditionSecurity ConditionUser ConditionVirtualization Description Documentation`,
  word: `
    CollectMode FailureAction JobTimeoutAction OnFailureIsolate OnFailureJobMode OnSuccessJobMode StartLimitAction
    SuccessAction`,
  other: 'FailureActionExitStatus JobTimeoutRebootArgument RebootArgument SuccessActionExitStatus',
  legacy: 'IgnoreOnSnapshot',
};

const INSTALL: Keys = {
  units: 'Alias Also RequiredBy UpheldBy WantedBy',
  word: 'DefaultInstance',
};

const SERVICE: Keys = {
  boolean: 'GuessMainPID NonBlocking PermissionsStartOnly RemainAfterExit RootDirectoryStartOnly',
  seconds: `
    RestartMaxDelaySec RestartSec RuntimeMaxSec RuntimeRandomizedExtraSec StartLimitInterval TimeoutAbortSec
    TimeoutStartSec TimeoutStopSec WatchdogSec`,
  integer: 'FileDescriptorStoreMax RestartSteps StartLimitBurst',
  signal: 'ReloadSignal',
  path: 'PIDFile USBFunctionDescriptors USBFunctionStrings',
  exec: 'ExecCondition ExecReload ExecStart ExecStartPost ExecStartPre ExecStop ExecStopPost',
  units: 'Sockets',
  text: 'RebootArgument',
  word: `
    BusName ExitType FailureAction FileDescriptorStorePreserve NotifyAccess OOMPolicy Restart RestartMode
    StartLimitAction TimeoutStartFailureMode TimeoutStopFailureMode Type`,
  other: 'OpenFile RestartForceExitStatus RestartPreventExitStatus SuccessExitStatus',
  legacy: 'BusPolicy SysVStartPriority',
};

const SOCKET: Keys = {
  boolean: `
    Accept Broadcast FlushPending FreeBind KeepAlive NoDelay PassCredentials PassFileDescriptorsToExec
    PassPacketInfo PassSecurity RemoveOnStop ReusePort SELinuxContextFromNet Transparent Writable`,
  seconds: `
    DeferAcceptSec KeepAliveIntervalSec KeepAliveTimeSec PollLimitIntervalSec TriggerLimitIntervalSec`,
  integer: `
    Backlog IPTOS IPTTL KeepAliveProbes Mark MaxConnections MaxConnectionsPerSource MessageQueueMaxMessages
    MessageQueueMessageSize PollLimitBurst Priority TriggerLimitBurst`,
  mode: 'DirectoryMode SocketMode',
  size: 'PipeSize ReceiveBuffer SendBuffer',
  paths: 'Symlinks',
  exec: 'ExecStartPost ExecStartPre ExecStopPost ExecStopPre',
  text: 'SmackLabel SmackLabelIPIn SmackLabelIPOut TCPCongestion',
  word: 'BindIPv6Only FileDescriptorName Service SocketGroup SocketProtocol SocketUser Timestamping',
  other: `
    BindToDevice ListenDatagram ListenFIFO ListenMessageQueue ListenNetlink ListenSequentialPacket ListenSpecial
    ListenStream ListenUSBFunction`,
};

const MOUNT: Keys = {
  boolean: 'ForceUnmount LazyUnmount ReadWriteOnly SloppyOptions',
  mode: 'DirectoryMode',
  path: 'What Where',
  text: 'Options Type',
};

const SWAP: Keys = {
  integer: 'Priority',
  path: 'What',
  text: 'Options',
};

const SLICE: Keys = {};

const SCOPE: Keys = {
  seconds: 'RuntimeMaxSec RuntimeRandomizedExtraSec TimeoutStopSec',
  word: 'OOMPolicy',
};

const TIMER: Keys = {
  boolean: `
    DeferReactivation FixedRandomDelay OnClockChange OnTimezoneChange Persistent RemainAfterElapse WakeSystem`,
  seconds: 'AccuracySec RandomizedDelaySec',
  word: 'Unit',
  other: 'OnActiveSec OnBootSec OnCalendar OnStartupSec OnUnitActiveSec OnUnitInactiveSec',
};

const PATH: Keys = {
  boolean: 'MakeDirectory',
  seconds: 'TriggerLimitIntervalSec',
  integer: 'TriggerLimitBurst',
  mode: 'DirectoryMode',
  path: 'DirectoryNotEmpty PathChanged PathExists PathExistsGlob PathModified',
  word: 'Unit',
};

const AUTOMOUNT: Keys = {
  seconds: 'TimeoutIdleSec',
  mode: 'DirectoryMode',
  path: 'Where',
  text: 'ExtraOptions',
};

const MANAGER: Keys = {
  boolean: `
    CrashReboot CrashShell DefaultBlockIOAccounting DefaultCPUAccounting DefaultIOAccounting DefaultIPAccounting
    DefaultMemoryAccounting DefaultTasksAccounting DumpCore LogColor LogLocation LogTime NoNewPrivileges`,
  seconds: `
    DefaultDeviceTimeoutSec DefaultMemoryPressureThresholdSec DefaultRestartSec DefaultStartLimitInterval
    DefaultStartLimitIntervalSec DefaultTimeoutAbortSec DefaultTimeoutStartSec DefaultTimeoutStopSec
    DefaultTimerAccuracySec KExecWatchdogSec RebootWatchdogSec ReloadLimitIntervalSec RuntimeWatchdogPreSec
    RuntimeWatchdogSec ShutdownWatchdogSec`,
  nanoseconds: 'TimerSlackNSec',
  integer: 'DefaultOOMScoreAdjust DefaultStartLimitBurst ReloadLimitBurst',
  size: `
    DefaultLimitAS DefaultLimitCORE DefaultLimitCPU DefaultLimitDATA DefaultLimitFSIZE DefaultLimitLOCKS
    DefaultLimitMEMLOCK DefaultLimitMSGQUEUE DefaultLimitNICE DefaultLimitNOFILE DefaultLimitNPROC DefaultLimitRSS
    DefaultLimitRTPRIO DefaultLimitRTTIME DefaultLimitSIGPENDING DefaultLimitSTACK DefaultTasksMax`,
  path: 'WatchdogDevice',
  environment: 'DefaultEnvironment ManagerEnvironment',
  word: `
    CrashAction CrashChVT CrashChangeVT CtrlAltDelBurstAction DefaultMemoryPressureWatch DefaultOOMPolicy
    DefaultStandardError DefaultStandardOutput LogLevel LogTarget NUMAPolicy ProtectSystem ShowStatus
    StatusUnitFormat`,
  other: `
    CPUAffinity CapabilityBoundingSet DefaultSmackProcessLabel NUMAMask RuntimeWatchdogPreGovernor
    SystemCallArchitectures`,
  legacy: 'JoinControllers',
};

const RESOLVE: Keys = {
  boolean: 'CacheFromLocalhost ReadEtcHosts ResolveUnicastSingleLabel',
  seconds: 'StaleRetentionSec',
  word: 'Cache DNSOverTLS DNSSEC DNSStubListener LLMNR MulticastDNS',
  other: 'DNS DNSStubListenerExtra Domains FallbackDNS',
};

const SECTIONS: ReadonlyMap<string, readonly Keys[]> = new Map([
  ['Unit', [UNIT]],
  ['Install', [INSTALL]],
  ['Service', [SERVICE, EXEC, KILL, CGROUP]],
  ['Socket', [SOCKET, EXEC, KILL, CGROUP]],
  ['Mount', [MOUNT, EXEC, KILL, CGROUP]],
  ['Swap', [SWAP, EXEC, KILL, CGROUP]],
  ['Slice', [SLICE, CGROUP]],
  ['Scope', [SCOPE, KILL, CGROUP]],
  ['Timer', [TIMER]],
  ['Path', [PATH]],
  ['Automount', [AUTOMOUNT]],
  ['Manager', [MANAGER]],
  ['Resolve', [RESOLVE]],
]);

/** The sections this table holds. */
export const SECTION_NAMES: readonly string[] = [...SECTIONS.keys()];

const tables = new Map<string, ReadonlyMap<string, ValueClass>>();

/** All keys of a section with their classes; undefined for a section this table does not hold (Quadlet, networkd, `X-`). */
export function keysOf(section: string): ReadonlyMap<string, ValueClass> | undefined {
  const groups = SECTIONS.get(section);
  if (!groups) return undefined;
  const made = tables.get(section) ?? new Map(groups.flatMap(classified));
  tables.set(section, made);
  return made;
}

function classified(group: Keys): [string, ValueClass][] {
  const classes = Object.keys(group) as ValueClass[];
  return classes.flatMap((kind) =>
    (group[kind] ?? '')
      .trim()
      .split(/\s+/)
      .map((key) => [key, kind] as [string, ValueClass]),
  );
}

/** The kind of value a key takes in a section; undefined for a key systemd does not know there. Case matters. */
export function classOf(section: string, key: string): ValueClass | undefined {
  return keysOf(section)?.get(key);
}

/** The sections in which a key is known, e.g. `['Unit']` for StartLimitIntervalSec. */
export function sectionsOf(key: string): string[] {
  return [...SECTIONS.keys()].filter((section) => classOf(section, key) !== undefined);
}
