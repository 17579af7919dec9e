/** What `envlint init` does to a repository: missing files are written, for the others it prints what to add. */
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readRegular, systemError } from '../../host/read/read.ts';
import { writeNew } from '../../host/write/write.ts';
import type { Context } from '../shell/context.ts';
import { displayPath } from '../shell/paths.ts';
import { aboutFile } from '../shell/words.ts';

/** Writes a file that is not there yet; says which. `name`: relative to `root`, or absolute. Throws `UsageError`. */
export function create(context: Context, root: string, name: string, text: string): string {
  const file = name.startsWith('/') ? name : join(root, name);
  const shown = displayPath(file, context);
  if (existsSync(file)) return kept(context, shown);
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeNew(file, text);
  } catch (error) {
    throw aboutFile(shown, systemError(error));
  }
  return `${context.say({ en: 'wrote', zh: '已写入' })}  ${shown}`;
}

/** Reports a file that is left unchanged. */
export function kept({ say }: Context, name: string): string {
  return `${say({ en: 'kept', zh: '保留' })}   ${name}`;
}

/**
 * Prints what the user should have in an existing file, beside what it contains; nothing if the file already mentions envlint.
 * `then`: the command that makes it count.
 */
export function addition(context: Context, name: string, file: string, text: string, then?: string): string {
  const bytes = readRegular(file);
  if (!('why' in bytes) && bytes.includes('envlint')) return kept(context, name);
  const title =
    then === undefined
      ? { en: `add to ${name}:`, zh: `请加入 ${name}：` }
      : { en: `add to ${name}, then run ${then}:`, zh: `请加入 ${name}，然后运行 ${then}：` };
  return `${context.say(title)}\n${indent(text)}`;
}

const indent = (text: string): string => text.replace(/^/gm, '    ');
