/** What a configuration file may say, and the result of merging several of them. */
import type { LanguageName, Network, Severity } from '../core.ts';

export type Level = Severity | 'off';
type OneOrMore = string | readonly string[];

/** A configuration file as it is written; its shape is checked against `schema`. */
export interface RawConfig {
  readonly $schema?: string;
  readonly extends?: OneOrMore | undefined;
  readonly files?: readonly string[] | undefined;
  readonly ignore?: readonly string[] | undefined;
  readonly rules?: Readonly<Record<string, Level>> | undefined;
  readonly overrides?: readonly RawOverride[] | undefined;
  readonly network?: Partial<Omit<Network, 'timeouts'>> | undefined;
  readonly timeouts?: Readonly<Record<string, number>> | undefined;
  readonly routes?: readonly RoutePromise[] | undefined;
  readonly policies?: readonly RawPolicy[] | undefined;
}

interface RawOverride {
  readonly files?: OneOrMore | undefined;
  readonly language?: LanguageName | readonly LanguageName[] | undefined;
  readonly rules: Readonly<Record<string, Level>>;
}

/** An expected route from `routes:`, checked by `envlint test`. */
export interface RoutePromise {
  readonly url: string;
  readonly clients?: readonly string[] | undefined;
  readonly expect: 'direct' | 'proxy' | 'reject';
  readonly policy?: string | undefined;
}

export interface RawPolicy {
  readonly id: string;
  readonly files?: OneOrMore | undefined;
  readonly variable: OneOrMore;
  readonly must?: OneOrMore | undefined;
  readonly 'must-not'?: OneOrMore;
  readonly 'may-only'?: OneOrMore;
}

/** Something that only applies to paths below the folder of the file that sets it. */
export interface Based<T> {
  /** Absolute folder. */
  readonly base: string;
  readonly value: T;
}

/** All settings in effect. Later layers override earlier ones: built-in, the user's own file, the project's. */
export interface Config {
  /** The files that were read, the weakest first. Absolute. */
  readonly sources: readonly string[];
  /** `within`: the folder that they must not lead out of. */
  readonly files: readonly (Based<string> & { readonly within: string })[];
  readonly ignore: readonly Based<readonly string[]>[];
  readonly severities: ReadonlyMap<string, Level>;
  readonly overrides: readonly Based<RawOverride>[];
  readonly network: Network;
  readonly routes: readonly RoutePromise[];
  readonly policies: readonly Based<RawPolicy>[];
  /** Where each setting comes from: `network.region` → `envlint.yaml:4`. */
  readonly origins: ReadonlyMap<string, string>;
}

/** One value or several, as a list. */
export function list<T extends string>(value: T | readonly T[] | undefined): readonly T[] {
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}
