/** Where the output of a command goes: to standard output, or into the files that `--format F=FILE` names. */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { systemError } from '../../host/read/read.ts';
import { unpainted } from '../../report/terminal/paint.ts';
import { UsageError } from '../../usage-error.ts';
import type { Context } from '../shell/context.ts';
import { out, recorded } from '../shell/io.ts';
import type { FORMATS } from '../shell/options.ts';
import { aboutFile } from '../shell/words.ts';

type Format = (typeof FORMATS)[number];

interface Sink {
  readonly format: Format;
  readonly file?: string | undefined;
}

/** Where each report goes. Without `--format`: pretty, also into a file or a pipe. Throws `UsageError` for doubles. */
export function sinks({ values }: Context): readonly Sink[] {
  const asked = (values.format ?? []).map((text): Sink => {
    const at = text.indexOf('=');
    const format = (at < 0 ? text : text.slice(0, at)) as Format;
    return at < 0 ? { format } : { format, file: text.slice(at + 1) };
  });
  if (asked.filter((sink) => sink.file === undefined).length > 1) {
    throw new UsageError({
      en: 'only one format fits on standard output; give the others a file: --format sarif=out.sarif',
      zh: '标准输出只能容纳一种格式，其他格式请写入文件：--format sarif=out.sarif',
    });
  }
  return asked.length > 0 ? asked : [{ format: 'pretty' }];
}

/** Prints or writes what a command with two formats answers. Files are never coloured. */
export function answer(context: Context, asJson: () => string, asText: (context: Context) => string): void {
  for (const { format, file } of sinks(context)) {
    const text = format === 'json' ? asJson() : asText(file === undefined ? context : { ...context, paint: unpainted });
    if (file === undefined) out(text);
    else writeReport(context, file, text);
  }
}

/** Writes a report into a file. Throws `UsageError` where it cannot be written. */
export function writeReport({ cwd }: Context, file: string, text: string): void {
  try {
    writeFileSync(resolve(cwd, file), text);
    recorded('file', text, file);
  } catch (error) {
    throw aboutFile(file, systemError(error));
  }
}
