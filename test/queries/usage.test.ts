/** Which hosts a machine uses, as its keys and addresses say, and whether they prove that it is in China. */
import { describe, expect, test } from 'vitest';
import { PROVIDERS, providersOfKey, regionOf } from '../../src/knowledge/hosts.ts';
import { isInChina } from '../../src/queries/region.ts';
import { presumedDomesticHosts, usedHosts } from '../../src/queries/usage.ts';
import { projectOf } from '../helpers/project.ts';

const NETWORK = { domestic: [], overseas: [] };
const hosts = (...lines: string[]): string[] =>
  usedHosts(projectOf({ '.env': lines.join('\n') })).map((one) => one.host);

describe('a key', () => {
  test('of one vendor with one site names its host', () =>
    expect(hosts('DEEPSEEK_API_KEY=sk-0', 'SILICONFLOW_CN_API_KEY=sk-0')).toEqual([
      'api.deepseek.com',
      'api.siliconflow.cn',
    ]));

  test.each(['SILICONFLOW', 'MOONSHOT', 'DASHSCOPE', 'ZHIPU', 'MODELSCOPE', 'MINIMAX', 'KIMI', 'XIAOMI', 'QWEN'])(
    '%s_API_KEY serves two sites: it names no host',
    (vendor) => {
      expect(hosts(`${vendor}_API_KEY=sk-0`)).toEqual([]);
      expect(presumedDomesticHosts(projectOf({ '.env': `${vendor}_API_KEY=sk-0` }))).toHaveLength(1);
    },
  );

  const elsewhere = [
    ['MOONSHOT_API_KEY', 'MOONSHOT_API_BASE=https://api.moonshot.ai/v1'],
    ['DEEPSEEK_API_KEY', 'DEEPSEEK_GATEWAY_URL=http://10.0.0.5:3000'],
    ['DASHSCOPE_API_KEY', 'DASHSCOPE_HTTP_BASE_URL=https://dashscope-intl.aliyuncs.com/api/v1'],
    ['ARK_API_KEY', 'ARK_API_BASE=https://ark.ap-southeast.bytepluses.com/api/v3'],
    ['ZHIPUAI_API_KEY', 'ZHIPUAI_API_BASE=http://127.0.0.1:3000/v1'],
    ['BAICHUAN_API_KEY', 'BAICHUAN_API_BASE=http://192.168.1.4:8000'],
    ['YI_API_KEY', 'YI_API_BASE=https://api.01.ai/v1'],
    ['HUNYUAN_API_KEY', 'HUNYUAN_BASE_URL=http://127.0.0.1:3000/v1'],
    ['NVIDIA_API_KEY', 'NVIDIA_BASE_URL=http://10.0.0.5:8000/v1'],
    ['OPENAI_API_KEY', 'OPENAI_API_BASE_URL=https://api.deepseek.com/v1'],
    ['MINIMAX_CN_API_KEY', 'MINIMAX_API_HOST=api.minimax.io'],
    ['DEEPSEEK_API_KEY', 'DEEPSEEK_BASE_URL=$GATEWAY'],
    ['ANTHROPIC_AUTH_TOKEN', 'ANTHROPIC_BASE_URL=http://127.0.0.1:3456'],
    ['CLAUDE_CODE_OAUTH_TOKEN', 'ANTHROPIC_BASE_URL=http://127.0.0.1:3456'],
    ['FEISHU_APP_ID', 'FEISHU_DOMAIN=lark'],
    ['SPARK_API_PASSWORD', 'SPARK_REGION=sg'],
  ] as const;
  test.each(elsewhere)('%s is used where %s says', (key, address) => {
    const [own] = providersOfKey(key);
    expect(hosts(`${key}=sk-0`, address)).not.toContain(own?.hosts[0]);
    expect(presumedDomesticHosts(projectOf({ '.env': `${key}=sk-0\n${address}` }))).toEqual([]);
  });

  test.each(['TELEGRAM_WEBHOOK_URL=https://me.example/hook', 'TELEGRAM_PROXY_URL=http://127.0.0.1:7890'])(
    '%s does not move the API',
    (line) => expect(hosts('TELEGRAM_BOT_TOKEN=1:a', line)).toContain('api.telegram.org'),
  );
  test('the site in China keeps the host', () =>
    expect(hosts('FEISHU_APP_ID=cli_a', 'FEISHU_DOMAIN=feishu')).toEqual(['open.feishu.cn']));
});

