/** The command in the test's own process: where reports and findings are the subject, and not how a process starts. */
import { lintOnce } from '../../src/cli/run/check.ts';
import { makeContext } from '../../src/cli/shell/context.ts';
import { record } from '../../src/cli/shell/io.ts';
import { parseInvocation } from '../../src/cli/shell/parse.ts';

/**
 * Checks as `envlint ARGS` does in this folder, which is the home folder, too. All reports must go into files. Answers the exit
 * code and what was said on standard error.
 */
export async function checkInside(
  folder: string,
  args: readonly string[],
): Promise<{ readonly code: number; readonly err: string }> {
  const context = await makeContext(parseInvocation(args), { HOME: folder, LANG: 'C.UTF-8' });
  let err = '';
  record(([to, text]) => {
    if (to === 'err') err += text;
  });
  try {
    return { code: await lintOnce({ ...context, cwd: folder }), err };
  } finally {
    record();
  }
}
