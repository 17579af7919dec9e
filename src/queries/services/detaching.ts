/** Commands of services that leave the foreground, where their supervisor expects them to stay. */
import type { ExecLine, Project } from '../../core.ts';
import { programOf } from '../../knowledge/programs.ts';
import { basename } from '../../text.ts';
import { type CommandWord, commandLines } from './command-lines.ts';
import { type EffectiveService, services } from './services.ts';

/** The word by which a command line detaches its program. */
interface DetachingWord {
  readonly word: CommandWord;
  /**
   * argument: a `&` that no shell reads · wrapper: `nohup`, `setsid` … · script: `sh -c '… &'` · option: one of the program's own,
   * which is less certain
   */
  readonly by: 'argument' | 'wrapper' | 'script' | 'option';
  readonly program: string;
  /** The rest of the line stays right without the word. */
  readonly isRemovable: boolean;
}

export interface Detaching extends DetachingWord {
  readonly service: EffectiveService;
}

/** Types of services that say when the program is up, or that expect it to end. */
const OTHER_TYPES: ReadonlySet<string> = new Set(['forking', 'notify', 'notify-reload', 'oneshot', 'dbus']);

/** One for each command line that a supervisor starts. */
export function detachingCommands(project: Project): readonly Detaching[] {
  return services(project).flatMap((service) =>
    OTHER_TYPES.has(service.type ?? '')
      ? []
      : service.starts.flatMap((line) => {
          const found = detachingWord(line);
          return found ? [{ ...found, service }] : [];
        }),
  );
}

/**
 * Only for programs known to use the flag this way: `--daemon` means something else to openvpn, rsync and alacritty, and
 * `mihomo -d` names a folder.
 */
const BACKGROUND_FLAGS: ReadonlyMap<string, readonly string[]> = new Map([
  ['hermes', ['--daemon', '--detach', '--background']],
  ['openclaw', ['--daemon', '--detach', '--background']],
  ['gunicorn', ['--daemon', '-D']],
  ['celery', ['--detach']],
  ['autossh', ['-f']],
  ['ssh', ['-f']],
  ['mongod', ['--fork']],
  ['ss-local', ['-f']],
  ['redis-server', ['--daemonize']],
]);

const DETACHERS = new Map<string, (args: readonly string[]) => boolean>([
  ['nohup', () => true],
  ['setsid', (args) => !args.some((arg) => /^(?:--wait|-[^\Ww]*w\w*)$/.test(arg))],
  ['screen', (args) => args.some((arg) => /^-\w*dm/.test(arg)) && !args.some((arg) => /^-[^\WD]*D\w*m/.test(arg))],
  ['tmux', (args) => args.some((arg) => arg.startsWith('new')) && args.includes('-d')],
  ['daemonize', () => true],
  ['pm2', (args) => args[0] === 'start' && !args.includes('--no-daemon')],
  ['forever', (args) => args[0] === 'start'],
]);

/** In a script only the last command counts: a background process started before it can be meant to run beside it. */
function detachingWord(line: ExecLine): DetachingWord | undefined {
  const [whole, ...commands] = commandLines(line);
  return (whole && detaching(whole)) ?? detaching(commands.at(-1) ?? []);
}

function detaching(words: readonly CommandWord[]): DetachingWord | undefined {
  const last = words.at(-1);
  if (last?.text === '&') return { word: last, by: 'argument', program: '', isRemovable: true };
  return wrapper(words) ?? script(words) ?? option(words);
}

/** `nohup prog`, also after `env A=b`, `nice` and such. */
function wrapper(words: readonly CommandWord[]): DetachingWord | undefined {
  const texts = words.map(({ text }) => text);
  const leading = texts.slice(0, programOf(texts).index + 1);
  const index = leading.findIndex((text, at) => DETACHERS.get(basename(text))?.(texts.slice(at + 1)) === true);
  const word = words[index];
  if (!word) return undefined;
  const program = basename(word.text);
  return { word, by: 'wrapper', program, isRemovable: program === 'nohup' && words.length > index + 1 && index > 0 };
}

/** `sh -c 'prog &'`, but not `… & wait`, which stays. */
function script(words: readonly CommandWord[]): DetachingWord | undefined {
  const flag = words.findIndex((word) => /^-\w*c$/.test(word.text));
  const word = words[flag + 1];
  const program = basename(words[flag - 1]?.text ?? '');
  if (flag < 1 || !word || !/^(?:ba|da|z|k)?sh$/.test(program)) return undefined;
  return /(?:^|[^&>|])&\s*$/.test(word.text) ? { word, by: 'script', program, isRemovable: false } : undefined;
}

function option(words: readonly CommandWord[]): DetachingWord | undefined {
  const texts = words.map(({ text }) => text);
  const { name: program, index: first } = programOf(texts);
  const flags = BACKGROUND_FLAGS.get(program);
  if (!flags || texts.some((text) => /^--(?:no-|nodaemon|foreground)/.test(text))) return undefined;
  const word = words.find(
    ({ text }, index) => index > first && flags.includes(text) && !/^(?:no|0|false)$/.test(texts[index + 1] ?? ''),
  );
  return word && { word, by: 'option', program, isRemovable: true };
}
