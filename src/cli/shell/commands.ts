/** Every command, once: parsing, help, the man page and completions read this table. */
import type { Text } from '../../core.ts';

export type CommandName = keyof typeof COMMANDS;

export interface Command {
  /** What follows the command's name, e.g. `[PATH…]`. */
  readonly operands: string;
  readonly summary: Text;
  /** Typed without a name: the default command. */
  readonly isDefault?: boolean | undefined;
}

export const COMMANDS = {
  lint: {
    operands: '[PATH…]',
    summary: {
      en: 'Check files, folders and globs; the default command. Without PATH, the current folder',
      zh: '检查文件、文件夹或通配模式；这是默认命令。不写 PATH 时检查当前文件夹',
    },
    isDefault: true,
  },
  route: {
    operands: '[URL…] [PATH…]',
    summary: {
      en: 'Show where a request to URL goes and why; without URL, for every host the files name',
      zh: '说明发往 URL 的请求会走哪里、为什么；不写 URL 时列出文件提到的所有主机',
    },
  },
  test: {
    operands: '[PATH…]',
    summary: {
      en: 'Check the routes that the configuration expects under `routes:`',
      zh: '检查配置里 `routes:` 约定的走向',
    },
  },
  doctor: {
    operands: '[PATH…]',
    summary: {
      en: 'Compare the running machine with its files (Linux, WSL): who listens, what programs and services were started with. Without PATH, those of this user’s machine',
      zh: '把正在运行的机器与文件对照（Linux、WSL）：谁在监听端口，程序和服务启动时带着什么变量。不写 PATH 时对照当前用户的机器',
    },
  },
  undo: {
    operands: '',
    summary: {
      en: 'Revert the last --fix of this repository, or of this folder outside of one; files that changed since are named and left alone',
      zh: '撤销当前仓库（不在仓库中时为当前文件夹）的上一次 --fix；之后又改动过的文件会列出并保持原样',
    },
  },
  explain: {
    operands: 'RULE|TEXT [PATH…]',
    summary: {
      en: 'Explain a rule, or the text of an error (- reads it from standard input): what causes it, and with PATH, --home or --root what of these files does',
      zh: '解释一条规则，或一段报错（- 表示从标准输入读取）：有哪些原因；加上 PATH、--home 或 --root，再指出是哪些文件里的哪一处',
    },
  },
  rules: { operands: '', summary: { en: 'List the rules', zh: '列出所有规则' } },
  config: {
    operands: '',
    summary: { en: 'Show the settings in effect and where each comes from', zh: '显示生效的配置及其来源' },
  },
  lsp: {
    operands: '',
    summary: {
      en: 'Serve an editor on standard input and output, in the Language Server Protocol',
      zh: '以语言服务器协议（LSP）在标准输入输出上为编辑器服务',
    },
  },
  mcp: {
    operands: '',
    summary: {
      en: 'Answer an agent on standard input and output, in the Model Context Protocol: lint, preview_fix, route, explain; read-only',
      zh: '以模型上下文协议（MCP）在标准输入输出上回答智能体：lint、preview_fix、route、explain；只读',
    },
  },
  init: {
    operands: '',
    summary: {
      en: 'Write a starting envlint.yaml, hook and workflow; nothing is overwritten',
      zh: '生成初始的 envlint.yaml、钩子和工作流；不覆盖已有文件',
    },
  },
  merge: {
    operands: 'REPORT…',
    summary: { en: 'Join reports of --format jsonl into one', zh: '把多份 --format jsonl 报告合并为一份' },
  },
  completions: {
    operands: 'bash|zsh|fish',
    summary: { en: 'Print completions for a shell', zh: '输出 shell 补全脚本' },
  },
  man: {
    operands: '',
    summary: {
      en: 'Print the manual page: text on a terminal, roff in a pipe (| man -l -)',
      zh: '输出手册页：终端里是纯文本，管道里是 roff（| man -l -）',
    },
  },
  version: { operands: '', summary: { en: 'Show the version', zh: '显示版本号' } },
  help: { operands: '[COMMAND]', summary: { en: 'Show help, for one command if named', zh: '显示帮助；可指定命令' } },
} as const satisfies Readonly<Record<string, Command>>;
