import type { Finding, Project, Rule, RuleDocs, Text } from '../src/core.ts';
import { CHAINS, type Chain, timeoutKnob } from '../src/knowledge/timeouts.ts';
import { type HealthCheck, healthChecks } from '../src/queries/clash/health-checks.ts';
import { dotenvsBeside } from '../src/queries/environments/beside.ts';
import {
  type Environment,
  environments,
  isSettled,
  lookup,
  type Variable,
} from '../src/queries/environments/environment.ts';
import { drainOf, type LimitPair, limitPairs } from '../src/queries/hermes.ts';
import { type EffectiveService, gatewayOf } from '../src/queries/services/services.ts';
import { stopTimeout } from '../src/queries/services/stop-timeout.ts';
import { withUnit } from '../src/queries/timeouts.ts';
import { inside } from '../src/text.ts';

export default {
  id: 'timeout-chain',
  summary: {
    en: 'A limit that can never act: a shorter one comes before it.',
    zh: '这个时限永远不会起作用：前面还有一个更短的。',
  },
  severity: 'warning',
  needs: ['env', 'service', 'clash', 'yaml'],

  *check(project) {
    for (const environment of environments(project)) {
      // Both must be set here: what one of them is otherwise, a configuration file can decide.
      for (const chain of CHAINS) yield* overtaken(environment, chain);
      if (environment.service) yield* stopBelowDrain(project, environment, environment.service);
    }
    for (const pair of limitPairs(project)) yield* overtakenInFile(pair);
    for (const check of healthChecks(project)) yield* neverDone(check);
  },
} satisfies Rule;

/** Limits of Hermes' own file, by themselves and with those of its `.env`. A warning that comes with the end comes too late. */
function* overtakenInFile({ late, early, isDefault }: LimitPair): Iterable<Finding> {
  const isTooLate = late.seconds > early.seconds || (late.seconds === early.seconds && /warning/i.test(late.name));
  if (!isTooLate) return;
  yield {
    at: inside(late.value),
    message: {
      en: `${late.name} never acts: ${early.name} ends the wait after ${early.seconds} s`,
      zh: `${late.name} 不会起作用：${early.seconds} 秒一到，${early.name} 就先触发了`,
    },
    label: isDefault
      ? {
          en: `${late.seconds} s here; raise ${early.name}, too`,
          zh: `这里是 ${late.seconds} 秒；${early.name} 也要调大`,
        }
      : {
          en: `${late.seconds} s here, ${early.seconds} s there`,
          zh: `这里是 ${late.seconds} 秒，那边是 ${early.seconds} 秒`,
        },
    related: isDefault ? [] : [{ at: inside(early.value), message: { en: 'the shorter limit', zh: '更短的时限' } }],
  };
}

// ── variables of one program ────────────────────────────────────────────────────────────────────────────────────────

/** A number above zero; zero and less mean "off". Anything else is another rule's finding. */
function amountOf(variable: Variable | undefined): number | undefined {
  const text = variable && isSettled(variable) ? variable.text.trim() : '';
  return /^\d+(?:\.\d+)?$/.test(text) && Number(text) > 0 ? Number(text) : undefined;
}

function* overtaken(environment: Environment, { longer, shorter, strict }: Chain): Iterable<Finding> {
  const late = lookup(environment, longer);
  const early = lookup(environment, shorter);
  const [lateAmount, earlyAmount] = [amountOf(late), amountOf(early)];
  if (!late || !early || lateAmount === undefined || earlyAmount === undefined) return;
  const isOwn = environment.own.has(late.assignment) || environment.own.has(early.assignment);
  if (!isOwn || lateAmount < earlyAmount || (lateAmount === earlyAmount && !strict)) return;
  const unit = timeoutKnob(shorter)?.unit ?? 's';
  yield {
    at: inside(late.assignment.value),
    message: {
      en: `${longer} never acts: ${shorter} ends the wait after ${withUnit(earlyAmount, unit).en}`,
      zh: `${longer} 不会起作用：${withUnit(earlyAmount, unit).zh}一到，${shorter} 就先触发了`,
    },
    label: {
      en: `${withUnit(lateAmount, unit).en} here, ${withUnit(earlyAmount, unit).en} there`,
      zh: `这里是 ${withUnit(lateAmount, unit).zh}，那边是 ${withUnit(earlyAmount, unit).zh}`,
    },
    related: [{ at: inside(early.assignment.value), message: { en: 'the shorter limit', zh: '更短的时限' } }],
  };
}

