/** What a process is started with: commands, variables, standard streams, signals, exit statuses. */
import { type Check, type Fault, ignored, part, refused } from './fault.ts';
import { isDescriptorName } from './names.ts';
import { inRange, parseNumber } from './numbers.ts';
import { filePath } from './paths.ts';
import { badEscape, cutWords } from './words.ts';

const SIGNALS = new Set(
  `HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP TSTP TTIN TTOU URG XCPU
   XFSZ VTALRM PROF WINCH IO PWR SYS`.split(/\s+/),
);

/** signal_from_string(): a name with or without `SIG`, a number, `RTMIN+3`, `RTMAX-1`. */
function isSignal(text: string): boolean {
  if (parseNumber(text) !== undefined) return inRange(text, 1n, 64n);
  const name = text.replace(/^SIG/, '');
  if (SIGNALS.has(name) || name === 'RTMIN' || name === 'RTMAX') return true;
  const realTime = /^RTM(?:IN\+|AX-)(\d+)$/.exec(name);
  return realTime !== null && Number(realTime[1]) <= 30;
}

export const signal: Check = (text) => (isSignal(text) ? undefined : ignored('signal'));

/** src/shared/exit-status.c */
const STATUSES = new Set(
  `SUCCESS FAILURE CHDIR NICE FDS EXEC MEMORY LIMITS OOM_ADJUST SIGNAL_MASK STDIN STDOUT CHROOT IOPRIO TIMERSLACK SECUREBITS
   SETSCHEDULER CPUAFFINITY GROUP USER CAPABILITIES CGROUP SETSID CONFIRM STDERR PAM NETWORK NAMESPACE NO_NEW_PRIVILEGES
   SECCOMP SELINUX_CONTEXT PERSONALITY APPARMOR ADDRESS_FAMILIES RUNTIME_DIRECTORY CHOWN SMACK_PROCESS_LABEL KEYRING
   STATE_DIRECTORY CACHE_DIRECTORY LOGS_DIRECTORY CONFIGURATION_DIRECTORY NUMA_POLICY CREDENTIALS BPF EXCEPTION
   INVALIDARGUMENT NOTIMPLEMENTED NOPERMISSION NOTINSTALLED NOTCONFIGURED NOTRUNNING USAGE DATAERR NOINPUT NOUSER NOHOST
   UNAVAILABLE SOFTWARE OSERR OSFILE CANTCREAT IOERR TEMPFAIL PROTOCOL NOPERM CONFIG KSM`.split(/\s+/),
);

export const exitStatuses: Check = (text) => {
  const { words, fault } = cutWords(text);
  const bad = words.find((word) => !STATUSES.has(word.text) && !inRange(word.text, 0n, 255n) && !isSignal(word.text));
  if (bad) return part('name', [bad.start, bad.end]);
  return fault && ignored(fault.want, { at: fault.at });
};

const INPUTS = 'null tty tty-force tty-fail socket fd data file'.split(' ');
const OUTPUTS = 'inherit null tty kmsg kmsg+console journal journal+console socket fd file append truncate'.split(' ');
const STREAM_FILE = /^(?:file|append|truncate):/;

function streams(words: readonly string[], files: RegExp): Check {
  return (text, key) => {
    if (text.startsWith('fd:')) return isDescriptorName(text.slice(3)) ? undefined : ignored('name');
    const prefix = files.exec(text)?.[0];
    if (prefix !== undefined) return filePath(text.slice(prefix.length), key);
    if (words.includes(text)) return undefined;
    return ignored('choice', { choices: words });
  };
}

export const input = streams(INPUTS, /^file:/);

const anyOutput = streams(OUTPUTS, STREAM_FILE);

export const output: Check = (text, key) =>
  text === 'syslog' || text === 'syslog+console' ? { effect: 'noted', want: 'current-name' } : anyOutput(text, key);

/** StandardInputText= */
export const escapedText: Check = (text) => {
  const at = badEscape(text);
  return at && ignored('known-escape', { at });
};

