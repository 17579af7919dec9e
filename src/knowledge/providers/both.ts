/**
 * Providers that are reached either way, or of which no one knows the way: twins abroad of Chinese vendors, clouds with regions
 * on both sides, relays. As of 2026-11. Sources are marked as in `domestic.ts`.
 */
import { type Provider, providersOf, type Row } from './row.ts';

const ROWS: readonly Row[] = [
  {
    name: 'Z.ai',
    suffix: 'z.ai',
    hosts: 'api.z.ai',
    keys: 'GLM_API_KEY ZAI_API_KEY Z_AI_API_KEY ZHIPU_API_KEY',
    source: 'H O C V M L',
  },
  {
    name: 'DashScope International',
    suffix: 'dashscope-intl.aliyuncs.com',
    hosts:
      'dashscope-intl.aliyuncs.com dashscope-us.aliyuncs.com coding-intl.dashscope.aliyuncs.com cn-hongkong.dashscope.aliyuncs.com',
    keys: 'DASHSCOPE_API_KEY QWEN_API_KEY BAILIAN_API_KEY MODELSTUDIO_API_KEY ALIBABA_API_KEY BAILIAN_CODING_PLAN_API_KEY ALIBABA_CODING_PLAN_API_KEY',
    source: 'H M L Q',
  },
  {
    name: 'Bailian abroad',
    suffix: 'maas.aliyuncs.com',
    keys: 'BAILIAN_TOKEN_PLAN_API_KEY ALIBABA_TOKEN_PLAN_API_KEY QWEN_TOKEN_PLAN_API_KEY',
    source: 'M Q',
  },
  {
    name: 'SiliconFlow International',
    suffix: 'siliconflow.com',
    hosts: 'api.siliconflow.com',
    keys: 'SILICONFLOW_API_KEY',
    source: 'M',
  },
  {
    name: 'Tencent TokenHub International',
    suffix: 'tokenhub-intl.tencentmaas.com',
    keys: 'TOKENHUB_API_KEY TENCENT_TOKENHUB_API_KEY',
    source: 'W M',
  },
  {
    name: 'Xiaomi MiMo abroad',
    suffix: 'xiaomimimo.com',
    hosts: 'token-plan-sgp.xiaomimimo.com token-plan-ams.xiaomimimo.com',
    keys: 'XIAOMI_API_KEY MIMO_API_KEY XIAOMI_MIMO_API_KEY XIAOMI_TOKEN_PLAN_API_KEY',
    source: 'M W L',
  },
  {
    name: 'BytePlus',
    suffix: 'bytepluses.com',
    hosts: 'ark.ap-southeast.bytepluses.com ark.eu-west.bytepluses.com',
    keys: 'BYTEPLUS_API_KEY',
    source: 'W F',
  },
  { name: 'Qianfan abroad', suffix: 'baiduqianfan.ai', hosts: 'api.baiduqianfan.ai', source: 'F' },
  { name: '01.AI abroad', suffix: '01.ai', hosts: 'api.01.ai', source: 'P' },
  {
    name: 'ModelScope abroad',
    suffix: 'modelscope.ai',
    hosts: 'api-inference.modelscope.ai',
    keys: 'MODELSCOPE_API_KEY MODELSCOPE_API_TOKEN',
    source: 'F M',
  },
  { name: 'StreamLake abroad', suffix: 'streamlake.ai', hosts: 'vanchin.streamlake.ai', source: 'F' },
  { name: 'Lark', suffix: 'larksuite.com', hosts: 'open.larksuite.com', keys: 'LARK_APP_ID', source: 'H V' },
  {
    name: 'Qwen portal',
    suffix: 'qwen.ai',
    hosts: 'portal.qwen.ai chat.qwen.ai',
    baseUrls: 'HERMES_QWEN_BASE_URL',
    source: 'H V',
  },
  { name: 'Azure OpenAI', suffix: 'openai.azure.com', source: 'H M' },
  { name: 'Azure AI services', suffix: 'services.ai.azure.com', source: 'M' },
  { name: 'Azure Cognitive Services', suffix: 'cognitiveservices.azure.com', source: 'M' },
  { name: 'AWS', suffix: 'amazonaws.com', source: 'M' },
  { name: 'GitHub', suffix: 'github.com', hosts: 'github.com githubusercontent.com', source: 'K' },
  { name: 'GitHub Models', suffix: 'models.github.ai', source: 'M' },
  { name: 'Slack', suffix: 'slack.com', hosts: 'slack.com', keys: 'SLACK_BOT_TOKEN', source: 'H' },
  { name: 'AiHubMix', suffix: 'aihubmix.com', source: 'C' },
  { name: '302.AI', suffix: '302.ai', hosts: 'api.302.ai', keys: 'AI302_API_KEY', source: 'C M' },
  ...['zenmux.ai', 'jiekou.ai', 'packyapi.com', 'aicodemirror.com', 'cubence.com', 'aigocode.com', 'right.codes'].map(
    relay,
  ),
  ...['qhaigc.net', 'agentrouter.org'].map(relay),
];

/** A reseller: where its servers are is its own affair and changes. */
function relay(suffix: string): Row {
  return { name: suffix, suffix, source: 'M' };
}

export const BOTH: readonly Provider[] = providersOf('both', ROWS);
