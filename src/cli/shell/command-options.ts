/** The options of single commands, and those that every command has. */
import type { Option } from './option.ts';

export const COMMAND_OPTIONS = [
  {
    name: 'list',
    of: ['undo'],
    help: {
      en: 'List the runs that can be reverted and where each was; revert none',
      zh: '列出所有可以撤销的运行及其位置，不做任何撤销',
    },
  },
  {
    name: 'client',
    value: 'NAME',
    multiple: true,
    of: ['route', 'test'],
    help: {
      en: 'Answer for this client, or NAME@VERSION; repeatable (default: curl, python, node, go)',
      zh: '按这个客户端回答，可写 NAME@VERSION；可重复（默认 curl、python、node、go）',
    },
  },
  {
    name: 'as',
    value: 'WHO',
    of: ['route', 'test'],
    help: {
      en: 'Whose environment: zsh, bash, fish, systemd:UNIT or launchd:LABEL',
      zh: '以谁的环境：zsh、bash、fish、systemd:UNIT 或 launchd:LABEL',
    },
  },
  {
    name: 'env',
    value: 'FILE[:FUNCTION]',
    of: ['route', 'test'],
    help: { en: 'The environment of this file, or of one of its functions', zh: '这个文件（或其中某个函数）的环境' },
  },
  {
    name: 'unit',
    value: 'FILE',
    of: ['route', 'test'],
    help: {
      en: 'The environment of the service this unit or plist describes',
      zh: '这个单元文件或 plist 所描述的服务的环境',
    },
  },
  {
    name: 'against',
    value: 'REV',
    of: ['route'],
    help: {
      en: 'Show only what goes another way than at this git revision',
      zh: '只显示和某个 git 版本相比走向有变化的请求',
    },
  },
  {
    name: 'stdio',
    of: ['lsp'],
    help: {
      en: 'Accepted and of no effect: standard input and output are the only way',
      zh: '可以写，但没有作用：只支持标准输入输出',
    },
  },
  {
    name: 'clientProcessId',
    value: 'PID',
    of: ['lsp'],
    help: { en: 'End when this process is gone; editors add it', zh: '该进程结束时随之退出；由编辑器传入' },
  },
  {
    name: 'config',
    short: 'c',
    value: 'FILE',
    of: 'all',
    help: { en: 'Use this configuration file', zh: '使用指定的配置文件' },
  },
  { name: 'no-config', of: 'all', help: { en: 'Use no configuration file', zh: '不使用配置文件' } },
  {
    name: 'lang',
    value: 'LANG',
    choices: ['en', 'zh-CN'],
    of: 'all',
    help: {
      en: 'Language of all words (default: from LC_ALL, LC_MESSAGES, LANG)',
      zh: '输出语言（默认取自 LC_ALL、LC_MESSAGES、LANG）',
    },
  },
  {
    name: 'color',
    value: 'WHEN',
    choices: ['auto', 'always', 'never'],
    of: 'all',
    help: { en: 'Colour the output (default: auto)', zh: '是否着色（默认 auto）' },
  },
  { name: 'debug', of: 'all', help: { en: 'Show the stack of an internal error', zh: '内部出错时显示调用栈' } },
  { name: 'help', short: 'h', of: 'all', help: { en: 'Show this help', zh: '显示帮助' } },
  { name: 'version', short: 'V', of: 'all', help: { en: 'Show the version', zh: '显示版本号' } },
] as const satisfies readonly Option[];
