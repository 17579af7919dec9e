/**
 * Which language a file is in, by its name, its place and, where those do not decide, its content. The names and places
 * are those under which such files were found in some 2,300 public dotfiles, repositories and packages.
 */
import type { LanguageName } from '../core.ts';
import { looksLikeClash, looksLikeRuleList } from '../knowledge/clash-sniff.ts';
import { shellFile } from '../knowledge/shell-files.ts';
import { isEngineTemplate, isTemplateName, withoutTemplateEnding } from '../knowledge/templates.ts';
import { basename, dirname } from '../text.ts';

/** A language, and its dialect where name or content tell more than the language itself would see. */
export interface Detected {
  readonly language: LanguageName;
  readonly dialect?: string;
}

/** How much of a file must be read to know: nothing, its first bytes (a `#!` line), or the whole of it. */
export type Interest = 'name' | 'shebang' | 'content';

/** Endings are looked up: every file is asked for them, and to compile one expression takes longer than all of that. */
const endings = (words: string): ReadonlySet<string> => new Set(words.split(' '));
const LEFTOVER = endings('bak backup old orig rej swp swo zwc save dpkg-old dpkg-new dpkg-dist rpmnew rpmsave pacnew');
const SHELLS: Readonly<Record<string, string>> = {
  sh: 'sh',
  dash: 'sh',
  ash: 'sh',
  ksh: 'sh',
  bash: 'bash',
  zsh: 'zsh',
  fish: 'fish',
};

/** Files rc files are split into: read as shell only with their dot (or its chezmoi spelling). */
const DOT_FILES = new Set([
  'aliases',
  'exports',
  'functions',
  'extra',
  'path',
  'proxy',
  'proxyrc',
  'shrc',
  'shellrc',
  'localrc',
]);

const UNIT = /\.(?:service|socket|timer|target|mount|automount|swap|path|slice|scope|device|container|pod|kube)$/;
/** Suffixes only systemd uses; the others also end names of other things and need a section that systemd knows. */
const SURE_UNIT = /\.(?:service|socket|timer)$/;
const UNIT_SECTION =
  /^[ \t]*\[(?:Unit|Install|Service|Socket|Timer|Mount|Automount|Swap|Path|Slice|Scope|Container|Pod|Kube)\][ \t]*$/m;
const SECTION = /^[ \t]*\[([^\]\r\n\u2028\u2029]+)\][ \t]*\r?$/m;

const ENV_NAME =
  /^\.env(?:[._-].+)?$|\.env$|[._-]env\.[\w-]+$|\.env\.[\w.-]+$|^env[._-](?:local|defaults?|dev|development|prod|production|test|docker)$/;
/** `.env.ts` is a program, `.env.md` a document. */
const PROGRAM = endings(
  'js jsx cjs cjsx mjs mjsx ts tsx cts ctsx mts mtsx json json5 yaml yml toml md py rb php go rs java htm html css lock xml enc gpg age zip gz',
);
const SHELL_EXTENSION = endings('sh bash zsh fish ksh');

/** Content is judged by this many characters from the start. */
const HEAD = 65_536;

/**
 * Could a file of this path be one of ours? Told by name alone, before anything is read; `undefined` is no.
 * Templates and editors' leftovers are not.
 */
export function interest(file: string): Interest | undefined {
  const path = installedPath(file);
  const name = basename(path);
  if (isEngineTemplate(name) || isLeftover(name)) return undefined;
  if (byName(path)) return 'name';
  if (UNIT.test(name) || /\.(?:ya?ml|plist)$/i.test(name) || isClashJson(name) || isRuleList(path) || isLooseConf(path))
    return 'content';
  return name.includes('.') ? undefined : 'shebang';
}

/** `interest` as a yes or no. */
export function interesting(file: string): boolean {
  return interest(file) !== undefined;
}

/**
 * The language of a file. `named`: the user asked for this very file, so templates are read as what they become and
 * unusual names are judged by their content.
 */
export function detect(file: string, text: string, named = false): Detected | undefined {
  let path = installedPath(file);
  if (isEngineTemplate(path)) {
    if (!named) return undefined;
    path = withoutTemplateEnding(path);
  }
  if (isLeftover(path)) {
    if (!named) return undefined;
    path = path.endsWith('~') ? path.slice(0, -1) : path.slice(0, path.lastIndexOf('.'));
  }
  const found = refine(byName(path), text) ?? byContent(path, text);
  return found ?? (named ? (refine(defaults(path), text) ?? byContentAlone(text)) : undefined);
}

