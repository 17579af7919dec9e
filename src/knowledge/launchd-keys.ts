/**
 * The keys of a launchd job and the types launchd reads them as. Source: launchd.plist(5), page of 30 July 2019. launchd
 * picks a key's handler by the value's type, so that a key with another type is skipped in silence (launchd 842.92.1,
 * src/core.c, `job_import_keys`).
 */

export type LaunchdType = 'string' | 'integer' | 'boolean' | 'array' | 'dict';

export interface LaunchdKey {
  readonly types: readonly LaunchdType[];
  /** The manual page says that the key does nothing, or asks for its removal. */
  readonly obsolete?: true | undefined;
}

const BOOLEANS =
  'Disabled EnableGlobbing EnableTransactions EnablePressuredExit RunAtLoad InitGroups StartOnMount Debug WaitForDebugger AbandonProcessGroup LowPriorityIO LowPriorityBackgroundIO MaterializeDatalessFiles LaunchOnlyOnce SessionCreate LegacyTimers KeepAlive.SuccessfulExit KeepAlive.Crashed KeepAlive.AfterInitialDemand KeepAlive.PathState.* KeepAlive.OtherJobEnabled.* inetdCompatibility.Wait';
const STRINGS =
  'Label UserName GroupName Program BundleProgram RootDirectory WorkingDirectory StandardInPath StandardOutPath StandardErrorPath ProcessType ProgramArguments.* WatchPaths.* QueueDirectories.* LimitLoadToSessionType.* AssociatedBundleIdentifiers.* EnvironmentVariables.*';
const LIMITS = 'CPU Core Data FileSize MemoryLock NumberOfFiles NumberOfProcesses ResidentSetSize Stack';
const INTEGERS = `ExitTimeOut ThrottleInterval StartInterval Nice ${LIMITS.split(' ')
  .flatMap((limit) => [`SoftResourceLimits.${limit}`, `HardResourceLimits.${limit}`])
  .join(
    ' ',
  )} ${['Minute', 'Hour', 'Day', 'Weekday', 'Month'].flatMap((unit) => [`StartCalendarInterval.${unit}`, `StartCalendarInterval.*.${unit}`]).join(' ')}`;
const ARRAYS = 'ProgramArguments WatchPaths QueueDirectories';
const DICTS =
  'EnvironmentVariables SoftResourceLimits HardResourceLimits MachServices Sockets LaunchEvents inetdCompatibility LimitLoadToHardware LimitLoadFromHardware KeepAlive.PathState KeepAlive.OtherJobEnabled StartCalendarInterval.*';

const KEYS: ReadonlyMap<string, LaunchdKey> = new Map<string, LaunchdKey>([
  ...rows(BOOLEANS, 'boolean'),
  ...rows(STRINGS, 'string'),
  ...rows(INTEGERS, 'integer'),
  ...rows(ARRAYS, 'array'),
  ...rows(DICTS, 'dict'),
  // An integer is decimal here; octal is a string ("022").
  ['Umask', { types: ['integer', 'string'] }],
  ['KeepAlive', { types: ['boolean', 'dict'] }],
  ['StartCalendarInterval', { types: ['dict', 'array'] }],
  ['LimitLoadToSessionType', { types: ['string', 'array'] }],
  ['AssociatedBundleIdentifiers', { types: ['string', 'array'] }],
  ['OnDemand', { types: ['boolean'], obsolete: true }],
  ['ServiceIPC', { types: ['boolean'], obsolete: true }],
  ['HopefullyExitsLast', { types: ['boolean'], obsolete: true }],
  ['HopefullyExitsFirst', { types: ['boolean'], obsolete: true }],
  ['TimeOut', { types: ['integer'], obsolete: true }],
  ['LimitLoadToHosts', { types: ['array'], obsolete: true }],
  ['LimitLoadFromHosts', { types: ['array'], obsolete: true }],
  ['KeepAlive.NetworkState', { types: ['boolean'], obsolete: true }],
]);

/**
 * Keys with a few fixed words. Sources: launchd.plist(5) for ProcessType; for sessions the technical note TN2083, "Session
 * types", which the page refers to.
 */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  ProcessType: ['Background', 'Standard', 'Adaptive', 'Interactive'],
  LimitLoadToSessionType: ['Aqua', 'Background', 'LoginWindow', 'StandardIO', 'System'],
};

/** The words a string at this path must be one of; undefined: any text. */
export function launchdWords([first = '', ...rest]: readonly string[]): readonly string[] | undefined {
  return rest.length <= 1 && Object.hasOwn(WORDS, first) ? WORDS[first] : undefined;
}

/** The conditions KeepAlive knows; AfterInitialDemand is of older pages. */
export const KEEP_ALIVE_KEYS: readonly string[] = [
  'SuccessfulExit',
  'Crashed',
  'PathState',
  'OtherJobEnabled',
  'NetworkState',
  'AfterInitialDemand',
];

/** What a calendar is made of. */
export const CALENDAR_KEYS: readonly string[] = ['Minute', 'Hour', 'Day', 'Weekday', 'Month'];

/** Keys that only jobs have: with a Label, one of them makes a property list a job. */
const JOB_KEYS = new Set(
  'Program ProgramArguments BundleProgram KeepAlive RunAtLoad StartInterval StartCalendarInterval StartOnMount WatchPaths QueueDirectories MachServices LaunchEvents EnvironmentVariables LimitLoadToSessionType ThrottleInterval ExitTimeOut inetdCompatibility'.split(
    ' ',
  ),
);

function rows(keys: string, type: LaunchdType): readonly (readonly [string, LaunchdKey])[] {
  return keys.split(' ').map((key) => [key, { types: [type] }] as const);
}

/**
 * What launchd reads at a path: `['KeepAlive', 'Crashed']`, `['EnvironmentVariables', 'PATH']`, `['WatchPaths', '0']`.
 * Undefined: not a key of launchd.plist(5), or one whose content is free.
 */
export function launchdKey(path: readonly string[]): LaunchdKey | undefined {
  const exact = KEYS.get(path.join('.'));
  if (exact) return exact;
  if (path.length < 2) return undefined;
  const [first, second = '', ...rest] = path;
  // A calendar is one dictionary or a list of them: there a name is no place in the list.
  if (first === 'StartCalendarInterval' && !/^\d+$/.test(second)) return undefined;
  return KEYS.get([first, '*', ...rest].join('.')) ?? KEYS.get([...path.slice(0, -1), '*'].join('.'));
}

/** Does this top-level key say that the property list is a launchd job? */
export function isJobKey(name: string): boolean {
  return JOB_KEYS.has(name);
}
