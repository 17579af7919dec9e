import type { Symptom } from '../symptom.ts';

export default {
  id: 'feishu-disconnected',
  title: { en: 'The Feishu WebSocket of the gateway is lost', zh: '网关的飞书 WebSocket 断开' },
  texts: [
    'Feishu WebSocket connection lost',
    '飞书 WebSocket 断开',
    '飞书连接断开',
    'Feishu WebSocket',
    '飞书收不到消息',
    '飞书消息收不到',
    '飞书掉线',
    'lark websocket',
    'receive message loop exit',
  ],
  described: [
    [
      ['飞书', 'feishu', 'lark'],
      ['机器人', 'bot', '网关', 'gateway'],
      ['连不上', '连接失败', '断开', '断线', '没反应', '不回复', '收不到', 'disconnected', 'cannot', 'offline'],
    ],
  ],
  causes: [
    {
      text: {
        en: 'A follow-up of "Executor shutdown has been called": look for that line above; no file causes it.',
        zh: '是 “Executor shutdown has been called” 的后果：看日志上方有没有这一行；与配置文件无关。',
      },
      rules: [],
    },
    {
      text: {
        en: 'ALL_PROXY=socks://…: the websockets library refuses the scheme.',
        zh: 'ALL_PROXY=socks://…：websockets 库不接受这种写法。',
      },
      rules: ['socks-proxy-scheme', 'all-proxy-only'],
    },
    {
      text: {
        en: 'A domestic host goes through a foreign node, which cuts idle tunnels: exempt open.feishu.cn.',
        zh: '国内主机走了境外节点，空闲隧道被切断：把 open.feishu.cn 排除在代理之外。',
      },
      rules: ['domestic-via-proxy'],
    },
    {
      text: { en: 'Two instances fight for the connection.', zh: '两个实例在抢同一条连接。' },
      rules: ['replace-under-supervisor', 'supervisor-runs-start'],
    },
  ],
  confirm: {
    command: 'grep -iE "isn.t a valid proxy|python-socks|Executor shutdown" ~/.hermes/logs/*.log',
    shows: { en: 'the first line that matches is the cause', zh: '最先命中的一行就是原因' },
  },
  sources: ['NousResearch/hermes-agent#67701', 'HKUDS/nanobot#210'],
} satisfies Symptom;
