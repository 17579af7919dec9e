/** Paints with the sixteen colours of the terminal's own theme. Loaded only where colour is on: it brings chalk along. */
import { Chalk } from 'chalk';
import type { Paint, Style } from './paint.ts';

/** Whether there is colour was decided by the command line (`--color`, `NO_COLOR`, `FORCE_COLOR`): chalk is not asked again. */
const chalk = new Chalk({ level: 1 });

const STYLES: Readonly<Record<Style, (text: string) => string>> = {
  error: chalk.bold.red,
  warning: chalk.bold.yellow,
  info: chalk.bold.cyan,
  good: chalk.green,
  quiet: chalk.dim,
  strong: chalk.bold,
  file: chalk.bold.underline,
  plain: (text) => text,
};

export const painted: Paint = (style, text) => STYLES[style](text);
