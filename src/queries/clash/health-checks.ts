/** The tests by which Clash tells living nodes from dead ones: of a group, or of a provider. */
import type { Project, Setting } from '../../core.ts';
import { derive } from '../../project.ts';
import { groupBy } from '../../text.ts';

/** A number above zero, and where it is set. */
export interface CheckTime {
  readonly setting: Setting;
  readonly amount: number;
}

export interface HealthCheck {
  /** How long a node has to answer, in milliseconds. */
  readonly timeout: CheckTime | undefined;
  /** How often nodes are tested, in seconds. */
  readonly interval: CheckTime | undefined;
  /** Only nodes in use are tested. */
  readonly isLazy: boolean;
}

/** All health checks of a project's Clash files, in file order. */
export const healthChecks = derive((project: Project): readonly HealthCheck[] => {
  const settings = project.facts('setting').filter((fact) => keyOf(fact) !== undefined && isClash(project, fact));
  const checks = groupBy(settings, ({ at, path }) => [at.file, ...path.slice(0, -1)].join('\0'));
  return [...checks.values()].map((own) => ({
    timeout: timeOf(own, 'timeout'),
    interval: timeOf(own, 'interval'),
    isLazy: own.some((one) => keyOf(one) === 'lazy' && one.value.text === 'true'),
  }));
});

const isClash = (project: Project, { at }: Setting): boolean => project.documents.get(at.file)?.language === 'clash';

/** `timeout`, `interval` or `lazy` of a group or of a provider's `health-check`. */
function keyOf({ path: [section, , key, inner, ...rest] }: Setting): string | undefined {
  if (section === 'proxy-groups') return inner === undefined ? key : undefined;
  return section === 'proxy-providers' && key === 'health-check' && rest.length === 0 ? inner : undefined;
}

function timeOf(settings: readonly Setting[], key: string): CheckTime | undefined {
  const setting = settings.find((one) => keyOf(one) === key);
  const amount = setting?.value.known ? Number(setting.value.text) : Number.NaN;
  return setting && Number.isFinite(amount) && amount > 0 ? { setting, amount } : undefined;
}
