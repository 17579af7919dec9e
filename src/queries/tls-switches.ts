/** Settings of git, curl, wget, npm, pip and VS Code that switch the check of certificates off, in their files and by command. */
import type { Finding, Project, Setting, Span } from '../core.ts';
import { isLoopback, parseUrl } from '../routing/url/target.ts';
import { entryOf, groupBy, inside, spanOf } from '../text.ts';
import { type CommandSetting, commandSettings } from './command-settings.ts';

export interface TlsSwitch {
  readonly at: Span;
  readonly client: 'VS Code' | 'git' | 'curl' | 'wget' | 'npm' | 'pip' | 'apt';
  readonly severity?: Finding['severity'] | undefined;
  /** The one server whose certificate is not checked; undefined: any. */
  readonly host?: string | undefined;
}

/**
 * Every place, with each file's last value of a setting. Switches that only concern this machine's own servers are left out.
 */
export function* tlsSwitches(project: Project): Iterable<TlsSwitch> {
  const files = groupBy(project.facts('setting'), ({ at }) => at.file);
  for (const [file, settings] of files) {
    const document = project.documents.get(file);
    if (document?.dialect === 'vscode') yield* codeFile(settings);
    if (document?.language === 'settings') yield* (FILES[document.dialect] ?? nothing)(settings);
  }
  yield* commands(project);
}

const FILES: Readonly<Record<string, (settings: readonly Setting[]) => Iterable<TlsSwitch>>> = {
  apt: aptFile,
  git: gitFile,
  curl: curlFile,
  wget: wgetFile,
  npm: npmFile,
  pip: pipFile,
};

const nothing = (): readonly TlsSwitch[] => [];

function* codeFile(settings: readonly Setting[]): Iterable<TlsSwitch> {
  const last = settings.findLast(({ path }) => path[0] === 'http.proxyStrictSSL');
  if (last?.type === 'false') yield { at: last.value.at, client: 'VS Code' };
}

/** git's `false`: an empty value counts as false too, but it is not a deliberate switch. */
const GIT_FALSE = /^(?:false|no|off|0)$/i;

function* gitFile(settings: readonly Setting[]): Iterable<TlsSwitch> {
  const own = settings.filter(({ path, ignored }) => path[0] === 'http' && path.at(-1) === 'sslverify' && !ignored);
  for (const same of groupBy(own, ({ path }) => path.join('\0')).values()) {
    const last = same.at(-1);
    if (last?.value.known && GIT_FALSE.test(last.value.text)) {
      yield* gitSwitch(inside(last.value), last.path.length > 2 ? last.path[1] : undefined);
    }
  }
}

/** A switch for one server is a deliberate decision about that server. */
function gitSwitch(at: Span, onlyFor: string | undefined): readonly TlsSwitch[] {
  if (onlyFor === undefined) return [{ at, client: 'git' }];
  const url = parseUrl(onlyFor);
  return isLoopback(url) ? [] : [{ at, client: 'git', severity: 'info', host: url.host.text || onlyFor }];
}

/** curl takes the last of `insecure` and `no-insecure`; a value after either is ignored with a warning (7.88). */
function* curlFile(settings: readonly Setting[]): Iterable<TlsSwitch> {
  const last = settings.findLast(({ path }) => path[0] === 'insecure' || path[0] === 'no-insecure');
  if (last?.path[0] === 'insecure') yield { at: last.name.at, client: 'curl' };
}

/** wget 1.21 takes `off`, `no`, `0` and `quiet` here and refuses `false`. */
function* wgetFile(settings: readonly Setting[]): Iterable<TlsSwitch> {
  const last = settings.findLast(({ path }) => path[0] === 'check_certificate');
  if (last && /^(?:off|no|0|quiet)$/i.test(last.value.text)) yield { at: inside(last.value), client: 'wget' };
}

/** apt's `Acquire::https::Verify-Peer "false"`, for all servers or, after one more `::`, for one; its words for no are those of apt.conf(5). */
function* aptFile(settings: readonly Setting[]): Iterable<TlsSwitch> {
  const own = settings.filter(({ path }) => /^(?:acquire)::https(?:::[^:]+)?::verify-peer$/i.test(path.join('::')));
  for (const same of groupBy(own, ({ path }) => path.join('::').toLowerCase()).values()) {
    const last = same.at(-1);
    if (last?.value.known && /^(?:false|no|off|without|disable|0)$/i.test(last.value.text)) {
      const host = last.path.length > 3 ? last.path[2] : undefined;
      yield { at: inside(last.value), client: 'apt', host, severity: host === undefined ? undefined : 'info' };
    }
  }
}

function* npmFile(settings: readonly Setting[]): Iterable<TlsSwitch> {
  const last = settings.findLast(({ path }) => path[0] === 'strict-ssl');
  const registry = settings.findLast(({ path }) => path[0] === 'registry');
  if (last?.value.text === 'false' && !isLoopback(parseUrl(registry?.value.text ?? ''))) {
    yield { at: inside(last.value), client: 'npm' };
  }
}

/**
 * `trusted-host` of PyPI itself. A mirror's name there is what mirrors' own guides say, and with `http://` it changes
 * nothing: no finding.
 */
const PYPI = /(?<![\w.-])(?:pypi\.org|files\.pythonhosted\.org|pypi\.python\.org)(?![\w.-])/i;

function* pipFile(settings: readonly Setting[]): Iterable<TlsSwitch> {
  for (const { path, value } of settings) {
    const found = path.at(-1) === 'trusted-host' ? PYPI.exec(value.text) : null;
    if (!found) continue;
    const [host] = found;
    yield { at: spanOf(value, found.index, found.index + host.length), client: 'pip', host };
  }
}

/** Keys by which a command switches it off, with the values that do so. */
const KEYS: Readonly<Record<string, RegExp>> = { 'http.sslverify': GIT_FALSE, 'strict-ssl': /^false$/ };

function* commands(project: Project): Iterable<TlsSwitch> {
  const all = commandSettings(project).filter(({ isLasting }) => isLasting);
  for (const setting of all) {
    const { client, key, text, value, onlyFor } = setting;
    if (!value || isTakenBack(setting, all)) continue;
    if (client === 'git' && entryOf(KEYS, key)?.test(text)) yield* gitSwitch(value.at, onlyFor);
    else if (client === 'npm' && entryOf(KEYS, key)?.test(text)) yield { at: value.at, client };
    else if (client === 'pip' && key.endsWith('.trusted-host')) {
      const host = PYPI.exec(text)?.[0];
      if (host !== undefined) yield { at: value.at, client, host };
    }
  }
}

/** The same file also sets it otherwise or removes it: the script, or a pair of functions, switches the check on again. */
function isTakenBack(setting: CommandSetting, all: readonly CommandSetting[]): boolean {
  return all.some(
    (other) =>
      other.command.at.file === setting.command.at.file &&
      other.client === setting.client &&
      other.key === setting.key &&
      other.onlyFor === setting.onlyFor &&
      other.text !== setting.text,
  );
}
