/** Lists of rules and names of hosts that lead back to themselves (`config.go: verifySubRule`, `parseHosts`). */
import { splitRule } from '../../../knowledge/clash/rule-line.ts';
import { entriesOf, itemsOf, type Node, type ScalarNode } from '../tree.ts';
import { type Report, refuse } from './report.ts';

/** One step: from a list or name to another, and where that is written. */
interface Step {
  readonly to: string;
  readonly at: ScalarNode;
}

/** Sub-rules that lead to each other in a circle, also where no rule leads into it. */
export function checkSubRules(report: Report, subRules: Node | undefined): void {
  const steps = new Map<string, readonly Step[]>();
  for (const { key, value } of subRules?.kind === 'map' ? entriesOf(subRules).values() : []) {
    if (key.value.text === '') refuseNameless(report, key);
    steps.set(key.value.text, stepsIn(value));
  }
  for (const { path, at } of circlesIn(steps)) {
    refuse(report, {
      at: at.at,
      what: { en: `the sub-rules ${path[0]} lead back to themselves`, zh: `子规则“${path[0]}”绕回了自己` },
      label: { en: path.join(' → '), zh: path.join(' → ') },
      said: `sub-rule error: circular references [${path.join('->')}]`,
    });
  }
}

function refuseNameless(report: Report, key: ScalarNode): void {
  refuse(report, {
    at: key.at,
    what: { en: 'sub-rules have no name', zh: '子规则没有名字' },
    label: { en: 'an empty name', zh: '名字是空的' },
    said: 'sub-rule name is empty',
  });
}

function stepsIn(list: Node): readonly Step[] {
  return itemsOf(list).flatMap((at) => {
    if (at.kind !== 'scalar' || !/^\s*sub-rule\s*,/i.test(at.value.text)) return [];
    return [{ to: splitRule(at.value.text).target, at }];
  });
}

/** Names of hosts that stand for each other: the values are searched one after the other until a name comes back. */
export function checkHostCircles(report: Report, hosts: Node | undefined): void {
  const steps = new Map<string, readonly Step[]>();
  for (const { key, value } of hosts?.kind === 'map' ? entriesOf(hosts).values() : []) {
    const at = value.kind === 'list' && value.items.length === 1 ? value.items[0] : value;
    const name = key.value.text;
    // A name that stands for itself is accepted.
    if (at?.kind === 'scalar' && at.value.text !== name) steps.set(name, [{ to: at.value.text, at }]);
  }
  for (const { path, at } of circlesIn(steps)) {
    refuse(report, {
      at: at.at,
      what: {
        en: `the names ${path[0]} and ${path.at(-2)} in hosts stand for each other`,
        zh: `hosts 里的 ${path[0]} 和 ${path.at(-2)} 互相指向对方`,
      },
      label: { en: path.join(' → '), zh: path.join(' → ') },
      said: `${path[0]}, there is a cycle in domain name mapping`,
    });
  }
}

interface Circle {
  /** From the first name round to it again; `at` is the step that closes it. */
  readonly path: readonly string[];
  readonly at: ScalarNode;
}

/** A name on the way from the start of a search, and which of its steps comes next. */
interface Stop {
  readonly name: string;
  next: number;
}

/** Each circle once. A chain can have as many names as the file has lines: the way is a list, and nothing calls itself. */
function circlesIn(steps: ReadonlyMap<string, readonly Step[]>): readonly Circle[] {
  const done = new Set<string>();
  const circles: Circle[] = [];
  for (const start of steps.keys()) {
    const path: Stop[] = done.has(start) ? [] : [{ name: start, next: 0 }];
    const since = new Map([[start, 0]]);
    for (let last = path.at(-1); last; last = path.at(-1)) {
      const step = steps.get(last.name)?.[last.next++];
      const back = step && since.get(step.to);
      if (!step) {
        done.add(last.name);
        since.delete(last.name);
        path.pop();
      } else if (back !== undefined) {
        circles.push({ path: [...path.slice(back).map(({ name }) => name), step.to], at: step.at });
      } else if (steps.has(step.to) && !done.has(step.to)) {
        since.set(step.to, path.length);
        path.push({ name: step.to, next: 0 });
      }
    }
  }
  return circles;
}
