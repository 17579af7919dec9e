/** `envlint mcp`: what envlint knows, for agents, in the Model Context Protocol on standard input and output. */
import { UsageError } from '../../usage-error.ts';
import type { Context } from '../shell/context.ts';

/** Serves until the client leaves; answers the exit code. Throws `UsageError` for operands: the client names the folders. */
export async function mcpCommand(context: Context): Promise<number> {
  if (context.operands.length > 0)
    throw new UsageError({
      en: 'mcp takes no paths: the client names its folders',
      zh: 'mcp 不接受路径：由客户端指定文件夹',
    });
  return (await import('../mcp/agents.ts')).serve(context);
}
