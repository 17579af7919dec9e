/** The formats by name. Each is loaded only when a run asks for it. */
import type { Report } from './model.ts';

const FORMATS = {
  pretty: async () => (await import('./terminal/pretty.ts')).pretty,
  concise: async () => (await import('./machine/concise.ts')).concise,
  json: async () => (await import('./machine/json.ts')).json,
  jsonl: async () => (await import('./machine/json.ts')).jsonl,
  sarif: async () => (await import('./machine/sarif.ts')).sarif,
  github: async () => (await import('./machine/github.ts')).github,
  gitlab: async () => (await import('./machine/gitlab.ts')).gitlab,
  junit: async () => (await import('./machine/junit.ts')).junit,
  checkstyle: async () => (await import('./machine/checkstyle.ts')).checkstyle,
  markdown: async () => (await import('./machine/markdown.ts')).markdown,
  html: async () => (await import('./page/html.ts')).html,
} satisfies Record<string, () => Promise<(report: Report) => string>>;

export type FormatName = keyof typeof FORMATS;

/** All names `--format` takes. */
export const formatNames = Object.keys(FORMATS) as FormatName[];

/** Is this a name `--format` takes? */
export function isFormat(name: string): name is FormatName {
  return Object.hasOwn(FORMATS, name);
}

/** The report as text, ending in a line break. Only `pretty` is ever coloured. */
export async function format(name: FormatName, report: Report): Promise<string> {
  const write = await FORMATS[name]();
  return write(report);
}
