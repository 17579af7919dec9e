/**
 * Secrets among the words of a command, recognised by the option before them, by the name they are assigned to, or by the
 * program that reads them.
 */
import { basename, lazy } from '../text.ts';
import { isProxyName, isPublicValue, isSecretName, isTellingName } from './names.ts';
import {
  ofNetworkSetup,
  ofOracle,
  ofPrinted,
  ofProtocol,
  ofRow,
  ofWindows,
  type PartOfWord,
  whole,
} from './operands.ts';
import {
  type Holds,
  ORACLE,
  PROGRAMS,
  type ProgramOptions,
  READS_AFTER,
  SECRET_IN_ROW,
  SECRET_LAST,
  SECRET_OPERANDS,
} from './options.ts';
import { scanProxy, secretOfUserInfo } from './urls.ts';

/** The secrets that words are by their place in a command; `piped` are the words of the command whose output it reads. */
export function* secretsAmong(words: readonly string[], piped: readonly string[] = []): Generator<PartOfWord> {
  if (!words.some(isTelling)) return;
  const names = words.map(programOf);
  const options = names.flatMap((name) => optionsOf(name, names));
  const isSetting = names.some((name) => SETTERS.has(name));
  const editor = names.findIndex((name) => EDITORS.has(name));
  const operands = new Set(names.flatMap((name) => SECRET_OPERANDS.get(name) ?? []));
  // HTTPie's `-a` takes a token alone where `-A bearer` says so.
  const isBearer = words.some((word) => /^(?:--auth-type=)?bearer$/.test(word));
  const keepsSecrets = names.some((name) => STORES.has(name));
  for (const [index, text] of words.entries()) {
    const next = words[index + 1];
    const isEditing = editor >= 0 && index > editor && !PROSE.has(words[editor + 1] ?? '');
    yield* ofOption(text, next, index, options, isBearer);
    const isName = isEditing && isSecretName(unquoted(text));
    if (isName && /^-(?:s|string)$/.test(next ?? '')) {
      const after = words[index + 2];
      if (after !== undefined) yield whole(after, index + 2);
    } else if (operands.has(text) || isSecretWord(text, isSetting) || (isName && !text.startsWith('-'))) {
      const isSecret = next !== undefined && !next.startsWith('-') && !isPublicValue(next) && !PROSE.has(next);
      if (isSecret && !operands.has(text)) yield* ofSetting(words, index + 1);
      else if (isSecret) yield whole(next, index + 1);
    }
    yield* ofAssignment(text, index, keepsSecrets);
  }
  const end = words.at(-1) ?? '';
  if (
    words.length > 1 &&
    !/^-|\//.test(end) &&
    !isPublicValue(end) &&
    !words.some((word) => SENTENCE.has(word)) &&
    names.some((name) => endsWithSecret(name, names))
  )
    yield whole(end, words.length - 1);
  yield* ofUserAndPassword(words, names);
  yield* ofRow(words, names);
  yield* ofProtocol(words);
  yield* ofBundle(words, names);
  yield* ofOracle(words, names);
  yield* ofWindows(words, names);
  yield* ofPrinted(words, names);
  yield* ofNetworkSetup(words);
  yield* ofStandardInput(words, names, piped);
}

/**
 * Does a word of a command let another or itself be a secret? Most commands of a script have none that does, and are looked
 * at no further. Whatever the searches below begin with belongs in here.
 */
function isTelling(word: string): boolean {
  const equals = word.indexOf('=');
  if (word.startsWith('-') || equals > 0) {
    const name = (equals > 0 ? word.slice(0, equals) : word).replace(/^-+/, '');
    if (isTellingName(name) || TELLING_OPTION.test(word) || PROXY_OR_LOGIN.test(name)) return true;
  }
  return telling().has(programOf(word)) || TELLING_FAMILY.test(programOf(word));
}

const TELLING_OPTION = /^-{1,2}(?:pw?|sk|login|stdin)(?:=|$)|^-set\w*proxy$/i;
const PROXY_OR_LOGIN = /(?:prox(?:y|ies)|sonar\.login)$/i;

/** Its name, without the signs that git's aliases and systemd put before a command. */
const programOf = (word: string): string => basename(word).replace(/^[!@+-]+(?=[a-z])/, '');

/** Commands that set a variable or a setting: what follows a secret's name is its value. */
const SETTERS = new Set(
  'config configure set setenv setx setsecret set-env set-environment env:set Set Add'.split(' '),
);
/** Programs that write one setting, so that any name of a secret is followed by it. */
const EDITORS = new Set(
  'crudini kwriteconfig5 kwriteconfig6 defaults plutil jq gsettings dconf wpa_cli mysqladmin nmcli consul etcdctl augtool'.split(
    ' ',
  ),
);

/** Words that no command line has, and most sentences. */
const SENTENCE = new Set('is are and the to of with'.split(' '));

