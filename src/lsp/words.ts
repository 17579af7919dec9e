/** Words in the reader's language, where a sentence is put together from both. */
import type { View } from './view.ts';

/** One of two texts. */
export function words({ reader }: Pick<View, 'reader'>, en: string, zh: string): string {
  return reader.lang === 'zh-CN' ? zh : en;
}
