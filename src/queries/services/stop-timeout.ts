/** How long a supervisor waits for a service to end before it kills it. */
import type { Setting } from '../../core.ts';
import { parseSeconds } from '../../knowledge/time-span.ts';
import { DRAIN_SECONDS } from '../../knowledge/timeouts.ts';
import { type EffectiveService, gatewayOf } from './services.ts';

export interface StopTimeout {
  readonly setting: Setting;
  /** The key under which the user's configuration names its minimum. */
  readonly key: 'TimeoutStopSec' | 'ExitTimeOut';
  /** 0 and infinity: for ever. */
  readonly seconds: number;
  /** How long the service needs to finish its work, if known. */
  readonly drainSeconds: number | undefined;
  /** The longest time the supervisor waits, whatever is set. */
  readonly longestSeconds: number;
}

/** The last such line over unit and drop-ins; TimeoutSec= sets the stop timeout too. Undefined where the supervisor reads none. */
export function stopTimeout(service: EffectiveService): StopTimeout | undefined {
  const isUnit = service.manager === 'systemd';
  const keys = isUnit ? ['Service TimeoutStopSec', 'Service TimeoutSec'] : ['ExitTimeOut'];
  const setting = service.settings.findLast(({ path }) => keys.includes(path.join(' ')));
  // launchd ignores a number of another type, which is reported by another rule.
  const isRead = setting?.value.known && (setting.type === undefined || setting.type === 'integer');
  const seconds = isRead ? parseSeconds(setting.value.text) : undefined;
  if (!setting || seconds === undefined || seconds < 0) return undefined;
  const gateway = isUnit ? gatewayOf(service) : undefined;
  return {
    setting,
    key: isUnit ? 'TimeoutStopSec' : 'ExitTimeOut',
    seconds,
    drainSeconds: gateway && DRAIN_SECONDS.get(gateway.program.name),
    // launchd's gui domain.
    longestSeconds: isUnit ? Number.POSITIVE_INFINITY : 60,
  };
}
