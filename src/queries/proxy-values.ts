/** Every place that gives a program a proxy: variables of environments, and programs' own configuration files. */
import type { Project, Value } from '../core.ts';
import { derive } from '../project.ts';
import { environments } from './environment.ts';
import { isCopy, ownProxies } from './proxies.ts';

export interface ProxyValue {
  /** `https_proxy`, `http.proxy`. */
  readonly name: string;
  /** What the program gets, with references resolved; known to its end. */
  readonly text: string;
  /** As it stands in the file: offsets of `text` hold in it only when it is known. */
  readonly value: Value;
  /** The program, when only one reads it: `git`, `npm`. */
  readonly client?: string;
}

/** Each value once, where it is written; copies and defaults over something inherited are left out. */
export const proxyValues = derive((project: Project): readonly ProxyValue[] => {
  const found = new Map<Value, ProxyValue>();
  for (const environment of environments(project)) {
    for (const proxy of ownProxies(environment)) {
      const { name, text, known, presumed, assignment } = proxy;
      if (known && !presumed && !isCopy(proxy)) found.set(assignment.value, { name, text, value: assignment.value });
    }
  }
  for (const { role, name, value, client } of project.facts('proxy-setting')) {
    if (role !== 'no-proxy' && value.known && value.text !== '')
      found.set(value, { name: name.text, text: value.text, value, client });
  }
  return [...found.values()];
});
