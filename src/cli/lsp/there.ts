/** Is a file there for a link to lead to? */
import { stat } from '../../host/outside/outside.ts';

/** A regular file, behind whatever links. */
export function isThere(path: string): boolean {
  try {
    return stat(path).isFile();
  } catch {
    return false;
  }
}
