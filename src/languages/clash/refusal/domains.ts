/** What mihomo's domain trie takes (`component/trie/domain.go: ValidAndSplitDomain`). */

/** Wildcards may be anywhere; only the first label may be empty, and no space at either end. */
export function isDomainPattern(text: string): boolean {
  if (text === '' || text.endsWith('.') || text !== text.trim()) return false;
  return text
    .split('.')
    .slice(1)
    .every((label) => label !== '');
}
