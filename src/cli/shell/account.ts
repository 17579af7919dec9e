/** What the system knows of the user's home folder: asked only where the environment does not say, because it loads `node:os`. */
import { homedir, userInfo } from 'node:os';

/** The home folder where `HOME` is not set. */
export const usualHome = (): string => homedir();

/** The home folder of this user's account; nowhere for a user without one. */
export function accountHome(): string {
  try {
    return userInfo().homedir;
  } catch {
    return '/nonexistent';
  }
}
