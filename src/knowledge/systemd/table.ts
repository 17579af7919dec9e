/**
 * The keys systemd reads, section by section, with the kind of value each takes. Facts read off the sources of systemd
 * 252, 257 and 262 (src/core/load-fragment-gperf.gperf.in, src/core/main.c for [Manager], src/resolve/resolved-gperf.gperf
 * for [Resolve]) and checked against `systemd --dump-configuration-items` of 252. Keys that later
 * versions only warn about keep the kind they had; versions.ts names them.
 */
import type { ValueClass } from './kinds.ts';
import { CGROUP, EXEC, type Keys, KILL } from './shared-keys.ts';

/** Keys of files that are no units: only their class is known here. */
export type ClassKeys = Partial<Readonly<Record<ValueClass, string>>>;

const UNIT: Keys = {
  ascii: 'JobTimeoutRebootArgument RebootArgument',
  boolean: `
    AllowIsolate DefaultDependencies IgnoreOnIsolate OnFailureIsolate RefuseManualStart RefuseManualStop
    StopWhenUnneeded SurviveFinalKillSignal`,
  choice: `
    CollectMode FailureAction JobTimeoutAction OnFailureJobMode OnSuccessJobMode StartLimitAction SuccessAction`,
  condition: `
    AssertACPower AssertArchitecture AssertCPUFeature AssertCPUPressure AssertCPUs AssertCapability
    AssertControlGroupController AssertCredential AssertEnvironment AssertFirstBoot AssertFraction AssertGroup
    AssertHost AssertIOPressure AssertKernelCommandLine AssertKernelModuleLoaded AssertKernelVersion
    AssertMachineTag AssertMemory AssertMemoryPressure AssertOSRelease AssertSecurity AssertUser AssertVersion
    AssertVirtualization ConditionACPower ConditionArchitecture ConditionCPUFeature ConditionCPUPressure
    ConditionCPUs ConditionCapability ConditionControlGroupController ConditionCredential ConditionEnvironment
    ConditionFirmware ConditionFirstBoot ConditionFraction ConditionGroup ConditionHost ConditionIOPressure
    ConditionKernelCommandLine ConditionKernelModuleLoaded ConditionKernelVersion ConditionMachineTag
    ConditionMemory ConditionMemoryPressure ConditionOSRelease ConditionSecurity ConditionUser ConditionVersion
    ConditionVirtualization`,
  'condition-path': `
    AssertDirectoryNotEmpty AssertFileIsExecutable AssertFileNotEmpty AssertNeedsUpdate AssertPathExists
    AssertPathExistsGlob AssertPathIsDirectory AssertPathIsEncrypted AssertPathIsMountPoint AssertPathIsReadWrite
    AssertPathIsSocket AssertPathIsSymbolicLink ConditionDirectoryNotEmpty ConditionFileIsExecutable
    ConditionFileNotEmpty ConditionNeedsUpdate ConditionPathExists ConditionPathExistsGlob
    ConditionPathIsDirectory ConditionPathIsEncrypted ConditionPathIsMountPoint ConditionPathIsReadWrite
    ConditionPathIsSocket ConditionPathIsSymbolicLink`,
  documentation: 'Documentation',
  legacy: 'IgnoreOnSnapshot',
  number: 'FailureActionExitStatus SuccessActionExitStatus',
  'obsolete-units': 'RequiresOverridable RequisiteOverridable',
  path: 'SourcePath',
  paths: 'RequiresMountsFor WantsMountsFor',
  seconds: 'JobRunningTimeoutSec JobTimeoutSec StartLimitInterval StartLimitIntervalSec',
  text: 'Description',
  units: `
    After Before BindTo BindsTo Conflicts JoinsNamespaceOf OnFailure OnSuccess PartOf PropagateReloadFrom
    PropagateReloadTo PropagatesReloadTo PropagatesStopTo ReloadPropagatedFrom Requires Requisite
    StopPropagatedFrom Upholds Wants`,
  unsigned: 'StartLimitBurst',
};

const INSTALL: Keys = {
  'install-units': 'Alias Also RequiredBy UpheldBy WantedBy',
  'install-name': 'DefaultInstance',
};

const SERVICE: Keys = {
  boolean: 'GuessMainPID NonBlocking PermissionsStartOnly RemainAfterExit RootDirectoryStartOnly',
  'bus-name': 'BusName',
  choice: `
    ExitType FailureAction FileDescriptorStorePreserve NotifyAccess OOMPolicy Restart RestartMode StartLimitAction
    TimeoutStartFailureMode TimeoutStopFailureMode Type`,
  exec: 'ExecCondition ExecReload ExecReloadPost ExecStart ExecStartPost ExecStartPre ExecStop ExecStopPost',
  'exit-statuses': 'RestartForceExitStatus RestartPreventExitStatus SuccessExitStatus',
  free: 'LUOSession OpenFile RefreshOnReload',
  legacy: 'BusPolicy SysVStartPriority',
  'optional-seconds': 'TimeoutAbortSec',
  path: 'USBFunctionDescriptors USBFunctionStrings',
  'pid-file': 'PIDFile',
  seconds: `
    RestartMaxDelaySec RestartRandomizedDelaySec RestartSec RuntimeMaxSec RuntimeRandomizedExtraSec
    StartLimitInterval TimeoutSec TimeoutStartSec TimeoutStopSec WatchdogSec`,
  signal: 'ReloadSignal',
  sockets: 'Sockets',
  text: 'RebootArgument',
  unsigned: 'FileDescriptorStoreMax RestartSteps StartLimitBurst',
};

