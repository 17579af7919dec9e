/** What the command line says by itself, in both languages. Options and commands carry their own words. */
import type { Text } from '../../core.ts';
import { visible } from '../../report/visible.ts';
import { UsageError } from '../../usage-error.ts';

/** Appends `why` to a path or a name; the result is always one line. */
export function because(subject: string, why: Text): Text {
  const shown = visible(subject);
  return { en: `${shown}: ${why.en}`, zh: `${shown}：${why.zh}` };
}

/** The mistake of naming an unusable file, to be thrown. Its name is shown unmasked. */
export function aboutFile(name: string, why: Text): UsageError {
  return new UsageError(because(name, why), visible(name));
}

export const NO_FILES: Text = {
  en: 'no file to check; name one, or pass --pass-on-no-files',
  zh: '没有可检查的文件；请指定文件，或加上 --pass-on-no-files',
};

/** The same in a folder without any such file: most files of this kind are in the home folder. */
export const NO_FILES_HERE: Text = {
  en: 'no file to check here; name one, try `envlint --home` for this user’s own machine, or pass --pass-on-no-files',
  zh: '这里没有可检查的文件；请指定文件，用 `envlint --home` 检查当前用户的机器，或加上 --pass-on-no-files',
};

/** Nothing to check although there were files: they are left out on purpose. */
export function allIgnored(count: number): Text {
  return {
    en: `no file to check: ${count === 1 ? 'the one found is' : `all ${count} found are`} ignored; --list-files shows why, --no-ignore checks them`,
    zh: `没有可检查的文件：找到的 ${count} 个都被忽略；用 --list-files 查看原因，用 --no-ignore 照样检查`,
  };
}

export function overruled(asWritten: string): Text {
  const path = visible(asWritten);
  return {
    en: `${path} matches an ignore pattern, but is checked because it was named`,
    zh: `${path} 命中忽略规则，但因为被点名，仍会检查`,
  };
}

export function skipped(path: string, why: Text): Text {
  return { en: `${path} is skipped: ${why.en}`, zh: `跳过 ${path}：${why.zh}` };
}

export function notWritten(path: string, why: Text): Text {
  return { en: `${path} is not changed: ${why.en}`, zh: `没有改动 ${path}：${why.zh}` };
}

export function workTreeKept(path: string, why: Text): Text {
  return {
    en: `${path} is repaired in the index; the working copy is left alone: ${why.en}`,
    zh: `${path} 已在暂存区修复；工作区中的文件没有改动：${why.zh}`,
  };
}

export function unknownRule(id: string, guess: Text): Text {
  return {
    en: `there is no rule ${id}${guess.en || '; `envlint rules` lists them'}`,
    zh: `没有规则 ${id}${guess.zh || '；用 `envlint rules` 查看全部规则'}`,
  };
}

export const STDIN_NAME: Text = {
  en: 'reading standard input needs --stdin-filename NAME, which tells the language',
  zh: '从标准输入读取时需要 --stdin-filename NAME，用来判断语言',
};

export const STDIN_ALONE: Text = {
  en: 'standard input cannot be checked together with other paths',
  zh: '标准输入不能与其他路径一起检查',
};

export const NO_OPERANDS: Text = { en: 'this command takes no operands', zh: '这个命令不接受参数' };

export const WHICH_RULE: Text = {
  en: 'which rule, or which error text? `envlint rules` lists the rules',
  zh: '要解释哪条规则，或哪段报错？用 `envlint rules` 查看全部规则',
};

/** An internal error: one line, and nothing was changed. */
export function internalError(detail: string): Text {
  return {
    en: `internal error: ${detail}. No file was changed. --debug shows the stack`,
    zh: `内部错误：${detail}。没有改动任何文件。--debug 可显示调用栈`,
  };
}

export const TO_MAKE_IT_COUNT: Text = { en: 'To apply the changes:', zh: '要让修改生效：' };

/** What makes repairs of a dotfiles checkout count. */
export const DEPLOY: Text = {
  en: 'put the checkout in place again: chezmoi apply, stow, or its own script',
  zh: '重新部署这个仓库：chezmoi apply、stow 或仓库自带的脚本',
};

export const HELP = {
  tagline: {
    en: 'Find and repair faults in the network settings of this machine: proxies, NO_PROXY, Clash rules, services, timeouts.',
    zh: '检查并修复本机网络设置中的问题：代理、NO_PROXY、Clash 规则、系统服务、超时。',
  },
  usage: { en: 'Usage', zh: '用法' },
  commands: { en: 'Commands', zh: '命令' },
  options: { en: 'Options', zh: '选项' },
  general: { en: 'Options of every command', zh: '通用选项' },
  examples: { en: 'Examples', zh: '示例' },
  exit: { en: 'Exit codes', zh: '退出码' },
  more: {
    en: '`envlint help COMMAND` shows the options of a command; `envlint explain RULE` explains a rule.',
    zh: '`envlint help COMMAND` 查看某个命令的选项；`envlint explain RULE` 解释某条规则。',
  },
} as const satisfies Readonly<Record<string, Text>>;

/** What people come for, as they would type it. */
export const EXAMPLES: readonly (readonly [string, Text])[] = [
  ['envlint --home --fix', { en: "repair this user's own machine", zh: '修复本机' }],
  [
    'envlint explain "connection reset by peer" --home',
    { en: 'what causes an error here, and the command that repairs it', zh: '一个报错在本机的原因，以及修复命令' },
  ],
  [
    'envlint route --home https://api.openai.com',
    { en: 'where a request goes, and why', zh: '一个请求会走哪里、为什么' },
  ],
];

export const EXIT_CODES: readonly (readonly [number, Text])[] = [
  [0, { en: 'nothing at or above --fail-on', zh: '没有达到 --fail-on 级别的问题' }],
  [1, { en: 'findings', zh: '有问题' }],
  [
    2,
    {
      en: 'wrong usage, a broken configuration, a path that cannot be read, or no file to check',
      zh: '用法错误、配置有误、路径无法读取，或没有可检查的文件',
    },
  ],
  [70, { en: 'a fault of envlint itself', zh: 'envlint 自身出错' }],
  [130, { en: 'interrupted', zh: '被中断' }],
];

/** `--cache` beside an option that makes it useless. */
export function cacheInVain(option: string): Text {
  return { en: `--cache does nothing together with ${option}`, zh: `--cache 与 ${option} 同用时不起作用` };
}
