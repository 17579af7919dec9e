/** Makes a failing input small: whole files go first, then lines, then characters, as long as the same fault shows. */
import type { Input, InputFile } from './input.ts';

export interface Budget {
  readonly tries: number;
  /** In milliseconds. */
  readonly time: number;
}

/** The smallest input found within the budget that `fails` still accepts. */
export async function minimise(
  input: Input,
  fails: (input: Input) => Promise<boolean>,
  budget: Budget,
): Promise<Input> {
  const until = Date.now() + budget.time;
  let tries = 0;
  const attempt = async (candidate: Input): Promise<boolean> => {
    if (tries >= budget.tries || Date.now() > until) return false;
    tries++;
    return fails(candidate);
  };
  let best = input;
  for (const { path } of input.files) {
    const fewer = { ...best, files: best.files.filter((file) => file.path !== path) };
    if (fewer.files.length > 0 && (await attempt(fewer))) best = fewer;
  }
  for (let moved = true; moved; ) {
    moved = false;
    for (const { path } of best.files) {
      for (const split of [/(?<=\n)/, /(?<=[\s,;=])/, '']) {
        const smaller = await shorten(best, path, split, attempt);
        moved ||= smaller !== best;
        best = smaller;
      }
    }
  }
  return best;
}

/** Leaves out runs of pieces, long ones first. */
async function shorten(
  input: Input,
  path: string,
  split: RegExp | string,
  attempt: (candidate: Input) => Promise<boolean>,
): Promise<Input> {
  let best = input;
  let pieces = textOf(best, path).split(split);
  for (let length = pieces.length >> 1 || 1; ; length >>= 1) {
    for (let at = 0; at < pieces.length; ) {
      const fewer = [...pieces.slice(0, at), ...pieces.slice(at + length)];
      const candidate = withText(best, path, fewer.join(''));
      if (await attempt(candidate)) {
        pieces = fewer;
        best = candidate;
      } else at += length;
    }
    if (length <= 1) return best;
  }
}

const textOf = (input: Input, path: string): string => input.files.find((file) => file.path === path)?.text ?? '';

function withText(input: Input, path: string, text: string): Input {
  const change = (file: InputFile): InputFile => (file.path === path ? { ...file, text } : file);
  return { ...input, files: input.files.map(change) };
}
