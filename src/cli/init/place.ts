/** What `envlint init` does to a repository: files that are not there yet are written, the rest is shown. */
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readRegular, systemError } from '../../host/read/read.ts';
import { writeNew } from '../../host/write/write.ts';
import { UsageError } from '../../usage-error.ts';
import type { Context } from '../shell/context.ts';
import { displayPath } from '../shell/paths.ts';
import { because } from '../shell/words.ts';

/** Writes a file that is not there yet; says which. `name`: relative to `root`, or absolute. Throws `UsageError`. */
export function create(context: Context, root: string, name: string, text: string): string {
  const file = name.startsWith('/') ? name : join(root, name);
  const shown = displayPath(file, context);
  if (existsSync(file)) return kept(context, shown);
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeNew(file, text);
  } catch (error) {
    throw new UsageError(because(shown, systemError(error)));
  }
  return `${context.say({ en: 'wrote', zh: '已写入' })}  ${shown}`;
}

/** A file that stays as it is. */
export function kept({ say }: Context, name: string): string {
  return `${say({ en: 'kept', zh: '保留' })}   ${name}`;
}

/** What the user adds to a file of their own; nothing where the file speaks of envlint already. */
export function addition(context: Context, name: string, file: string, text: string): string {
  const bytes = readRegular(file);
  if (!('why' in bytes) && bytes.includes('envlint')) return kept(context, name);
  return `${context.say({ en: `add to ${name}:`, zh: `请加入 ${name}：` })}\n${indent(text)}`;
}

const indent = (text: string): string => text.replace(/^/gm, '    ');
