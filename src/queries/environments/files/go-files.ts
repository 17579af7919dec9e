/** Files that only programs written in Go read. */
import { GO_PROGRAMS } from '../../../knowledge/programs.ts';
import { basename } from '../../../text.ts';

/** `k3s.service.env` and similar files, which are read by a unit that is not in the project. */
export function isGoFile(file: string): boolean {
  return GO_PROGRAMS.has(/^(.+)\.service\.env$/.exec(basename(file))?.[1] ?? '');
}
