/** What a repository's `package.json` says about how envlint gets there. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readRegular } from '../../host/read/read.ts';
import { VERSION } from '../../version.ts';

/** The keys of package.json; none where it is missing or cannot be read. */
export function manifestOf(root: string): Readonly<Record<string, unknown>> {
  const bytes = readRegular(join(root, 'package.json'));
  return 'why' in bytes ? {} : jsonObject(bytes.toString('utf8'));
}

/** The keys of a JSON object; none where the text is something else. */
export function jsonObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
  } catch {
    return {};
  }
}

/** Lock files and the command of their manager that adds a package for development. */
const MANAGERS = [
  ['pnpm-lock.yaml', 'pnpm add -D'],
  ['yarn.lock', 'yarn add -D'],
  ['bun.lock', 'bun add -d'],
  ['bun.lockb', 'bun add -d'],
] as const;

/** The command that makes `npx envlint` this version; undefined without a package.json, or where it is named already. */
export function installCommand(root: string): string | undefined {
  if (!existsSync(join(root, 'package.json'))) return undefined;
  const { dependencies, devDependencies, name } = manifestOf(root);
  const isNamed = [dependencies, devDependencies].some(
    (list) => typeof list === 'object' && list !== null && 'envlint' in list,
  );
  if (isNamed || name === 'envlint') return undefined;
  const manager = MANAGERS.find(([file]) => existsSync(join(root, file)))?.[1] ?? 'npm install -D';
  return `${manager} envlint@${VERSION}`;
}

/** Where editors find the schema of the configuration: in the installed package, else in the published one. */
export function schemaPlace(root: string): string {
  return existsSync(join(root, 'package.json'))
    ? './node_modules/envlint/dist/schema.json'
    : `https://unpkg.com/envlint@${VERSION}/dist/schema.json`;
}
