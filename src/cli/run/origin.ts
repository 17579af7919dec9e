/** Where a report comes from, for one that is passed on to someone else. */
import { revisionOf } from '../../host/read/revision.ts';
import type { Origin } from '../../report/model.ts';
import type { Masker } from '../../secrets/index.ts';
import type { Context } from '../shell/context.ts';
import { displayPath } from '../shell/paths.ts';

/** Now, here, by these words. `HOME` is shown as `~`, so that no one's name is passed on. */
export function originOf({ cwd, home }: Context, { mask }: Masker): Origin {
  const revision = revisionOf(cwd);
  const words = ['envlint', ...process.argv.slice(2)].map((word) => shellWord(word.replaceAll(`${home}/`, '~/')));
  return {
    date: localTime(new Date()),
    folder: cwd === home ? '~' : displayPath(cwd, { cwd: '/', home }).replace(/^(?=[^~])/, '/'),
    revision,
    command: mask(words.join(' ')),
  };
}

const shellWord = (word: string): string =>
  /^[\w@%+=:,./~-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

/** `2026-11-30 09:05 +08:00` */
function localTime(time: Date): string {
  const offset = -time.getTimezoneOffset();
  const local = new Date(time.getTime() + offset * 60_000).toISOString();
  const two = (value: number): string => String(value).padStart(2, '0');
  const zone = `${offset < 0 ? '-' : '+'}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`;
  return `${local.slice(0, 16).replace('T', ' ')} ${zone}`;
}
