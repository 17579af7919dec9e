import type { Finding, Project, Rule, RuleDocs, Setting } from '../src/core.ts';
import { fixOf, rewrite, unsafeFix } from '../src/fixes/edits.ts';
import { parseSeconds } from '../src/knowledge/time-span.ts';
import { CHAINS, DRAIN_SECONDS, UNREAD } from '../src/knowledge/timeouts.ts';
import { isOnlyCopied } from '../src/queries/proxies/readers.ts';
import { type EffectiveService, gatewayOf, services, stopTimeout } from '../src/queries/services/services.ts';
import { isTooLow, minimumOf, ownTimeouts, type TimeoutSetting, timeouts, withUnit } from '../src/queries/timeouts.ts';
import { inside } from '../src/text.ts';

export default {
  id: 'timeout-too-low',
  summary: {
    en: 'A timeout so short that healthy requests are cut off.',
    zh: '超时设得太短，正常的请求也会被掐断。',
  },
  severity: 'warning',
  needs: ['env', 'service', 'clash', 'settings', 'command'],

  *check(project) {
    yield* variables(project);
    yield* ownSettings(project);
    for (const service of services(project)) yield* killedTooSoon(project, service);
    yield* healthChecks(project);
  },
} satisfies Rule;

function* variables(project: Project): Iterable<Finding> {
  for (const one of timeouts(project)) {
    const { knob, value, amount = 0 } = one;
    const minimum = minimumOf(project, knob);
    if (!isTooLow(project, one)) continue;
    const raised = knob.unit === 'go-duration' ? `${minimum}s` : String(minimum);
    const [, ...limits] = withLimits(project, one, minimum);
    const names = limits.map((limit) => limit.knob.name);
    yield {
      at: inside(value),
      message: {
        en: `After ${withUnit(amount, knob.unit)} ${knob.what.en} is cut off`,
        zh: `${withUnit(amount, knob.unit)} 一到，${knob.what.zh}就会被掐断`,
      },
      label: { en: `at least ${withUnit(minimum, knob.unit)}`, zh: `至少 ${withUnit(minimum, knob.unit)}` },
      ...unread(knob.name),
      fixes: fixOf(
        {
          en: `raise to ${raised}${names.length > 0 ? `, and ${names.join(', ')} too` : ''}`,
          zh: `提高到 ${raised}${names.length > 0 ? `，${names.join('、')} 也一并提高` : ''}`,
        },
        [one, ...limits].every(({ knob: { name }, value: { at } }) => isOnlyCopied(project, name, at.file)),
        ...[one, ...limits].map((setting) => rewrite(project, setting.value, raised)),
      ),
    };
  }
}

/** In the files of pip and npm, and in commands that write there. */
function* ownSettings(project: Project): Iterable<Finding> {
  for (const one of ownTimeouts(project)) {
    const { knob, value, amount = 0 } = one;
    const minimum = minimumOf(project, knob);
    if (!isTooLow(project, one)) continue;
    yield {
      at: inside(value),
      message: {
        en: `After ${withUnit(amount, knob.unit)} ${knob.what.en} is cut off`,
        zh: `${withUnit(amount, knob.unit)} 一到，${knob.what.zh}就会被掐断`,
      },
      label: { en: `at least ${withUnit(minimum, knob.unit)}`, zh: `至少 ${withUnit(minimum, knob.unit)}` },
      fixes: unsafeFix(
        { en: `raise to ${minimum}`, zh: `提高到 ${minimum}` },
        rewrite(project, value, String(minimum)),
      ),
    };
  }
}

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

/** A timeout, and the limits of the same file that would act before it if it were raised to `minimum`; all in one unit. */
function withLimits(project: Project, one: TimeoutSetting, minimum: number): readonly TimeoutSetting[] {
  const shorter = CHAINS.filter(({ longer }) => longer === one.knob.name).map((chain) => chain.shorter);
  const limits = timeouts(project).filter(
    ({ knob, amount = 0, assignment: { scope } }) =>
      shorter.includes(knob.name) && scope === one.assignment.scope && amount > 0 && amount < minimum,
  );
  return [one, ...limits.flatMap((limit) => withLimits(project, limit, minimum))];
}

