import type { Command, Fix, Project, Rule, RuleDocs, Value } from '../src/core.ts';
import { unsafeFix } from '../src/fixes/edits.ts';

export default {
  id: 'legacy-launchctl',
  summary: {
    en: '`launchctl load` and `unload` are legacy commands that hide their errors.',
    zh: '`launchctl load`、`unload` 是旧命令，出错也不吭声。',
  },
  severity: 'info',
  needs: ['command'],

  *check(project) {
    for (const command of project.facts('command')) {
      const { words } = command;
      const launchctl = words.findIndex((word) => word.text === 'launchctl' || word.text === '/bin/launchctl');
      const verb = words[launchctl + 1];
      if (launchctl < 0 || launchctl > 2 || (verb?.text !== 'load' && verb?.text !== 'unload')) continue;
      const domain = words[0]?.text === 'sudo' ? 'system' : 'gui/$(id -u)';
      const modern = `${verb.text === 'load' ? 'bootstrap' : 'bootout'} ${domain}`;
      yield {
        at: verb.at,
        message: {
          en: `launchctl ${verb.text} reports success even when it failed`,
          zh: `launchctl ${verb.text} 失败了也照样报成功`,
        },
        label: { en: `now: launchctl ${modern} FILE`, zh: `新写法：launchctl ${modern} 文件` },
        fixes: rewritten(project, command, verb, modern),
      };
    }
  },
} satisfies Rule;

/** Only where nothing but the file follows (`-w` also enables the job) and the shell is sure to run `$(id -u)`. */
function rewritten(project: Project, { words, scope, at }: Command, verb: Value, modern: string): readonly Fix[] {
  const isPlain = words.indexOf(verb) === words.length - 2 && !words.at(-1)?.text.startsWith('-');
  if (!isPlain || scope.kind === 'alias' || project.document(at.file).dialect === 'fish') return [];
  const title = { en: `write launchctl ${modern}`, zh: `改成 launchctl ${modern}` };
  return unsafeFix(title, [{ at: verb.at, text: modern }]);
}

export const docs: RuleDocs = {
  text: {
    en: `
Since OS X 10.10 \`load\` and \`unload\` are kept for old scripts only: they act on whatever domain they find and exit 0 after most
errors. \`launchctl bootstrap gui/$(id -u) FILE\` and \`launchctl bootout gui/$(id -u) FILE\` say which domain and report faults.`,
    zh: `
从 OS X 10.10 起，\`load\` 和 \`unload\` 只为兼容旧脚本保留：作用在哪个域全凭猜测，多数错误也返回 0。
\`launchctl bootstrap gui/$(id -u) 文件\` 和 \`launchctl bootout gui/$(id -u) 文件\` 会写明域，也会如实报错。`,
  },
  bad: [
    {
      files: `
        -- .zshrc --
        gw-restart() {
          launchctl unload ~/Library/LaunchAgents/ai.hermes.gateway.plist
                    ^^^^^^ info
          launchctl load ~/Library/LaunchAgents/ai.hermes.gateway.plist
                    ^^^^ info
        }
      `,
      unsafe: true,
      fixed: `
        -- .zshrc --
        gw-restart() {
          launchctl bootout gui/$(id -u) ~/Library/LaunchAgents/ai.hermes.gateway.plist
          launchctl bootstrap gui/$(id -u) ~/Library/LaunchAgents/ai.hermes.gateway.plist
        }
      `,
    },
    {
      files: `
        -- install.sh --
        #!/bin/bash
        sudo launchctl load -w /Library/LaunchDaemons/a.plist
                       ^^^^ info launchctl load reports success even when it failed
      `,
    },
  ],
  good: [
    {
      files: `
        -- .zshrc --
        alias up='launchctl bootstrap gui/501 ~/Library/LaunchAgents/a.plist'
      `,
    },
    {
      files: `
        -- .bashrc --
        launchctl list | grep hermes
      `,
    },
  ],
};
