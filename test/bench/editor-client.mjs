/** A client of any language server: opens a file, types into it, and tells how long the server takes to say something new. */
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';

/** A server that says nothing for so long says nothing at all, in ms. */
const PATIENCE_MS = 20_000;

/** After so long without a question a server is at rest. */
const REST_MS = 3000;

const CAPABILITIES = {
  textDocument: {
    synchronization: { didSave: true },
    publishDiagnostics: { relatedInformation: true, versionSupport: true },
  },
  workspace: { configuration: true, workspaceFolders: true },
};

/**
 * Starts a server on a folder. `settings`: what it is answered when it asks for its configuration, by section. `stop`: ends what
 * it leaves running.
 */
async function start({ command: [program, ...args], env, settings = {}, stop }, folder) {
  const child = spawn(program, args, {
    cwd: folder,
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, ...env },
  });
  const failed = new Promise((_, reject) => child.on('error', reject));
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const published = new Map();
  let look = () => undefined;
  connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }) => {
    published.set(uri, JSON.stringify(diagnostics.map(({ message, range }) => [message, range])));
    look();
  });
  connection.onRequest((method, params) => {
    if (method === 'workspace/configuration') return params.items.map(({ section }) => settings[section] ?? null);
    return null;
  });
  connection.listen();
  const uri = pathToFileURL(folder).href;
  const introduced = connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: uri,
    workspaceFolders: [{ uri, name: 'bench' }],
    capabilities: CAPABILITIES,
  });
  await Promise.race([introduced, failed]);
  await connection.sendNotification('initialized', {});
  await connection.sendNotification('workspace/didChangeConfiguration', { settings });
  /** Resolves when the findings of a file are others than these. */
  const differs = (file, from) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('silent')), PATIENCE_MS);
      look = () => {
        const now = published.get(file);
        if (now === undefined || now === from) return;
        clearTimeout(timer);
        resolve(now);
      };
      look();
    });
  const end = () => {
    child.kill();
    if (stop) spawnSync(stop[0], stop.slice(1), { stdio: 'ignore', env: { ...process.env, ...env } });
  };
  return { connection, differs, published, process: child, end };
}

/** Peak and present memory of a server in MB that has all of these files open and then rests. Linux only. */
export async function memoryOf(server, folder, files) {
  const { connection, published, process: child, end } = await start(server, folder);
  for (const [file, text] of Object.entries(files)) {
    const uri = pathToFileURL(`${folder}/${file}`).href;
    await connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'plaintext', version: 1, text },
    });
  }
  const count = Object.keys(files).length;
  for (let waited = 0; published.size < count && waited < 6 * PATIENCE_MS; waited += 50)
    await new Promise((resolve) => setTimeout(resolve, 50));
  await new Promise((resolve) => setTimeout(resolve, REST_MS));
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  end();
  const megabytes = (name) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1024;
  return { peak: megabytes('VmHWM'), atRest: megabytes('VmRSS') };
}

/**
 * Milliseconds from each keystroke to the diagnostics that it changes: a slip is typed at the end of a file and taken away,
 * in turns. Empty where the server cannot be started or says nothing of the slip.
 */
export async function keystrokes(server, { folder, file, text, languageId, slip }, rounds) {
  const times = [];
  let open;
  try {
    open = await start(server, folder);
    const uri = pathToFileURL(`${folder}/${file}`).href;
    const { connection, differs } = open;
    await connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
    let said = await differs(uri, undefined);
    const lines = text.split('\n');
    const at = { line: lines.length - 1, character: lines.at(-1).length };
    const typed = slip.split('\n');
    const after = {
      line: at.line + typed.length - 1,
      character: (typed.length > 1 ? 0 : at.character) + typed.at(-1).length,
    };
    for (let version = 2; version < rounds * 2 + 2; version++) {
      const change =
        version % 2 === 0
          ? { range: { start: at, end: at }, text: slip }
          : { range: { start: at, end: after }, text: '' };
      // A person's next key comes later: what the server put off until then is done.
      await new Promise((resolve) => setTimeout(resolve, 150));
      const began = performance.now();
      await connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [change],
      });
      said = await differs(uri, said);
      times.push(performance.now() - began);
    }
    await Promise.race([connection.sendRequest('shutdown'), new Promise((resolve) => setTimeout(resolve, 1000))]);
    return times;
  } catch {
    return [];
  } finally {
    open?.end();
  }
}
