/** An internal error of envlint as one line that reveals no secret. */
import { everythingRead } from '../../host/read/load.ts';
import { makeProject } from '../../project.ts';
import { MASK, secretsOf } from '../../secrets/index.ts';
import { inLang, type Lang } from '../shell/context.ts';
import { internalError } from '../shell/words.ts';

/** The first line of an error message, masked with every text that was read, because the message can quote it. */
export function faultOf(error: unknown, lang: Lang): string {
  const words = (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
  return `envlint: ${inLang(internalError(hidden(words)), lang)}`;
}

function hidden(words: string): string {
  try {
    return secretsOf(makeProject({ documents: everythingRead() })).mask(words);
  } catch {
    return MASK;
  }
}
