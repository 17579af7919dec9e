import type { Fix, Project, Rule, RuleDocs, Setting } from '../src/core.ts';
import { insertBelow, removeSpan, safeFix, unsafeFix } from '../src/fixes/edits.ts';
import { strayKeys } from '../src/queries/services/units.ts';
import { slice } from '../src/text.ts';

export default {
  id: 'misplaced-systemd-key',
  summary: {
    en: 'A key is in a section where systemd does not read it.',
    zh: '键写错了小节，systemd 不会在那里读它。',
  },
  severity: 'warning',
  needs: ['systemd'],

  *check(project) {
    for (const { setting, section, key, here, elsewhere } of strayKeys(project)) {
      const [target = elsewhere[0]] = here;
      if (target === undefined) continue;
      const isOtherUnit = here.length === 0;
      const unit = target.toLowerCase();
      yield {
        at: setting.name.at,
        message: {
          en: `systemd ignores ${key} in [${section}]`,
          zh: `写在 [${section}] 里的 ${key} 会被 systemd 忽略`,
        },
        label: isOtherUnit
          ? { en: `belongs in [${target}] of a .${unit} unit`, zh: `应写在 .${unit} 单元的 [${target}] 里` }
          : { en: `belongs in [${target}]`, zh: `应写在 [${target}] 里` },
        fixes: here.length === 1 ? moved(project, setting, target) : [],
      };
    }
  },
} satisfies Rule;

/** To the end of its own section, where the file has that section; a line that is there already goes. */
function moved(project: Project, setting: Setting, target: string): readonly Fix[] {
  const document = project.document(setting.at.file);
  const there = document.facts.filter(
    (fact): fact is Setting => fact.kind === 'setting' && fact.path.length === 2 && fact.path[0] === target,
  );
  const last = there.at(-1);
  if (!last) return [];
  const line = slice(document, setting.at);
  const gone = removeSpan(project, setting.at);
  if (there.some((fact) => fact.path[1] === setting.path[1] && fact.value.text === setting.value.text))
    return safeFix({ en: `delete it: [${target}] has it`, zh: `删掉它：[${target}] 里已有` }, gone);
  const title = { en: `move it to [${target}]`, zh: `移到 [${target}]` };
  return unsafeFix(title, insertBelow(project, last.at, line), gone);
}

export const docs: RuleDocs = {
  text: {
    en: `
Each key has its section. \`StartLimitIntervalSec=\` moved from [Service] to [Unit] in systemd 230, and in the old place it is
"Unknown key … ignoring": the limits written there never apply. \`After=\` in [Service] orders nothing, \`WantedBy=\` outside
[Install] enables nothing. The old spelling \`StartLimitInterval=\` and \`StartLimitBurst=\` still work in [Service] and are not
reported. Moving a key makes it act: the fix is unsafe.`,
    zh: `
每个键都有自己的小节。\`StartLimitIntervalSec=\` 从 systemd 230 起移到了 [Unit]，写在 [Service] 里只会得到一句“Unknown key … ignoring”，
限制从不生效。\`After=\` 写在 [Service] 里不会影响顺序，\`WantedBy=\` 不在 [Install] 里就起不到启用的作用。旧写法 \`StartLimitInterval=\` 和
\`StartLimitBurst=\` 在 [Service] 里仍然有效，不会报告。移动之后键才开始起作用，因此修复属于不安全。`,
  },
  bad: [
    {
      files: `
        -- bot.service --
        [Unit]
        Description=Bot

        [Service]
        ExecStart=/opt/bot
        Restart=always
        StartLimitIntervalSec=0
        ^^^^^^^^^^^^^^^^^^^^^ warning systemd ignores StartLimitIntervalSec in [Service]
      `,
      unsafe: true,
      fixed: `
        -- bot.service --
        [Unit]
        Description=Bot
        StartLimitIntervalSec=0

        [Service]
        ExecStart=/opt/bot
        Restart=always
      `,
    },
    {
      files: `
        -- bot.service --
        [Service]
        ExecStart=/opt/bot
        OnCalendar=daily
        ^^^^^^^^^^ warning
        WantedBy=default.target
        ^^^^^^^^ warning
      `,
    },
    {
      files: `
        -- bot.service --
        [Service]
        ExecStart=/opt/bot
        WantedBy=default.target
        ^^^^^^^^ warning
        [Install]
        WantedBy=default.target
      `,
      fixed: `
        -- bot.service --
        [Service]
        ExecStart=/opt/bot
        [Install]
        WantedBy=default.target
      `,
    },
  ],
  good: [
    {
      files: `
        -- bot.service --
        [Unit]
        StartLimitIntervalSec=0
        [Service]
        ExecStart=/opt/bot
        StartLimitBurst=5
        [Install]
        WantedBy=default.target
      `,
    },
    {
      files: `
        -- bot.timer --
        [Timer]
        OnCalendar=daily
        Unit=bot.service
      `,
    },
  ],
};