/** What init scripts and units read from `/etc`: not looked for, only read when named or included. */
function defaults(path: string): Detected | undefined {
  const isPlace = /(?:^|\/)etc\/(?:default|sysconfig|conf\.d)\/[^/]+$/.test(path);
  return isPlace ? { language: 'dotenv', dialect: 'environment-file' } : undefined;
}

/** A path as it stands once installed: chezmoi's `dot_`, `private_` … and a `.symlink` ending are undone. */
export function installedPath(file: string): string {
  const plain = file.endsWith('.symlink') ? file.slice(0, -'.symlink'.length) : file;
  if (!plain.includes('_') || !/(?:^|\/)(?:dot|private|executable|readonly|exact|empty|create)_/.test(plain))
    return plain;
  return plain
    .split('/')
    .map((part) => part.replace(/^(?:(?:private|executable|readonly|exact|empty|create)_)+/, '').replace(/^dot_/, '.'))
    .join('/');
}

/** What stands after the last dot, in lower case; empty without one. */
function ending(path: string): string {
  const dot = path.lastIndexOf('.');
  return dot < 0 ? '' : path.slice(dot + 1).toLowerCase();
}

/** Is it an editor's or a package manager's copy of a file? */
const isLeftover = (path: string): boolean => path.endsWith('~') || LEFTOVER.has(ending(path));

/** Shells' extensions count in small letters only. */
const isShellScript = (name: string): boolean =>
  SHELL_EXTENSION.has(name.slice(name.lastIndexOf('.') + 1)) && name.includes('.');

/** What the name and place settle. */
function byName(path: string): Detected | undefined {
  const name = basename(path);
  const folder = `/${dirname(path)}`;
  return (
    client(path) ??
    carrier(name, folder) ??
    resolver(name, folder) ??
    managed(name, folder) ??
    environment(name, folder) ??
    shell(name)
  );
}

/**
 * Parts of Clash Verge Rev's folder (`utils/dirs.rs`, `help::get_uid`): an item's file begins with the letter of its kind, and
 * profiles themselves (`R…`, `L…`) are told by their content.
 */
const VERGE =
  /(?:^|\/)[^/]*clash-verge[^/]*\/(?:(profiles\.yaml)|(?:verge|dns_config)\.yaml|profiles\/(?:(?:[mrpg]\w*|Merge)\.yaml|(\w+\.js)))$/;

function client(path: string): Detected | undefined {
  const match = path.includes('clash-verge') ? VERGE.exec(path) : null;
  return match ? { language: 'clash', dialect: match[1] ? 'index' : match[2] ? 'script' : 'layer' } : undefined;
}

function environment(name: string, folder: string): Detected | undefined {
  if (name === 'environment' && folder.endsWith('/etc')) return { language: 'dotenv', dialect: 'pam' };
  if (folder.endsWith('/environment.d') && name.endsWith('.conf'))
    return { language: 'dotenv', dialect: 'environment.d' };
  if (isShellScript(name) || PROGRAM.has(ending(name))) return undefined;
  const isEnv = name === '.env' || ENV_NAME.test(name) || (/^env[._-]/.test(name) && isTemplateName(name));
  return isEnv ? { language: 'dotenv' } : undefined;
}

function shell(name: string): Detected | undefined {
  if (/^\.envrc(?:[._-][\w.-]+)?$/.test(name)) return { language: 'shell', dialect: 'bash' };
  const extension = isShellScript(name) ? ending(name) : undefined;
  if (extension) return extension === 'sh' ? { language: 'shell' } : { language: 'shell', dialect: SHELLS[extension]! };
  const bare = name.replace(/^[._]/, '');
  const own = shellFile(bare)?.syntax;
  if (own && own !== 'fish') return { language: 'shell', dialect: own };
  if (bare === name || PROGRAM.has(ending(name))) return undefined;
  const split = /^(?:bash|zsh)_(?!history|sessions)\w+$/.test(bare) ? bare.slice(0, bare.indexOf('_')) : undefined;
  const dialect = split ?? shellFile(bare.replace(/[._-][\w-]+$/, ''))?.syntax;
  if (dialect) return { language: 'shell', dialect };
  return DOT_FILES.has(bare) ? { language: 'shell' } : undefined;
}

