/** How far a long run has come, on a terminal alone: one line on standard error that is gone before anything else is said. */
import { fstatSync, writeSync } from 'node:fs';
import type { Text } from '../../core.ts';
import type { Context } from './context.ts';

/** Runs shorter than this say nothing. In milliseconds since the process began. */
const PATIENCE_MS = 500;
/** A line is written anew no more often than this. In milliseconds. */
const PACE_MS = 80;

let isShown = false;
let last = 0;

/** Says how many of the files are read. */
export function showReading(context: Context, done: number, all: number): void {
  show(context, { en: `reading ${done} of ${all} files`, zh: `正在读取文件：${done}/${all}` });
}

/** Says that rules run over so many files. */
export function showChecking(context: Context, files: number): void {
  last = 0;
  show(context, { en: `checking ${files} files`, zh: `正在检查 ${files} 个文件` });
}

/** Takes the line away. */
export function endProgress(): void {
  if (isShown) write('\r\u001b[K');
  isShown = false;
}

function show(context: Context, text: Text): void {
  const now = process.uptime() * 1000;
  if (now < PATIENCE_MS || now - last < PACE_MS || !isWanted(context)) return;
  last = now;
  isShown = true;
  write(`\r\u001b[K${context.say(text)} …`);
}

/** Both streams lead to a terminal, and the user wants more than findings. */
function isWanted({ isTerminal, values, env }: Context): boolean {
  if (!isTerminal || values.quiet || env.TERM === 'dumb') return false;
  try {
    return fstatSync(2).isCharacterDevice();
  } catch {
    return false;
  }
}

/** A terminal that disappears does not affect the run. */
function write(text: string): void {
  try {
    writeSync(2, text);
  } catch {
    isShown = false;
  }
}
