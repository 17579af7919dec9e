import type { Finding, Project, Rule, RuleDocs, Severity } from '../src/core.ts';
import { removeWord } from '../src/fixes/command-words.ts';
import { safeFix } from '../src/fixes/edits.ts';
import { gatewayCommand } from '../src/knowledge/programs.ts';
import { type CommandWord, commandLines, wordSpan } from '../src/queries/services/command-lines.ts';
import { type EffectiveService, gatewayOf, restartWords, services } from '../src/queries/services/services.ts';

export default {
  id: 'replace-under-supervisor',
  summary: {
    en: 'A supervised gateway is started with --replace: each restart kills the running one.',
    zh: '由 launchd/systemd 托管的网关带着 --replace 启动：每次重启都会杀掉正在运行的那个。',
  },
  severity: 'error',
  needs: ['service'],

  *check(project) {
    const supervised = services(project).filter((service) => gatewayOf(service));
    for (const service of supervised) {
      for (const words of service.starts.flatMap(commandLines)) {
        for (const word of replaceWords(words)) yield supervisedFinding(project, service, word);
      }
    }
    const [first] = supervised;
    if (first) yield* manualTakeovers(project, first);
  },
} satisfies Rule;

/** `--replace` as a word of the gateway's own command. */
function replaceWords(words: readonly CommandWord[]): readonly CommandWord[] {
  const gateway = gatewayCommand(words.map(({ text }) => text));
  return gateway ? words.filter(({ text }, index) => index > gateway.program.index && text === '--replace') : [];
}

function supervisedFinding(project: Project, service: EffectiveService, word: CommandWord): Finding {
  const policy = service.restart?.policy;
  const severity: Severity = policy === 'always' ? 'error' : policy === 'on-failure' ? 'warning' : 'info';
  const setting = restartWords(service);
  const loops = policy === 'always' || policy === 'on-failure';
  return {
    at: wordSpan(word),
    severity,
    message: {
      en: `Every restart by ${service.manager} kills the gateway that is running`,
      zh: `${service.manager} 每次重启都会杀掉正在运行的网关`,
    },
    label: loops
      ? { en: `together with ${setting}`, zh: `再加上 ${setting}` }
      : { en: 'takes over from whoever runs', zh: '会顶掉正在运行的实例' },
    why: {
      en: `The one that was killed is started again and kills its successor; connections drop and the loop only ends at a restart limit. ${OLDER.en}`,
      zh: `被杀掉的那个又被拉起来，再去杀接替它的那个；连接不断掉线，直到触发重启上限才停。${OLDER.zh}`,
    },
    ...(service.restart
      ? {
          related: [
            {
              at: service.restart.at,
              message: { en: 'the supervisor restarts it here', zh: '这里设定了自动重启' },
            },
          ],
        }
      : {}),
    fixes: safeFix({ en: 'delete the argument', zh: '删掉这个参数' }, removeWord(project, word)),
  };
}

const OLDER = {
  en: 'Hermes up to 0.20.5 writes it back on `hermes gateway start` and `update`; newer ones leave it out.',
  zh: 'Hermes 0.20.5 及更早的版本在 `hermes gateway start` 和 `update` 时会把它写回来，新版已经去掉。',
};

/** A shell alias or script that replaces what a unit of the same project keeps alive. */
function* manualTakeovers(project: Project, service: EffectiveService): Iterable<Finding> {
  for (const command of project.facts('command')) {
    const texts = command.words.map((word) => word.text);
    const gateway = gatewayCommand(texts);
    if (!gateway || gateway.program.index > 1) continue;
    const word = command.words.find(
      (candidate, index) => index > gateway.program.index && candidate.text === '--replace',
    );
    if (!word) continue;
    yield {
      at: word.at,
      severity: 'warning',
      message: {
        en: `This takes the gateway away from ${service.manager}, which starts another one`,
        zh: `这会把网关从 ${service.manager} 手里抢走，${service.manager} 又会再拉起一个`,
      },
      label: {
        en: `restart ${service.label || 'the service'} instead`,
        zh: `应当重启 ${service.label || '服务'} 本身`,
      },
      related: service.facts[0]
        ? [{ at: service.facts[0].label.at, message: { en: 'supervised here', zh: '由它托管' } }]
        : [],
    };
  }
}

