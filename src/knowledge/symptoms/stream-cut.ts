import type { Symptom } from '../symptom.ts';

export default {
  id: 'stream-cut',
  title: { en: 'An answer breaks off in the middle', zh: '回答到一半中断' },
  texts: [
    'transfer closed with outstanding read data remaining',
    'transfer closed with',
    'Connection broken: IncompleteRead',
    'IncompleteRead(',
    'peer closed connection without sending complete message body',
    'incomplete chunked read',
    'TypeError: terminated',
    'stream closed before response.completed',
    'error decoding response body',
    'fetch-pack: unexpected disconnect while reading sideband packet',
    'fatal: early EOF',
    'RPC failed; curl',
    'RPC 失败',
    '过早的文件结束符',
    '远端意外挂断了',
    'ChunkedEncodingError',
    'the remote end hung up unexpectedly',
    'end of response with',
    'bytes remaining to read',
    'HTTP/2 stream {n} was not closed cleanly',
    'HTTP2 framing layer',
    'ERR_HTTP2_STREAM_ERROR',
    'ERR_INCOMPLETE_CHUNKED_ENCODING',
    'stream ended before',
    'response ended prematurely',
    'Response ended prematurely',
    'unexpected end of file from server',
    'RPC failed; HTTP 408',
    'RPC failed; HTTP 502',
    'RPC failed; HTTP 504',
  ],
  causes: [
    {
      text: {
        en: 'The node, a relay or a CDN cut the stream. No file shows that: try another node, or without the relay.',
        zh: '节点、中转或 CDN 切断了数据流。从文件里看不出来：换节点，或不经中转。',
      },
      rules: [],
    },
    {
      text: { en: 'A limit in the chain is shorter than the answer takes.', zh: '链路上某个超时比回答所需的时间短。' },
      rules: ['timeout-chain', 'timeout-too-low', 'timeout-wrong-unit'],
    },
    {
      text: {
        en: 'Advice to switch verification off (http.sslVerify=false) does not help and opens the traffic.',
        zh: '网上“关闭证书校验”（http.sslVerify=false）的建议没有用，还会暴露流量。',
      },
      rules: ['tls-verification-off'],
    },
  ],
  confirm: {
    command: 'git clone --depth 1 URL',
    shows: { en: 'small transfers pass and long ones break: the node', zh: '短的能传完、长的会断：节点问题' },
  },
  sources: ['bytedance/deer-flow#1923', 'QwenLM/Qwen-Agent#245', 'curl/curl#3148', 'farion1231/cc-switch#2750'],
} satisfies Symptom;
