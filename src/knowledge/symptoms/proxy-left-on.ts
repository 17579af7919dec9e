import type { Symptom } from '../symptom.ts';

export default {
  id: 'proxy-left-on',
  title: { en: 'The proxy was switched off and programs still use it', zh: '代理已经关了，程序还在用它' },
  texts: ['关了代理还是', '取消代理后', 'proxy still used after unset'],
  described: [
    [['proxy'], ['off', 'disabled', 'unset', 'stopped', 'closed'], ['still', 'remains', 'left']],
    [
      ['代理'],
      ['关了', '关闭', '关掉', '取消', 'unset'],
      ['还是', '仍然', '依然', '还在', '上不了网', '没网', '连不上网', '断网', '无法上网', '不能上网', '没法上网'],
    ],
    [
      ['clash', 'vpn', '代理', 'v2ray', 'v2rayn', '梯子', 'verge'],
      ['退出', '关了', '关闭', '关掉', '卸载'],
      ['上不了网', '没网', '无法上网', '不能上网', '连不上网', '断网', '打不开网页', '网页打不开', '打不开'],
    ],
  ],
  causes: [
    {
      text: {
        en: 'A toggle sets more than it removes: variables of the other case, git’s or npm’s own proxy.',
        zh: '开关函数设得多、清得少：另一种大小写的变量、git 或 npm 自己的代理。',
      },
      rules: ['lopsided-proxy-toggle'],
    },
    {
      text: {
        en: 'Another file sets it again: ~/.gitconfig, ~/.npmrc, ~/.curlrc, a unit.',
        zh: '别的文件又设了一次：~/.gitconfig、~/.npmrc、~/.curlrc、单元文件。',
      },
      rules: ['proxy-port-mismatch', 'conflicting-duplicate'],
    },
    {
      text: {
        en: 'The client ended without taking the system’s proxy back: switch it off in the settings of the system. No file shows that.',
        zh: '客户端退出时没有取消系统代理：到系统的网络设置里把代理关掉。从文件里看不出来。',
      },
      rules: [],
    },
  ],
  confirm: {
    command:
      'envlint doctor; env | grep -i _proxy; git config --show-origin --get-regexp ".*proxy"; npm config get proxy',
    shows: {
      en: 'what is left, and which programs still have it (doctor: Linux and WSL)',
      zh: '看还剩什么、哪些程序还带着它（doctor 用于 Linux 和 WSL）',
    },
  },
  sources: ['yichengchen/clashX#588'],
} satisfies Symptom;
