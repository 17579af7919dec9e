/** Secrets among the words of a command: by the option before them, by the name they are given to, by their shape. */
import type { Value } from '../core.ts';
import { basename } from '../text.ts';
import { isProxyName, isPublicValue, isSecretName } from './names.ts';
import { scanProxy, scanShapes, secretOfUserInfo } from './scan.ts';

/** A part of a decoded value. */
export interface Part {
  readonly value: Value;
  readonly start: number;
  readonly end: number;
}

/** Options of programs; what they mean elsewhere is a port, a file or a user and a group. */
interface Options {
  readonly program: RegExp;
  /** A word that has to be among the others. */
  readonly subcommand?: string;
  readonly option: RegExp;
  /** What of their value is the secret. */
  readonly holds: 'user:password' | 'password' | 'cookie';
}

const OPTIONS: readonly Options[] = [
  {
    program: /^(?:curl|curlie|http|https|xh|wget|aria2c|lftp)$/,
    option: /^(?:-u|--user|-U|--proxy-user)$/,
    holds: 'user:password',
  },
  { program: /^(?:http|https|xh)$/, option: /^(?:-a|--auth)$/, holds: 'user:password' },
  { program: /^curl(?:ie)?$/, option: /^(?:-b|--cookie)$/, holds: 'cookie' },
  { program: /^(?:sshpass|mongosh?)$/, option: /^-p$/, holds: 'password' },
  { program: /^redis-cli$/, option: /^-a$/, holds: 'password' },
  {
    program: /^(?:docker|podman|nerdctl|buildah|skopeo|oras|helm)$/,
    subcommand: 'login',
    option: /^-p$/,
    holds: 'password',
  },
];

/** Programs that take a password right behind the letter: `mysql -psecret`. */
const ATTACHED = /^(?:mysql\w*|mariadb\w*|sshpass)$/;

/** All secrets of one command line. */
export function* secretsOfWords(words: readonly Value[]): Generator<Part> {
  const names = words.map(({ text }) => basename(text));
  const options = OPTIONS.filter(
    ({ program, subcommand }) =>
      names.some((name) => program.test(name)) && (subcommand === undefined || names.includes(subcommand)),
  );
  const isSetting = names.includes('config');
  const isAttached = names.some((name) => ATTACHED.test(name));
  for (const [index, value] of words.entries()) {
    const { text } = value;
    for (const { start, end } of scanShapes(text)) yield { value, start, end };
    if (isAttached && /^-p./.test(text)) yield { value, start: 2, end: text.length };
    const next = words[index + 1];
    const holds = options.find(({ option }) => option.test(text))?.holds;
    if (next && holds) yield* secretsOfOption(next, holds);
    else if (next && isSecretWord(text, isSetting) && !next.text.startsWith('-') && !isPublicValue(next.text))
      yield whole(next);
    const pair = /^-{0,2}([A-Za-z_][\w.-]*)=/.exec(text);
    if (pair) yield* secretsOfAssignment(value, pair[1] ?? '', pair[0].length);
  }
}

const whole = (value: Value): Part => ({ value, start: 0, end: value.text.length });

function* secretsOfOption(value: Value, holds: Options['holds']): Generator<Part> {
  const { text } = value;
  if (holds === 'password') yield whole(value);
  // Without a `=` it is the name of a file.
  else if (holds === 'cookie' && text.includes('=')) yield whole(value);
  else if (holds === 'user:password' && text.includes(':')) {
    for (const { start, end } of secretOfUserInfo(text, 0)) yield { value, start, end };
  }
}

/** Does a secret follow: `--token`, and `npm config set …:_authToken`? */
function isSecretWord(text: string, isSetting: boolean): boolean {
  const option = /^-{1,2}([A-Za-z][\w-]*)$/.exec(text)?.[1];
  return option === undefined ? isSetting && !text.includes('=') && isSecretName(text) : isSecretName(option);
}

/** `NAME=value` as one word: `env`, `docker run -e`, `--token=…`. */
function* secretsOfAssignment(value: Value, name: string, start: number): Generator<Part> {
  const text = value.text.slice(start);
  if (isSecretName(name) && !isPublicValue(text)) yield { value, start, end: value.text.length };
  if (isProxyName(name)) {
    for (const range of scanProxy(name, text)) yield { value, start: start + range.start, end: start + range.end };
  }
}
