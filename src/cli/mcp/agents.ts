/** The Model Context Protocol on standard input and output: four tools that read and never write. */
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { maskMarked } from '../../secrets/index.ts';
import { UsageError } from '../../usage-error.ts';
import { VERSION } from '../../version.ts';
import { faultOf } from '../lsp/faults.ts';
import type { Context } from '../shell/context.ts';
import { checkArguments } from './arguments.ts';
import { foldersOf } from './confined.ts';
import { TOOLS } from './tools.ts';

const INSTRUCTIONS =
  'envlint reads files that decide how programs reach the network, and says what is wrong with them. Its tools only read. ' +
  'Do not ask for secrets that it masks, do not write *** into a file, and let the user decide about fixes called unsafe.';

/** Serves one client until its input ends; answers the exit code. */
export async function serve(context: Context): Promise<number> {
  const server = new Server(
    { name: 'envlint', version: VERSION },
    { capabilities: { tools: {} }, instructions: INSTRUCTIONS },
  );
  server.setRequestHandler(ListToolsRequestSchema, () => ({
    tools: TOOLS.map(({ name, description, inputSchema }) => ({
      name,
      description,
      inputSchema: { ...inputSchema },
      annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
    })),
  }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params: { name, arguments: given = {} } }) => {
    const tool = TOOLS.find((one) => one.name === name);
    if (!tool) return failure(`there is no tool ${name}`);
    try {
      checkArguments(name, tool.inputSchema, given);
      const text = await tool.run(context, foldersOf(await rootsOf(server), context.cwd), given);
      return { content: [{ type: 'text', text }] };
    } catch (error) {
      if (error instanceof UsageError) return failure(maskMarked(context.say(error.text)));
      return failure(faultOf(error, context.lang));
    }
  });
  const ended = new Promise<number>((resolve) => {
    server.onclose = () => resolve(0);
    process.stdin.on('end', () => resolve(0));
  });
  await server.connect(new StdioServerTransport());
  return ended;
}

const failure = (text: string) => ({ content: [{ type: 'text' as const, text }], isError: true });

/** The folders the client names; none where it does not name any: then the one the command was started in counts. */
async function rootsOf(server: Server): Promise<string[]> {
  if (!server.getClientCapabilities()?.roots) return [];
  const { roots } = await server.listRoots();
  if (roots.length === 0) throw new UsageError({ en: 'the client names no folders', zh: '客户端没有指定文件夹' });
  return roots.map(({ uri }) => uri);
}
