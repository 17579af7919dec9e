/** The keys that several sections of units have: what processes are started with, how they are ended, what they may use. */
import type { Kind } from './kinds.ts';

export type Keys = Partial<Readonly<Record<Kind, string>>>;

/** What processes are started with: [Service], [Socket], [Mount], [Swap]. */
export const EXEC: Keys = {
  'address-families': 'RestrictAddressFamilies',
  architectures: 'SystemCallArchitectures',
  base64: 'StandardInputData',
  'bind-paths': 'BindPaths BindReadOnlyPaths',
  boolean: `
    CPUSchedulingResetOnFork CacheDirectoryAccounting IgnoreSIGPIPE LockPersonality LogsDirectoryAccounting
    MemoryDenyWriteExecute NoNewPrivileges PrivateDevices PrivateIPC PrivateNetwork ProtectClock ProtectKernelLogs
    ProtectKernelModules ProtectKernelTunables RemoveIPC RestrictRealtime RestrictSUIDSGID RootEphemeral StateDirectoryAccounting
    SyslogLevelPrefix TTYReset TTYVHangup TTYVTDisallocate`,
  capabilities: 'AmbientCapabilities CapabilityBoundingSet',
  choice: `
    CPUSchedulingPolicy IOSchedulingClass KeyringMode LogLevelMax MemoryTHP MountFlags NUMAPolicy Personality
    PrivateBPF PrivatePIDs PrivateTmp PrivateUsers ProcSubset ProtectControlGroups ProtectHome ProtectHostname ProtectProc ProtectSystem RuntimeDirectoryPreserve
    SyslogFacility SyslogLevel UtmpMode`,
  'coredump-filter': 'CoredumpFilter',
  cpus: 'CPUAffinity NUMAMask',
  credential: 'LoadCredential LoadCredentialEncrypted SetCredential SetCredentialEncrypted',
  directories: 'CacheDirectory ConfigurationDirectory LogsDirectory RuntimeDirectory StateDirectory',
  environment: 'Environment',
  'environment-file': 'EnvironmentFile',
  errno: 'SystemCallErrorNumber',
  'escaped-text': 'StandardInputText',
  'extension-images': 'ExtensionImages',
  'fatal-boolean': 'DynamicUser',
  'fatal-path': 'RootDirectory RootImage RootMStack RootVerity',
  free: `
    BPFDelegateAttachments BPFDelegateCommands BPFDelegateMaps BPFDelegatePrograms CacheDirectoryQuota
    ExtensionImagePolicy ImportCredential LogFilterPatterns LogsDirectoryQuota MountImagePolicy
    RestrictFileSystems RootImagePolicy SecureBits StateDirectoryQuota SystemCallLog`,
  'image-options': 'RootImageOptions',
  input: 'StandardInput',
  label: 'AppArmorProfile SELinuxContext SmackProcessLabel',
  legacy: 'Capabilities',
  'limit-count': 'LimitLOCKS LimitNOFILE LimitNPROC LimitRTPRIO LimitSIGPENDING',
  'limit-microseconds': 'LimitRTTIME',
  'limit-nice': 'LimitNICE',
  'limit-seconds': 'LimitCPU',
  'limit-size': 'LimitAS LimitCORE LimitDATA LimitFSIZE LimitMEMLOCK LimitMSGQUEUE LimitRSS LimitSTACK',
  'log-fields': 'LogExtraFields',
  'log-namespace': 'LogNamespace',
  mode: `
    CacheDirectoryMode ConfigurationDirectoryMode LogsDirectoryMode RuntimeDirectoryMode StateDirectoryMode UMask`,
  'mount-images': 'MountImages',
  namespaces: 'DelegateNamespaces RestrictNamespaces',
  nanoseconds: 'TimerSlackNSec',
  number: 'CPUSchedulingPriority IOSchedulingPriority Nice OOMScoreAdjust',
  'optional-unsigned': 'TTYColumns TTYRows',
  output: 'StandardError StandardOutput',
  path: 'IPCNamespacePath NetworkNamespacePath TTYPath UserNamespacePath',
  'root-hash': 'RootHash RootHashSignature',
  'sandbox-paths': `
    ExecPaths ExtensionDirectories InaccessibleDirectories InaccessiblePaths NoExecPaths ReadOnlyDirectories
    ReadOnlyPaths ReadWriteDirectories ReadWritePaths`,
  'search-path': 'ExecSearchPath',
  seconds: 'LogRateLimitIntervalSec TimeoutCleanSec',
  syscalls: 'SystemCallFilter',
  text: 'PAMName SyslogIdentifier UtmpIdentifier',
  tmpfs: 'TemporaryFileSystem',
  tristate: 'BindLogSockets MemoryKSM MountAPIVFS PrivateMounts SetLoginEnvironment',
  unsigned: 'LogRateLimitBurst',
  user: 'Group User',
  users: 'SupplementaryGroups',
  'variable-names': 'PassEnvironment',
  'variable-words': 'UnsetEnvironment',
  'working-directory': 'WorkingDirectory',
};

