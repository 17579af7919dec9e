/** Every client there is. Adding one: write its file beside these and put it in this list. */
import type { Client, ClientVersion } from '../client.ts';
import { families } from '../families.ts';
import { agents, PROGRAMS, type Program } from './agents.ts';
import { aiohttp } from './aiohttp.ts';
import { axios } from './axios.ts';
import { curl } from './curl.ts';
import { git } from './git.ts';
import { go } from './go.ts';
import { httpx } from './httpx.ts';
import { nodeFetch } from './node-fetch.ts';
import { nodeHttp } from './node-http.ts';
import { npm } from './npm.ts';
import { requests } from './requests.ts';
import { reqwest } from './reqwest.ts';
import { ruby } from './ruby.ts';
import { undici } from './undici.ts';
import { urllib } from './urllib.ts';
import { wget } from './wget.ts';

export const clients: readonly Client[] = [
  curl,
  wget,
  git,
  urllib,
  requests,
  httpx,
  aiohttp,
  undici,
  nodeFetch,
  nodeHttp,
  axios,
  npm,
  go,
  reqwest,
  ruby,
];

/** Compares dotted version numbers part by part. */
function isAtLeast(version: string, since: string): boolean {
  const asked = version.split('.').map(Number);
  const from = since.split('.').map(Number);
  for (const [index, part] of from.entries()) {
    const other = asked[index] ?? 0;
    if (other !== part) return other > part;
  }
  return true;
}

/** The newest listed behaviour that began at or before a version; the oldest for anything older. */
function behaviourAt(versions: readonly ClientVersion[], version: string): ClientVersion | undefined {
  return versions.filter(({ since }) => isAtLeast(version, since)).at(-1) ?? versions[0];
}

/**
 * A client or a family by name, alias or `NAME@VERSION` (`curl@8.5`). Undefined for an unknown name, for a version that
 * is not a number, and for a version of a client that is modelled in one version only.
 */
export function clientByName(name: string): Client | undefined {
  const [base = '', version] = name.split('@');
  const program = PROGRAMS.find((one) => one.name === base);
  if (program) return programClient(program, version);
  const client = [...clients, ...families, ...agents].find(
    (each) => each.name === base || each.aliases?.includes(base),
  );
  if (!client || version === undefined) return client;
  if (!/^\d+(?:\.\d+)*$/.test(version) || !client.versions) return undefined;
  const behaviour = behaviourAt(client.versions, version);
  return behaviour && { ...client, version, decide: behaviour.decide };
}

/** A program under its own name: what the client it is built on does. Its versions are not that client's. */
function programClient({ name, client, source }: Program, version: string | undefined): Client | undefined {
  const built = version === undefined ? clients.find((one) => one.name === client) : undefined;
  if (!built) return undefined;
  const summary = {
    en: `${name} is built on ${built.name}. ${built.summary.en}`,
    zh: `${name} 基于 ${built.name}。${built.summary.zh}`,
  };
  return { ...built, name, aliases: [], versions: [], version: `${built.name} ${built.version}`, summary, source };
}

/** All names a user may write, families, agents and programs included. */
export function clientNames(): readonly string[] {
  return [...clients, ...families, ...agents, ...PROGRAMS].map(({ name }) => name);
}
