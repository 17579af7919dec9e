/** `envlint completions bash|zsh|fish`: shell completions from the tables of commands and options. */
import { catalog } from '../../../rules/catalog.ts';
import type { Text } from '../../core.ts';
import { checks } from '../../doctor/checks/index.ts';
import { clientNames } from '../../routing/clients/index.ts';
import { entryOf, groupBy } from '../../text.ts';
import { didYouMean, UsageError } from '../../usage-error.ts';
import { COMMANDS, type Command, type CommandName } from '../shell/commands.ts';
import type { Context } from '../shell/context.ts';
import { out } from '../shell/io.ts';
import type { Option } from '../shell/option.ts';
import { OPTIONS, optionsOf } from '../shell/options.ts';

type Say = (text: Text) => string;

const SHELLS: Readonly<Record<string, (say: Say) => string>> = { bash, zsh, fish };

/** Prints the completion script of one shell; answers the exit code. Throws `UsageError` for another shell. */
export async function completionsCommand({ operands, say }: Context): Promise<number> {
  const [name] = operands;
  const write = name && entryOf(SHELLS, name.path);
  if (!write || operands.length > 1) {
    const guess = didYouMean(name?.path ?? '', Object.keys(SHELLS));
    throw new UsageError({
      en: `for which shell? bash, zsh or fish${guess.en}`,
      zh: `为哪种 shell 生成？bash、zsh 或 fish${guess.zh}`,
    });
  }
  out(write(say));
  return 0;
}

const commands = Object.entries(COMMANDS as Readonly<Record<string, Command>>);
const options: readonly Option[] = OPTIONS;
const ids = (): string[] => catalog.map(({ id }) => id);
/** The names that `explain` accepts besides the texts of errors: rules, and checks of the running machine. */
const explained = (): string => [...ids(), ...checks.map(({ id }) => id)].join(' ');

/** What a value can be: words to choose from, files, folders, or anything. */
function valuesOf(option: Option): readonly string[] | 'files' | 'folders' | undefined {
  if (option.choices) return option.choices;
  if (option.name === 'client') return clientNames();
  if (option.name === 'as') return ['zsh', 'bash', 'fish', 'systemd:', 'launchd:'];
  if (option.name === 'env' || option.name === 'unit') return 'files';
  if (option.value === 'RULE') return ids();
  if (option.name === 'rule')
    return ids().flatMap((id) => ['off', 'info', 'warning', 'error'].map((level) => `${id}=${level}`));
  if (option.value === 'DIR') return 'folders';
  return option.value?.startsWith('FILE') ? 'files' : undefined;
}

/** The formats in which a command answers. */
const formatsOf = (command: CommandName): readonly string[] =>
  optionsOf(command).find(({ name }) => name === 'format')?.choices ?? [];

/** The options of one command, as they are typed. */
const spelled = (command: CommandName): string =>
  optionsOf(command)
    .map(({ name }) => `--${name}`)
    .join(' ');

function bash(): string {
  const cases = options.flatMap((option) => {
    if (!option.value) return [];
    const names = [`--${option.name}`, ...(option.short ? [`-${option.short}`] : [])].join('|');
    const values = option.name === 'format' ? '$formats' : valuesOf(option);
    const reply =
      values === 'files'
        ? '-f'
        : values === 'folders'
          ? '-d'
          : `-W "${typeof values === 'string' ? values : (values ?? []).join(' ')}"`;
    return [`    ${names}) COMPREPLY=($(compgen ${reply} -- "$cur")); return ;;`];
  });
  const names = commands.map(([name]) => name).join(' ');
  const own = commands.map(([name]) => `      ${name}) own="${spelled(name as CommandName)}" ;;`);
  const formats = commands.flatMap(([name]) => {
    const some = formatsOf(name as CommandName);
    return some.length === 0 || name === 'lint' ? [] : [`    ${name}) formats="${some.join(' ')}" ;;`];
  });
  return `# bash completion of envlint; source it, or put it into ~/.local/share/bash-completion/completions/envlint
_envlint() {
  local cur=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} formats="${formatsOf('lint').join(' ')}"
  if [[ $cur == = ]]; then cur=; fi
  if [[ $previous == = ]]; then previous=\${COMP_WORDS[COMP_CWORD-2]}; fi
  case \${COMP_WORDS[1]} in
${formats.join('\n')}
  esac
  case $previous in
${cases.join('\n')}
    explain) COMPREPLY=($(compgen -W "${explained()}" -- "$cur")); return ;;
    completions) COMPREPLY=($(compgen -W "${Object.keys(SHELLS).join(' ')}" -- "$cur")); return ;;
    help) COMPREPLY=($(compgen -W "${names}" -- "$cur")); return ;;
  esac
  if [[ $cur == -* ]]; then
    local own
    case \${COMP_WORDS[1]} in
${own.join('\n')}
      *) own="${spelled('lint')}" ;;
    esac
    COMPREPLY=($(compgen -W "$own" -- "$cur"))
  else
    COMPREPLY=($(compgen -f -- "$cur"))
    if ((COMP_CWORD == 1)); then COMPREPLY+=($(compgen -W "${names}" -- "$cur")); fi
  fi
}
complete -o filenames -F _envlint envlint
`;
}