/** Below five seconds for anybody; below its drain time for a gateway whose drain time is known. */
function* killedTooSoon(project: Project, service: EffectiveService): Iterable<Finding> {
  const fact = stopTimeout(service);
  // launchd ignores a number of another type, which is a finding of its own.
  const isRead = fact?.value.known && (fact.type === undefined || fact.type === 'integer');
  const seconds = isRead ? parseSeconds(fact.value.text) : undefined;
  if (!fact || seconds === undefined || seconds <= 0 || seconds === Number.POSITIVE_INFINITY) return;
  const gateway = gatewayOf(service);
  const drain = gateway && service.manager === 'systemd' ? DRAIN_SECONDS.get(gateway.program.name) : undefined;
  const key = service.manager === 'systemd' ? 'TimeoutStopSec' : 'ExitTimeOut';
  const minimum = project.network.timeouts[key] ?? drain ?? 5;
  if (seconds >= minimum || isCapped(service, minimum)) return;
  yield {
    at: inside(fact.value),
    message: {
      en: `${service.manager} kills ${gateway?.program.name ?? 'the program'} after ${seconds} s, in the middle of its work`,
      zh: `${service.manager} 只等 ${seconds} 秒就强行杀掉${gateway ? ` ${gateway.program.name}` : '程序'}，手上的活还没干完`,
    },
    label: { en: `at least ${minimum} s`, zh: `至少 ${minimum} 秒` },
    fixes: unsafeFix(
      { en: `raise to ${minimum}`, zh: `提高到 ${minimum}` },
      rewrite(project, fact.value, String(minimum)),
    ),
  };
}

/** launchd's gui domain never waits longer than 60 s whatever the plist says. */
const isCapped = (service: EffectiveService, minimum: number): boolean => service.manager === 'launchd' && minimum > 60;

/** Clash health checks: `timeout` is milliseconds, `interval` seconds. */
function* healthChecks(project: Project): Iterable<Finding> {
  for (const fact of project.facts('setting')) {
    if (fact.at.file === '' || project.document(fact.at.file).language !== 'clash' || !isHealthCheck(fact)) continue;
    const amount = fact.value.known ? Number(fact.value.text) : Number.NaN;
    const isTimeout = fact.path.at(-1) === 'timeout';
    const minimum = isTimeout ? 1000 : 30;
    if (
      !Number.isFinite(amount) ||
      amount <= 0 ||
      amount >= minimum ||
      (isTimeout && amount < 100) ||
      (!isTimeout && isLazy(project, fact))
    )
      continue;
    yield {
      at: inside(fact.value),
      message: isTimeout
        ? {
            en: `A node that needs more than ${amount} ms counts as dead`,
            zh: `延迟超过 ${amount} 毫秒的节点都会被判为失效`,
          }
        : { en: `Every node is tested every ${amount} s`, zh: `每 ${amount} 秒就把所有节点测一遍` },
      label: isTimeout
        ? { en: 'milliseconds; at least 1000', zh: '单位毫秒，至少 1000' }
        : { en: 'seconds; at least 30', zh: '单位秒，至少 30' },
      fixes: isTimeout
        ? unsafeFix({ en: 'raise to 5000', zh: '提高到 5000' }, rewrite(project, fact.value, '5000'))
        : unsafeFix({ en: 'raise to 300', zh: '提高到 300' }, rewrite(project, fact.value, '300')),
    };
  }
}

function isHealthCheck({ path }: Setting): boolean {
  const [section, , key, inner] = path;
  if (section === 'proxy-groups') return path.length === 3 && (key === 'timeout' || key === 'interval');
  return section === 'proxy-providers' && key === 'health-check' && (inner === 'timeout' || inner === 'interval');
}

/** `lazy: true` tests only nodes in use: a short interval costs little there. */
function isLazy(project: Project, fact: Setting): boolean {
  const siblings = project.document(fact.at.file).facts;
  return siblings.some(
    (one) =>
      one.kind === 'setting' &&
      one.path.at(-1) === 'lazy' &&
      one.path.slice(0, -1).join('\0') === fact.path.slice(0, -1).join('\0') &&
      one.value.text === 'true',
  );
}

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

可以在 \`envlint.yaml\` 的 \`timeouts:\` 里按自己的网络调整下限。对守护程序（TimeoutStopSec=、ExitTimeOut）的修复属于不安全：关机会等得更久。`,
  },
  bad: [
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
        -- .config/pip/pip.conf --
        [global]
        timeout = 60
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
