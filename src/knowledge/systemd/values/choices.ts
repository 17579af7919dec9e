/** Keys whose value is one of a few words (the string tables of systemd 252 and 262). */
import { parseBoolean } from '../../time-span.ts';
import { type Check, ignored } from './fault.ts';
import { inRange } from './numbers.ts';

interface Choice {
  /** The words 252 reads. */
  readonly words: string;
  /** Words of later versions. */
  readonly newer?: Readonly<Record<string, number>> | undefined;
  /** Any boolean is read too. */
  readonly boolean?: true | undefined;
  /** Nothing at all resets the key. */
  readonly empty?: true | undefined;
  /** Numbers up to this one are read too. */
  readonly upTo?: number | undefined;
  /** Words that are read, and that systemd asks to replace. */
  readonly discouraged?: string | undefined;
}

const ACTION: Choice = {
  words: 'none reboot reboot-force reboot-immediate poweroff poweroff-force poweroff-immediate exit exit-force',
  newer: {
    'soft-reboot': 254,
    'soft-reboot-force': 254,
    kexec: 255,
    'kexec-force': 255,
    halt: 255,
    'halt-force': 255,
    'halt-immediate': 255,
  },
};
const JOB_MODE: Choice = {
  words: 'fail replace replace-irreversibly isolate flush ignore-dependencies ignore-requirements triggering',
  newer: { 'restart-dependencies': 254, lenient: 258 },
};
const LEVEL: Choice = { words: 'emerg alert crit err warning notice info debug', upTo: 7 };
const FACILITY: Choice = {
  words:
    'kern user mail daemon auth syslog lpr news uucp cron authpriv ftp local0 local1 local2 local3 local4 local5 local6 local7',
  upTo: 127,
};
const TIMEOUT_MODE: Choice = { words: 'terminate abort kill' };
const KILLS: Choice = { words: 'auto kill', empty: true };
const WATCH: Choice = { words: 'auto skip', boolean: true, empty: true };

const CHOICES: Readonly<Record<string, Choice>> = {
  Type: { words: 'simple forking oneshot dbus notify idle exec', newer: { 'notify-reload': 253 } },
  ExitType: { words: 'main cgroup' },
  Restart: { words: 'no on-success on-failure on-abnormal on-watchdog on-abort always' },
  RestartMode: { words: 'normal direct', newer: { debug: 257 } },
  KillMode: { words: 'control-group process mixed none', empty: true, discouraged: 'none' },
  NotifyAccess: { words: 'none main exec all' },
  OOMPolicy: { words: 'continue stop kill' },
  TimeoutStartFailureMode: TIMEOUT_MODE,
  TimeoutStopFailureMode: TIMEOUT_MODE,
  FileDescriptorStorePreserve: { words: 'restart', newer: { 'on-success': 261 }, boolean: true },
  FailureAction: ACTION,
  SuccessAction: ACTION,
  StartLimitAction: ACTION,
  JobTimeoutAction: ACTION,
  CollectMode: { words: 'inactive inactive-or-failed' },
  OnFailureJobMode: JOB_MODE,
  OnSuccessJobMode: JOB_MODE,
  KeyringMode: { words: 'inherit private shared' },
  ProtectHome: { words: 'read-only tmpfs', boolean: true },
  ProtectSystem: { words: 'full strict', boolean: true },
  ProtectProc: { words: 'default noaccess invisible ptraceable' },
  ProcSubset: { words: 'all pid' },
  RuntimeDirectoryPreserve: { words: 'restart', newer: { 'on-success': 261 }, boolean: true },
  UtmpMode: { words: 'init login user' },
  CPUSchedulingPolicy: { words: 'other batch idle fifo rr', newer: { ext: 260 }, upTo: 2_147_483_647, empty: true },
  IOSchedulingClass: { words: 'none realtime best-effort idle', upTo: 8, empty: true },
  LogLevelMax: LEVEL,
  SyslogLevel: LEVEL,
  SyslogFacility: FACILITY,
  MountFlags: { words: 'shared slave private', empty: true },
  NUMAPolicy: {
    words: 'default preferred bind interleave local',
    newer: { 'preferred-many': 262, 'weighted-interleave': 262 },
    empty: true,
  },
  Personality: {
    words: 'x86 x86-64 arm64 arm ppc ppc-le ppc64 ppc64-le s390 s390x',
    empty: true,
  },
  PrivateTmp: { words: '', newer: { connected: 257, disconnected: 257 }, boolean: true },
  PrivateUsers: { words: '', newer: { self: 257, identity: 257, full: 258, managed: 260 }, boolean: true },
  ProtectControlGroups: { words: '', newer: { private: 257, strict: 257 }, boolean: true },
  ProtectHostname: { words: '', newer: { private: 258 }, boolean: true },
  PrivateBPF: { words: '', boolean: true },
  PrivatePIDs: { words: '', boolean: true },
  MemoryTHP: { words: 'inherit disable madvise system' },
  DevicePolicy: { words: 'auto closed strict' },
  ManagedOOMMemoryPressure: KILLS,
  ManagedOOMSwap: KILLS,
  ManagedOOMPreference: { words: 'none avoid omit' },
  MemoryPressureWatch: WATCH,
  CPUPressureWatch: WATCH,
  IOPressureWatch: WATCH,
  CPUSetPartition: { words: 'member root isolated', empty: true },
  BindIPv6Only: { words: 'default both ipv6-only', boolean: true },
  DeferTrigger: { words: 'patient', boolean: true },
  IPTOS: { words: 'low-delay throughput reliability low-cost', upTo: 255, empty: true },
  SocketProtocol: { words: 'udplite sctp' },
  Timestamping: { words: 'off us ns usec µs μs nsec', boolean: true },
};

const split = (words: string): string[] => (words === '' ? [] : words.split(' '));

/** The words a key takes, in the order they are offered; none for keys of other kinds. */
function choicesOf(key: string): readonly string[] {
  const row = CHOICES[key];
  if (!row) return [];
  return [...(row.boolean ? ['yes', 'no'] : []), ...split(row.words), ...Object.keys(row.newer ?? {})];
}

export const choice: Check = (text, key) => {
  const row = CHOICES[key];
  if (!row || (text === '' && row.empty)) return undefined;
  if (text === row.discouraged) return { effect: 'noted', want: 'safer-mode' };
  if (split(row.words).includes(text) || (row.boolean && parseBoolean(text) !== undefined)) return undefined;
  if (row.upTo !== undefined && inRange(text, 0n, BigInt(row.upTo))) return undefined;
  const since = row.newer?.[text];
  // The host's name may follow: `private:name`.
  if (key === 'ProtectHostname' && /^private:./.test(text)) return ignored('choice', { since: 258 });
  return ignored('choice', { choices: choicesOf(key), since });
};
