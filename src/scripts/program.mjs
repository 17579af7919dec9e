/** How sources are bundled, and the program into chunks that are loaded when they are needed. */
import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { resolve } from 'node:path';
import { chunks } from './chunks.mjs';

/** Packages whose part for Node has a condition that a neutral platform does not fulfil. */
const forNode = (root) =>
  Object.fromEntries(
    ['vscode-jsonrpc', 'vscode-languageserver-protocol', 'vscode-languageserver'].map((name) => [
      `${name}/node`,
      resolve(root, `node_modules/${name}/lib/node/main.js`),
    ]),
  );

/** What holds for every bundle. `root`: the folder of the project; `define`: what stands for names that only the build knows. */
export const bundling = (root, define) => ({
  cwd: root,
  // The form of a package for any platform, where it has one: ES modules, of which only what is used is taken.
  platform: 'neutral',
  resolve: { mainFields: ['module', 'main'], alias: forNode(root) },
  external: isBuiltin,
  transform: { target: 'node20.19', define },
  logLevel: 'warn',
});

/**
 * Rules carry their documentation. The module that gathers it gets those of the rules a second time, and of them nothing
 * but the documentation is bundled: loading a rule to run it loads none.
 */
const docsApart = (root) => ({
  name: 'docs',
  async resolveId(source, importer) {
    if (importer !== resolve(root, 'rules/docs.ts')) return null;
    const { id } = await this.resolve(source, importer, { skipSelf: true });
    return `${id}?docs`;
  },
  load: (id) =>
    id.endsWith('?docs') ? { code: readFileSync(id.slice(0, -'?docs'.length), 'utf8'), moduleType: 'ts' } : null,
});

/** The program's own options: main.cjs and the chunks it loads. */
export const programOptions = async (root) => ({
  input: { main: 'src/cli.ts' },
  preserveEntrySignatures: false,
  plugins: [docsApart(root)],
  output: {
    format: 'cjs',
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name].cjs',
    codeSplitting: await chunks(root),
    // A chunk is an expression: the function that makes its exports.
    postBanner: '(function (exports, require, module) {',
    postFooter: '})',
  },
});
