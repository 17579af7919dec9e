/** Judges the value of a key as systemd's own reader does. */
import type { Kind } from '../kinds.ts';
import * as calendars from './calendar.ts';
import { choice } from './choices.ts';
import { type Check, type Fault, ignored } from './fault.ts';
import * as names from './names.ts';
import * as network from './network.ts';
import * as numbers from './numbers.ts';
import * as paths from './paths.ts';
import * as process from './process.ts';

const anything: Check = () => undefined;

const ascii: Check = (text) => (/^[\x00-\x7F]{0,255}$/.test(text) ? undefined : ignored('ascii'));

const CHECKS: Readonly<Record<Kind, Check>> = {
  boolean: numbers.boolean,
  'fatal-boolean': numbers.fatalBoolean,
  tristate: numbers.tristate,
  seconds: numbers.seconds,
  'optional-seconds': numbers.optionalSeconds,
  'timer-span': calendars.timerSpan,
  nanoseconds: numbers.nanoseconds,
  integer: numbers.integer,
  unsigned: numbers.unsigned,
  'optional-unsigned': numbers.optionalUnsigned,
  number: numbers.number,
  mode: numbers.mode,
  signal: process.signal,
  size: numbers.size,
  memory: numbers.memory,
  tasks: numbers.tasks,
  'limit-size': numbers.limitSize,
  'limit-count': numbers.limitCount,
  'limit-seconds': numbers.limitSeconds,
  'limit-microseconds': numbers.limitMicroseconds,
  'limit-nice': numbers.limitNice,
  'cpu-quota': numbers.cpuQuota,
  'pressure-limit': numbers.pressureLimit,
  'cpu-weight': numbers.cpuWeight,
  path: paths.path,
  'fatal-path': paths.fatalPath,
  'working-directory': paths.workingDirectory,
  'pid-file': paths.pidFile,
  'condition-path': paths.conditionPath,
  'environment-file': paths.environmentFile,
  paths: paths.paths,
  'search-path': paths.searchPath,
  'sandbox-paths': paths.sandboxPaths,
  'bind-paths': paths.bindPaths,
  directories: paths.directories,
  tmpfs: paths.tmpfs,
  'mount-images': paths.mountImages,
  'extension-images': paths.extensionImages,
  'image-options': anything,
  environment: process.environment,
  'variable-names': process.variableNames,
  'variable-words': process.variableWords,
  exec: process.exec,
  units: names.units,
  'obsolete-units': names.obsoleteUnits,
  'install-units': anything,
  sockets: names.sockets,
  trigger: names.trigger,
  service: names.service,
  slice: names.slice,
  choice,
  user: names.user,
  'bus-name': names.busName,
  'descriptor-name': names.descriptorName,
  input: process.input,
  output: process.output,
  'install-name': anything,
  text: anything,
  ascii,
  condition: anything,
  documentation: names.documentation,
  'free-text': anything,
  free: anything,
  users: names.users,
  syscalls: names.syscalls,
  architectures: names.architectures,
  errno: names.errno,
  'address-families': names.addressFamilies,
  namespaces: names.namespaces,
  interfaces: names.interfaces,
  interface: names.bindToDevice,
  capabilities: anything,
  cpus: names.cpus,
  credential: names.credential,
  'root-hash': names.rootHash,
  base64: names.base64,
  'escaped-text': process.escapedText,
  'exit-statuses': process.exitStatuses,
  'bpf-program': network.bpfProgram,
  'socket-bind': network.socketBind,
  addresses: network.addresses,
  'device-allow': paths.deviceAllow,
  'device-limit': paths.deviceLimit,
  'device-weight': paths.deviceWeight,
  'device-latency': paths.deviceLatency,
  controllers: names.controllers,
  delegate: names.delegate,
  label: anything,
  'log-namespace': names.logNamespace,
  'log-fields': names.logFields,
  'coredump-filter': names.coredumpFilter,
  calendar: calendars.calendar,
  listen: network.listen,
  'listen-netlink': network.listenNetlink,
  legacy: anything,
};

/** What systemd says to this value of a key of this kind; undefined: it takes it. Specifiers must be resolved before. */
export function judgeValue(kind: Kind, key: string, text: string): Fault | undefined {
  return CHECKS[kind](text, key);
}

export type { Fault };
