import type { Rule, RuleDocs } from '../src/core.ts';
import { insertBelow, unsafeFix } from '../src/fixes/edits.ts';
import { PROXY_DAEMONS } from '../src/knowledge/programs.ts';
import { parseSeconds } from '../src/knowledge/time-span.ts';
import { gatewayOf, isShipped, setting, units } from '../src/queries/services/services.ts';

export default {
  id: 'restart-gives-up',
  summary: {
    en: 'After five quick failures systemd stops restarting this service for good.',
    zh: '连续快速失败五次后，systemd 就不再重启这个服务了。',
  },
  severity: 'info',
  needs: ['service'],

  *check(project) {
    for (const service of units(project)) {
      const { restart } = service;
      if (!restart || restart.policy === 'no' || isShipped(restart.at.file)) continue;
      if (!gatewayOf(service) && !PROXY_DAEMONS.has(service.program.name)) continue;
      if (service.settings.some(({ path }) => /^StartLimit/.test(path[1] ?? ''))) continue;
      const wait = setting(service, 'Service', 'RestartSec');
      const seconds = wait?.value.known ? parseSeconds(wait.value.text) : wait ? undefined : 0.1;
      if (seconds === undefined || seconds * 5 > 10) continue;
      yield {
        at: restart.at,
        message: { en: 'Five failures within ten seconds, and it stays down', zh: '十秒内失败五次，就再也不会起来' },
        label: wait
          ? { en: `RestartSec is ${seconds} s`, zh: `RestartSec 是 ${seconds} 秒` }
          : { en: 'RestartSec is not set: 0.1 s', zh: '没有设置 RestartSec，默认 0.1 秒' },
        why: {
          en: 'When the network or the proxy is down for half a second at boot, all five tries are used up.',
          zh: '开机时网络或代理晚了半秒，五次机会就全用光了。',
        },
        fixes: wait
          ? []
          : unsafeFix(
              { en: 'add RestartSec=5', zh: '加上 RestartSec=5' },
              insertBelow(project, restart.at, 'RestartSec=5'),
            ),
      };
    }
  },
} satisfies Rule;

export const docs: RuleDocs = {
  text: {
    en: `
\`Restart=always\` is not for always: five starts within ten seconds (StartLimitBurst=, StartLimitIntervalSec=) and the unit is failed
until somebody resets it. With the default RestartSec= of 0.1 s that is over in half a second. \`RestartSec=5\` keeps it trying.
Only gateways and proxies are judged, and only units without limits of their own.`,
    zh: `
\`Restart=always\` 并不意味着永远重启：十秒内启动满五次（StartLimitBurst=、StartLimitIntervalSec=），单元就进入失败状态，要人手动恢复。默认的
RestartSec= 只有 0.1 秒，半秒钟就把这五次用完了。加上 \`RestartSec=5\`，它就会一直尝试。只检查网关和代理，且只看没有自己设限的单元。`,
  },
  bad: [
    {
      files: `
        -- mihomo.service --
        [Service]
        ExecStart=/usr/local/bin/mihomo -d /etc/mihomo
        Restart=always
                ^^^^^^ info
        LimitNOFILE=1000000
      `,
      unsafe: true,
      fixed: `
        -- mihomo.service --
        [Service]
        ExecStart=/usr/local/bin/mihomo -d /etc/mihomo
        Restart=always
        RestartSec=5
        LimitNOFILE=1000000
      `,
    },
    {
      files: `
        -- .config/systemd/user/hermes-gateway.service --
        [Service]
        ExecStart=%h/.local/bin/hermes gateway run
        Restart=on-failure
                ^^^^^^^^^^ info
        RestartSec=1
      `,
    },
  ],
  good: [
    {
      files: `
        -- mihomo.service --
        [Unit]
        StartLimitIntervalSec=0
        [Service]
        ExecStart=/usr/local/bin/mihomo -d /etc/mihomo
        Restart=always
      `,
    },
    {
      files: `
        -- nginx.service --
        [Service]
        ExecStart=/usr/sbin/nginx
        Restart=always
      `,
    },
  ],
};
