/**
 * Files of build tools, task runners and start scripts that can load a `.env`, and whether the file then lies over what the
 * program inherits. Sources: GNU make manual, "Include" and "Variables from the Environment" (a makefile's variables override
 * the environment's and are handed on under the same names); just, "Settings" (`dotenv-load`, `dotenv-override`); taskfile.dev,
 * "dotenv files" (variables of the system win); foreman, `Engine#start` (starts programs with the file's variables); honcho,
 * `environ.py`; pipenv, `environments.py` (`override=True`); env-cmd, README (`--no-override`); dotenv-cli, README (`-o`);
 * dotenvx, README (`--overload`); python-dotenv, `cli.py` (`run` overrides); Node, `--env-file` (the environment wins); mise,
 * "Environments" (`_.file`); VS Code, "Launch configurations" (`envFile`); docker run(1).
 */
import { basename, dirname, lineEnd, lineStart } from '../../text.ts';

/** over: a variable of the file replaces one that is inherited · under: what is inherited stays. */
export type Loading = 'over' | 'under';

interface Tool {
  readonly names: RegExp;
  /** It loads the `.env` beside it without naming it. */
  readonly implied?: Loading;
  /** What comes before the file's name, on its line, where the tool itself loads it. */
  readonly loads?: RegExp;
  readonly loading?: Loading;
  /** What comes before a variable's name, and after it, on a line that sets it for everything that the tool starts. */
  readonly sets?: readonly [RegExp, RegExp];
}

const ASSIGNED = /^[ \t]*(?:[?+:!]|::)?=/;

const TOOLS: readonly Tool[] = [
  {
    names: /^(?:GNUm|[Mm])akefile$|\.(?:mk|mak)$/,
    loads: /^ *[-s]?include[ \t]/,
    loading: 'over',
    sets: [/^ *(?:(?:override|export) +)*$/, ASSIGNED],
  },
  { names: /^\.?justfile$|\.just$/i, sets: [/^export +$/, /^[ \t]*:=/] },
  {
    names: /^[Tt]askfile(?:\.dist)?\.ya?ml$/,
    loads: /^[ \t]*(?:dotenv:|-[ \t])/,
    loading: 'under',
    sets: [/^ {0,4}$/, /^: /],
  },
  { names: /^Procfile(?:\.\w+)?$/, implied: 'over' },
  { names: /^Pipfile$/, implied: 'over' },
  { names: /^\.?mise(?:\.\w+){0,3}\.toml$/, loads: /\b(?:file|env_file)\b/, loading: 'over', sets: [/^$/, /^[ \t]*=/] },
  { names: /^(?:launch|devcontainer)\.json$/, loads: /"envFile"/, loading: 'over', sets: [/"$/, /^"[ \t]*:/] },
  { names: /^pyproject\.toml$/, loads: /\benvfile\b/, loading: 'over' },
  { names: /^package\.json$/ },
];

const toolOf = (name: string): Tool | undefined => TOOLS.find(({ names }) => names.test(name));

/** Can a file of this name load a `.env` that lies beside it or below it? */
export function mayLoad(name: string): boolean {
  return toolOf(name) !== undefined;
}

/** Can it do so without naming the file? */
export function mayLoadUnnamed(name: string): boolean {
  return toolOf(name)?.implied !== undefined || /^\.?justfile$|\.just$/i.test(name);
}

/**
 * How a text loads a file of variables, as far as its lines show; undefined: not at all. `loader`, `file`: the paths of both.
 * What is done over and under the environment counts as over.
 */
export function loadingOf(loader: string, text: string, file: string): Loading | undefined {
  const tool = toolOf(basename(loader));
  const path = within(dirname(loader), file);
  if (!tool || path === undefined) return undefined;
  const found = [...mentions(text, path)].map(([before, after]) => ofMention(tool, before, after));
  if (path === '.env') found.push(tool.implied, ...unnamed(text));
  return found.includes('over') ? 'over' : found.find((one) => one !== undefined);
}

