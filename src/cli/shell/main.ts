/** Runs one command line and returns its exit code. The only place where errors are caught. */

import { makeProject } from '../../project.ts';
import { MASK, secretsOf } from '../../secrets/index.ts';
import { didYouMean, UsageError } from '../../usage-error.ts';
import { VERSION } from '../../version.ts';
import { COMMANDS, type CommandName } from './commands.ts';
import { type Context, inLang, langOf, makeContext, writesToTerminal } from './context.ts';
import { err, foldMessages, out } from './io.ts';
import { type Invocation, parseInvocation } from './parse.ts';
import { internalError } from './words.ts';

/** Each command is loaded when it is asked for. */
const RUN: Readonly<Record<CommandName, (context: Context) => Promise<number>>> = {
  lint: async (context) => (await import('../commands/lint.ts')).lintCommand(context),
  route: async (context) =>
    context.values.against === undefined
      ? (await import('../commands/route.ts')).routeCommand(context)
      : (await import('../commands/route-against.ts')).routeAgainst(context),
  test: async (context) => (await import('../commands/test.ts')).testCommand(context),
  doctor: async (context) => (await import('../commands/doctor.ts')).doctorCommand(context),
  undo: async (context) => (await import('../commands/undo.ts')).undoCommand(context),
  explain: async (context) => (await import('../commands/explain.ts')).explainCommand(context),
  rules: async (context) => (await import('../commands/rules.ts')).rulesCommand(context),
  config: async (context) => (await import('../commands/config.ts')).configCommand(context),
  lsp: async (context) => (await import('../commands/lsp.ts')).lspCommand(context),
  mcp: async (context) => (await import('../commands/mcp.ts')).mcpCommand(context),
  init: async (context) => (await import('../commands/init.ts')).initCommand(context),
  merge: async (context) => (await import('../commands/merge.ts')).mergeCommand(context),
  completions: async (context) => (await import('../commands/completions.ts')).completionsCommand(context),
  man: async (context) => (await import('../commands/man.ts')).manCommand(context),
  version: async () => printVersion(),
  help: async (context) => printHelp(context, context.operands[0]?.path),
};

/** `argv`: the words after the program's name. */
export async function main(argv: readonly string[], env: Context['env']): Promise<number> {
  const lang = langOf(languageWord(argv), env);
  if (writesToTerminal('stderr')) await foldForTerminal();
  try {
    const invocation = parseInvocation(argv);
    if (invocation.values.version) return printVersion();
    const context = await makeContext(invocation, env);
    if (invocation.values.help) return await printHelp(context, invocation.isNamed ? invocation.command : undefined);
    if (mayWrite(invocation)) process.on('SIGINT', () => process.exit(130));
    return await RUN[invocation.command](context);
  } catch (error) {
    const hide = await hiding();
    if (error instanceof UsageError) {
      for (const line of told(error, lang, hide).split('\n')) err(`envlint: ${line}`);
      return 2;
    }
    confess(error, argv.includes('--debug'), lang, hide);
    return 70;
  }
}

/** Breaks messages at the width of the terminal; what continues one is two columns in. */
async function foldForTerminal(): Promise<void> {
  const { wrap } = await import('../../report/terminal/wrap.ts');
  const width = Math.max(40, process.stderr.columns ?? 80);
  foldMessages((line) => wrap(line, width - 2).join('\n  '));
}

/** Commands that can write, and options with which a check does, or ends only when it is told to. */
const WRITING: ReadonlySet<string> = new Set<CommandName>(['undo', 'init', 'merge', 'doctor']);
const WRITES = ['fix', 'unsafe-fixes', 'add-suppressions', 'write-baseline', 'prune-baseline', 'watch'] as const;

/** Must an interrupt wait until the current write is complete? Any other run ends at once, without a listener to set up. */
function mayWrite({ command, values }: Invocation): boolean {
  return WRITING.has(command) || WRITES.some((name) => values[name] !== undefined);
}

/** The message of a mistake, masked except for the name of its file. */
function told({ text, file }: UsageError, lang: Context['lang'], hide: (text: string) => string): string {
  const said = inLang(text, lang);
  return said.startsWith(file) ? file + hide(said.slice(file.length)) : hide(said);
}

/**
 * Masks the secrets of everything that was read, because an error message can quote it. A message that cannot be masked is not
 * shown.
 */
async function hiding(): Promise<(text: string) => string> {
  const { everythingRead } = await import('../../host/read/load.ts');
  const { mask } = secretsOf(makeProject({ documents: everythingRead() }));
  return (text) => {
    try {
      return mask(text);
    } catch {
      return MASK;
    }
  };
}

/** One line about a fault of our own. */
function confess(error: unknown, isDebugging: boolean, lang: Context['lang'], hide: (text: string) => string): void {
  const detail = error instanceof Error ? error.message : String(error);
  err(`envlint: ${inLang(internalError(hide(detail).split('\n', 1)[0] ?? ''), lang)}`);
  if (isDebugging && error instanceof Error) err(hide(error.stack ?? ''));
}

/** The language must be known before the words are parsed: what is wrong with them is said in it. */
function languageWord(argv: readonly string[]): string | undefined {
  const at = argv.findIndex((word) => word === '--lang' || word.startsWith('--lang='));
  return at < 0 ? undefined : argv[at] === '--lang' ? argv[at + 1] : argv[at]?.slice('--lang='.length);
}

function printVersion(): number {
  out(`${VERSION}\n`);
  return 0;
}

async function printHelp({ say, width }: Context, name: string | undefined): Promise<number> {
  if (name !== undefined && !Object.hasOwn(COMMANDS, name)) {
    const guess = didYouMean(name, Object.keys(COMMANDS));
    throw new UsageError({ en: `there is no command ${name}${guess.en}`, zh: `没有命令 ${name}${guess.zh}` });
  }
  const { help } = await import('./help.ts');
  out(help(name as CommandName | undefined, say, width));
  return 0;
}
