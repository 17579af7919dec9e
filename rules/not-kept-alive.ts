import type { Rule, RuleDocs } from '../src/core.ts';
import { gatewayOf, jobs, setting } from '../src/queries/services/services.ts';
import { inside } from '../src/text.ts';

/** Each of these starts a job by itself. */
const TRIGGERS = [
  'RunAtLoad',
  'KeepAlive',
  'StartInterval',
  'StartCalendarInterval',
  'WatchPaths',
  'QueueDirectories',
  'Sockets',
  'MachServices',
  'StartOnMount',
  'LaunchEvents',
  'OnDemand',
];

export default {
  id: 'not-kept-alive',
  summary: {
    en: 'A gateway job that nothing starts and nothing restarts.',
    zh: '网关任务没有任何启动条件，退出后也不会重启。',
  },
  severity: 'info',
  needs: ['service'],

  *check(project) {
    for (const service of jobs(project)) {
      const [fact] = service.facts;
      if (!fact || !(gatewayOf(service) || /gateway/i.test(service.label))) continue;
      const triggers = TRIGGERS.filter((key) => service.settings.some((one) => one.path[0] === key));
      const onlyOff = triggers.every(
        (key) => ['RunAtLoad', 'KeepAlive'].includes(key) && setting(service, key)?.type === 'false',
      );
      if (!onlyOff) continue;
      yield {
        at: inside(fact.label),
        message: { en: 'launchd loads this gateway and never starts it', zh: 'launchd 只会加载这个网关，不会启动它' },
        label: { en: 'neither RunAtLoad nor KeepAlive', zh: '既没有 RunAtLoad 也没有 KeepAlive' },
        why: {
          en: 'Without either it runs only after `launchctl kickstart`, and stays down when it ends. Both forms of KeepAlive are fine.',
          zh: '两者都没有时，只有执行 `launchctl kickstart` 它才会运行，退出后也不会再起来。KeepAlive 的两种写法都可以。',
        },
      };
    }
  },
} satisfies Rule;

const plist = (extra: string): string => `
        -- Library/LaunchAgents/ai.hermes.gateway.plist --
        <plist version="1.0">
        <dict>
          <key>Label</key>
          <string>ai.hermes.gateway</string>${extra}
          <key>ProgramArguments</key>
          <array><string>/opt/hermes</string><string>gateway</string><string>run</string></array>
        </dict>
        </plist>
      `;

export const docs: RuleDocs = {
  text: {
    en: `
A gateway is meant to be there all day. \`RunAtLoad\` starts it at login; \`KeepAlive\` starts it and brings it back. A job with a
timer, a socket or a watched path has its own reason to start and is not judged.`,
    zh: `
网关应当一直运行。\`RunAtLoad\` 让它在登录时启动，\`KeepAlive\` 不仅启动它，还会在它退出后重新拉起。设了定时、套接字或监视路径的任务自有启动条件，
不作判断。`,
  },
  bad: [
    { files: plist('\n                  ^^^^^^^^^^^^^^^^^ info') },
    { files: plist('\n                  ^^^^^^^^^^^^^^^^^ info\n          <key>RunAtLoad</key>\n          <false/>') },
  ],
  good: [
    { files: plist('\n          <key>KeepAlive</key>\n          <dict><key>SuccessfulExit</key><false/></dict>') },
    { files: plist('\n          <key>StartInterval</key>\n          <integer>300</integer>') },
  ],
};
