import type { Finding, Rule, RuleDocs, Setting, Text } from '../src/core.ts';
import { parseBoolean } from '../src/knowledge/time-span.ts';
import { type EffectiveService, setting, wholeUnits } from '../src/queries/services/services.ts';
import { type UnitValue, unitValues } from '../src/queries/services/unit-values.ts';
import { spanOf } from '../src/text.ts';

export default {
  id: 'refused-service',
  summary: {
    en: 'A service that systemd refuses to load: nothing to run, two programs, or no usable path.',
    zh: 'systemd 拒绝加载的服务：没有要运行的程序、有两个程序，或路径不可用。',
  },
  severity: 'error',
  needs: ['service', 'systemd'],

  *check(project) {
    for (const unit of wholeUnits(project)) {
      const found = structure(unit);
      if (found) yield found;
    }
    for (const value of unitValues(project)) {
      if (value.fault.want === 'program' && !HOME_PATH.test(value.setting.value.text)) yield program(value);
    }
  },
} satisfies Rule;

/** A program in the home folder has a rule of its own. */
const HOME_PATH = /^[-@:+!|]*(?:~|\$HOME\b|\$\{HOME\})/;

const value = (service: EffectiveService, key: string): string | undefined =>
  setting(service, 'Service', key)?.value.text;

/** service_verify() of systemd 252 and 262, in its order. */
function structure(service: EffectiveService): Finding | undefined {
  const starts = service.starts.length;
  const type = value(service, 'Type') || (starts === 0 ? 'oneshot' : 'simple');
  const success = setting(service, 'Unit', 'SuccessAction')?.value.text;
  const ends = success !== undefined && success !== '' && success !== 'none';
  const stops = hasCommand(service, 'ExecStop');
  const remains = parseBoolean(value(service, 'RemainAfterExit') ?? '') === true;
  if (starts === 0 && !stops && !ends) return nothing(service, NOTHING);
  if (starts === 0 && type !== 'oneshot') return nothing(service, NEEDS_START, type);
  if (starts === 0 && !remains && !ends) return nothing(service, NEEDS_REMAIN);
  if (starts > 1 && type !== 'oneshot') return second(service);
  const oneshot = type === 'oneshot' ? restarted(service) : undefined;
  if (oneshot) return oneshot;
  if (type === 'dbus' && !value(service, 'BusName')) return at(setting(service, 'Service', 'Type'), NO_BUS);
  return leftToPam(service);
}

/** With PAM a process stays behind that only the whole group's end takes along. */
function leftToPam(service: EffectiveService): Finding | undefined {
  const mode = setting(service, 'Service', 'KillMode');
  return value(service, 'PAMName') && mode && /^(?:process|none)$/.test(mode.value.text) ? at(mode, PAM) : undefined;
}

function hasCommand(service: EffectiveService, key: string): boolean {
  const lines = service.facts.flatMap(({ commands }) => commands).filter((line) => line.key === key);
  return (lines.at(-1)?.words.length ?? 0) > 0;
}

const REFUSES: Text = {
  en: 'systemd refuses this service: it has nothing to run',
  zh: 'systemd 会拒绝这个服务：没有要运行的程序',
};
const NOTHING: Text = { en: 'no ExecStart= in this section', zh: '这个小节里没有 ExecStart=' };
const NEEDS_START: Text = {
  en: 'no ExecStart=, which only Type=oneshot can do without',
  zh: '没有 ExecStart=，只有 Type=oneshot 可以省略',
};
const NEEDS_REMAIN: Text = {
  en: 'ExecStop= alone also needs RemainAfterExit=yes',
  zh: '只有 ExecStop= 时还需要 RemainAfterExit=yes',
};

function nothing(service: EffectiveService, label: Text, type?: string): Finding {
  const typo = service.settings.find(({ path: [, key = ''] }) => /^Exec?_?Sta?rt$/i.test(key) && key !== 'ExecStart');
  return {
    at: service.facts.find((fact) => !fact.dropIn)!.at,
    message: REFUSES,
    label,
    why:
      type === undefined
        ? undefined
        : { en: `Type=${type} says that a program runs.`, zh: `Type=${type} 表示会有程序在运行。` },
    related: typo ? [{ at: typo.name.at, message: { en: 'meant: ExecStart', zh: '本意应是 ExecStart' } }] : undefined,
  };
}

function second({ starts }: EffectiveService): Finding {
  return {
    at: starts[1]!.at,
    message: {
      en: 'systemd refuses this service: it has two ExecStart= commands',
      zh: 'systemd 会拒绝这个服务：有两个 ExecStart= 命令',
    },
    label: {
      en: 'only Type=oneshot runs several; in a drop-in an empty ExecStart= clears the first',
      zh: '只有 Type=oneshot 能运行多个；在 drop-in 里要先用空的 ExecStart= 清除原来的',
    },
    related: [{ at: starts[0]!.at, message: { en: 'the first one', zh: '第一个' } }],
  };
}

function restarted(service: EffectiveService): Finding | undefined {
  const restart = setting(service, 'Service', 'Restart');
  const exit = setting(service, 'Service', 'ExitType');
  if (restart && /^(?:always|on-success)$/.test(restart.value.text)) return at(restart, ONE_SHOT);
  return exit?.value.text === 'cgroup' ? at(exit, ONE_SHOT) : undefined;
}

interface Words {
  readonly message: Text;
  readonly label: Text;
}

