import type { Rule, RuleDocs } from '../src/core.ts';
import { replaceInWord } from '../src/fixes/command-words.ts';
import { unsafeFix } from '../src/fixes/edits.ts';
import { gatewayCommand } from '../src/knowledge/programs.ts';
import { type CommandWord, commandLines, insideWord } from '../src/queries/services/command-lines.ts';
import { type EffectiveService, services } from '../src/queries/services/services.ts';

export default {
  id: 'supervisor-runs-start',
  summary: {
    en: 'The supervised command asks the supervisor to start itself.',
    zh: '托管的命令又去让 launchd/systemd 启动它自己。',
  },
  severity: 'error',
  needs: ['service'],

  *check(project) {
    for (const service of services(project)) {
      if (service.type === 'oneshot') continue;
      const start = startOf(service);
      if (!start) continue;
      const { verb, word } = start;
      yield {
        at: insideWord(word),
        message: {
          en: `\`gateway ${verb}\` asks ${service.manager} to start this very job, and exits`,
          zh: `\`gateway ${verb}\` 只是让 ${service.manager} 启动这个任务本身，然后就退出`,
        },
        label: { en: '`run` stays in the foreground', zh: '`run` 才会留在前台' },
        why: {
          en: 'The supervisor sees its program end at once and starts it again, on and on; the gateway itself is never its child.',
          zh: 'launchd/systemd 看到程序立刻结束，就一遍遍重新拉起；真正的网关从来不是它的子进程。',
        },
        fixes: unsafeFix({ en: 'write `run`', zh: '改成 `run`' }, replaceInWord(project, word, 'run')),
      };
    }
  },
} satisfies Rule;

/** The word `start` or `restart` of a gateway's own command line. */
function startOf({ starts }: EffectiveService): { readonly verb: string; readonly word: CommandWord } | undefined {
  for (const words of starts.flatMap(commandLines)) {
    const gateway = gatewayCommand(words.map(({ text }) => text));
    const word = gateway && words[gateway.verbIndex];
    if (word && /^(?:re)?start$/.test(gateway.verb)) return { verb: gateway.verb, word };
  }
  return undefined;
}

export const docs: RuleDocs = {
  text: {
    en: `
\`hermes gateway start\` means "tell launchd or systemd to start the installed service" and returns. As the service's own command it
goes round in a circle. \`hermes gateway run\` is the program itself. The fix is unsafe: the flags of the two differ.`,
    zh: `
\`hermes gateway start\` 的意思是“让 launchd 或 systemd 启动已安装的服务”，然后返回。把它当作服务本身的命令，服务就只是在反复要求启动自己。
\`hermes gateway run\` 才是程序本体。两者支持的参数不同，因此修复属于不安全。`,
  },
  bad: [
    {
      files: `
        -- hermes-gateway.service --
        [Service]
        ExecStart=/usr/local/bin/hermes gateway start
                                                ^^^^^ error
        Restart=always
      `,
      unsafe: true,
      fixed: `
        -- hermes-gateway.service --
        [Service]
        ExecStart=/usr/local/bin/hermes gateway run
        Restart=always
      `,
    },
    {
      files: `
        -- Library/LaunchAgents/ai.hermes.gateway-work.plist --
        <plist version="1.0">
        <dict>
          <key>Label</key><string>ai.hermes.gateway-work</string>
          <key>ProgramArguments</key>
          <array>
            <string>/Users/lu/.hermes/bin/hermes</string>
            <string>gateway</string>
            <string>start</string>
                    ^^^^^ error
          </array>
        </dict>
        </plist>
      `,
    },
    {
      files: `
        -- hermes-gateway.service --
        [Service]
        ExecStart=/bin/sh -c "exec hermes -p work gateway start"
                                                          ^^^^^ error
      `,
      unsafe: true,
      fixed: `
        -- hermes-gateway.service --
        [Service]
        ExecStart=/bin/sh -c "exec hermes -p work gateway run"
      `,
    },
  ],
  good: [
    {
      files: `
        -- hermes-gateway.service --
        [Service]
        ExecStart=/usr/local/bin/hermes --profile work gateway run
      `,
    },
    {
      files: `
        -- start.service --
        [Service]
        Type=oneshot
        ExecStart=/usr/local/bin/hermes gateway start
      `,
    },
  ],
};
