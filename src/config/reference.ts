/**
 * An example for every key of `envlint.yaml`, used by `envlint config --all` and the manual. A test checks it against the
 * schema.
 */
import type { Text } from '../core.ts';

export interface ConfigKey {
  /** `network.region`; a list's members by `[]`. */
  readonly key: string;
  /** As it is written in YAML, indented under its parent. */
  readonly example: string;
  readonly help: Text;
}

export const CONFIG_KEYS: readonly ConfigKey[] = [
  {
    key: 'extends',
    example: 'extends: [recommended]',
    help: {
      en: 'Presets (recommended, strict, cn) and configuration files to start from; what follows overrides them',
      zh: '预设（recommended、strict、cn）和作为基础的其他配置文件；下面的设置优先',
    },
  },
  {
    key: 'files',
    example: 'files: ["deploy/*.conf"]',
    help: {
      en: 'Globs of further files to check when a folder is, within the repository',
      zh: '检查文件夹时额外检查的文件（通配模式），限仓库以内',
    },
  },
  {
    key: 'ignore',
    example: 'ignore: ["vendor/"]',
    help: { en: 'What is not checked, in the syntax of .gitignore', zh: '不检查的路径，写法同 .gitignore' },
  },
  {
    key: 'rules',
    example: 'rules:\n  missing-no-proxy: error',
    help: { en: 'The severity of a rule: off, info, warning, error', zh: '规则的级别：off、info、warning、error' },
  },
  {
    key: 'overrides',
    example: 'overrides:\n  - files: "work/**"\n    rules: { domestic-via-proxy: off }',
    help: {
      en: 'Severities for some files (files:) or languages (language:) only; the last that fits wins',
      zh: '只对某些文件（files:）或语言（language:）生效的级别；最后一条匹配的生效',
    },
  },
  {
    key: 'network',
    example: 'network:',
    help: {
      en: 'What the network around this machine looks like; every rule reads it',
      zh: '本机所在网络的情况，所有规则都会参考',
    },
  },
  {
    key: 'network.region',
    example: '  region: cn',
    help: {
      en: 'Where the machine is: cn or abroad. Left out: decided by evidence',
      zh: '机器所在地：cn 或 abroad；不写则根据线索判断',
    },
  },
  {
    key: 'network.domestic',
    example: '  domestic: [api.example.cn]',
    help: { en: 'Hosts and domains that are reached without a proxy', zh: '不走代理即可访问的主机和域名' },
  },
  {
    key: 'network.overseas',
    example: '  overseas: [api.example.com]',
    help: { en: 'Hosts and domains that need a proxy', zh: '需要代理才能访问的主机和域名' },
  },
  {
    key: 'network.local',
    example: '  local: [10.0.0.0/8, .corp.example]',
    help: { en: 'Hosts, addresses and networks of the own network', zh: '内网的主机、地址和网段' },
  },
  {
    key: 'network.clients',
    example: '  clients: [curl, python, node, go]',
    help: {
      en: 'The clients that matter here; every name that route --client takes. Left out: the usual ones',
      zh: '关心哪些客户端，可写 route --client 支持的任何名字；不写则为常用的几个',
    },
  },
  {
    key: 'timeouts',
    example: 'timeouts:\n  HERMES_API_TIMEOUT: 600',
    help: {
      en: 'The least value of a timeout by the name of its variable or key, in its own unit',
      zh: '某个超时的最小值，按变量名或键名指定，单位与它自身相同',
    },
  },
  {
    key: 'routes',
    example: 'routes:\n  - url: https://api.deepseek.com\n    expect: direct\n    clients: [curl, python]',
    help: {
      en: 'Routes that `envlint test` checks: url, expect (direct, proxy, reject), and where wanted clients and policy',
      zh: '`envlint test` 检查的约定：url、expect（direct、proxy、reject），可选 clients 和 policy',
    },
  },
  {
    key: 'policies',
    example: 'policies:\n  - id: company-proxy\n    variable: HTTPS_PROXY\n    may-only: http://proxy.example.com:8080',
    help: {
      en: 'House rules as data: these variables, in these files, must, must-not or may-only hold this; * stands for anything',
      zh: '以数据写成的自定规则：这些变量在这些文件里 must、must-not、may-only 取某些值；* 代表任意内容',
    },
  },
];