/** What is before and after each place on its line, without lines that are comments. */
function* around(text: string, word: string): Iterable<readonly [string, string]> {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const before = text.slice(Math.max(lineStart(text, at), at - LONGEST_CHARACTERS), at);
    const after = text.slice(at + word.length, Math.min(lineEnd(text, at), at + word.length + LONGEST_CHARACTERS));
    if (!/^[ \t]*(?:#|\/\/)/.test(before)) yield [before, after];
  }
}

/** Characters of a line that are looked at on either side. */
const LONGEST_CHARACTERS = 300;

/** The places that name a file: `.env`, `./.env`, `$(CURDIR)/.env`. */
function* mentions(text: string, path: string): Iterable<readonly [string, string]> {
  for (const [whole, after] of around(text, path)) {
    const before = whole.replace(/(?:\.|\$[({]?\w+[)}]?)\/$/, '');
    if (/(?:^|[\s"'`=(<:,[])$/.test(before) && !/^[\w.-]/.test(after)) yield [before, after];
  }
}

function ofMention({ loads, loading }: Tool, before: string, after: string): Loading | undefined {
  if (loads?.test(before)) return loading;
  const here = before.slice(Math.max(...[';', '&', '|'].map((sign) => before.lastIndexOf(sign))) + 1);
  const rest = (/^[^;&|]*/.exec(after) as RegExpExecArray)[0];
  if (/(?:^|[\s(@"'])(?:\.|source)[ \t]+["']?$/.test(here) || isOpen(before)) return 'over';
  if (/^["']?[ \t]*\|[^|]*\b(?:while|xargs|read)\b/.test(after)) return 'over';
  if (!/(?:^|\s)(?:-[ef]|--(?:env-)?file(?:-if-exists)?)[= \t]*["']?$/.test(here)) return undefined;
  return byCommand(here + rest) ?? (here.includes('--env-file') ? 'under' : undefined);
}

/** Is the place inside a substitution or after a redirection? `$(wildcard .env)` and `$(error no .env)` only speak of it. */
function isOpen(before: string): boolean {
  const opened = Math.max(before.lastIndexOf('`'), before.lastIndexOf('<'), before.lastIndexOf('('));
  return (
    opened > before.lastIndexOf(')') && !/^\((?:(?:wildcard|error|warning|info)\b|["',])/.test(before.slice(opened))
  );
}

/** Programs that load a file and start another program with it. */
function byCommand(command: string): Loading | undefined {
  if (/\benv-cmd\b/.test(command)) return /--no-override\b/.test(command) ? 'under' : 'over';
  if (/\b(?:foreman|honcho|hivemind|overmind|nf)\b/.test(command)) return 'over';
  if (!/\bdotenvx?\b/.test(command)) return undefined;
  const isOver = /\s(?:-o|--over(?:load|ride))\b/.test(command);
  const isPython = /-m[ \t]+dotenv\b|\bdotenv\b[^x]*\srun\b/.test(command) && !/--no-override\b/.test(command);
  return isOver || isPython ? 'over' : 'under';
}

/** Commands that load the `.env` of their folder and start a program. */
export const ENV_COMMANDS: readonly string[] = ['dotenv', 'env-cmd', 'foreman', 'honcho', 'hivemind', 'overmind'];

/** Lines that load the `.env` of their folder and don't say so. */
function unnamed(text: string): (Loading | undefined)[] {
  const found: (Loading | undefined)[] = [];
  const isJust = [...around(text, 'set dotenv-')].filter(
    ([before, after]) => before === '' && !/\bfalse\b/.test(after),
  );
  const [first] = isJust;
  if (first) found.push(isJust.some(([, after]) => after.startsWith('override')) ? 'over' : 'under');
  for (const word of ENV_COMMANDS)
    for (const [before, after] of around(text, word)) {
      const isRun = /(?:^|[\s;&|("'@])$/.test(before) && /^x?[ \t]+(?:--|run|start|s|[\w./-])/.test(after);
      if (isRun && !/[ \t](?:-[ef]|--(?:env-)?file)\b/.test(after)) found.push(byCommand(`${word}${after}`));
    }
  return found;
}

/** Does the text set the variable for everything that the tool starts? */
export function setsForAll(loader: string, text: string, name: string): boolean {
  const [before, after] = toolOf(basename(loader))?.sets ?? [];
  if (!before || !after) return false;
  return [...around(text, name)].some(([start, end]) => before.test(start) && after.test(end));
}

/** Does it set it anywhere: for one recipe, one script, one container? */
export function setsSomewhere(text: string, name: string): boolean {
  return [...around(text, name)].some(
    ([before, after]) =>
      !/[\w$({]$/.test(before) &&
      (/^\\?["']?[ \t]*(?:[?+:!]?=|:(?:[ \t]|$))/.test(after) || /(?:-e|--env)[= \t]+["']?$/.test(before)),
  );
}

/** Does it read it: anything but handing it on (make's `export NAME`)? */
export function readsVariable(text: string, name: string): boolean {
  return [...around(text, name)].some(
    ([before, after]) =>
      !/\w$/.test(before) &&
      !/^\w/.test(after) &&
      !(/^[ \t]*export[ \t][\w \t]*$/.test(before) && /^[\w \t]*$/.test(after)),
  );
}

/** The path of a file from a folder above it; undefined outside of it. `.vscode` and its like speak of the folder they lie in. */
function within(folder: string, file: string): string | undefined {
  const top = folder.replace(/(?:^|\/)\.(?:vscode|devcontainer|config)$/, '');
  if (top === '') return file.startsWith('/') ? undefined : file;
  const start = top === '/' ? '/' : `${top}/`;
  return file.startsWith(start) ? file.slice(start.length) : undefined;
}
