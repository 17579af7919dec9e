/** Files mihomo reads must lie in its own folder (`-d`) or in one that SAFE_PATHS names (`constant/path.go: IsSafePath`). */
import type { Text } from '../../../core.ts';

/** A relative path that leads out of mihomo's folder: of an absolute one no one knows where that folder is. */
export function isOutside(path: string): boolean {
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path)) return false;
  let depth = 0;
  for (const part of path.split('/')) {
    if (part === '..') depth -= 1;
    else if (part !== '' && part !== '.') depth += 1;
    if (depth < 0) return true;
  }
  return false;
}

export const UNSAFE_PATH: Text = {
  en: 'Cores of 2025 and later (v1.19.5; local providers v1.19.12) refuse it, unless SAFE_PATHS names its folder.',
  zh: '2025 年起的内核会拒绝（v1.19.5；本地 provider 为 v1.19.12），除非环境变量 SAFE_PATHS 包含它所在的目录。',
};