describe('the region of a host', () => {
  test.each([
    ['api.minimax.cn', 'domestic'],
    ['ws-1.cn-beijing.maas.aliyuncs.com', 'domestic'],
    ['ws-1.ap-southeast-1.maas.aliyuncs.com', 'both'],
    ['dashscope.aliyuncs.com', 'domestic'],
    ['cn-hongkong.dashscope.aliyuncs.com', 'both'],
    ['token-plan-cn.xiaomimimo.com', 'domestic'],
    ['token-plan-sgp.xiaomimimo.com', 'both'],
    ['tokenhub.tencentmaas.com', 'domestic'],
    ['tokenhub-intl.tencentmaas.com', 'both'],
    ['open.larksuite.com', 'both'],
    ['api.moonshot.ai', 'overseas'],
    ['cdn-lfs.hf.co', 'overseas'],
    ['oss-cn-shanghai.aliyuncs.com', 'domestic'],
    ['oss-cn-hongkong.aliyuncs.com', undefined],
    ['cos.ap-guangzhou.myqcloud.com', 'domestic'],
    ['cos.ap-singapore.myqcloud.com', undefined],
    ['bj.bcebos.com', 'domestic'],
    ['sin.bcebos.com', undefined],
    ['registry.cn-hangzhou.aliyuncs.com', 'domestic'],
    ['example.com', undefined],
  ] as const)('%s: %s', (host, region) => expect(regionOf(host, NETWORK)).toBe(region));
});

describe('evidence of China', () => {
  const CLASH =
    'mixed-port: 7890\nproxies:\n  - {name: jp, type: socks5, server: jp.example, port: 1}\nrules:\n  - MATCH,jp\n';
  const machine = (env: string, clash = false): boolean =>
    isInChina(projectOf({ '.env': env, ...(clash ? { 'clash.yaml': CLASH } : {}) }));

  test.each([
    ['one domestic key beside a Clash file', 'DEEPSEEK_API_KEY=sk-0', true],
    ['two domestic vendors', 'DEEPSEEK_API_KEY=sk-0\nBAICHUAN_API_KEY=sk-0', false],
    [
      'a domestic mirror beside one',
      'DEEPSEEK_API_KEY=sk-0\nPIP_INDEX_URL=https://mirrors.aliyun.com/pypi/simple',
      false,
    ],
    ['a proxy on this machine beside one', 'DEEPSEEK_API_KEY=sk-0\nHTTPS_PROXY=http://127.0.0.1:7890', false],
  ])('%s is enough', (_, env, clash) => expect(machine(env, clash)).toBe(true));

  test.each([
    ['one domestic key alone', 'DEEPSEEK_API_KEY=sk-0', false],
    ['one beside the proxy of a company', 'DEEPSEEK_API_KEY=sk-0\nHTTPS_PROXY=http://proxy.corp.example:3128', false],
    ['a key of two sites beside a Clash file', 'SILICONFLOW_API_KEY=sk-0', true],
    ['a mirror alone', 'PIP_INDEX_URL=https://mirrors.aliyun.com/pypi/simple', true],
  ])('%s is not', (_, env, clash) => expect(machine(env, clash)).toBe(false));
});

describe('the table', () => {
  test('a domain belongs to one provider', () => {
    const domains = PROVIDERS.flatMap(({ suffix, hosts: own }) => [...new Set([suffix, ...own])]);
    expect(domains.filter((domain, index) => domains.indexOf(domain) !== index)).toEqual([]);
  });
  test('a key is in two rows only where they are of different regions', () => {
    const doubtful = PROVIDERS.flatMap(({ keys }) => keys).filter((key) => {
      const regions = providersOfKey(key).map(({ region }) => region);
      return new Set(regions).size < regions.length;
    });
    expect(doubtful).toEqual([]);
  });
});
