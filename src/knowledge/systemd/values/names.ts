/** Names: units, users, interfaces, descriptors, D-Bus, and lists of words that are read one by one. */

import { parseBoolean } from '../../time-span.ts';
import { type Check, type Fault, ignored, part, refused } from './fault.ts';
import { inRange, parseNumber } from './numbers.ts';
import { type Cutting, cutWords, type TextWord } from './words.ts';

const UNIT_TYPES = /\.(?:service|socket|target|device|mount|automount|swap|timer|path|slice|scope)$/;

/** unit_name_is_valid(): letters, digits and `:-_.\@`, and one of the eleven endings. */
function isUnitName(name: string): boolean {
  return (
    name.length < 256 &&
    UNIT_TYPES.test(name) &&
    /^[A-Za-z\d:_.\\-][A-Za-z\d:_.\\@-]*$/.test(name) &&
    !/^\.[a-z]+$/.test(name)
  );
}

/** The first bad word of a list; the others are kept by systemd. */
function words(
  text: string,
  cutting: Cutting,
  judge: (word: TextWord) => Fault['want'] | undefined,
): Fault | undefined {
  const cut = cutWords(text, cutting);
  for (const word of cut.words) {
    const want = judge(word);
    if (want) return part(want, [word.start, word.end]);
  }
  return cut.fault && ignored(cut.fault.want, { at: cut.fault.at });
}

/** Kinds of units that systemd once had: snapshots until 228, bus names (kdbus) until 236 (NEWS). */
const GONE_TYPES = /\.(?:snapshot|busname)$/;

export const units: Check = (text) =>
  words(text, { escapes: 'keep' }, (word) => {
    if (isUnitName(word.text)) return undefined;
    if (GONE_TYPES.test(word.text)) return 'living-unit';
    return word.text.includes(',') && word.text.split(',').some(isUnitName) ? 'no-commas' : 'unit-name';
  });

export const obsoleteUnits: Check = (text, key) => units(text, key) ?? { effect: 'noted', want: 'current-name' };

export const sockets: Check = (text) =>
  words(text, {}, (word) => (word.text.endsWith('.socket') && isUnitName(word.text) ? undefined : 'unit-name'));

export const trigger: Check = (text) => (isUnitName(text) ? undefined : ignored('unit-name'));

export const service: Check = (text) =>
  text.endsWith('.service') && isUnitName(text) && !text.includes('@.') ? undefined : ignored('unit-name');

export const slice: Check = (text) => (text.endsWith('.slice') && isUnitName(text) ? undefined : ignored('unit-name'));

/** valid_user_group_name() in its relaxed form: what could not be in /etc/passwd is refused. */
function isUserName(name: string): boolean {
  const id = /^(?:0|[1-9]\d*)$/.test(name) ? Number(name) : undefined;
  if (id !== undefined && id <= 0xfffffffe && id !== 0xffff) return true;
  if (name === '' || name === '.' || name === '..' || /^ | $/.test(name)) return false;
  return !/[\x00-\x1F\x7F:/]|^-?\d+$/.test(name) && name !== '-';
}

export const user: Check = (text, key) => {
  if (text !== '' && !isUserName(text)) return refused('user-name');
  return text === 'nobody' && key.endsWith('User') ? { effect: 'noted', want: 'own-user' } : undefined;
};

export const users: Check = (text) => {
  const { words: names, fault } = cutWords(text);
  const bad = names.find((name) => !isUserName(name.text));
  if (bad) return refused('user-name', { at: [bad.start, bad.end] });
  return fault && refused(fault.want, { at: fault.at });
};

/** ifname_valid(): at most 15 characters, none of `:/%`, no number. */
export function isInterface(name: string): boolean {
  return (
    /^[!-$&-.0-9;-~]{1,15}$/.test(name) &&
    !/^\.\.?$|^(?:all|default)$/.test(name) &&
    !/^\d+$/.test(name) &&
    (parseNumber(name) ?? 0n) <= 0n
  );
}

