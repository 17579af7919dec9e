/**
 * The vocabulary of envlint. This file imports nothing; everything else may import it.
 *
 * Text becomes a `Document` (a language's work), documents become a `Project`, rules read the project's facts and
 * answer with findings, and a finding may carry fixes: plain text edits over exact spans.
 */

// ── text ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** A half-open range of UTF-16 units in one file. Lines and columns exist only in reports. */
export interface Span {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

export interface TextEdit {
  readonly at: Span;
  readonly text: string;
}

/** Every word a user reads, in both languages, where it is used. */
export interface Text {
  readonly en: string;
  readonly zh: string;
}

// ── values ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** The placeholder in `Value.text` for every piece that is only known at run time. A known value never contains it. */
export const HOLE = '\uFFFC';

/** Characters as written. Either verbatim (`text` as long as `at`) or one escape or entity (`text` is what it means). */
export interface Literal {
  readonly kind: 'literal';
  readonly text: string;
  readonly at: Span;
}

/** `$NAME`, `${NAME}`, `${NAME:-word}`: decided by the environment it is read in. */
export interface Reference {
  readonly kind: 'reference';
  readonly name: string;
  /** `:-`, `-`, `:=`, `=`, `:+`, `+`, `:?`, `?` with the word after it; any other operator makes the piece unknown. */
  readonly operator?: string | undefined;
  readonly word?: readonly Piece[] | undefined;
  readonly at: Span;
}

/** `$(…)`, backticks, an array, a glob, a template tag: envlint does not guess. */
export interface Unknown {
  readonly kind: 'unknown';
  readonly at: Span;
}

export type Piece = Literal | Reference | Unknown;

/**
 * A decoded value and the exact characters it came from. `at` covers the raw word with its quotes; the pieces cover
 * its inside, in order. `text` is the pieces' text with a `HOLE` for each that is not literal.
 */
export interface Value {
  readonly text: string;
  readonly at: Span;
  /** True when every piece is literal. */
  readonly known: boolean;
  readonly pieces: readonly Piece[];
}

// ── facts ───────────────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * Where a statement has effect: a file's top level, a shell function, an exporting alias, a subshell, a block of variables in
 * a program's own file, the session that a command changes for all programs it starts later on (`launchctl setenv`). The same
 * object for all facts of one scope. A unit, a plist and a dotenv file have only their top level and sessions.
 */
export interface Scope {
  readonly kind: 'file' | 'function' | 'alias' | 'subshell' | 'block' | 'session';
  /** The function's or alias's name, the server or service a block is for, the tool that changes a session; empty for a file's top level. */
  readonly name: string;
  readonly at: Span;
  readonly parent?: Scope | undefined;
  /** A function that is only defined on some runs: the conditions for it. */
  readonly ways?: readonly Way[] | undefined;
  /** A function of fish that runs whenever one of these variables changes (`--on-variable`). */
  readonly watches?: readonly string[] | undefined;
  /** A function whose body is in parentheses: what it sets is gone when it ends. */
  readonly isSubshell?: true | undefined;
  /** For a block: the program that receives its variables. */
  readonly recipient?: Recipient | undefined;
}

/** The program that receives the variables of a block in another program's own configuration file. */
export interface Recipient {
  /**
   * agent: the program itself, over what its shell gave it · server: an MCP server it starts · container · build: the steps
   * that make an image · terminal: shells that an editor opens.
   */
  readonly kind: 'agent' | 'server' | 'container' | 'build' | 'terminal';
  /** The program whose file it is: `claude`, `codex`, `gemini`, `opencode`, `openclaw`, `hermes`, `mcp`, `compose`, … */
  readonly program: string;
  /** What else the recipient inherits: everything the program that starts it has, or nothing. */
  readonly inherits: 'all' | 'nothing';
  /**
   * For a container: it shares the loopback of the machine (`host`) or of another container that is named elsewhere (`other`).
   */
  readonly loopback?: 'host' | 'other' | undefined;
}

interface FactBase {
  /** All characters of the fact, e.g. `NAME=value` without the keyword before it. */
  readonly at: Span;
  readonly scope: Scope;
  /** False inside `if`, `case`, loops, `&&` lists: it happens on some runs only. */
  readonly certain: boolean;
  /** The conditions it depends on, outermost first. A fact that is not certain and has none is inside a loop or a template. */
  readonly ways?: readonly Way[] | undefined;
}

/**
 * One answer to one condition of a file. The arms of an `if` or a `case`, and both sides of `… && … || …`, are answers to the
 * same question; each run takes exactly one of them.
 */
export interface Way {
  /** The condition's own text; `case` with its subject; `set NAME` where that is what it asks. */
  readonly question: string;
  /** `yes`, `no`, or the pattern of a `case`; the pattern `*` stands for everything the others do not match. */
  readonly answer: string;
  /** The variable that a `set NAME` condition tests. */
  readonly variable?: string | undefined;
  /** All patterns of a `case`. */
  readonly among?: readonly string[] | undefined;
}

/** One change to one environment variable. */
export interface Assignment extends FactBase {
  readonly kind: 'env';
  readonly name: Value;
  /** Empty for `unset` and for a bare `export NAME`. */
  readonly value: Value;
  /**
   * set: NAME=value · append: NAME+=value (a string) · prepend: fish `set -p` · unset: the variable goes away ·
   * export: an existing variable becomes exported · default: only if unset or empty (`: ${NAME:=value}`) ·
   * default-unset: only if unset (`set -q NAME; or set -gx NAME …`)
   */
  readonly operation: 'set' | 'append' | 'prepend' | 'unset' | 'export' | 'default' | 'default-unset';
  /** Who gets it: child processes, only this shell, only this function call, or only the one command it prefixes. */
  readonly reach: 'environment' | 'shell' | 'local' | 'command';
  /** The whole statement with its keyword (`export A=1 B=2`): neighbours are written beside this. */
  readonly statement: Span;
  /** A trailing comment on the same line, from its `#` on. */
  readonly comment?: Span | undefined;
  /**
   * Programs that read another value from the same line, by name: `node`, `docker`, `systemd`, `compose`, … Computed on demand,
   * because few runs need it.
   */
  readonly readings?: (() => ReadonlyMap<string, string>) | undefined;
  /** Why the format's own reader ignores or mangles this assignment; the value is then what was plainly meant. */
  readonly dropped?: Dropped | undefined;
  /**
   * The name can't be set a second time as a plain string: the shell refuses (`readonly`), or the name is a list
   * (`NAME=(a b)`, zsh's `typeset -T`), a number, or text that the shell changes (`declare -u`).
   */
  readonly fixed?: 'readonly' | 'list' | undefined;
}

/** Why the reader drops or mangles an assignment (systemd drops it whole; a stray comma becomes part of the value). */
export interface Dropped {
  readonly reason:
    | 'blank-around-equals'
    | 'unquoted-blank'
    | 'trailing-blank'
    | 'export-keyword'
    | 'stray-punctuation'
    | 'smart-quotes'
    | 'shared-quotes'
    | 'bad-escape'
    | 'specifier'
    | 'inline-comment'
    | 'not-a-name'
    | 'unbalanced-quote';
  readonly at: Span;
}

/** A simple command, as written: shell commands. (What supervisors run is a `Service`.) */
export interface Command extends FactBase {
  readonly kind: 'command';
  readonly words: readonly Value[];
  /** Ends in `&`. */
  readonly background: boolean;
  /** Comes before a `|`: it runs in a process of its own. */
  readonly isolated?: true | undefined;
}

/** This file loads another one: `source`, `.`, EnvironmentFile=. */
export interface Inclusion extends FactBase {
  readonly kind: 'include';
  readonly path: Value;
  /** A missing file is no error (`-` prefix, `[ -f x ] && . x`). */
  readonly optional: boolean;
  /**
   * Everything it assigns is exported to child processes, as with `set -a`, direnv and systemd; a shell alone exports nothing.
   */
  readonly exports?: true | undefined;
}

/** One line a supervisor runs: ExecStart=, ExecStartPre=, ProgramArguments. */
export interface ExecLine {
  readonly key: string;
  readonly at: Span;
  readonly words: readonly Value[];
  /** systemd's prefixes `-@:+!`. */
  readonly prefix: string;
}

/** A job that a supervisor runs: one unit or drop-in, or one plist. Units and their drop-ins are merged by a query. */
export interface Service extends FactBase {
  readonly kind: 'service';
  readonly manager: 'systemd' | 'launchd';
  /** Unit name (`hermes-gateway.service`, for a drop-in the unit it extends; empty when the file name does not say) or Label. */
  readonly label: Value;
  readonly dropIn: boolean;
  readonly domain: 'system' | 'user' | 'unknown';
  readonly commands: readonly ExecLine[];
  /** Restart= / KeepAlive, as the supervisor acts: `always`, `on-failure` (KeepAlive.SuccessfulExit=false and its like), `no`; undefined: this file does not say. */
  readonly restart?: { readonly policy: 'always' | 'on-failure' | 'no'; readonly at: Span } | undefined;
  /** Type= of a unit. */
  readonly type?: Value | undefined;
}

/** One key of a structured file with its value: unit keys, plist keys, Clash keys, resolver settings, `.npmrc` keys. */
export interface Setting extends FactBase {
  readonly kind: 'setting';
  /** `['Service', 'RestartSec']`, `['KeepAlive', 'SuccessfulExit']`, `['dns', 'enable']`, `['proxies', '3', 'password']`. */
  readonly path: readonly string[];
  readonly name: Value;
  readonly value: Value;
  /** How the format types it: `string`, `integer`, `true`, `false`, `array`, `dict`, `null`, `float`; systemd: absent. */
  readonly type?: string | undefined;
  /** Why the format's own reader skips the whole line; name and value are then what was plainly meant. */
  readonly ignored?: 'leading-blank' | 'unknown-name' | 'wrong-section' | undefined;
}

/** A port something listens on. */
export interface Listener extends FactBase {
  readonly kind: 'listener';
  /** `http`, `socks`, `mixed`, `redir`, `tproxy`, `controller`, `dns`, or a Clash listener type as written. */
  readonly protocol: string;
  /** The address it binds; empty = decided by other settings. */
  readonly address: string;
  readonly port: Value;
  readonly name?: string | undefined;
  /** UDP is switched off for this listener. */
  readonly isWithoutUdp?: boolean | undefined;
}

/** A proxy given to one program by its own configuration file: git, npm, pip, curl, wget, apt, docker. */
export interface ProxySetting extends FactBase {
  readonly kind: 'proxy-setting';
  /** A client of `routing/clients`, or `apt`, `docker`, `pip`. */
  readonly client: string;
  readonly role: 'http' | 'https' | 'all' | 'no-proxy';
  readonly name: Value;
  readonly value: Value;
  /** git's `http.<url>.proxy`, apt's per-host proxy. */
  readonly onlyFor?: string | undefined;
}

// ── Clash ───────────────────────────────────────────────────────────────────────────────────────────────────────────

/** A rule line, split and trimmed as mihomo does. `at` covers the scalar's content without quotes. */
export interface ClashRule {
  readonly at: Span;
  /** The decoded scalar. */
  readonly text: string;
  /** Upper-cased, e.g. `DOMAIN-SUFFIX`; `''` for an unusable line. */
  readonly type: string;
  readonly payload: string;
  readonly target: string;
  readonly params: readonly string[];
}

export interface ClashGroup {
  readonly name: Value;
  readonly at: Span;
  readonly type: string;
  readonly proxies: readonly Value[];
  readonly use: readonly Value[];
  readonly includeAll: boolean;
  readonly includeAllProxies: boolean;
  readonly includeAllProviders: boolean;
  readonly filter?: Value | undefined;
  readonly excludeFilter?: Value | undefined;
  readonly excludeType?: Value | undefined;
  readonly defaultSelected?: Value | undefined;
}

export interface ClashProxy {
  readonly name: Value;
  readonly at: Span;
  readonly type: string;
  readonly server?: Value | undefined;
  readonly port?: Value | undefined;
  readonly dialer?: Value | undefined;
}

/**
 * `rule-providers` and `proxy-providers`. `payload` is what an inline provider contains, or the content of `path` when that
 * file is in the project.
 */
export interface ClashProvider {
  readonly name: Value;
  readonly at: Span;
  readonly kind: 'rule' | 'proxy';
  readonly type: string;
  readonly behavior: string;
  readonly format: string;
  readonly path?: Value | undefined;
  readonly url?: Value | undefined;
  readonly payload?: readonly string[] | undefined;
  /** Inline proxies of a proxy-provider. */
  readonly proxies?: readonly ClashProxy[] | undefined;
  readonly filter?: Value | undefined;
  readonly excludeFilter?: Value | undefined;
  readonly excludeType?: Value | undefined;
}

/** One reason for which the program that reads a file refuses the whole of it. */
export interface Refusal {
  readonly at: Span;
  /** What is wrong, as the end of "This configuration is refused: …". */
  readonly what: Text;
  /** The label under the characters: the cause, or what was meant. */
  readonly label: Text;
  /** What the program itself prints. */
  readonly said: string;
  /** Where versions differ: which of them refuse the file. The finding is then a warning. */
  readonly versions?: Text | undefined;
  /**
   * The program loads the file, and the fault only shows in use: of a node (`true`), when a listener should start, or when a set
   * of rules is read. The finding is then a warning; with `versions` it stays an error.
   */
  readonly isLate?: true | 'listener' | 'set' | undefined;
  /** The edit that corrects it. */
  readonly repair?: Fix | undefined;
}

/** One of the files from which a Clash client builds its configuration. */
export interface ClashLayer {
  readonly file: string;
  readonly role: 'subscription' | 'local' | 'merge' | 'rules' | 'proxies' | 'groups' | 'app' | 'dns';
  /** What it is, for a reader: `the rules list of the profile “sub”`. */
  readonly title: Text;
  /** Its top-level keys as written. */
  readonly keys: readonly Value[];
  /** Its `rules`, where it has a list of them. */
  readonly rules?: readonly ClashRule[] | undefined;
}

/** How a client builds a configuration, layer by layer, in its order. */
export interface ClashComposition {
  readonly client: string;
  readonly layers: readonly ClashLayer[];
  /** The list whose rules come before all others and stay when the client downloads again: a new rule goes there. */
  readonly ruleList?:
    | {
        readonly at: Span;
        readonly items: readonly Span[];
        /** A later layer sets `rules` and thereby discards the list. */
        readonly isReplaced?: true | undefined;
      }
    | undefined;
  /**
   * Where a rule that the user adds survives updates, in words for a reader; undefined: only the client itself knows such a
   * place.
   */
  readonly lasting?: Text | undefined;
}

/** A whole Clash file. Its scalar keys are `Setting`s, its ports `Listener`s. */
export interface ClashFile extends FactBase {
  readonly kind: 'clash';
  /** config: meant to run as it is · partial: an override, a rules-only sample, a GUI's base without rules or proxies · provider: a rule-provider's content. */
  readonly form: 'config' | 'partial' | 'provider';
  /** Lower-cased; `rule` when the file doesn't say. */
  readonly mode: string;
  readonly rules: readonly ClashRule[];
  /** The `rules` key, where there is one. */
  readonly rulesKey?: Span | undefined;
  readonly subRules: ReadonlyMap<string, readonly ClashRule[]>;
  readonly groups: readonly ClashGroup[];
  readonly proxies: readonly ClashProxy[];
  readonly providers: readonly ClashProvider[];
  readonly hosts: ReadonlyMap<string, readonly string[]>;
  /** Why mihomo refuses this file, in its order; worked out when it is asked for. Rules and names are judged elsewhere. */
  readonly refusals?: (() => readonly Refusal[]) | undefined;
  /** Written for clash-rs, whose listeners may repeat the ports at the top. */
  readonly isForClashRs?: boolean | undefined;
  /** Written for Stash, which has types of rules that mihomo does not know. */
  readonly isForStash?: boolean | undefined;
  /** The file is an index: a client builds the configuration from several files, and all spans point into those files. */
  readonly composition?: ClashComposition | undefined;
  /** The content of a rule-provider file (`form: 'provider'`): entries as mihomo's line reader would take them. */
  readonly payload: readonly string[];
}

export type Fact = Assignment | Command | Inclusion | Service | Setting | Listener | ProxySetting | ClashFile;

// ── documents ───────────────────────────────────────────────────────────────────────────────────────────────────────

export type LanguageName =
  | 'dotenv'
  | 'shell'
  | 'clash'
  | 'systemd'
  | 'launchd'
  | 'resolver'
  | 'settings'
  | 'dockerfile'
  | 'json'
  | 'toml'
  | 'yaml';

/** A file as it was read. `file` is an opaque path with forward slashes; `bytes` only for files that are not text. */
export interface Source {
  readonly file: string;
  readonly text: string;
  readonly bytes?: Uint8Array | undefined;
}

/** A comment with its markers: `# …`, `<!-- … -->`. `ownLine`: only whitespace comes before it on its line. */
export interface Comment {
  readonly at: Span;
  readonly ownLine: boolean;
}

/**
 * A parsed file. Parsing never throws: broken input gives `errors` and whatever facts survive.
 */
export interface Document extends Source {
  readonly language: LanguageName;
  /** `dotenv`, `pam`, `environment.d`, `environment-file`; `sh`, `bash`, `zsh`, `fish`; `unit`, `manager`; `plist`, `binary-plist`; `resolv.conf`, `resolved.conf`; in JSON, TOML and YAML the program; … */
  readonly dialect: string;
  readonly facts: readonly Fact[];
  readonly comments: readonly Comment[];
  /** Syntax errors: findings of the rule `syntax-error`, or of the rule named here (`malformed-plist`). */
  readonly errors: readonly SyntaxFinding[];
  /** Places that contain a secret and that only this language can know (node passwords, subscription links, `secret:`). */
  readonly secrets: readonly Span[];
  /** Command lines written as lists of words, so that the search for secrets can look at them. */
  readonly commandLines?: readonly (readonly Value[])[] | undefined;
  /**
   * Present on an index, whose facts depend on other documents (a Clash client's profile and the layers over it). It returns
   * undefined when these documents do not form such a whole.
   */
  readonly compose?: ((documents: ReadonlyMap<string, Document>) => Composition | undefined) | undefined;
  /** The document as it was parsed, when a composition has moved its facts elsewhere. */
  readonly parsed?: Document | undefined;
  /** What the file is to the program that composes it. */
  readonly title?: Text | undefined;
  /** Why the configuration that the file belongs to is only partly known: what decides is not in the project. */
  readonly incomplete?: Text | undefined;
  /** Writes facts back in this document's own style. Absent: the file is read-only (binary). */
  readonly writer?: Writer | undefined;
}

export interface NewVariable {
  readonly name: string;
  readonly value: string;
  /** Keep what is inherited: `${NAME:-value}` where the format can say so. */
  readonly inherit?: boolean | undefined;
  /** With `inherit`: what is inherited under this name comes next, before `value` (`${NAME:-${OTHER:-value}}`). */
  readonly orFrom?: string | undefined;
  /** Take another variable's value where the format can say so (`export no_proxy=$NO_PROXY`); `value` elsewhere. */
  readonly copyOf?: string | undefined;
}

/**
 * The mirror of parsing: how a language writes a fact, escaped for its own grammar, in the neighbour's indentation,
 * quoting and line ending. Each answers undefined where the grammar has no safe way to say it.
 */
export interface Writer {
  /** Replaces the decoded characters `start` to `end` (default: all) of `value` by `text`. */
  replace(value: Value, text: string, start?: number, end?: number): readonly TextEdit[] | undefined;
  /** New assignments after an existing one, as its owner would have written them. */
  assign(beside: Assignment, variables: readonly NewVariable[]): readonly TextEdit[] | undefined;
  /** Takes out a word, an assignment's statement, a setting or a list item, with its line if nothing else is on it. */
  remove(at: Span): readonly TextEdit[] | undefined;
  /** A line of its own above the line of `at`, indented like it: for comments and for Clash rules. `text` is the whole new line without indentation and line ending. */
  insertAbove(at: Span, text: string): readonly TextEdit[] | undefined;
  /** More names for the statement that clears `beside` (`unset A B`, `set -e A B`). Only shells can. */
  unset?(beside: Assignment, names: readonly string[]): readonly TextEdit[] | undefined;
  /** A value written as another element, in the format's own syntax (`<true/>`, `<integer>5</integer>`; `["a"]` in JSON). */
  retype?(value: Value, element: string): readonly TextEdit[] | undefined;
  /** An assignment with `dropped` written as it was plainly meant; undefined where more than one reading exists. */
  repair?(assignment: Assignment): readonly TextEdit[] | undefined;
  /** A comment line with these words (`# words`, `<!-- words -->`), for `insertAbove`. */
  comment(words: string): string;
}

/** What an index builds from other documents: its facts, and the files that count only as parts of it. */
export interface Composition {
  readonly facts: readonly Fact[];
  /** What each part is, by file. */
  readonly parts: ReadonlyMap<string, Text>;
  /** Why the whole is not known: it depends on a script, a database or settings that envlint does not follow. */
  readonly incomplete?: Text | undefined;
}

export interface Language {
  readonly name: LanguageName;
  /**
   * Any text gives a document. `dialect` where the caller knows it better than the file name. `before`: an earlier document of the
   * same file, from which a parser may take what the texts have in common; the answer is the same without it.
   */
  parse(source: Source, dialect?: string, before?: Document): Document;
}

// ── project ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** What the user says about the network in `envlint.yaml`. Every rule reads this instead of having options. */
export interface Network {
  /** `cn` or `abroad`; undefined: decided by evidence. */
  readonly region?: string | undefined;
  readonly domestic: readonly string[];
  readonly overseas: readonly string[];
  readonly local: readonly string[];
  /** Clients that matter here; empty: all of them. */
  readonly clients: readonly string[];
  /** Minimum of a timeout by its variable or key, in that variable's own unit. */
  readonly timeouts: Readonly<Record<string, number>>;
}

/** Everything known about one machine or repository: an immutable value, the sole input of every rule. */
export interface Project {
  readonly documents: ReadonlyMap<string, Document>;
  readonly network: Network;
  /** The folder that is the user's home in these paths (`~` and `$HOME` lead there); undefined: unknown. */
  readonly home?: string | undefined;
  /**
   * Paths that files refer to and that do not exist on disk: they set nothing. Undefined: nothing was looked up, so a file that
   * is not in the project may still exist.
   */
  readonly absent?: ReadonlySet<string> | undefined;
  /** The folders that are checked; undefined: paths are relative to the only one. */
  readonly roots?: readonly string[] | undefined;
  /** All facts of a kind, documents sorted by path, facts in the order of their file. */
  facts<K extends Fact['kind']>(kind: K): readonly Extract<Fact, { kind: K }>[];
  document(file: string): Document;
}

// ── rules ───────────────────────────────────────────────────────────────────────────────────────────────────────────

export type Severity = 'error' | 'warning' | 'info';

export interface Note {
  readonly at: Span;
  readonly message: Text;
}

/** Atomic: all edits apply or none. safe: changes nothing that works today and loses nothing. */
export interface Fix {
  readonly title: Text;
  readonly safe: boolean;
  readonly edits: readonly TextEdit[];
  /** Only offered when the rule is asked for by name. */
  readonly named?: true | undefined;
}

export interface Finding {
  readonly at: Span;
  /** The consequence, in the user's terms. One line. */
  readonly message: Text;
  /** The cause, under the exact characters. */
  readonly label?: Text | undefined;
  /** Why it hurts, in one or two sentences. */
  readonly why?: Text | undefined;
  /** When this place is milder or graver than the rule's default. */
  readonly severity?: Severity | undefined;
  readonly related?: readonly Note[] | undefined;
  readonly fixes?: readonly Fix[] | undefined;
}

export interface SyntaxFinding extends Finding {
  readonly rule?: string | undefined;
  /** The file's reader refuses the whole file because of this finding: other findings mean nothing until it is repaired. */
  readonly isFatal?: true | undefined;
}

export interface Rule {
  /** The file's name, and the name of the fault: a suppression reads as a sentence. */
  readonly id: string;
  readonly summary: Text;
  readonly severity: Severity;
  /** Not run unless the configuration or `--only` names it. */
  readonly off?: boolean | undefined;
  /**
   * Facts and languages the rule reads. In a project without any of them there is nothing to find, and the rule is not loaded.
   */
  readonly needs?: readonly (Fact['kind'] | LanguageName)[] | undefined;
  check(project: Project): Iterable<Finding>;
}

/** What is known of a rule before its logic is loaded. */
export type RuleInfo = Omit<Rule, 'check'>;

/** A rule whose logic is loaded only when a project contains something it reads. */
export interface LazyRule extends RuleInfo {
  readonly load: () => Promise<Rule>;
}

/**
 * One small machine. `files` is text with `-- path --` headers. Below a line, a line of spaces and `^` marks what must be
 * found, followed by nothing, by a severity, or by a severity and the English message. `envlint.yaml` may be among the files.
 */
export interface Example {
  readonly files: string;
  /** The same machine after `--fix` (after `--unsafe-fixes` if `unsafe`), only the files that change. */
  readonly fixed?: string | undefined;
  readonly unsafe?: boolean | undefined;
}

/** Kept beside the rule, outside the bundle that a lint run loads: documentation, tests and gallery in one. */
export interface RuleDocs {
  /** Markdown: what it finds, why it hurts, how to repair it, the sources. */
  readonly text: Text;
  readonly bad: readonly Example[];
  readonly good: readonly Example[];
}

export interface Diagnostic extends Finding {
  readonly rule: string;
  readonly severity: Severity;
}

// ── routes ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** direct: no proxy on the way · proxy: leaves through one · reject · error: the client fails · unknown: undecidable here. */
export type RouteVerdict = 'direct' | 'proxy' | 'reject' | 'unknown' | 'error';

/** One thing that decided the route: a variable, a matching entry, a listener, a rule, a group. */
export interface RouteStep {
  /** `variable`, `no-proxy`, `listener`, `rule`, `policy`, `setting`, `client`, `unknown`. */
  readonly what: string;
  readonly at?: Span | undefined;
  /** The words of the file this is about: `https_proxy  http://127.0.0.1:7890`, `MATCH,节点选择`. */
  readonly about?: string | undefined;
  readonly message: Text;
}

/** One request by one client from one environment. */
export interface Route {
  /** The URL as the user gave it. */
  readonly url: string;
  readonly client: string;
  /** `.env`, `.zshrc:proxy_on`. */
  readonly environment: string;
  readonly verdict: RouteVerdict;
  readonly steps: readonly RouteStep[];
  /** The proxy URL the client uses, not yet masked. */
  readonly proxy?: string | undefined;
  /** The NO_PROXY entry that lets it pass. */
  readonly bypass?: string | undefined;
  readonly clash?: { readonly rule?: string | undefined; readonly policy?: string | undefined } | undefined;
  /** The optional package whose presence decides an unknown. */
  readonly needs?: string | undefined;
  /** What must be set besides for the client to go this way. */
  readonly note?: Text | undefined;
}
