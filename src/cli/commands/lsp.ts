/** `envlint lsp`: a language server on standard input and output. */
import { UsageError } from '../../usage-error.ts';
import type { Context } from '../shell/context.ts';

/** Serves until the client leaves. Throws `UsageError` for operands: the client names the folders. */
export async function lspCommand(context: Context): Promise<number> {
  if (context.operands.length > 0)
    throw new UsageError({
      en: 'lsp takes no paths: the editor names its folders',
      zh: 'lsp 不接受路径：由编辑器指定文件夹',
    });
  return (await import('../lsp/editors.ts')).serve(context);
}
