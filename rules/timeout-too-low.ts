import type { Finding, Fix, Project, Rule, RuleDocs } from '../src/core.ts';
import { fixOf, rewrite } from '../src/fixes/edits.ts';
import { UNREAD } from '../src/knowledge/timeouts.ts';
import { type CheckTime, healthChecks } from '../src/queries/clash/health-checks.ts';
import { isHermesAlone } from '../src/queries/hermes.ts';
import { isOnlyCopied } from '../src/queries/proxies/readers.ts';
import { type EffectiveService, gatewayOf, services } from '../src/queries/services/services.ts';
import { stopTimeout } from '../src/queries/services/stop-timeout.ts';
import {
  isTooLow,
  limitsBelow,
  minimumOf,
  type OwnTimeout,
  ownTimeouts,
  type TimeoutSetting,
  timeouts,
  withUnit,
} from '../src/queries/timeouts.ts';
import { inside } from '../src/text.ts';

export default {
  id: 'timeout-too-low',
  summary: {
    en: 'A timeout so short that healthy requests are cut off.',
    zh: '超时设得太短，正常的请求也会被掐断。',
  },
  severity: 'warning',
  needs: ['env', 'service', 'clash', 'settings', 'command', 'yaml', 'json'],

  *check(project) {
    for (const one of timeouts(project)) {
      if (isTooLow(project, one))
        yield { ...cutOff(project, one), ...unread(one.knob.name), fixes: raised(project, one) };
    }
    for (const one of ownTimeouts(project)) {
      if (isTooLow(project, one))
        yield {
          ...cutOff(project, one),
          fixes: raisedTo(project, one, minimumOf(project, one.knob), isHermesAlone(project, one.value)),
        };
    }
    for (const service of services(project)) yield* killedTooSoon(project, service);
    for (const { timeout, interval, isLazy } of healthChecks(project)) {
      if (timeout && timeout.amount >= 100 && timeout.amount < 1000) yield hasty(project, timeout);
      // Only nodes in use are tested: a short interval costs little there.
      if (interval && interval.amount < 30 && !isLazy) yield eager(project, interval);
    }
  },
} satisfies Rule;

function cutOff(project: Project, { knob, value, amount = 0 }: OwnTimeout): Finding {
  const least = withUnit(minimumOf(project, knob), knob.unit);
  return {
    at: inside(value),
    message: {
      en: `After ${withUnit(amount, knob.unit).en} ${knob.what.en} is cut off`,
      zh: `${withUnit(amount, knob.unit).zh}一到，${knob.what.zh}就会被掐断`,
    },
    label: { en: `at least ${least.en}`, zh: `至少 ${least.zh}` },
  };
}

/** With the limits that would act before it: raised alone it would change nothing. */
function raised(project: Project, one: TimeoutSetting): Fix[] {
  const minimum = minimumOf(project, one.knob);
  const text = one.knob.unit === 'go-duration' ? `${minimum}s` : String(minimum);
  const limits = limitsBelow(project, one, minimum);
  const names = limits.map(({ knob }) => knob.name);
  return fixOf(
    {
      en: `raise to ${text}${names.length > 0 ? `, and ${names.join(', ')} too` : ''}`,
      zh: `提高到 ${text}${names.length > 0 ? `，${names.join('、')} 也一并提高` : ''}`,
    },
    [one, ...limits].every(({ knob: { name }, value: { at } }) => isOnlyCopied(project, name, at.file)),
    ...[one, ...limits].map(({ value }) => rewrite(project, value, text)),
  );
}

const raisedTo = (project: Project, { value }: Pick<OwnTimeout, 'value'>, to: number, isSafe = false): Fix[] =>
  fixOf({ en: `raise to ${to}`, zh: `提高到 ${to}` }, isSafe, rewrite(project, value, String(to)));

/** For a name that guides advise and current Hermes does not read: both is said in one finding. */
function unread(name: string): Pick<Finding, 'why'> {
  const real = UNREAD.get(name);
  if (real === undefined) return {};
  return {
    why: {
      en: `Programs that call Hermes read it; Hermes Agent itself now reads ${real} for the total time of a request.`,
      zh: `读取它的是调用 Hermes 的程序；Hermes Agent 自己现在用 ${real} 决定一次请求的总时长。`,
    },
  };
}

/** Below five seconds for anything; below its drain time for a gateway whose drain time is known. */
function* killedTooSoon(project: Project, service: EffectiveService): Iterable<Finding> {
  const stop = stopTimeout(service);
  if (!stop || stop.seconds === 0) return;
  const { setting, seconds, key, drainSeconds, longestSeconds } = stop;
  const minimum = project.network.timeouts[key] ?? drainSeconds ?? 5;
  if (seconds >= minimum || minimum > longestSeconds) return;
  const name = gatewayOf(service)?.program.name;
  yield {
    at: inside(setting.value),
    message: {
      en: `${service.manager} kills ${name ?? 'the program'} after ${seconds} s, in the middle of its work`,
      zh: `${service.manager} 只等 ${seconds} 秒就强行杀掉${name ? ` ${name}` : '程序'}，手上的活还没干完`,
    },
    label: { en: `at least ${minimum} s`, zh: `至少 ${minimum} 秒` },
    fixes: raisedTo(project, setting, minimum),
  };
}

