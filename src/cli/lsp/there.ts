/** Does a file exist that a link can lead to? */
import { stat } from '../../host/outside/outside.ts';

/** A regular file, also through symbolic links. */
export function isThere(path: string): boolean {
  try {
    return stat(path).isFile();
  } catch {
    return false;
  }
}