const SOCKET: Keys = {
  boolean: `
    Accept AcceptFileDescriptors Broadcast FlushPending FreeBind KeepAlive NoDelay PassCredentials
    PassFileDescriptorsToExec PassPIDFD PassPacketInfo PassSecurity RemoveOnStop ReusePort SELinuxContextFromNet
    Transparent Writable`,
  choice: 'BindIPv6Only DeferTrigger IPTOS SocketProtocol Timestamping',
  'descriptor-name': 'FileDescriptorName',
  exec: 'ExecStartPost ExecStartPre ExecStopPost ExecStopPre',
  free: 'XAttrAccept XAttrEntryPoint XAttrListen',
  'free-text': 'TCPCongestion',
  integer: 'IPTTL Mark MessageQueueMaxMessages MessageQueueMessageSize Priority',
  interface: 'BindToDevice',
  listen: 'ListenDatagram ListenSequentialPacket ListenStream',
  'listen-netlink': 'ListenNetlink',
  mode: 'DirectoryMode SocketMode',
  path: 'ListenFIFO ListenMessageQueue ListenSpecial ListenUSBFunction',
  paths: 'Symlinks',
  seconds: `
    DeferAcceptSec DeferTriggerMaxSec KeepAliveIntervalSec KeepAliveTimeSec PollLimitIntervalSec TimeoutSec
    TriggerLimitIntervalSec`,
  service: 'Service',
  size: 'PipeSize ReceiveBuffer SendBuffer',
  text: 'SmackLabel SmackLabelIPIn SmackLabelIPOut',
  unsigned: 'Backlog KeepAliveProbes MaxConnections MaxConnectionsPerSource PollLimitBurst TriggerLimitBurst',
  user: 'SocketGroup SocketUser',
};

const MOUNT: Keys = {
  boolean: 'ForceUnmount LazyUnmount ReadWriteOnly SloppyOptions',
  mode: 'DirectoryMode',
  path: 'Where',
  seconds: 'TimeoutSec',
  text: 'Options Type What',
};

const SWAP: Keys = {
  number: 'Priority',
  path: 'What',
  seconds: 'TimeoutSec',
  text: 'Options',
};

const SCOPE: Keys = {
  choice: 'OOMPolicy',
  seconds: 'RuntimeMaxSec RuntimeRandomizedExtraSec TimeoutStopSec',
};

const TIMER: Keys = {
  boolean: 'DeferReactivation FixedRandomDelay OnClockChange OnTimezoneChange Persistent RemainAfterElapse WakeSystem',
  calendar: 'OnCalendar',
  seconds: 'AccuracySec RandomizedDelaySec RandomizedOffsetSec',
  'timer-span': 'OnActiveSec OnBootSec OnStartupSec OnUnitActiveSec OnUnitInactiveSec',
  trigger: 'Unit',
};

const PATH: Keys = {
  boolean: 'MakeDirectory',
  mode: 'DirectoryMode',
  path: 'DirectoryNotEmpty PathChanged PathExists PathExistsGlob PathModified',
  seconds: 'TriggerLimitIntervalSec',
  trigger: 'Unit',
  unsigned: 'TriggerLimitBurst',
};

const AUTOMOUNT: Keys = {
  mode: 'DirectoryMode',
  path: 'Where',
  seconds: 'TimeoutIdleSec',
  text: 'ExtraOptions',
};
const MANAGER: ClassKeys = {
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

const RESOLVE: ClassKeys = {
  boolean: 'CacheFromLocalhost ReadEtcHosts ResolveUnicastSingleLabel',
  seconds: 'StaleRetentionSec',
  word: 'Cache DNSOverTLS DNSSEC DNSStubListener LLMNR MulticastDNS',
  other: 'DNS DNSStubListenerExtra Domains FallbackDNS',
};

/** The key groups of each section of units. */
export const UNIT_SECTIONS: Readonly<Record<string, readonly Keys[]>> = {
  Unit: [UNIT],
  Install: [INSTALL],
  Service: [SERVICE, EXEC, KILL, CGROUP],
  Socket: [SOCKET, EXEC, KILL, CGROUP],
  Mount: [MOUNT, EXEC, KILL, CGROUP],
  Swap: [SWAP, EXEC, KILL, CGROUP],
  Slice: [CGROUP],
  Scope: [SCOPE, KILL, CGROUP],
  Timer: [TIMER],
  Path: [PATH],
  Automount: [AUTOMOUNT],
};

/** The sections of system.conf and resolved.conf. */
export const OTHER_SECTIONS: Readonly<Record<string, ClassKeys>> = { Manager: MANAGER, Resolve: RESOLVE };