const VARIABLE = /^[A-Za-z_]\w*$/;

const isAssignment = (text: string): boolean => VARIABLE.test(text.split('=', 1)[0]!) && text.includes('=');

function variables(text: string, isGood: (word: string) => boolean, escapes: 'plain' | 'c'): Fault | undefined {
  const { words, fault } = cutWords(text, { quotes: true, escapes });
  const bad = words.find((word) => !isGood(word.text));
  if (bad) return part('name', [bad.start, bad.end]);
  return fault && ignored(fault.want, { at: fault.at });
}

/** Values contain no control characters but tab and newline. */
export const environment: Check = (text) =>
  variables(text, (word) => isAssignment(word) && !/[\x00-\x08\x0B-\x1F\x7F]/.test(word), 'c');

export const variableNames: Check = (text) => variables(text, (word) => VARIABLE.test(word), 'plain');

export const variableWords: Check = (text) => variables(text, (word) => VARIABLE.test(word) || isAssignment(word), 'c');

/** Exec lines: one or more commands, separated by lone semicolons. */
export const exec: Check = (text) => {
  const { words, fault, note } = cutExec(text);
  let isFirst = true;
  let mayFail = false;
  for (const word of words) {
    if (word.text === ';' && text[word.start] === ';') {
      isFirst = true;
      continue;
    }
    if (!isFirst) continue;
    isFirst = false;
    const prefixes = prefixLength(word.text);
    mayFail = word.text.slice(0, prefixes).includes('-');
    const want = programWant(word.text.slice(prefixes));
    if (want)
      return mayFail ? ignored(want, { at: [word.start, word.end] }) : refused(want, { at: [word.start, word.end] });
    const hasOwnName = word.text.slice(0, prefixes).includes('@');
    const next = words[words.indexOf(word) + 1];
    if (hasOwnName && (!next || next.text === ';')) return mayFail ? ignored('program') : refused('program');
  }
  if (!fault) return note ? { effect: 'noted', want: 'known-escape', at: note } : undefined;
  // A first word that cannot be read ends the line; anything after it ends the unit.
  const effect = isFirst || mayFail ? ignored : refused;
  return effect(fault.want, { at: fault.at });
};

/** An unknown escape is read as it stands, with a note; a lone `\;` is a semicolon as an argument. */
function cutExec(text: string): ReturnType<typeof cutWords> & { readonly note?: readonly [number, number] } {
  const plain = text.replace(/(?<=^|\s)\\;(?=\s|$)/g, '__');
  const cutting = { quotes: true, escapes: 'c' } as const;
  const strict = cutWords(plain, cutting);
  if (strict.fault?.want !== 'known-escape') return strict;
  const relaxed = cutWords(plain.replace(/\\(?![abfnrtvs"'\\])./g, '\\\\'), cutting);
  return relaxed.fault ? relaxed : { ...relaxed, note: strict.fault.at };
}

/** How many of the first characters are prefixes: each of `-@:` once, and one of `+`, `!`, `!!`; `|` came with 258. */
function prefixLength(word: string): number {
  const seen = new Set<string>();
  let at = 0;
  for (; at < word.length; at++) {
    const mark = word[at]!;
    const isPrivilege = mark === '+' || mark === '!';
    if (!'-@:+!|'.includes(mark)) break;
    if (isPrivilege ? seen.has('+') || seen.has('!!') || (seen.has('!') && mark === '+') : seen.has(mark)) break;
    seen.add(mark === '!' && seen.has('!') ? '!!' : mark);
  }
  return at;
}

/** A program is an absolute path, or a name that is looked for in fixed folders. */
function programWant(program: string): Fault['want'] | undefined {
  if (program === '') return 'program';
  if (/[\x00-\x1F"'\\\x7F]/.test(program)) return 'program';
  if (program.endsWith('/')) return 'program';
  if (program.startsWith('/')) return program.length < 4096 ? undefined : 'program';
  return /\/|^\.\.?$/.test(program) ? 'program' : undefined;
}