const ONE_SHOT: Words = {
  message: {
    en: 'systemd refuses this service: a oneshot cannot have this',
    zh: 'systemd 会拒绝这个服务：oneshot 不能这样设置',
  },
  label: {
    en: 'not with Type=oneshot, whose end is a success; use a timer, or Type=simple',
    zh: 'Type=oneshot 正常结束就算成功，不能用它；可改用定时器或 Type=simple',
  },
};
const NO_BUS: Words = {
  message: {
    en: 'systemd refuses this service: Type=dbus needs a name',
    zh: 'systemd 会拒绝这个服务：Type=dbus 需要名字',
  },
  label: { en: 'no BusName= in this section', zh: '这个小节里没有 BusName=' },
};

const PAM: Words = {
  message: {
    en: 'systemd refuses this service: PAMName= does not go with this KillMode=',
    zh: 'systemd 会拒绝这个服务：有 PAMName= 时不能用这个 KillMode=',
  },
  label: { en: 'only control-group or mixed', zh: '只能是 control-group 或 mixed' },
};

const at = (place: Setting | undefined, words: Words): Finding | undefined =>
  place && { at: spanOf(place.value, 0, place.value.text.length), ...words };

function program({ setting: line, key, fault }: UnitValue): Finding {
  const [start, end] = fault.at ?? [0, line.value.text.length];
  return {
    at: spanOf(line.value, start, end),
    message:
      fault.effect === 'refused'
        ? { en: `systemd refuses this service because of ${key}=`, zh: `因为 ${key}=，systemd 会拒绝这个服务` }
        : { en: `systemd ignores this ${key}= line`, zh: `systemd 会忽略这行 ${key}=` },
    label: {
      en: 'must be an absolute path, or the bare name of a program',
      zh: '必须是绝对路径，或者只写程序名',
    },
  };
}

export const docs: RuleDocs = {
  text: {
    en: `
systemd looks at a service as a whole before it loads it, and refuses what makes no sense: no \`ExecStart=\` (unless it is a oneshot
with \`ExecStop=\` and \`RemainAfterExit=yes\`, or has \`SuccessAction=\`), two of them without \`Type=oneshot\`, a oneshot with
\`Restart=always\` or \`on-success\`, \`Type=dbus\` without \`BusName=\`, \`PAMName=\` with \`KillMode=process\` or \`none\`, and a program that is neither an absolute path nor a bare name.
\`systemctl\` then says only "bad unit file setting". The unit is judged together with its drop-ins; templates and loose drop-ins
are not judged, for another file completes them.

Sources: service_verify() and config_parse_exec() of systemd 252 and 262, and \`systemd-analyze verify\`.`,
    zh: `
加载服务之前，systemd 会整体检查一遍，拒绝说不通的写法：没有 \`ExecStart=\`（除非是带 \`ExecStop=\` 和 \`RemainAfterExit=yes\` 的 oneshot，
或者有 \`SuccessAction=\`）；不是 \`Type=oneshot\` 却有两个 \`ExecStart=\`；oneshot 配了 \`Restart=always\` 或 \`on-success\`；
\`Type=dbus\` 没有 \`BusName=\`；\`PAMName=\` 配了 \`KillMode=process\` 或 \`none\`；程序既不是绝对路径，也不是单纯的程序名。这时 \`systemctl\` 只会说 “bad unit file setting”。
单元会连同它的 drop-in 一起判断；模板和单独的 drop-in 不判断，因为另有文件补全它们。

来源：systemd 252、262 的 service_verify() 与 config_parse_exec()，以及 \`systemd-analyze verify\`。`,
  },
  bad: [
    {
      files: `
        -- bot.service --
        [Unit]
        Description=Bot
        [Service]
        ^^^^^^^^^ error systemd refuses this service: it has nothing to run
        Environment=A=1
        Restart=always
      `,
    },
    {
      files: `
        -- bot.service --
        [Service]
        ExecStart=/opt/one
        ExecStart=/opt/two
                  ^^^^^^^^ error systemd refuses this service: it has two ExecStart= commands
        -- job.service --
        [Service]
        Type=oneshot
        ExecStart=/opt/job
        Restart=always
                ^^^^^^ error systemd refuses this service: a oneshot cannot have this
      `,
    },
    {
      files: `
        -- bot.service --
        [Service]
        ExecStart=bin/bot --port 80
                  ^^^^^^^ error systemd refuses this service because of ExecStart=
        ExecStartPre=-./setup
                     ^^^^^^^^ error systemd ignores this ExecStartPre= line
      `,
    },
    {
      files: `
        -- seat.service --
        [Service]
        ExecStart=/opt/seat
        PAMName=login
        KillMode=process
                 ^^^^^^^ error systemd refuses this service: PAMName= does not go with this KillMode=
      `,
    },
  ],
  good: [
    {
      files: `
        -- seat.service --
        [Service]
        ExecStart=/opt/seat
        PAMName=login
        KillMode=mixed
        -- job.service --
        [Service]
        Type=oneshot
        ExecStart=/opt/one
        ExecStart=-/opt/two
        Restart=on-failure
        -- end.service --
        [Service]
        RemainAfterExit=yes
        ExecStop=/opt/end
        -- off.service --
        [Unit]
        SuccessAction=poweroff
        [Service]
        Type=oneshot
      `,
    },
    {
      files: `
        -- bot.service --
        [Service]
        ExecStart=/opt/one
        -- bot.service.d/own.conf --
        [Service]
        ExecStart=
        ExecStart=node /opt/two.js
        -- web.container --
        [Container]
        Image=docker.io/library/nginx
        [Service]
        Restart=always
        -- other.service.d/env.conf --
        [Service]
        Environment=A=1
      `,
    },
  ],
};