/** How processes are ended: as above, and [Scope]. */
export const KILL: Keys = {
  boolean: 'SendSIGHUP SendSIGKILL',
  choice: 'KillMode',
  signal: 'FinalKillSignal KillSignal RestartKillSignal WatchdogSignal',
};

/** What a group of processes may use: as above, and [Slice]. */
export const CGROUP: Keys = {
  addresses: 'IPAddressAllow IPAddressDeny',
  boolean: `
    BlockIOAccounting CPUAccounting CoredumpReceive IOAccounting IPAccounting MemoryAccounting
    MemoryZSwapWriteback TasksAccounting`,
  'bpf-program': 'BPFProgram',
  choice: `
    CPUPressureWatch CPUSetPartition DevicePolicy IOPressureWatch ManagedOOMMemoryPressure ManagedOOMPreference
    ManagedOOMSwap MemoryPressureWatch`,
  controllers: 'DisableControllers',
  'cpu-quota': 'CPUQuota',
  'cpu-weight': 'CPUWeight StartupCPUWeight',
  cpus: 'AllowedCPUs AllowedMemoryNodes StartupAllowedCPUs StartupAllowedMemoryNodes',
  delegate: 'Delegate',
  'device-allow': 'DeviceAllow',
  'device-latency': 'IODeviceLatencyTargetSec',
  'device-limit': `
    BlockIOReadBandwidth BlockIOWriteBandwidth IOReadBandwidthMax IOReadIOPSMax IOWriteBandwidthMax IOWriteIOPSMax`,
  'device-weight': 'BlockIODeviceWeight IODeviceWeight',
  free: `
    ActivatingConcurrencyMax BindNetworkInterface ConcurrencyHardMax ConcurrencySoftMax DelegateSubgroup
    ManagedOOMMemoryPressureDurationSec NFTSet OOMRules`,
  interfaces: 'RestrictNetworkInterfaces',
  legacy: 'NetClass',
  memory: `
    DefaultMemoryLow DefaultMemoryMin DefaultStartupMemoryLow MemoryHigh MemoryLimit MemoryLow MemoryMax MemoryMin
    MemorySwapMax MemoryZSwapMax StartupMemoryHigh StartupMemoryLow StartupMemoryMax StartupMemorySwapMax
    StartupMemoryZSwapMax`,
  number: 'BlockIOWeight CPUShares IOWeight StartupBlockIOWeight StartupCPUShares StartupIOWeight',
  'optional-seconds': 'CPUQuotaPeriodSec',
  path: 'IPEgressFilterPath IPIngressFilterPath',
  'pressure-limit': 'ManagedOOMMemoryPressureLimit',
  seconds: 'CPUPressureThresholdSec IOPressureThresholdSec MemoryPressureThresholdSec',
  slice: 'Slice',
  'socket-bind': 'SocketBindAllow SocketBindDeny',
  tasks: 'TasksMax',
};
