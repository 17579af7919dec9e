/** Every place that gives a program a proxy: variables of environments, and programs' own configuration files. */
import type { Assignment, Project, Value } from '../../core.ts';
import { derive } from '../../project.ts';
import { environments, isSettled, possibleValues } from '../environments/environment.ts';
import { origin, PROXY_NAMES } from './proxies.ts';
import { proxySettings } from './proxy-settings.ts';

export interface ProxyValue {
  /** `https_proxy`, `http.proxy`. */
  readonly name: string;
  /** What the program gets, with references resolved; known to its end. */
  readonly text: string;
  /** The value as it is in the file: offsets in `text` are only valid when it is known. */
  readonly value: Value;
  /** Where it is written, if that is a variable: perhaps one that the proxy variables are copied from. */
  readonly assignment?: Assignment | undefined;
  /** The program, when only one reads it: `git`, `npm`. */
  readonly client?: string | undefined;
}

/**
 * Each value once, where it is written, including every branch of an `if`; defaults that apply only when nothing is inherited
 * are left out. A value that several variables share has the name of the first of them in the file.
 */
export const proxyValues = derive((project: Project): readonly ProxyValue[] => {
  const found = new Map<Value, ProxyValue>();
  for (const environment of environments(project)) {
    const own = PROXY_NAMES.flatMap((name) => [...possibleValues(environment, name)])
      .filter((variable) => isSettled(variable) && environment.own.has(variable.assignment))
      .sort((a, b) => a.assignment.at.start - b.assignment.at.start);
    for (const proxy of own) {
      const assignment = origin(proxy);
      const { value } = assignment;
      if (!found.has(value)) found.set(value, { name: proxy.name, text: proxy.text, value, assignment });
    }
  }
  for (const { role, name, value, client } of proxySettings(project)) {
    if (role !== 'no-proxy' && value.known && value.text !== '')
      found.set(value, { name: name.text, text: value.text, value, client });
  }
  return [...found.values()];
});
