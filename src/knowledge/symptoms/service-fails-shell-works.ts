import type { Symptom } from '../symptom.ts';

export default {
  id: 'service-fails-shell-works',
  title: { en: 'It works in the shell and fails as a service', zh: '终端里正常，做成服务就失败' },
  texts: ['终端跑没问题', '写成 systemd 服务后报代理错', 'HTTPS_PROXY 在脚本里没生效'],
  single: ['Main process exited, code=exited, status=1/FAILURE'],
  described: [
    [
      ['systemd', 'crontab', 'cron', 'launchd', 'supervisor'],
      ['代理', 'proxy', '连不上网', '没网'],
      ['不走', '不生效', '没有', '连不上网', '拿不到', '没网', 'has no proxy', 'ignores'],
    ],
    [
      ['service', 'systemd', 'launchd', 'daemon', 'cron', 'systemctl', 'unit'],
      ['shell', 'terminal', 'command line', 'by hand', 'manually', 'interactively'],
      ['works', 'fine', 'ok', 'fails', 'fail', 'error', 'timeout', 'not'],
    ],
    [
      ['服务', 'systemd', 'launchd', '开机', 'cron', '后台'],
      ['终端', '命令行', '手动', 'shell'],
      ['没问题', '正常', '可以', '能', '失败', '报错', '不行', '超时'],
    ],
  ],
  causes: [
    {
      text: {
        en: 'systemd, launchd, cron and Docker do not read the shell’s files: the service has no proxy variables.',
        zh: 'systemd、launchd、cron、Docker 不读 shell 的配置文件：服务里没有代理变量。',
      },
      rules: ['service-without-proxy'],
    },
    {
      text: {
        en: 'The unit sets them in a form that systemd drops: export, spaces, a % in the password, a comment after the value.',
        zh: '单元里写了，但写法被 systemd 丢弃：export、空格、密码里的 %、行尾注释。',
      },
      rules: [
        'dropped-assignment',
        'percent-in-environment',
        'inline-comment',
        'misplaced-systemd-key',
        'unknown-systemd-key',
      ],
    },
    {
      text: {
        en: 'The unit names a file or a variable that is not expanded there: ~, $HOME.',
        zh: '单元里用了不会展开的路径或变量：~、$HOME。',
      },
      rules: ['unexpanded-path', 'unexpanded-variable'],
    },
    {
      text: {
        en: 'The program’s own file wins over the unit: Hermes loads ~/.hermes/.env last.',
        zh: '程序自己的文件优先于单元：Hermes 最后读取 ~/.hermes/.env。',
      },
      rules: ['conflicting-duplicate', 'proxy-case-conflict'],
    },
  ],
  confirm: {
    command:
      'envlint doctor; systemctl --user show -p Environment hermes-gateway; tr "\\0" "\\n" </proc/$(pgrep -f "gateway run" | head -1)/environ | grep -i proxy',
    shows: { en: 'what the running service really has', zh: '正在运行的服务实际拿到的变量' },
  },
  sources: ['openclaw/openclaw#29699', 'ollama/ollama#7726'],
} satisfies Symptom;
