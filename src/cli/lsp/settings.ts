/** What a client configures under `envlint`, beside the configuration files that apply to every command. */
import type { Severity } from '../../core.ts';

export interface ServerSettings {
  /** Least severity that is shown. */
  readonly level: Severity;
  /** Words in this language, over the client's own locale. */
  readonly lang: string | undefined;
  /** A configuration file in place of those that are found. */
  readonly config: string | undefined;
  /** Where the hosts in use go, above the lines that decide it. */
  readonly codeLens: boolean;
  /** Files outside of every folder are judged with all of this user's machine, as `--home` does. */
  readonly home: boolean;
}

const DEFAULTS: ServerSettings = {
  level: 'warning',
  lang: undefined,
  config: undefined,
  codeLens: true,
  home: false,
};

/** The settings in a client's JSON; what is missing or of another type is as `before`. */
export function readSettings(json: unknown, before: ServerSettings = DEFAULTS): ServerSettings {
  if (typeof json !== 'object' || json === null) return before;
  const given = json as Readonly<Record<string, unknown>>;
  const text = (name: string): string | undefined => {
    const value = given[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const flag = (name: 'codeLens' | 'home'): boolean => {
    const value = given[name];
    return typeof value === 'boolean' ? value : before[name];
  };
  const level = text('level');
  return {
    level: level === 'info' || level === 'warning' || level === 'error' ? level : before.level,
    lang: 'lang' in given ? text('lang') : before.lang,
    config: 'config' in given ? text('config') : before.config,
    codeLens: flag('codeLens'),
    home: flag('home'),
  };
}
