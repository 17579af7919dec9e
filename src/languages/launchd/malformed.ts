/** The shape of most findings of `malformed-plist`. */
import type { Fix, Note, Span, SyntaxFinding, Text, TextEdit } from '../../core.ts';

export const RULE = 'malformed-plist';

/** A fault that makes property list readers (plutil, PlistBuddy, plistlib) refuse the file as a whole. */
export function refused(
  at: Span,
  cause: Text,
  label: Text,
  fixes?: readonly Fix[],
  related?: readonly Note[],
): SyntaxFinding {
  return {
    rule: RULE,
    at,
    message: {
      en: `Property list readers refuse this whole file: ${cause.en}`,
      zh: `plist 解析器会拒绝整个文件：${cause.zh}`,
    },
    label,
    fixes,
    related,
  };
}

export function safe(title: Text, edits: readonly TextEdit[]): readonly Fix[] {
  return [{ title, safe: true, edits }];
}