// ── supervisors ─────────────────────────────────────────────────────────────────────────────────────────────────────

const DRAIN = 'HERMES_RESTART_DRAIN_TIMEOUT';

/** What the gateway takes to finish its work, against how long its supervisor waits before it kills. */
function* stopBelowDrain(project: Project, environment: Environment, service: EffectiveService): Iterable<Finding> {
  if (!gatewayOf(service)?.program.name.startsWith('hermes')) return;
  const variable = lookup(environment, DRAIN) ?? drainBeside(project, service);
  // Hermes' own file counts over its variables.
  const inFile = drainOf(project, service);
  const drain = inFile?.value ?? variable?.assignment.value;
  const seconds = inFile?.seconds ?? amountOf(variable);
  const stop = stopTimeout(service);
  // Zero is "wait for ever" for both supervisors.
  if (!drain || seconds === undefined || !stop || stop.seconds === 0 || stop.seconds >= seconds) return;
  const name = stop.setting.path.at(-1);
  yield {
    at: inside(stop.setting.value),
    message: {
      en: `${service.manager} kills the gateway before it has finished: it needs up to ${seconds} s`,
      zh: `网关收尾最多需要 ${seconds} 秒，还没做完就会被 ${service.manager} 杀掉`,
    },
    label: { en: `${name} grants ${stop.seconds} s`, zh: `${name} 只给 ${stop.seconds} 秒` },
    related: [{ at: inside(drain), message: { en: 'the time it takes to drain', zh: '收尾所需的时间' } }],
  };
}

/** In the only .env near it that says so. */
function drainBeside(project: Project, service: EffectiveService): Variable | undefined {
  const found = dotenvsBeside(project, service).flatMap((environment) => lookup(environment, DRAIN) ?? []);
  return found.length === 1 ? found[0] : undefined;
}

// ── Clash ───────────────────────────────────────────────────────────────────────────────────────────────────────────

function* neverDone({ timeout, interval }: HealthCheck): Iterable<Finding> {
  if (!timeout || !interval || timeout.amount < interval.amount * 1000) return;
  yield {
    at: inside(timeout.setting.value),
    message: NEVER_DONE,
    label: {
      en: `${timeout.amount} ms, and the next test begins after ${interval.amount} s`,
      zh: `${timeout.amount} 毫秒，而 ${interval.amount} 秒后下一次测试就开始了`,
    },
    related: [{ at: inside(interval.setting.value), message: { en: 'the interval', zh: '测试间隔' } }],
  };
}

const NEVER_DONE: Text = {
  en: 'A dead node is tested again before its test has ended',
  zh: '节点失效时，上一次测试还没结束，下一次就开始了',
};