export const interfaces: Check = (text) =>
  words(text.replace(/^~/, ' '), { quotes: true }, (word) => (isInterface(word.text) ? undefined : 'name'));

export const bindToDevice: Check = (text) =>
  text === '' || text === '*' || isInterface(text) ? undefined : ignored('name');

/** fdname_is_valid(): ASCII without `:`. */
export function isDescriptorName(name: string): boolean {
  return /^[ -9;-~]{0,255}$/.test(name);
}

export const descriptorName: Check = (text) => (isDescriptorName(text) ? undefined : ignored('name'));

export const busName: Check = (text) => {
  const isName = text.startsWith(':')
    ? /^:[\w-]+(?:\.[\w-]+)+$/.test(text)
    : /^[A-Za-z_-][\w-]*(?:\.[A-Za-z_-][\w-]*)+$/.test(text);
  return isName && text.length <= 255 ? undefined : ignored('name');
};

export const logNamespace: Check = (text) => {
  if (text === '') return undefined;
  return /^[\w:.@-]{1,222}$/.test(text) && !/^\.\.?$/.test(text) ? undefined : ignored('name');
};

const FIELD = /^[A-Z\d][A-Z_\d]{0,63}=/;

export const logFields: Check = (text) =>
  words(text, { quotes: true, escapes: 'c' }, (word) => {
    if (!word.text.includes('=')) return 'syntax';
    return FIELD.test(word.text) && !/^\d/.test(word.text) ? undefined : 'name';
  });

/** `name:source`, `name:data`; encrypted data is base64. */
export const credential: Check = (text, key) => {
  if (text === '') return undefined;
  const isSet = key.startsWith('Set');
  const colon = text.indexOf(':');
  const name = colon < 0 ? text : text.slice(0, colon);
  const rest = colon < 0 ? '' : text.slice(colon + 1);
  if (isSet && rest === '') return ignored('syntax');
  if (!isCredential(name)) return ignored('name');
  if (key === 'SetCredentialEncrypted') return isBase64(rest) ? undefined : ignored('syntax');
  if (isSet || rest === '') return undefined;
  const isSource = rest.startsWith('/')
    ? !rest.split('/').includes('..') && !/\/\/|\/\.(?:\/|$)/.test(rest)
    : isCredential(rest);
  return isSource ? undefined : ignored('name');
};

function isCredential(name: string): boolean {
  return isDescriptorName(name) && name !== '' && !/\/|^\.\.?$/.test(name);
}

/** unbase64mem(): whitespace is skipped, and the padding must be whole. */
function isBase64(text: string): boolean {
  const plain = text.replace(/[\s]/g, '');
  return plain.length % 4 === 0 && /^[A-Za-z\d+/]*={0,2}$/.test(plain);
}

export const base64: Check = (text) => (isBase64(text) ? undefined : ignored('syntax'));

/** A path, or the hash itself in hexadecimal digits (signatures: in base64). */
export const rootHash: Check = (text, key) => {
  if (text === '' || text.startsWith('/')) return undefined;
  if (key === 'RootHashSignature')
    return text.startsWith('base64:') && isBase64(text.slice(7)) ? undefined : ignored('syntax');
  const digits = text.replace(/\s/g, '');
  return /^(?:[\da-fA-F]{2}){16,}$/.test(digits) ? undefined : ignored('syntax');
};

const WEB = /^(?:https?:\/\/|file:\/|info:|man:)./;

export const documentation: Check = (text) =>
  words(text, { quotes: true, escapes: 'keep' }, (word) =>
    WEB.test(word.text) && /^[\x00-\x7F]*$/.test(word.text) ? undefined : 'url',
  );

const NAMESPACES = 'cgroup ipc net mnt pid user uts time'.split(' ');

export const namespaces: Check = (text) => {
  if (text === '' || parseBoolean(text) !== undefined) return undefined;
  const inverted = text.startsWith('~') ? 1 : 0;
  const cut = cutWords(text.slice(inverted));
  const bad = cut.words.find((word) => !NAMESPACES.includes(word.text));
  if (bad)
    return ignored('choice', { at: [bad.start + inverted, bad.end + inverted], choices: ['yes', 'no', ...NAMESPACES] });
  return cut.fault && ignored(cut.fault.want);
};

