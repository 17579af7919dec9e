import type { ClashFile, ClashGroup, ClashProxy, Finding, Rule, RuleDocs } from '../src/core.ts';
import { readableClash } from '../src/queries/clash/clash.ts';
import { type DialerLoop, dialerLoops } from '../src/queries/clash/dialer-loops.ts';
import { groupBy } from '../src/text.ts';

export default {
  id: 'clash-group-loop',
  summary: {
    en: 'Clash groups, or nodes dialled through each other, that lead back to themselves: the file is refused.',
    zh: '策略组或节点的 dialer-proxy 互相引用成环，整份配置无法加载。',
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
      for (const loop of nodeLoops(file)) yield nodeLoop(loop as [ClashProxy, ...ClashProxy[]]);
      for (const same of groupBy(dialerLoops(file), ({ node }) => node.dialer?.text).values()) {
        yield groupLoop(same as [DialerLoop, ...DialerLoop[]]);
      }
    }
  },
} satisfies Rule;

/** Nodes whose `dialer-proxy` leads back to themselves from node to node, as mihomo looks for them. */
function nodeLoops(file: ClashFile): readonly (readonly ClashProxy[])[] {
  const nodes = new Map(file.proxies.map((proxy) => [proxy.name.text, proxy]));
  const done = new Set<ClashProxy>();
  const loops: ClashProxy[][] = [];
  for (const start of file.proxies) {
    const path: ClashProxy[] = [];
    const since = new Map<ClashProxy, number>();
    for (let node: ClashProxy | undefined = start; node && !done.has(node); node = next(node, nodes)) {
      const met = since.get(node);
      if (met !== undefined) {
        loops.push(path.slice(met));
        break;
      }
      since.set(node, path.length);
      path.push(node);
    }
    for (const node of path) done.add(node);
  }
  return loops;
}

const next = (node: ClashProxy, nodes: ReadonlyMap<string, ClashProxy>): ClashProxy | undefined =>
  node.dialer === undefined ? undefined : nodes.get(node.dialer.text);

function nodeLoop([first, ...others]: readonly [ClashProxy, ...ClashProxy[]]): Finding {
  const path = [first, ...others, first].map(({ name }) => name.text).join(' → ');
  return {
    at: first.dialer?.at ?? first.name.at,
    message: {
      en: `This configuration is refused: the node ${first.name.text} is dialled through itself`,
      zh: `这份配置无法加载：节点“${first.name.text}”的 dialer-proxy 绕回了自己`,
    },
    label: { en: path, zh: path },
    why: {
      en: 'Cores before v1.19.20 (2026) load the file, and every connection through these nodes fails.',
      zh: 'v1.19.20（2026 年）之前的内核可以加载，但经过这些节点的连接都会失败。',
    },
    related: others.map(({ name }) => ({
      at: name.at,
      message: { en: `by way of ${name.text}`, zh: `经过“${name.text}”` },
    })),
  };
}

/** mihomo loads such a file: it does not look into groups. One finding for all nodes behind one group. */
function groupLoop([{ node, path }, ...others]: readonly [DialerLoop, ...DialerLoop[]]): Finding {
  const way = path.join(' → ');
  const group = node.dialer?.text ?? '';
  return {
    at: node.dialer?.at ?? node.name.at,
    severity: 'warning',
    message: {
      en: `Connections through ${node.name.text} go in a circle: its dialer-proxy ${group} leads back to it`,
      zh: `经过“${node.name.text}”的连接会绕圈：它的 dialer-proxy“${group}”又绕回了它`,
    },
    label: { en: way, zh: way },
    why: {
      en: 'mihomo loads the file and follows the circle with each connection until it fails. Take this node out of the group, or put a node in front that is not dialled through it.',
      zh: 'mihomo 可以加载，但每个连接都会沿着这个圈走到失败为止。请把这个节点移出该策略组，或在组里把不经过它的节点放在最前面。',
    },
    related: others.slice(0, 3).map((one) => ({
      at: one.node.dialer?.at ?? one.node.name.at,
      message: { en: `${one.node.name.text} as well`, zh: `“${one.node.name.text}”也一样` },
    })),
  };
}

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

A node's \`dialer-proxy\` must not lead back to the node either (\`has circular dialer-proxy dependency\`, from v1.19.20 on).
Where the way back is through a group, mihomo loads the file, and connections go in a circle: a warning, unless another choice
leads out. Of a \`select\` group the first member counts, which is used until somebody chooses another.

Source: mihomo \`config/utils.go: proxyGroupsDagSort, validateDialerProxies\`.`,
    zh: `
策略组可以引用别的策略组，先后顺序不限，但不能绕回来。mihomo 启动前会给它们排序，一旦成环就拒绝整份配置
（\`loop is detected in ProxyGroup\`）。\`use\` 引用的 provider 不会造成环。

节点的 \`dialer-proxy\` 同样不能绕回自己（\`has circular dialer-proxy dependency\`，v1.19.20 起）。经由策略组绕回时，mihomo 可以加载，但连接会绕圈，
这里只报警告；只要组里还有别的出路就不报。\`select\` 组以第一个成员为准，在手动切换之前用的就是它。

来源：mihomo \`config/utils.go\` 的 \`proxyGroupsDagSort\`、\`validateDialerProxies\`。`,
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
    {
      files: `
        -- config.yaml --
        mixed-port: 7890
        proxies:
          - {name: a, type: http, server: a.example.com, port: 443, dialer-proxy: b}
                                                                                  ^ error This configuration is refused: the node a is dialled through itself
          - {name: b, type: http, server: b.example.com, port: 443, dialer-proxy: a}
          - {name: c, type: http, server: c.example.com, port: 443, dialer-proxy: a}
        rules: ["MATCH,c"]
      `,
    },
    {
      files: `
        -- config.yaml --
        mixed-port: 7890
        proxies:
          - {name: exit, type: http, server: a.example.com, port: 443, dialer-proxy: Front}
                                                                                     ^^^^^ warning Connections through exit go in a circle: its dialer-proxy Front leads back to it
          - {name: near, type: http, server: b.example.com, port: 443}
        proxy-groups:
          - {name: Front, type: select, proxies: [Auto, near]}
          - {name: Auto, type: url-test, proxies: [exit]}
        rules: ["MATCH,exit"]
      `,
    },
  ],
  good: [
    {
      files: `
        -- config.yaml --
        mixed-port: 7890
        proxies:
          - {name: exit, type: http, server: a.example.com, port: 443, dialer-proxy: Front}
          - {name: near, type: http, server: b.example.com, port: 443}
          - {name: far, type: http, server: c.example.com, port: 443, dialer-proxy: Auto}
        proxy-providers: {sub: {type: http, url: "https://example.com/sub"}}
        proxy-groups:
          - {name: Front, type: select, proxies: [near, exit]}
          - {name: Auto, type: url-test, proxies: [far, exit, Front]}
          - {name: All, type: select, use: [sub], include-all: true}
        rules: ["MATCH,far"]
      `,
    },
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
