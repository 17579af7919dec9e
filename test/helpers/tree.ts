/** A tree of a JSON, TOML or YAML file as plain values, to compare it with what other parsers read. */
import { spawnSync } from 'node:child_process';
import { membersOf } from '../../src/languages/shared/blocks.ts';
import type { Node } from '../../src/languages/shared/tree.ts';

/** What JSON would hold: of two members with one name the last; numbers and dates as they are written. */
export function plainOf(node: Node | undefined): unknown {
  if (node?.kind === 'map')
    return Object.fromEntries(membersOf(node).map(({ key, value }) => [key.value.text, plainOf(value)]));
  if (node?.kind === 'list') return node.items.map(plainOf);
  if (node?.kind !== 'scalar') return undefined;
  const { type, value } = node;
  if (type === 'string') return value.text;
  return type === 'true' || type === 'false' || type === 'null' ? JSON.parse(type) : `#${value.text}`;
}

/**
 * What Python's parser makes of each text, in the same form: `undefined` where it refuses the text. `load` is an expression
 * over `text`. Undefined as a whole: no Python is here that can.
 */
export function pythonReads(texts: readonly string[], module: string, load: string): unknown[] | undefined {
  const program = `
import sys, json, datetime
try:
    import ${module}
except ImportError:
    sys.exit(9)
def plain(value):
    if isinstance(value, dict): return {key: plain(one) for key, one in value.items()}
    if isinstance(value, list): return [plain(one) for one in value]
    if value is None or isinstance(value, (bool, str)): return value
    return '#' + str(value)
answers = []
for text in json.load(sys.stdin):
    try: answers.append({'value': plain(${load})})
    except Exception: answers.append({})
json.dump(answers, sys.stdout)
`;
  const { status, stdout, stderr } = spawnSync('python3', ['-c', program], {
    input: JSON.stringify(texts),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0) {
    console.log(`skipped: python3 with ${module} is not here (${status ?? 'none'}) ${stderr ?? ''}`);
    return undefined;
  }
  return (JSON.parse(stdout) as { value?: unknown }[]).map((one) => one.value);
}