/** systemd's manager configuration and drop-ins, told by their folder. */
function managed(name: string, folder: string): Detected | undefined {
  if (!name.endsWith('.conf')) return undefined;
  const manager =
    /\/(?:system|user)\.conf\.d$/.test(folder) || (/^(?:system|user)\.conf$/.test(name) && folder.endsWith('/systemd'));
  if (manager) return { language: 'systemd', dialect: 'manager' };
  return UNIT.test(folder.replace(/\.d$/, '')) && folder.endsWith('.d')
    ? { language: 'systemd', dialect: 'unit' }
    : undefined;
}

function resolver(name: string, folder: string): Detected | undefined {
  if (name === 'resolv.conf') return { language: 'resolver', dialect: 'resolv.conf' };
  if (name === 'resolved.conf' || (/\/resolved\.conf\.d$/.test(folder) && name.endsWith('.conf'))) {
    return { language: 'resolver', dialect: 'resolved.conf' };
  }
  return undefined;
}

/** Configuration files of single programs that carry a proxy. */
function carrier(name: string, folder: string): Detected | undefined {
  const bare = name.replace(/^[._]/, '');
  const isCarrier =
    /^(?:git-?config)(?:\.local)?$/.test(bare) ||
    (name === 'config' && /\/\.config\/git$/.test(folder)) ||
    (bare === 'npmrc' && (bare !== name || /\/etc$/.test(folder))) ||
    /^pip\.(?:conf|ini)$/.test(name) ||
    /^(?:curlrc|wgetrc)$/.test(bare) ||
    name === 'apt.conf' ||
    (/\/apt\.conf\.d$/.test(folder) && /^[\w-]+(?:\.conf)?$/.test(name)) ||
    (name === 'config.json' && /\/\.docker$/.test(folder));
  return isCarrier ? { language: 'settings' } : undefined;
}

/** A `.conf` outside the folders that settle it, under a name drop-ins are kept under. nginx uses the same names. */
function isLooseConf(path: string): boolean {
  return /(?:proxy[^/]*|override)\.conf$/i.test(path);
}

/** JSON is YAML, too; of all JSON files only those named for Clash are opened. */
function isClashJson(name: string): boolean {
  return /^[\w.-]*(?:clash|mihomo)[\w.-]*\.json$/i.test(name);
}

/** OpenClash's lists of a user's own rules: YAML under another ending. */
function isRuleList(path: string): boolean {
  return path.endsWith('.list') && /openclash|clash_/i.test(path);
}

