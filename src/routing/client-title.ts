/** How clients are named in a sentence; their identifiers are for the command line. */
import type { Text } from '../core.ts';
import { enumerated } from '../text.ts';

const TITLES: Readonly<Record<string, Text>> = {
  go: { en: 'Go', zh: 'Go' },
  ruby: { en: 'Ruby', zh: 'Ruby' },
  'node-fetch': { en: 'Node’s fetch', zh: 'Node 的 fetch' },
  'node-http': { en: 'Node’s http', zh: 'Node 的 http' },
  bun: { en: 'Bun’s fetch', zh: 'Bun 的 fetch' },
  'bun-websocket': { en: 'Bun’s WebSocket', zh: 'Bun 的 WebSocket' },
  'bun-http': { en: 'Bun’s node:http', zh: 'Bun 的 node:http' },
  'deno-http': { en: 'Deno’s node:http', zh: 'Deno 的 node:http' },
  deno: { en: 'Deno', zh: 'Deno' },
  claude: { en: 'Claude Code', zh: 'Claude Code' },
  codex: { en: 'Codex', zh: 'Codex' },
  'codex-ws': { en: 'Codex’s WebSocket', zh: 'Codex 的 WebSocket' },
  gemini: { en: 'Gemini CLI', zh: 'Gemini CLI' },
  openclaw: { en: 'OpenClaw', zh: 'OpenClaw' },
  hermes: { en: 'Hermes', zh: 'Hermes' },
};

/** `Go` for `go`, `Node’s fetch` for `node-fetch`; most clients are called what they are. */
export function clientTitle(name: string): Text {
  return TITLES[name] ?? { en: name, zh: name };
}

/** `curl`, `curl and httpx`, `curl, requests and httpx`. */
export function clientTitles(clients: readonly { readonly name: string }[]): Text {
  const titles = clients.map(({ name }) => clientTitle(name));
  return { en: enumerated(titles.map(({ en }) => en)), zh: titles.map(({ zh }) => zh).join('、') };
}
