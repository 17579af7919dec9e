/** Runtimes and agents, measured; and programs that are one of the other clients, by name. */
import type { Client } from '../client.ts';
import { bun, bunHttp, bunWebSocket, opencode } from './bun.ts';
import { claude } from './claude.ts';
import { codex, codexWebSocket } from './codex.ts';
import { deno, denoHttp } from './deno.ts';
import { gemini } from './gemini.ts';
import { hermes } from './hermes.ts';
import { openclaw } from './openclaw.ts';

/** Rules only ask about these clients if the user names them: each was measured at one version, and they change fast. */
export const agents: readonly Client[] = [
  bun,
  bunHttp,
  bunWebSocket,
  deno,
  denoHttp,
  claude,
  codex,
  codexWebSocket,
  gemini,
  opencode,
  openclaw,
  hermes,
];

export interface Program {
  readonly name: string;
  /** The client it is built on. */
  readonly client: string;
  readonly source: string;
}

/** Programs that read the environment through one of the clients. */
export const PROGRAMS: readonly Program[] = [
  { name: 'ollama', client: 'go', source: 'ollama envconfig and server: net/http, http.ProxyFromEnvironment' },
  { name: 'docker', client: 'go', source: 'moby: net/http, golang.org/x/net/http/httpproxy' },
  { name: 'uv', client: 'reqwest', source: 'uv crates/uv-client: reqwest' },
  { name: 'pip', client: 'requests', source: 'pip/_vendor: requests' },
];