export const docs: RuleDocs = {
  text: {
    en: `
\`--replace\` makes a gateway kill whichever gateway is running before it starts. By hand that is handy. Under launchd or systemd
it is a loop: the supervisor sees its job die and starts it again, and each start kills the one before. The log says
\`Executor shutdown has been called\`, the chat platform loses its connection, and with \`KeepAlive=true\` or \`Restart=always\` it never
ends (hermes-agent #92276, #32951; removed from the generated files by PR #41892 and #96427).

The fix deletes the argument and nothing else. launchd reads a plist only when it is bootstrapped: \`launchctl bootout\` and
\`bootstrap\` afterwards; systemd wants \`daemon-reload\` and a restart. Window managers, podman and s6 scripts use the same word on
purpose and are never reported.`,
    zh: `
\`--replace\` 会让网关在启动前杀掉正在运行的那一个。手工执行时很方便，但在 launchd 或 systemd 之下就成了死循环：它们发现任务死了就再拉起来，
而每次启动又会杀掉前一个。日志里会出现 \`Executor shutdown has been called\`，聊天平台掉线；配上 \`KeepAlive=true\` 或 \`Restart=always\`
就没完没了（hermes-agent #92276、#32951；PR #41892、#96427 已从生成的文件里去掉它）。

修复只删掉这个参数。launchd 只在 bootstrap 时读 plist，改完要执行 \`launchctl bootout\` 再 \`bootstrap\`；systemd 需要 \`daemon-reload\` 并重启
服务。窗口管理器、podman、s6 脚本里的同名参数是有意为之，从不报告。`,
  },
  bad: [
    {
      files: `
        -- Library/LaunchAgents/ai.hermes.gateway.plist --
        <?xml version="1.0" encoding="UTF-8"?>
        <plist version="1.0">
        <dict>
          <key>Label</key>
          <string>ai.hermes.gateway</string>
          <key>ProgramArguments</key>
          <array>
            <string>/Users/lu/.hermes/bin/hermes</string>
            <string>gateway</string>
            <string>run</string>
            <string>--replace</string>
            ^^^^^^^^^^^^^^^^^^^^^^^^^^ error
          </array>
          <key>KeepAlive</key>
          <true/>
        </dict>
        </plist>
      `,
      fixed: `
        -- Library/LaunchAgents/ai.hermes.gateway.plist --
        <?xml version="1.0" encoding="UTF-8"?>
        <plist version="1.0">
        <dict>
          <key>Label</key>
          <string>ai.hermes.gateway</string>
          <key>ProgramArguments</key>
          <array>
            <string>/Users/lu/.hermes/bin/hermes</string>
            <string>gateway</string>
            <string>run</string>
          </array>
          <key>KeepAlive</key>
          <true/>
        </dict>
        </plist>
      `,
    },
    {
      files: `
        -- .config/systemd/user/hermes-gateway.service --
        [Service]
        ExecStart=%h/.local/bin/hermes gateway run --replace
                                                   ^^^^^^^^^ warning
        Restart=on-failure
      `,
      fixed: `
        -- .config/systemd/user/hermes-gateway.service --
        [Service]
        ExecStart=%h/.local/bin/hermes gateway run
        Restart=on-failure
      `,
    },
    {
      files: `
        -- ai.hermes.gateway.plist --
        <plist version="1.0">
        <dict>
          <key>Label</key><string>ai.hermes.gateway</string>
          <key>ProgramArguments</key>
          <array>
            <string>/opt/hermes</string><string>gateway</string><string>run</string>
            <string>--replace</string> <!-- take over -->
            ^^^^^^^^^^^^^^^^^^^^^^^^^^ warning
          </array>
          <key>KeepAlive</key><dict><key>SuccessfulExit</key><false/></dict>
        </dict>
        </plist>
      `,
      fixed: `
        -- ai.hermes.gateway.plist --
        <plist version="1.0">
        <dict>
          <key>Label</key><string>ai.hermes.gateway</string>
          <key>ProgramArguments</key>
          <array>
            <string>/opt/hermes</string><string>gateway</string><string>run</string>
            <!-- take over -->
          </array>
          <key>KeepAlive</key><dict><key>SuccessfulExit</key><false/></dict>
        </dict>
        </plist>
      `,
    },
    {
      files: `
        -- hermes-gateway.service --
        [Service]
        ExecStart=/bin/bash -lc 'cd ~/hermes && exec hermes gateway run --replace >> gateway.log 2>&1'
                                                                        ^^^^^^^^^ error
        Restart=always
      `,
      fixed: `
        -- hermes-gateway.service --
        [Service]
        ExecStart=/bin/bash -lc 'cd ~/hermes && exec hermes gateway run >> gateway.log 2>&1'
        Restart=always
      `,
    },
  ],
  good: [
    {
      files: `
        -- note.service --
        [Service]
        ExecStart=/bin/sh -c 'podman run --replace --name web nginx'
        Restart=always
      `,
    },
    {
      files: `
        -- podman.service --
        [Service]
        ExecStart=/usr/bin/podman play kube --replace /etc/pod.yaml
        Restart=always
      `,
    },
    {
      files: `
        -- .zshrc --
        alias gw='hermes gateway run --replace'
      `,
    },
  ],
};