export const docs: RuleDocs = {
  text: {
    en: `
Timeouts stand one after the other, and the shortest ends the wait. A stream's stale timeout longer than its read timeout is
never reached; a warning due after the end is never sent; a command cannot be given more than BASH_MAX_TIMEOUT_MS. The finding
names both places. In Hermes' \`config.yaml\` a provider's \`stale_timeout_seconds\` must be shorter than its
\`request_timeout_seconds\` (of which HERMES_API_TIMEOUT is the default), and \`gateway_timeout_warning\` than \`gateway_timeout\`. Whoever gives
the model that writes summaries more time (\`auxiliary.compression.timeout\`) must raise \`compression.context_total_ceiling_seconds\` (600),
after which Hermes gives up on the summary.

The same across files: a gateway drains its work on stop (\`HERMES_RESTART_DRAIN_TIMEOUT\`), and a supervisor that waits less
kills it in the middle (hermes-agent #94759, #31981). In Clash a health check's \`timeout\` is milliseconds and its \`interval\`
seconds. Only pairs with both values in the project are judged: a configuration file of the program decides the rest.
Zero means "off" or "for ever".`,
    zh: `
时限是一层套一层的，最短的那个说了算。流的停滞时限比读取时限还长，就永远等不到；提醒的时间晚于结束，就永远发不出；命令的时限也不会超过
BASH_MAX_TIMEOUT_MS。报告会指出这两处。在 Hermes 的 \`config.yaml\` 里，\`stale_timeout_seconds\` 要短于同一服务商的 \`request_timeout_seconds\`
（没写时取 HERMES_API_TIMEOUT），\`gateway_timeout_warning\` 要短于 \`gateway_timeout\`。

跨文件也是一样：网关停止时要先把手上的活做完（\`HERMES_RESTART_DRAIN_TIMEOUT\`），systemd/launchd 等得更短，就会中途把它杀掉（hermes-agent #94759、
#31981）。Clash 健康检查的 \`timeout\` 单位是毫秒，\`interval\` 是秒。只有两个值都在项目里才会判断，其余由程序自己的配置文件决定。
零表示“关闭”或“一直等”。`,
  },
  bad: [
    {
      files: `
        -- .hermes/config.yaml --
        providers:
          deepseek:
            stale_timeout_seconds: 900
                                   ^^^ warning stale_timeout_seconds never acts: HERMES_API_TIMEOUT ends the wait after 600 s
        agent:
          gateway_timeout: 1800
          gateway_timeout_warning: 1800
                                   ^^^^ warning
          restart_drain_timeout: 180
        -- .hermes/.env --
        HERMES_API_TIMEOUT=600
        -- .config/systemd/user/hermes-gateway.service --
        [Service]
        ExecStart=%h/.local/bin/hermes gateway run
        TimeoutStopSec=90
                       ^^ warning systemd kills the gateway before it has finished: it needs up to 180 s
      `,
    },
    {
      files: `
        -- .env --
        HERMES_API_TIMEOUT=1800
        HERMES_STREAM_READ_TIMEOUT=120
        HERMES_STREAM_STALE_TIMEOUT=300
                                    ^^^ warning HERMES_STREAM_STALE_TIMEOUT never acts: HERMES_STREAM_READ_TIMEOUT ends the wait after 120 s
        HERMES_AGENT_TIMEOUT=1800
        HERMES_AGENT_TIMEOUT_WARNING=1800
                                     ^^^^ warning
      `,
    },
    {
      files: `
        -- .hermes/.env --
        HERMES_RESTART_DRAIN_TIMEOUT=180
        -- .config/systemd/user/hermes-gateway.service --
        [Service]
        ExecStart=%h/.local/bin/hermes gateway run
        TimeoutStopSec=2min
                       ^^^^ warning systemd kills the gateway before it has finished: it needs up to 180 s
      `,
    },
    {
      files: `
        -- clash.yaml --
        mixed-port: 7890
        proxies:
          - { name: tokyo, type: socks5, server: tokyo.example, port: 1080 }
        proxy-groups:
          - name: auto
            type: url-test
            proxies: [tokyo]
            url: https://www.gstatic.com/generate_204
            interval: 5
            timeout: 5000
                     ^^^^ warning
        rules:
          - MATCH,auto
      `,
    },
  ],
  good: [
    {
      files: `
        -- .hermes/config.yaml --
        providers:
          openrouter:
            request_timeout_seconds: 1200
            stale_timeout_seconds: 300
        agent:
          gateway_timeout: 0
          gateway_timeout_warning: 900
        -- .hermes/.env --
        HERMES_API_TIMEOUT=300
      `,
    },
    {
      files: `
        -- config.yaml --
        mixed-port: 7890
        proxy-providers:
          p: {type: http, url: "https://sub.example/x", path: ./p.yaml, health-check: {enable: true, interval: 0, timeout: 3500}}
        proxy-groups:
          - {name: G, type: url-test, use: [p], interval: 0, timeout: 5000}
        rules:
          - MATCH,G
      `,
    },
    {
      files: `
        -- .env --
        HERMES_STREAM_READ_TIMEOUT=180
        HERMES_STREAM_STALE_TIMEOUT=180
        HERMES_AGENT_TIMEOUT=0
        HERMES_AGENT_TIMEOUT_WARNING=900
        BASH_DEFAULT_TIMEOUT_MS=120000
      `,
    },
    {
      files: `
        -- .hermes/.env --
        HERMES_RESTART_DRAIN_TIMEOUT=60
        -- .config/systemd/user/hermes-gateway.service --
        [Service]
        ExecStart=%h/.local/bin/hermes gateway run
        TimeoutStopSec=90
        -- .config/systemd/user/nginx.service --
        [Service]
        ExecStart=/usr/sbin/nginx
        TimeoutStopSec=5
      `,
    },
  ],
};
