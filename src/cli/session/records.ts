/** Where this user's runs are recorded, and which of them concern this run. */
import { resolve } from 'node:path';
import type { Text } from '../../core.ts';
import { isInCheckout, placeOf } from '../../host/write/places.ts';
import { stateFolder } from '../../host/write/state.ts';
import type { Context } from '../shell/context.ts';

/** The folder of the records, or why it cannot be trusted or used: a repository that is checked may contain such a folder. */
export function recordsFolder({ env, home, cwd, operands, values }: Context): string | Text {
  const folder = stateFolder(env, home);
  const asked = [cwd, ...(values.root === undefined ? [] : [values.root]), ...operands.map(({ path }) => path)];
  return isInCheckout(
    folder,
    asked.map((path) => resolve(cwd, path)),
  )
    ? INSIDE
    : folder;
}

const INSIDE: Text = {
  en: 'it is inside the repository that is being checked; XDG_STATE_HOME can name another folder',
  zh: '它位于正在检查的仓库内；可用 XDG_STATE_HOME 指定其他文件夹',
};

/** The places a run is about: where it was started, and the home or the checkout it was pointed at. */
export function placesOf({ cwd, home, values }: Context): readonly string[] {
  const asked = [...(values.home ? [home] : []), ...(values.root === undefined ? [] : [resolve(cwd, values.root)])];
  return [...new Set([cwd, ...asked].map(placeOf))];
}
