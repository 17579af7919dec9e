/** The hook that `envlint init` writes, or what belongs in the file of a hook manager. */
import { chmodSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { hooksOf } from '../../host/read/git.ts';
import { VERSION } from '../../version.ts';
import type { Context } from '../shell/context.ts';
import { displayPath } from '../shell/paths.ts';
import { lefthookJob } from './lefthook.ts';
import { manifestOf } from './manifest.ts';
import { addition, create } from './place.ts';
import { ONE_LINE, SIMPLE_FILES, simpleInFile, simpleInManifest } from './simple-git-hooks.ts';

/** Files of managers that write the repository's hooks themselves, in the order in which they are looked for. */
const MANAGERS = [
  '.pre-commit-config.yaml',
  'lefthook.yml',
  'lefthook.yaml',
  '.lefthook.yml',
  '.lefthook.yaml',
  '.husky',
  ...SIMPLE_FILES,
];

/** simple-git-hooks writes the hook only when it is run. */
const SIMPLE_RUN = 'npx simple-git-hooks';

/** If a hook manager is in use, the hook goes into its file; otherwise into the repository's hooks folder. */
export function hook(context: Context, root: string): string {
  const manager = MANAGERS.find((name) => existsSync(join(root, name)));
  if (manager === '.husky') return addition(context, '.husky/pre-commit', join(root, '.husky/pre-commit'), ONE_LINE);
  if (manager) {
    const then = SIMPLE_FILES.includes(manager) ? SIMPLE_RUN : undefined;
    return addition(context, manager, join(root, manager), snippet(root, manager), then);
  }
  if ('simple-git-hooks' in manifestOf(root))
    return addition(context, 'package.json', join(root, 'package.json'), simpleInManifest(root), SIMPLE_RUN);
  const hooks = hooksOf(root);
  if (hooks === undefined) return addition(context, 'pre-commit', '', ONE_LINE);
  const file = join(hooks.folder, 'pre-commit');
  if (existsSync(file) || !hooks.isOwn) return addition(context, displayPath(file, context), file, ONE_LINE);
  const line = create(context, root, file, hookText());
  chmodSync(file, 0o755);
  return line;
}

/**
 * The command on PATH, or the one that wrote the hook; if neither exists, the commit passes. The repository's own node_modules
 * is not searched: a hook must not run code that came with a clone.
 */
function hookText(): string {
  const self = `'${(process.argv[1] ?? '').replaceAll("'", "'\\''")}'`;
  return `#!/bin/sh
# Checks what is about to be committed. Written by \`envlint init\`.
for program in envlint ${self}; do
  if command -v "$program" >/dev/null 2>&1; then exec "$program" --staged --quiet; fi
done
echo 'envlint is not installed: nothing was checked' >&2
`;
}

function snippet(root: string, manager: string): string {
  if (SIMPLE_FILES.includes(manager)) return simpleInFile(root, manager);
  if (manager.startsWith('.pre-commit')) {
    return `  - repo: local
    hooks:
      - id: envlint
        name: envlint
        entry: envlint --force-exclude --pass-on-no-files --
        language: node
        additional_dependencies: ['envlint@${VERSION}']
        types: []
        types_or: [file, symlink]
        require_serial: true`;
  }
  return lefthookJob(root, manager, ONE_LINE);
}
