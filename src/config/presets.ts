/** Configurations to start from, by name. */
import type { RuleInfo } from '../core.ts';
import type { Level, RawConfig } from './model.ts';

export const PRESETS = ['recommended', 'strict', 'cn'] as const;

/** A preset's settings; undefined for a name that is none. */
export function preset(name: string, rules: readonly RuleInfo[]): RawConfig | undefined {
  if (name === 'recommended') return {};
  if (name === 'cn') return { network: { region: 'cn' } };
  return name === 'strict' ? { rules: strict(rules) } : undefined;
}

/** Every rule is on, and findings of severity info become warnings. */
function strict(rules: readonly RuleInfo[]): Record<string, Level> {
  return Object.fromEntries(rules.map((rule) => [rule.id, rule.severity === 'info' ? 'warning' : rule.severity]));
}
