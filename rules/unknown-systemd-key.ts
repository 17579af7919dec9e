import type { Document, Finding, Rule, RuleDocs } from '../src/core.ts';
import { closest } from '../src/knowledge/spelling.ts';
import { keysOf, SECTION_NAMES } from '../src/knowledge/systemd/keys.ts';
import { unitFiles } from '../src/queries/services/services.ts';
import { strayKeys } from '../src/queries/services/units.ts';
import { span } from '../src/text.ts';

export default {
  id: 'unknown-systemd-key',
  summary: {
    en: 'A key or section that systemd does not know; it skips it.',
    zh: 'systemd 不认识的键或小节，会被直接跳过。',
  },
  severity: 'warning',
  needs: ['systemd'],

  *check(project) {
    for (const { setting, section, key, here, elsewhere } of strayKeys(project)) {
      if (here.length > 0 || elsewhere.length > 0) continue;
      const meant = closest(key, namesOf(section));
      yield {
        at: setting.name.at,
        severity: meant ? undefined : 'info',
        message: { en: `systemd ignores ${key}: it knows no such key`, zh: `systemd 会忽略 ${key}：没有这个键` },
        label: meant
          ? { en: `meant: ${meant}`, zh: `本意应是 ${meant}` }
          : { en: `not a key of [${section}] up to systemd 257`, zh: `截至 systemd 257，[${section}] 里没有这个键` },
      };
    }
    for (const document of unitFiles(project)) yield* sections(document);
  },
} satisfies Rule;

const names = new Map<string, readonly string[]>();

/** The keys of a section; the same list object every time. */
function namesOf(section: string): readonly string[] {
  const keys = keysOf(section);
  if (!keys) return [];
  const known = names.get(section) ?? [...keys.keys()];
  names.set(section, known);
  return known;
}

/** A misspelt header takes all that is below it out of the unit. */
function* sections({ file, text, facts }: Document): Iterable<Finding> {
  const names = new Set(facts.flatMap((fact) => (fact.kind === 'setting' ? fact.path.slice(0, 1) : [])));
  for (const name of names) {
    const meant = keysOf(name) || name.startsWith('X-') ? undefined : closest(name, SECTION_NAMES);
    const start = meant ? text.indexOf(`[${name}]`) : -1;
    if (!meant || start < 0 || names.has(meant)) continue;
    yield {
      at: span({ file, start, end: start }, start, start + name.length + 2),
      message: { en: `systemd ignores all of [${name}]`, zh: `systemd 会忽略整个 [${name}] 小节` },
      label: { en: `meant: [${meant}]`, zh: `本意应是 [${meant}]` },
    };
  }
}

export const docs: RuleDocs = {
  text: {
    en: `
systemd writes "Unknown key … ignoring" to the journal and starts the unit without it: \`ExecStrt=\` runs nothing, \`restart=always\`
never restarts (case counts). A key within two letters of a known one is a warning; any other unknown key is worth an info only,
for it can belong to a newer systemd. \`X-\` keys and sections, Quadlet sections and template lines are never judged.

The table holds the keys of systemd 252 and 257.`,
    zh: `
systemd 只在日志里写一句“Unknown key … ignoring”，然后照常启动：\`ExecStrt=\` 什么都不会运行，\`restart=always\` 也不会重启（区分大小写）。
与已知键只差一两个字母的报警告，其他不认识的键只作提示，因为可能属于更新的 systemd。\`X-\` 开头的键和小节、Quadlet 小节、模板行一概不判断。

键表取自 systemd 252 与 257。`,
  },
  bad: [
    {
      files: `
        -- bot.service --
        [Service]
        ExecStrt=/opt/bot
        ^^^^^^^^ warning systemd ignores ExecStrt: it knows no such key
        restart=always
        ^^^^^^^ warning
        ProxyPort=7890
        ^^^^^^^^^ info
      `,
    },
    {
      files: `
        -- bot.service --
        [Unit]
        Description=Bot
        [Serivce]
        ^^^^^^^^^ warning systemd ignores all of [Serivce]
        ExecStart=/opt/bot
      `,
    },
  ],
  good: [
    {
      files: `
        -- bot.service --
        [Unit]
        X-Note=mine
        [Service]
        ExecStart=/opt/bot
        RestartSteps=5
        [X-Own]
        Colour=red
      `,
    },
    {
      files: `
        -- web.container --
        [Container]
        Image=docker.io/library/nginx
        PublishPort=80:80
        [Service]
        Restart=always
      `,
    },
  ],
};