const unquoted = (text: string): string => text.replace(/^["']|["']$/g, '');

/** The value after a name; PlistBuddy writes its type before it. */
function* ofSetting(words: readonly string[], index: number): Generator<PartOfWord> {
  const at = words[index] === 'string' && words[index - 2] === 'Add' ? index + 1 : index;
  const value = words[at];
  if (value !== undefined) yield whole(value, at);
}

/** Does the last word of this command have to be a secret: of the program alone, or after one of its subcommands? */
function endsWithSecret(name: string, names: readonly string[]): boolean {
  const after = SECRET_LAST.get(name);
  return (
    after !== undefined &&
    (after.length === 0 || after.some((one) => names.some((word) => word.startsWith(one.replace(/^-/, '')))))
  );
}

/** Programs whose `-u` is an account of the system, a unit or a branch, and whose `-p` is no password. */
const OTHER_USERS = new Set(
  'docker podman nerdctl docker-compose compose ctr sudo su doas chown install rsync git kubectl oc helm journalctl systemctl ps ssh mkdir psql redis-cli cp tmux screen setpriv runuser mysql mariadb'.split(
    ' ',
  ),
);

/** `-u me -p PASSWORD` of any program, two options that belong together; `--login me:PASSWORD`. `-u A:B` may be a group. */
function* ofUserAndPassword(words: readonly string[], names: readonly string[]): Generator<PartOfWord> {
  if (names.some((name) => OTHER_USERS.has(name))) return;
  const hasUser = words.some((word, index) => USER.test(word) && /^[^-]/.test(words[index + 1] ?? ''));
  for (const [index, text] of words.entries()) {
    if (!text.startsWith('-')) continue;
    const next = words[index + 1] ?? '';
    if (hasUser && /^-{1,2}pw?$/.test(text) && isPassword(next)) yield whole(next, index + 1);
    const glued = PAIR.exec(text)?.[0];
    if (glued?.endsWith('=')) yield* ofPair(text, glued.length, index);
    else if (glued !== undefined) yield* ofPair(next, 0, index + 1);
  }
}

/** Options whose value is a user and a password. */
const PAIR = /^--(?:login|basic|basic-auth|http-auth|proxy-auth|userpass|creds|src-creds|dest-creds)(?:=|$)/;

const USER = /^-{1,2}(?:u|user|username|login)$/;

/** No option, number, address or path. */
const isPassword = (word: string): boolean =>
  word.length >= 4 && !/^-|^[\d.:]+$|[\\/]|:\d+$/.test(word) && !isPublicValue(word);

/** `me:PASSWORD`; a URL is read elsewhere. */
function* ofPair(text: string, from: number, index: number): Generator<PartOfWord> {
  const [, user = '', password = ''] = /^([\w.@+-]{1,64}):([^:/]{4,256})$/.exec(text.slice(from)) ?? [];
  if (password !== '' && password !== user && !/^\d+$/.test(password))
    yield { index, start: text.length - password.length, end: text.length };
}

/** Commands that keep secrets under any name. */
const STORES = new Set('secret secrets vault doppler setsecret config:set'.split(' '));

/** A comment that speaks of an option goes on with one of these. */
const PROSE = new Set(
  'to the a an for is are and or in with from if as on of not it that this will when by can'.split(' '),
);

function optionsOf(name: string, names: readonly string[]): readonly ProgramOptions[] {
  const family = PROGRAMS.get(name) ?? (FAMILY.test(name) ? PROGRAMS.get(name.replace(FAMILY, '$1*')) : undefined);
  return family?.filter(({ subcommand }) => subcommand === undefined || names.includes(subcommand)) ?? [];
}

/** Programs that come in families with the same options: `mysqldump`, `ldapsearch`, `ss-local`. */
const FAMILY = /^(mysql|mariadb|mongo|ldap|smb|snmp|ss-|mosquitto_).*$/;
const TELLING_FAMILY = /^(?:mysql|mariadb|mongo|ldap|smb|snmp|ss-|mosquitto_|mstsc)|freerdp/;

function* ofOption(
  text: string,
  next: string | undefined,
  index: number,
  programs: readonly ProgramOptions[],
  isBearer: boolean,
): Generator<PartOfWord> {
  if (!text.startsWith('-')) return;
  for (const { options, glued } of programs) {
    const holds = options[text];
    if (holds && !glued && next !== undefined) yield* held(next, 0, index + 1, holds, isBearer);
    const equals = text.indexOf('=');
    const long = equals > 0 ? options[text.slice(0, equals)] : undefined;
    if (long) yield* held(text, equals + 1, index, long, isBearer);
    const letters = text.startsWith('-hp') && options['-hp'] ? 3 : 2;
    const short = text.length > letters && text[1] !== '-' ? options[text.slice(0, letters)] : undefined;
    if (short && !holds) yield* held(text, letters, index, short);
    const last = /^-[A-Za-z]{2,8}$/.test(text) && !glued && !holds && !short ? options[`-${text.at(-1)}`] : undefined;
    if (last && next !== undefined) yield* held(next, 0, index + 1, last);
  }
}

function* held(text: string, from: number, index: number, holds: Holds, isBearer = false): Generator<PartOfWord> {
  const value = text.slice(from);
  const end = text.length;
  if (holds === 'user:password') {
    if (!value.includes(':')) {
      if (isBearer && !isPublicValue(value)) yield { index, start: from, end };
      return;
    }
    for (const range of secretOfUserInfo(value, from)) yield { index, ...range };
    return;
  }
  const sign = holds === 'user%password' ? '%' : holds === 'user,password' ? ',' : holds === 'prefixed' ? ':' : '';
  const start = sign === '' ? from : text.indexOf(sign, from) + 1;
  // Without the sign there is only a user; a cookie without `=` is the name of a file.
  if ((sign !== '' && start === 0) || (holds === 'cookie' && !/[=:]/.test(value)) || isPublicValue(text.slice(start)))
    return;
  yield { index, start, end };
}

/** Does a secret follow: `--token`, `npm config set …:_authToken`, `launchctl setenv API_KEY`? */
function isSecretWord(text: string, isSetting: boolean): boolean {
  const option = /^-{1,2}([A-Za-z][\w.-]*)$/.exec(text)?.[1];
  if (option !== undefined) return !/^no-|^stdin/.test(option) && (option === 'sk' || isSecretName(option));
  // "Set the key" is no command; `API_KEY`, `api-key` and `apiKey` are names.
  return isSetting && !text.includes('=') && /[_.:@-]|[A-Z]/.test(text) && isSecretName(text);
}

/** `NAME=value` as one word: `env`, `docker run -e`, `--token=…`; in a store of secrets, whatever the name. */
function* ofAssignment(word: string, index: number, keepsSecrets: boolean): Generator<PartOfWord> {
  const pair = word.includes('=') ? /^-{0,2}([A-Za-z_][\w.-]*)=/.exec(word) : null;
  if (!pair) return;
  const name = pair[1] ?? '';
  const start = pair[0].length;
  const value = word.slice(start);
  const end = word.length;
  if (isProxyName(name)) {
    for (const range of scanProxy(name, value)) yield { index, start: start + range.start, end: start + range.end };
  }
  if (isPublicValue(value)) return;
  if (isSecretName(name)) yield { index, start, end };
  else if (keepsSecrets && !word.startsWith('--')) yield { index, start, end };
  else if (keepsSecrets && name === 'from-literal' && value.includes('='))
    yield { index, start: start + value.indexOf('=') + 1, end };
  else if (name === 'Dsonar.login') yield { index, start, end };
}

/** `bundle config HOST me:PASSWORD`. */
function* ofBundle(words: readonly string[], names: readonly string[]): Generator<PartOfWord> {
  if (names.includes('bundle') && names.includes('config')) yield* ofPair(words.at(-1) ?? '', 0, words.length - 1);
}

/** A command that reads a password from standard input: what was printed into it, and `<<< word`. */
function* ofStandardInput(
  words: readonly string[],
  names: readonly string[],
  piped: readonly string[],
): Generator<PartOfWord> {
  const reads =
    words.some((word, index) => READS_PASSWORD.test(word) || READERS.has(names[index] ?? '')) ||
    names.some((name) => STORES.has(name) || READS_AFTER.get(name)?.some((word) => words.includes(word))) ||
    (names.includes('read') && words.some(isSecretName)) ||
    (names.includes('sudo') && words.some((word) => /^-[A-Za-z]*S/.test(word)));
  if (!reads) return;
  for (const [index, word] of words.entries()) {
    const text = word.startsWith('<<<') ? word.slice(3) : undefined;
    if (text === undefined) continue;
    const next = words[index + 1];
    if (text !== '') yield { index, start: 3, end: word.length };
    else if (next !== undefined) yield whole(next, index + 1);
  }
  const print = piped.findIndex((word) => /^(?:echo|printf|print|yes)$/.test(basename(word)));
  for (const [index, word] of piped.entries()) {
    const isText = !/^-\w+$|^%s(?:\\n)?$|^(?:echo|printf)$/.test(word) && !isPublicValue(word);
    if (print >= 0 && index > print && isText) {
      const colon = word.lastIndexOf(':') + 1;
      yield { index: -1 - index, start: colon === word.length ? 0 : colon, end: word.length };
    }
  }
}

const READS_PASSWORD =
  /^password_stdin$|^--?(?:password-stdin|pass-stdin|with-token|passphrase-fd|token-stdin|stdin)(?:=|$)/;
const READERS = new Set(
  'login signin passwd chpasswd vncpasswd smbpasswd kinit cryptsetup openconnect sshpass ssh-add secret-tool su debconf-set-selections keepassxc-cli systemd-ask-password systemd-creds'.split(
    ' ',
  ),
);

/** Every name of a program, and every word, that one of the searches begins with. */
const telling = lazy(
  () =>
    new Set([
      ...[SETTERS, EDITORS, STORES, READERS].flatMap((names) => [...names]),
      ...[PROGRAMS, SECRET_OPERANDS, SECRET_LAST, SECRET_IN_ROW, READS_AFTER, ORACLE].flatMap((table) => [
        ...table.keys(),
      ]),
      ...'AUTH PASS AUTHENTICATE bundle net v sed perl read sudo password_stdin'.split(' '),
    ]),
);
