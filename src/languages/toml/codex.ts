/**
 * Codex's `config.toml` (0.171.0: docs/config.md, and what a server was given, measured). A server gets eleven variables that no
 * proxy is among, those that `env_vars` names from Codex's own environment, and its `env` literally. Commands get what
 * `shell_environment_policy` leaves of the shell's variables, and its `set` over them.
 */
import type { Assignment, Scope } from '../../core.ts';
import { valueOf } from '../../text.ts';
import { assignment, bare, type Lowered, lower, membersOf, type Program } from '../shared/blocks.ts';
import { get, type Node, scalarAt, valuesOf } from '../shared/tree.ts';

/** The facts of the file, the variables that servers are handed among them. */
export function lowerCodex(root: Node | undefined, scope: Scope): Lowered {
  const { facts, ...found } = lower(root, programOf(root), scope);
  const blocks = new Map(
    facts.flatMap((fact) => (isServer(fact.scope) ? [[fact.scope.name, fact.scope] as const] : [])),
  );
  const handed = membersOf(get(root, 'mcp_servers')).flatMap(({ key, value }) => {
    const names = valuesOf(get(value, 'env_vars'));
    const own: Scope = blocks.get(key.value.text) ?? {
      kind: 'block',
      name: key.value.text,
      at: value.at,
      parent: scope,
      recipient: { kind: 'server', program: 'codex', inherits: 'nothing' },
    };
    return names.map((name): Assignment => {
      const said = bare(name);
      const taken = valueOf([{ kind: 'reference', name: name.text, at: said.at }], said.at);
      return assignment(said, taken, said.at, own);
    });
  });
  return { facts: [...facts, ...handed].sort((a, b) => a.at.start - b.at.start), ...found };
}

const isServer = ({ recipient }: Scope): boolean => recipient?.kind === 'server';

/** `inherit = "core"` and `"none"` keep all proxies and lists from commands. */
function programOf(root: Node | undefined): Program {
  const inherit = scalarAt(get(root, 'shell_environment_policy'), 'inherit')?.text ?? 'all';
  return {
    name: 'codex',
    blocks: [
      { path: ['mcp_servers', '*', 'env'], kind: 'server', inherits: 'nothing' },
      {
        path: ['shell_environment_policy', 'set'],
        kind: 'terminal',
        inherits: inherit === 'all' ? 'all' : 'nothing',
      },
    ],
  };
}