function zsh(say: Say): string {
  const specsOf = (some: readonly Option[]): string[] =>
    some.flatMap((option) => {
      const help = zshWords(say(option.help));
      const values = valuesOf(option);
      const action =
        values === 'files' ? '_files' : values === 'folders' ? '_files -/' : values ? `(${values.join(' ')})` : ' ';
      const value = option.value ? `:${zshWords(option.value)}:${action}` : '';
      const again = option.multiple ? '*' : '';
      return [
        `'${again}--${option.name}${option.value ? '=' : ''}[${help}]${value}'`,
        ...(option.short ? [`'${again}-${option.short}${option.value ? '+' : ''}[${help}]${value}'`] : []),
      ];
    });
  const described = commands.map(([name, { summary }]) => `'${name}:${zshWords(say(summary))}'`);
  return `#compdef envlint
# zsh completion of envlint; put it into a folder of $fpath as _envlint
_envlint_operands() {
  local -a names
  names=(${described.join('\n    ')})
  case $words[2] in
    explain) _values rule ${explained()} ;;
    completions) _values shell ${Object.keys(SHELLS).join(' ')} ;;
    help) _describe command names ;;
    *) if ((CURRENT == 2)); then _describe command names; fi; _files ;;
  esac
}
_envlint() {
  case $words[2] in
${commands.map(([name]) => `    ${name}) _arguments -s -S \\\n      ${specsOf(optionsOf(name as CommandName)).join(' \\\n      ')} \\\n      '*: :_envlint_operands' ;;`).join('\n')}
    *) _arguments -s -S \\
      ${specsOf(optionsOf('lint')).join(' \\\n      ')} \\
      '*: :_envlint_operands' ;;
  esac
}
_envlint "$@"
`;
}

/** Inside single quotes and brackets of \`_arguments\`. */
function zshWords(text: string): string {
  return text.replaceAll("'", '’').replace(/[[\]:\\]/g, (character) => `\\${character}`);
}

/** Where an option is offered: after a command that has it, or without a command if it belongs to the default one. */
function fishCondition({ of }: Option, names: string): string {
  if (of === 'all') return '';
  const own = `__fish_seen_subcommand_from ${of.join(' ')}`;
  return of.includes('lint') ? ` -n "not __fish_seen_subcommand_from ${names}; or ${own}"` : ` -n "${own}"`;
}

/** `--format` once for the commands that share its values; every other option as it is. */
function byFormats(option: Option): Option[] {
  if (option.name !== 'format' || option.of === 'all') return [option];
  const sets = groupBy(option.of, (name) => formatsOf(name as CommandName).join(' '));
  return [...sets].map(([choices, of]) => ({ ...option, of, choices: choices.split(' ') }));
}

function fish(say: Say): string {
  const quoted = (text: string): string => `'${text.replace(/[\\']/g, (character) => `\\${character}`)}'`;
  const names = commands.map(([name]) => name).join(' ');
  const lines = commands.map(
    ([name, { summary }]) =>
      `complete -c envlint -n "not __fish_seen_subcommand_from ${names}" -a ${name} -d ${quoted(say(summary))}`,
  );
  for (const option of options.flatMap(byFormats)) {
    const values = valuesOf(option);
    const argument = !option.value
      ? ''
      : values === 'files'
        ? ' -r -F'
        : values === 'folders'
          ? " -x -a '(__fish_complete_directories)'"
          : values
            ? ` -x -a ${quoted(values.join(' '))}`
            : ' -x';
    lines.push(
      `complete -c envlint${fishCondition(option, names)} -l ${option.name}${option.short ? ` -s ${option.short}` : ''}${argument} -d ${quoted(say(option.help))}`,
    );
  }
  lines.push(`complete -c envlint -n "__fish_seen_subcommand_from explain" -x -a ${quoted(explained())}`);
  lines.push(
    `complete -c envlint -n "__fish_seen_subcommand_from completions" -x -a ${quoted(Object.keys(SHELLS).join(' '))}`,
  );
  lines.push(`complete -c envlint -n "__fish_seen_subcommand_from help" -x -a ${quoted(names)}`);
  return `# fish completion of envlint; put it into ~/.config/fish/completions/envlint.fish\n${lines.join('\n')}\n`;
}
