import type { ClashFile, ClashGroup, Rule, RuleDocs } from '../src/core.ts';
import { readableClash } from '../src/queries/clash/clash.ts';

export default {
  id: 'clash-group-loop',
  summary: {
    en: 'Clash groups that lead back to themselves: the file is refused.',
    zh: '策略组互相引用成环，整份配置无法加载。',
  },
  severity: 'error',
  needs: ['clash'],

  *check(project) {
    for (const file of readableClash(project)) {
      for (const loop of loopsOf(file)) {
        const [first, ...others] = loop as [ClashGroup, ...ClashGroup[]];
        const back = others[0] ?? first;
        const path = [...loop, first].map(({ name }) => name.text);
        yield {
          at: first.proxies.find(({ text }) => text === back.name.text)?.at ?? first.name.at,
          message: {
            en: `This configuration is refused: the group ${first.name.text} leads back to itself`,
            zh: `这份配置无法加载：策略组“${first.name.text}”绕回了自己`,
          },
          label: { en: path.join(' → '), zh: path.join(' → ') },
          related: others.map(({ name }) => ({
            at: name.at,
            message: { en: `by way of ${name.text}`, zh: `经过“${name.text}”` },
          })),
        };
      }
    }
  },
} satisfies Rule;

/**
 * One loop for each set of groups that reach each other, found by a walk in depth that keeps its path in a list: a
 * member that is on the path closes a loop. Groups already left need no second visit.
 */
function loopsOf(file: ClashFile): readonly (readonly ClashGroup[])[] {
  const groups = new Map(file.groups.map((group) => [group.name.text, group]));
  const left = new Set<ClashGroup>();
  const loops: ClashGroup[][] = [];
  for (const start of groups.values()) {
    const path: { group: ClashGroup; next: number }[] = left.has(start) ? [] : [{ group: start, next: 0 }];
    const onPath = new Map<ClashGroup, number>(path.map(({ group }) => [group, 0]));
    while (path.length > 0) {
      const step = path[path.length - 1] as { group: ClashGroup; next: number };
      const member = step.group.proxies[step.next++];
      if (!member) {
        left.add(step.group);
        onPath.delete(step.group);
        path.pop();
        continue;
      }
      const next = groups.get(member.text);
      if (!next || left.has(next)) continue;
      const since = onPath.get(next);
      if (since === undefined) {
        onPath.set(next, path.length);
        path.push({ group: next, next: 0 });
      } else if (!loops.some((loop) => loop.some((one) => onPath.has(one)))) {
        loops.push(path.slice(since).map(({ group }) => group));
      }
    }
  }
  return loops;
}

export const docs: RuleDocs = {
  text: {
    en: `
A group may list other groups, in any order, as long as no way leads back. mihomo sorts them before it starts and refuses
the whole file when they go in a circle (\`loop is detected in ProxyGroup\`). Providers under \`use\` cannot make one.

Source: mihomo \`config/utils.go: proxyGroupsDagSort\`.`,
    zh: `
策略组可以引用别的策略组，先后顺序不限，但不能绕回来。mihomo 启动前会给它们排序，一旦成环就拒绝整份配置
（\`loop is detected in ProxyGroup\`）。\`use\` 引用的 provider 不会造成环。

依据：mihomo \`config/utils.go\` 的 \`proxyGroupsDagSort\`。`,
  },
  bad: [
    {
      files: `
        -- config.yaml --
        mixed-port: 7890
        proxy-groups:
          - name: Proxy
            type: select
            proxies: [Auto, DIRECT]
                      ^^^^ error This configuration is refused: the group Proxy leads back to itself
          - name: Auto
            type: url-test
            proxies: [Proxy]
        rules: ["MATCH,Proxy"]
      `,
    },
    {
      files: `
        -- config.yaml --
        mixed-port: 7890
        proxy-groups:
          - {name: A, type: select, proxies: [DIRECT, A]}
                                                      ^ error
        rules: ["MATCH,A"]
      `,
    },
  ],
  good: [
    {
      files: `
        -- config.yaml --
        mixed-port: 7890
        proxy-groups:
          - {name: A, type: select, proxies: [B, C, DIRECT]}
          - {name: B, type: select, proxies: [C, DIRECT]}
          - {name: C, type: select, proxies: [DIRECT]}
        rules: ["MATCH,A"]
      `,
    },
    {
      files: `
        -- config.yaml --
        mixed-port: 7890
        proxy-providers: {A: {type: http, url: "https://example.com/sub"}}
        proxy-groups:
          - {name: A, type: select, use: [A]}
        rules: ["MATCH,A"]
      `,
    },
  ],
};
