import type { Project, Rule, RuleDocs, Service, Value } from '../src/core.ts';
import { jobs } from '../src/queries/services/services.ts';
import { dirname, groupBy, inside } from '../src/text.ts';

export default {
  id: 'duplicate-label',
  summary: {
    en: 'Two plists with one Label: launchd loads only one of them.',
    zh: '两个 plist 用了同一个 Label：launchd 只会加载其中一个。',
  },
  severity: 'error',
  needs: ['service'],

  *check(project) {
    // Variants kept side by side in a source tree are never loaded together; what lies in a Launch… folder is.
    const labelled = jobs(project)
      .flatMap(({ facts }) => facts)
      .filter(({ label, domain }) => domain !== 'unknown' && isLabel(label));
    for (const [first, ...others] of groupBy(
      labelled,
      (job) => `${machineOf(project, job)}\0${job.label.text}`,
    ).values()) {
      for (const { label } of first ? others : []) {
        yield {
          at: inside(label),
          message: {
            en: `${label.text} is the Label of another plist too`,
            zh: `另一个 plist 的 Label 也是 ${label.text}`,
          },
          label: { en: 'whichever is loaded second is refused', zh: '后加载的那个会被拒绝' },
          related: first ? [{ at: inside(first.label), message: { en: 'the same Label', zh: '同样的 Label' } }] : [],
        };
      }
    }
  },
} satisfies Rule;

/** A Label, rather than nothing or a placeholder such as `__LABEL__`, `<LABEL>` or `@LABEL@`. */
const isLabel = ({ known, text }: Value): boolean => known && text !== '' && !/^__|[<>@$%{}]/.test(text);

/** One machine's agents or daemons; `hosts/a/Library/…` and `hosts/b/Library/…` are two machines. */
function machineOf({ home }: Project, { at, domain }: Service): string {
  const above = dirname(at.file).replace(/\/?(?:Library\/)?Launch\w+$/i, '');
  return `${domain} ${above === home ? '' : above}`;
}

export const docs: RuleDocs = {
  text: {
    en: `
launchd knows a job by its Label alone. A plist that was copied for a second profile and kept the Label is refused as "already
loaded", or takes the first one's place. Give each its own, and name the file after it.`,
    zh: `
launchd 只凭 Label 认任务。为第二个配置复制 plist 却没改 Label，就会被当成“已经加载”而拒绝，或者顶掉第一个。请各用各的 Label，文件名也跟着 Label 走。`,
  },
  bad: [
    {
      files: `
        -- Library/LaunchAgents/a.plist --
        <plist version="1.0"><dict><key>Label</key><string>bot</string><key>Program</key><string>/opt/a</string></dict></plist>
        -- Library/LaunchAgents/b.plist --
        <plist version="1.0"><dict><key>Label</key><string>bot</string><key>Program</key><string>/opt/b</string></dict></plist>
                                                           ^^^ error bot is the Label of another plist too
      `,
    },
    {
      files: `
        -- Library/LaunchAgents/gw-home.plist --
        <plist version="1.0"><dict><key>Label</key><string>ai.gw</string><key>Program</key><string>/opt/a</string></dict></plist>
        -- Library/LaunchAgents/gw-work.plist --
        <plist version="1.0">
        <dict>
          <key>Label</key>
          <string>ai.gw</string>
                  ^^^^^ error
          <key>Program</key>
          <string>/opt/a</string>
        </dict>
        </plist>
      `,
    },
  ],
  good: [
    {
      files: `
        -- Library/LaunchAgents/a.plist --
        <plist version="1.0"><dict><key>Label</key><string>a</string><key>Program</key><string>/opt/a</string></dict></plist>
        -- Library/LaunchAgents/b.plist --
        <plist version="1.0"><dict><key>Label</key><string>b</string><key>Program</key><string>/opt/b</string></dict></plist>
      `,
    },
    {
      files: `
        -- Library/LaunchAgents/a.plist --
        <plist version="1.0"><dict><key>Label</key><string>a</string><key>Program</key><string>/opt/a</string></dict></plist>
        -- Library/LaunchDaemons/a.plist --
        <plist version="1.0"><dict><key>Label</key><string>a</string><key>Program</key><string>/opt/a</string></dict></plist>
      `,
    },
  ],
};
