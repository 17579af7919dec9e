/** The formats by name. Each is loaded only when a run asks for it. */
import type { Report } from './model.ts';

const FORMATS = {
  pretty: async () => (await import('./pretty.ts')).pretty,
  concise: async () => (await import('./concise.ts')).concise,
  json: async () => (await import('./json.ts')).json,
  jsonl: async () => (await import('./json.ts')).jsonl,
  sarif: async () => (await import('./sarif.ts')).sarif,
  github: async () => (await import('./github.ts')).github,
  gitlab: async () => (await import('./gitlab.ts')).gitlab,
  junit: async () => (await import('./junit.ts')).junit,
  checkstyle: async () => (await import('./checkstyle.ts')).checkstyle,
  markdown: async () => (await import('./markdown.ts')).markdown,
  html: async () => (await import('./html.ts')).html,
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
