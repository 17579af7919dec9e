import type { Symptom } from '../symptom.ts';

export default {
  id: 'country-not-supported',
  title: { en: 'The provider refuses the country you come from', zh: '服务商拒绝你所在的国家或地区' },
  texts: [
    'unsupported_country_region_territory',
    'Country, region, or territory not supported',
    'User location is not supported for the API use',
    'region not supported',
    '不支持您所在的地区',
    "doesn't serve your region",
    '"message":"Request not allowed"',
    "'message': 'Request not allowed'",
  ],
  described: [[['claude', 'claude code', 'codex', 'gemini', 'openai', 'chatgpt'], ['403']]],
  includes: ['http-403'],
  causes: [
    {
      text: {
        en: 'The host is sent DIRECT and shows an address in China, or the service has no proxy.',
        zh: '这个主机被分流到 DIRECT，对方看到的是国内 IP；或者服务没有代理。',
      },
      rules: ['overseas-direct', 'service-without-proxy', 'https-proxy-missing', 'proxy-one-case'],
    },
    {
      text: {
        en: 'The node’s exit lies in Hong Kong or another country that is refused. No file shows where a node ends: take one in the US, Japan or Singapore.',
        zh: '节点出口在香港或其他不支持的地区。节点落地在哪，从文件里看不出来：换美国、日本或新加坡节点。',
      },
      rules: [],
    },
  ],
  confirm: {
    command: 'curl -sS -x "$HTTPS_PROXY" https://www.cloudflare.com/cdn-cgi/trace | grep -E "^(ip|loc)="',
    shows: { en: 'loc= is the country they see', zh: 'loc= 是对方看到的国家' },
  },
  sources: [
    'james-6-23/codex2api#77',
    'songquanpeng/one-api#1692',
    'openai/codex#9714',
    'poenl/gemini-api#4',
    'anthropics/claude-code#1613',
    'anthropics/claude-code#453',
  ],
} satisfies Symptom;
