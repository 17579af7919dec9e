/**
 * What a key's value is. A kind is one of systemd's parsers; a class is what the rest of envlint asks about: is it a path,
 * are comments part of it, does it contain `#`?
 */

/**
 * `path`: one path, spaces and quotes are part of it · `paths`: quoted words · `word`: one of a few fixed words, or one name ·
 * `tristate`: a boolean or nothing · `size`: bytes or a limit · `text`: anything, `#` included · `names`: variable names ·
 * `legacy`: still accepted, without effect.
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

const CLASSES = {
  boolean: 'boolean',
  'fatal-boolean': 'boolean',
  tristate: 'tristate',
  seconds: 'seconds',
  'optional-seconds': 'seconds',
  'timer-span': 'seconds',
  nanoseconds: 'nanoseconds',
  integer: 'integer',
  unsigned: 'integer',
  'optional-unsigned': 'other',
  number: 'integer',
  mode: 'mode',
  signal: 'signal',
  size: 'size',
  memory: 'size',
  tasks: 'size',
  'limit-size': 'size',
  'limit-count': 'size',
  'limit-seconds': 'size',
  'limit-microseconds': 'size',
  'limit-nice': 'size',
  'cpu-quota': 'word',
  'pressure-limit': 'word',
  'cpu-weight': 'word',
  path: 'path',
  'fatal-path': 'path',
  'working-directory': 'path',
  'pid-file': 'path',
  'condition-path': 'text',
  'environment-file': 'environment-file',
  paths: 'paths',
  'search-path': 'paths',
  'sandbox-paths': 'paths',
  'bind-paths': 'paths',
  directories: 'paths',
  tmpfs: 'other',
  'mount-images': 'other',
  'extension-images': 'other',
  'image-options': 'other',
  environment: 'environment',
  'variable-names': 'names',
  'variable-words': 'names',
  exec: 'exec',
  units: 'units',
  'obsolete-units': 'units',
  'install-units': 'units',
  sockets: 'units',
  trigger: 'word',
  service: 'word',
  slice: 'word',
  choice: 'word',
  user: 'word',
  'bus-name': 'word',
  'descriptor-name': 'word',
  input: 'word',
  output: 'word',
  'install-name': 'word',
  text: 'text',
  ascii: 'text',
  condition: 'text',
  documentation: 'text',
  'free-text': 'text',
  free: 'other',
  users: 'other',
  syscalls: 'other',
  architectures: 'other',
  errno: 'other',
  'address-families': 'other',
  namespaces: 'other',
  interfaces: 'other',
  interface: 'other',
  capabilities: 'other',
  cpus: 'other',
  credential: 'other',
  'root-hash': 'other',
  base64: 'other',
  'escaped-text': 'other',
  'exit-statuses': 'other',
  'bpf-program': 'other',
  'socket-bind': 'other',
  addresses: 'other',
  'device-allow': 'other',
  'device-limit': 'other',
  'device-weight': 'other',
  'device-latency': 'other',
  controllers: 'other',
  delegate: 'other',
  label: 'other',
  'log-namespace': 'other',
  'log-fields': 'other',
  'coredump-filter': 'other',
  calendar: 'other',
  listen: 'other',
  'listen-netlink': 'other',
  legacy: 'legacy',
} as const satisfies Readonly<Record<string, ValueClass>>;

export type Kind = keyof typeof CLASSES;

/** The class of a kind. */
export function classOfKind(kind: Kind): ValueClass {
  return CLASSES[kind];
}
