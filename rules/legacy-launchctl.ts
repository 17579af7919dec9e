import type { Rule, RuleDocs } from '../src/core.ts';

export default {
  id: 'legacy-launchctl',
  summary: {
    en: '`launchctl load` and `unload` are legacy commands that hide their errors.',
    zh: '`launchctl load`、`unload` 是旧命令，出错也不吭声。',
  },
  severity: 'info',

  *check(project) {
    for (const { words } of project.facts('command')) {
      const launchctl = words.findIndex((word) => word.text === 'launchctl' || word.text === '/bin/launchctl');
      const verb = words[launchctl + 1];
      if (launchctl < 0 || launchctl > 2 || (verb?.text !== 'load' && verb?.text !== 'unload')) continue;
      const modern = verb.text === 'load' ? 'bootstrap gui/$(id -u)' : 'bootout gui/$(id -u)';
      yield {
        at: verb.at,
        message: {
          en: `launchctl ${verb.text} reports success even when it failed`,
          zh: `launchctl ${verb.text} 失败了也照样报成功`,
        },
        label: { en: `now: launchctl ${modern} FILE`, zh: `新写法：launchctl ${modern} 文件` },
      };
    }
  },
} satisfies Rule;

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
