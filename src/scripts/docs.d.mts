export interface Sandbox {
  readonly folder: string;
  run(line: string, env?: Readonly<Record<string, string>>): { readonly code: number | null; readonly text: string };
  close(): void;
}
export function pages(): { readonly path: string; readonly lang: 'en' | 'zh-CN' }[];
export function sandbox(machine: string, lang: 'en' | 'zh-CN'): Sandbox;
export function writeDocs(options?: { readonly dryRun?: boolean }): Promise<string[]>;