const hasty = (project: Project, { setting, amount }: CheckTime): Finding => ({
  at: inside(setting.value),
  message: {
    en: `A node that needs more than ${amount} ms counts as dead`,
    zh: `延迟超过 ${amount} 毫秒的节点都会被判为失效`,
  },
  label: { en: 'milliseconds; at least 1000', zh: '单位毫秒，至少 1000' },
  fixes: raisedTo(project, setting, 5000),
});

const eager = (project: Project, { setting, amount }: CheckTime): Finding => ({
  at: inside(setting.value),
  message: { en: `Every node is tested every ${amount} s`, zh: `每 ${amount} 秒就把所有节点测一遍` },
  label: { en: 'seconds; at least 30', zh: '单位秒，至少 30' },
  fixes: raisedTo(project, setting, 300),
});

export const docs: RuleDocs = {
  text: {
    en: `
Models think for minutes, proxies add seconds, and a timeout of half a minute cuts both off in the middle: the agent retries, pays
again and fails again. Each known variable has its own unit and its own minimum; nothing is said of a name that is not known.
Zero and negative values mean "off" or "forever" and are never too low.

Raise a minimum for your own network with \`timeouts:\` in \`envlint.yaml\`. For supervisors (TimeoutStopSec=, ExitTimeOut) the fix is
unsafe: it makes a shutdown wait longer.`,
    zh: `
模型一想就是几分钟，代理还要再加几秒，半分钟的超时会把请求拦腰掐断：智能体重试，再付一次钱，再失败一次。每个已知变量都有自己的单位和下限；
不认识的名字一概不评。零和负数表示“关闭”或“永不超时”，从不算太低。

可以在 \`envlint.yaml\` 的 \`timeouts:\` 里按自己的网络调整下限。对 systemd、launchd 停止时限（TimeoutStopSec=、ExitTimeOut）的修复属于不安全：停止服务或关机会等得更久。`,
  },
  bad: [
    {
      files: `
        -- .hermes/config.yaml --
        providers:
          openrouter:
            request_timeout_seconds: 60   # one minute
                                     ^^ warning After 60 s a long answer or a thinking model is cut off
            models:
              glm-5: { timeout_seconds: 100 }
                                        ^^^ warning
      `,
      fixed: `
        -- .hermes/config.yaml --
        providers:
          openrouter:
            request_timeout_seconds: 300   # one minute
            models:
              glm-5: { timeout_seconds: 300 }
      `,
    },
    {
      files: `
        -- .config/pip/pip.conf --
        [global]
        timeout = 3
                  ^ warning After 3 s a download over a slow proxy is cut off
        -- .npmrc --
        fetch-timeout=5000
                      ^^^^ warning
        -- setup.sh --
        pip config set global.timeout 2
                                      ^ warning
      `,
      unsafe: true,
      fixed: `
        -- .config/pip/pip.conf --
        [global]
        timeout = 15
        -- .npmrc --
        fetch-timeout=30000
        -- setup.sh --
        pip config set global.timeout 15
      `,
    },
    {
      files: `
        -- .env --
        HERMES_REQUEST_TIMEOUT=30 # seconds
                               ^^ warning After 30 s a long answer or a thinking model is cut off
        API_TIMEOUT_MS="20000"
                        ^^^^^ warning
      `,
      fixed: `
        -- .env --
        HERMES_REQUEST_TIMEOUT=120 # seconds
        API_TIMEOUT_MS="60000"
      `,
    },
    {
      files: `
        -- .hermes/.env --
        HERMES_STREAM_READ_TIMEOUT=90
        HERMES_STREAM_STALE_TIMEOUT=30 # gives up
                                    ^^ warning
      `,
      fixed: `
        -- .hermes/.env --
        HERMES_STREAM_READ_TIMEOUT=120
        HERMES_STREAM_STALE_TIMEOUT=120 # gives up
      `,
    },
    {
      files: `
        -- hermes-gateway.service --
        [Service]
        ExecStart=/usr/local/bin/hermes gateway run
        TimeoutStopSec=20
                       ^^ warning systemd kills hermes after 20 s, in the middle of its work
      `,
      unsafe: true,
      fixed: `
        -- hermes-gateway.service --
        [Service]
        ExecStart=/usr/local/bin/hermes gateway run
        TimeoutStopSec=60
      `,
    },
    {
      files: `
        -- hermes-gateway.service --
        [Service]
        ExecStart=/usr/local/bin/hermes gateway run
        TimeoutSec=1
                   ^ warning systemd kills hermes after 1 s, in the middle of its work
      `,
    },
  ],
  good: [
    {
      files: `
        -- .hermes/config.yaml --
        providers:
          openrouter:
            request_timeout_seconds: 1800
        agent:
          gateway_timeout: 0
      `,
    },
    {
      files: `
        -- .config/pip/pip.conf --
        [global]
        timeout = 10
        -- .npmrc --
        fetch-timeout=300000
        -- .curlrc --
        connect-timeout = 5
      `,
    },
    {
      files: `
        -- hermes-gateway.service --
        [Service]
        ExecStart=/usr/local/bin/hermes gateway run
        TimeoutSec=1
        TimeoutStopSec=90
      `,
    },
    {
      files: `
        -- .env --
        HERMES_AGENT_TIMEOUT=0
        HERMES_API_TIMEOUT=1800
        REQUEST_TIMEOUT=5
        OLLAMA_KEEP_ALIVE=5
      `,
    },
    {
      files: `
        -- nginx.service --
        [Service]
        ExecStart=/usr/sbin/nginx
        TimeoutStopSec=5
      `,
    },
  ],
};
