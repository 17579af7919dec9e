import type { Symptom } from '../symptom.ts';

export default {
  id: 'systemd-cannot-run',
  title: { en: 'systemd cannot run the program of the unit', zh: 'systemd 运行不了单元里的程序' },
  texts: [
    'status=203/EXEC',
    'code=exited, status=203',
    '203/EXEC',
    'Neither a valid executable name nor an absolute path',
    'has a bad unit file setting',
    'is not executable: No such file or directory',
    'Failed to locate executable',
    'Failed at step EXEC',
    'Failed at step USER',
    'status=217/USER',
    'Service has no ExecStart=',
    'Service has more than one ExecStart= setting',
    'Service has Restart= set to either always or on-success',
    'Failed to execute command',
  ],
  causes: [
    {
      text: {
        en: 'The path begins with ~ or $HOME, which systemd does not expand there: write %h.',
        zh: '路径以 ~ 或 $HOME 开头，systemd 在这里不展开：写 %h。',
      },
      rules: ['unexpanded-path', 'unexpanded-variable'],
    },
    {
      text: {
        en: 'The command is a shell’s word (cd, source, export, &&): it needs /bin/sh -c.',
        zh: '命令是 shell 的写法（cd、source、export、&&）：需要 /bin/sh -c。',
      },
      rules: ['shell-syntax-in-exec', 'refused-service'],
    },
    {
      text: {
        en: 'ExecStart is missing, misspelled, or set twice without an empty line that resets it.',
        zh: 'ExecStart 缺失、拼错，或没有先清空就写了两次。',
      },
      rules: ['refused-service', 'unknown-systemd-key', 'misplaced-systemd-key'],
    },
    {
      text: {
        en: 'User= names an account that this machine does not have (217/USER).',
        zh: 'User= 写的账户在这台机器上不存在（217/USER）。',
      },
      rules: [],
    },
    {
      text: {
        en: 'The program is not there, not executable, or its `#!` line names a missing interpreter. No file that envlint reads shows that.',
        zh: '程序不存在、没有执行权限，或 `#!` 行指定的解释器不存在。从文件里看不出来。',
      },
      rules: [],
    },
  ],
  confirm: {
    command: 'systemd-analyze verify --man=no ./UNIT.service; systemctl --user status UNIT',
    shows: { en: 'names the line', zh: '会指出是哪一行' },
  },
  sources: ['measured: systemd 252', 'systemd.exec(5)'],
} satisfies Symptom;