/** Takes back what the name promised where the content plainly is something else. */
function refine(found: Detected | undefined, text: string): Detected | undefined {
  if (found?.language !== 'dotenv' && found?.language !== 'shell') return found;
  const interpreter = shebang(text);
  // Parcel's `.proxyrc`, and other settings under a name of ours, are JSON.
  if (/^\s*\{\s*(?:"[^"\r\n]{0,200}"\s*:|\})/.test(text.slice(0, HEAD))) return undefined;
  if (found.language === 'shell') {
    // fcitx and others name INI files `profile`.
    if (/^(?:\s|[#;][^\n]*\n)*\[[A-Z][\w/ ]*\][ \t\r]*(?:\n|$)/.test(text.slice(0, HEAD))) return undefined;
    return interpreter && found.dialect !== 'fish' ? { language: 'shell', dialect: interpreter } : found;
  }
  if (interpreter) return { language: 'shell', dialect: interpreter };
  const canBeSourced = found.dialect === undefined || found.dialect === 'environment-file';
  return canBeSourced && hasShellStatement(text) ? { language: 'shell' } : found;
}

/** Statements no .env reader knows. */
const SHELL_STATEMENT =
  /^[ \t]*(?:(?:if|elif|case|while|until|for|function|source|\.|alias|unset|eval|set|echo|printf|readonly|declare|typeset|return|\[\[?)[ \t]+[^=\s]|(?:fi|done|esac|then|else)[ \t]*$|[\w-]+[ \t]*\(\)|export[ \t]+[A-Za-z_]\w*(?:[ \t]+[A-Za-z_]\w*)*[ \t]*$|export[ \t]+\w+="?(?:\$\(|`))/;

/** Is a file named like a .env meant to be sourced? Looks outside quoted values only. */
function hasShellStatement(text: string): boolean {
  let open = '';
  for (const line of text.slice(0, HEAD).split('\n')) {
    const start = line.slice(0, 400);
    if (open === '' && SHELL_STATEMENT.test(start.trimEnd())) return true;
    open = openQuote(line, open);
  }
  return false;
}

/** The quote still open after a line: inside one, lines are data. */
function openQuote(line: string, open: string): string {
  if (open !== '') return line.includes(open) ? '' : open;
  const match = /^[ \t]*(?:export[ \t]+)?[\w.-]+[ \t]*=[ \t]*(["'`])/.exec(line);
  if (!match?.[1]) return '';
  return line.indexOf(match[1], match[0].length) < 0 ? match[1] : '';
}

/** What the content settles for names that leave it open. */
function byContent(path: string, text: string): Detected | undefined {
  const name = basename(path);
  const head = text.slice(0, HEAD);
  if (/\.ya?ml$/i.test(name) || isClashJson(name)) return looksLikeClash(text) ? { language: 'clash' } : undefined;
  if (name.endsWith('.list')) return looksLikeRuleList(text) ? { language: 'clash' } : undefined;
  if (/\.plist$/i.test(name)) return isJob(path, text) ? { language: 'launchd' } : undefined;
  if (UNIT.test(name)) return isUnit(name, head) ? { language: 'systemd', dialect: 'unit' } : undefined;
  if (isLooseConf(path)) return UNIT_SECTION.test(head) ? { language: 'systemd', dialect: 'unit' } : undefined;
  const interpreter = name.includes('.') ? undefined : shebang(text);
  return interpreter ? { language: 'shell', dialect: interpreter } : undefined;
}

/** A file somebody named although its name says nothing. */
function byContentAlone(text: string): Detected | undefined {
  const head = text.slice(0, HEAD);
  const interpreter = shebang(head);
  if (interpreter) return { language: 'shell', dialect: interpreter };
  if (looksLikeClash(text)) return { language: 'clash' };
  if (UNIT_SECTION.test(head)) return { language: 'systemd', dialect: 'unit' };
  if (isJob('', head)) return { language: 'launchd' };
  if (/^\s*</.test(head)) return undefined;
  if (/^#(?:compdef|autoload)\b/.test(head)) return { language: 'shell', dialect: 'zsh' };
  if (/^[ \t]*export[ \t]+[A-Za-z_]\w*=/m.test(head)) return { language: 'shell' };
  const lines = head.split('\n').filter((line) => /^[ \t]*[^#\s]/.test(line));
  const assignments = lines.filter((line) => /^[ \t]*[A-Za-z_][\w.-]*[ \t]*=/.test(line));
  return lines.length > 0 && assignments.length * 2 > lines.length ? { language: 'dotenv' } : undefined;
}

/**
 * D-Bus's and Avahi's services end in `.service` too, Avahi's are XML; a unit without any section is a masked one, or one
 * about to be written.
 */
function isUnit(name: string, text: string): boolean {
  if (/^\s*</.test(text)) return false;
  return UNIT_SECTION.test(text) || (SURE_UNIT.test(name) && !name.startsWith('.') && !SECTION.test(text));
}

/** A launchd job has a Label and something to run; preference and bundle plists have neither. */
function isJob(path: string, text: string): boolean {
  if (/<key>\s*CFBundle(?:Identifier|Executable)\s*<\/key>/.test(text)) return false;
  if (/(?:^|\/)(?:LaunchAgents|LaunchDaemons|launchd)\/[^/]+$/i.test(path)) return true;
  if (text.startsWith('bplist0')) return text.includes('Label') && text.includes('Program');
  return (
    /<key>\s*Label\s*<\/key>/.test(text) && /<key>\s*(?:Program|ProgramArguments|BundleProgram)\s*<\/key>/.test(text)
  );
}

/** The shell a `#!` line names; undefined for no such line or another interpreter. */
function shebang(text: string): string | undefined {
  if (!text.startsWith('#!')) return undefined;
  const line = text.slice(2, 200).split(/[\r\n]/, 1)[0] ?? '';
  const words = line.trim().split(/[ \t]+/);
  let word = basename(words.shift() ?? '');
  while (word === 'env' || (word !== '' && (word.startsWith('-') || word.includes('='))))
    word = basename(words.shift() ?? '');
  return SHELLS[word];
}