/** The families of <sys/socket.h> that programs ask for; any other AF_ name is left alone. */
export const addressFamilies: Check = (text) => {
  if (text === '' || text === 'none') return undefined;
  return words(text.replace(/^~/, ' '), { quotes: true }, (word) =>
    /^AF_[A-Z\d]+$/.test(word.text) ? undefined : 'name',
  );
};

const ARCHITECTURES =
  'native x86 x86-64 x32 arm arm64 loongarch64 mips mips64 mips64-n32 mips-le mips64-le mips64-le-n32 parisc parisc64 ppc ppc64 ppc64-le riscv64 s390 s390x'.split(
    ' ',
  );

export const architectures: Check = (text) =>
  words(text, { quotes: true }, (word) => (ARCHITECTURES.includes(word.text) ? undefined : 'choice'));

/** `kill`, a number, or a name of errno(3), which is not looked up. */
export const errno: Check = (text) =>
  text === '' || text === 'kill' || /^E[A-Z\d]{2,}$/.test(text) || inRange(text, 1n, 4095n)
    ? undefined
    : ignored('name');

const CONTROLLERS =
  'cpu cpuacct cpuset io blkio memory devices pids bpf-firewall bpf-devices bpf-foreign bpf-socket-bind bpf-restrict-network-interfaces bpf-bind-network-interface'.split(
    ' ',
  );

export const controllers: Check = (text) => {
  if (text === '') return undefined;
  const cut = cutWords(text);
  return !cut.fault && cut.words.some((word) => CONTROLLERS.includes(word.text))
    ? undefined
    : ignored('choice', { choices: CONTROLLERS });
};

export const delegate: Check = (text) => {
  if (text === '' || parseBoolean(text) !== undefined) return undefined;
  return words(text, { quotes: true }, (word) => (CONTROLLERS.includes(word.text) ? undefined : 'choice'));
};

const DUMPS =
  'default all private-anonymous shared-anonymous private-file-backed shared-file-backed elf-headers private-huge shared-huge private-dax shared-dax'.split(
    ' ',
  );

export const coredumpFilter: Check = (text) => {
  const cut = cutWords(text);
  const isKnown = cut.words.every((word) => DUMPS.includes(word.text) || /^\+?(?:0x)?[\da-fA-F]+$/.test(word.text));
  return isKnown && !cut.fault ? undefined : ignored('choice', { choices: DUMPS });
};

/** A number of ranges and commas: `0-3,8`. */
export const cpus: Check = (text, key) => {
  if ((key === 'CPUAffinity' && text === 'numa') || (key === 'NUMAMask' && text === 'all')) return undefined;
  const cut = cutWords(text, { quotes: true, separators: ' \t\n\r,' });
  for (const word of cut.words) {
    const ends = word.text.split('-').map((one) => parseNumber(one));
    const isRange = ends.length <= 2 && ends.every((one) => one !== undefined && one >= 0n && one < 8192n);
    const [first, last = first] = ends;
    if (!isRange || first === undefined || last === undefined || first > last)
      return ignored('number', { at: [word.start, word.end] });
  }
  return cut.fault && ignored(cut.fault.want, { at: cut.fault.at });
};

/** `name[:errno]` or `@group`; whether the name is a system call depends on libseccomp and is not judged. */
export const syscalls: Check = (text) => {
  const inverted = text.startsWith('~');
  return words(text.replace(/^~/, ' '), {}, (word) => {
    const [name, number, more] = word.text.split(':');
    if (name === '' || more !== undefined) return 'syntax';
    if (number === undefined) return undefined;
    if (!inverted) return 'syntax';
    return number === 'kill' || /^E[A-Z\d]{2,}$/.test(number) || inRange(number, 0n, 4095n) ? undefined : 'syntax';
  });
};
