/**
 * Hosts people's agents, SDKs and package managers talk to: in mainland China reachable directly, abroad, or both ways.
 *
 * Sources: [H] Hermes Agent's provider registry (hermes_cli/auth.py), [O] one-api relay/channeltype/url.go,
 * [C] cherry-studio config/providers.ts, [V] v2fly/domain-list-community category-ai-cn and category-ai-!cn,
 * [K] general knowledge. By ownership and lists; no reachability was measured.
 */

import { lazy, suffixes } from '../text.ts';

export type Region = 'domestic' | 'overseas' | 'both';

export interface Provider {
  readonly name: string;
  readonly region: Region;
  /** API hosts; the first is the one the key's default base URL names. */
  readonly hosts: readonly string[];
  /** The suffix to write in a Clash rule or a no_proxy list. */
  readonly suffix: string;
  /** Variables whose mere presence says that this provider is used. */
  readonly keys: readonly string[];
  /** Variables that may point the key elsewhere; the host in them decides, not the name. */
  readonly baseUrls: readonly string[];
  readonly source: string;
}

const provider = (
  name: string,
  region: Region,
  suffix: string,
  hosts: string,
  keys: string,
  baseUrls: string,
  source: string,
): Provider => ({
  name,
  region,
  suffix,
  hosts: hosts.split(' '),
  keys: keys === '' ? [] : keys.split(' '),
  baseUrls: baseUrls === '' ? [] : baseUrls.split(' '),
  source,
});

export const PROVIDERS: readonly Provider[] = [
  provider(
    'DeepSeek',
    'domestic',
    'deepseek.com',
    'api.deepseek.com',
    'DEEPSEEK_API_KEY',
    'DEEPSEEK_BASE_URL DEEPSEEK_API_BASE',
    'H O C V',
  ),
  provider(
    'DashScope',
    'domestic',
    'dashscope.aliyuncs.com',
    'dashscope.aliyuncs.com coding.dashscope.aliyuncs.com',
    'DASHSCOPE_API_KEY',
    'DASHSCOPE_CN_BASE_URL DASHSCOPE_BASE_URL',
    'H O C',
  ),
  provider(
    'Moonshot',
    'domestic',
    'moonshot.cn',
    'api.moonshot.cn',
    'MOONSHOT_API_KEY KIMI_CN_API_KEY',
    'MOONSHOT_BASE_URL',
    'H O C V',
  ),
  provider('Kimi', 'domestic', 'kimi.com', 'api.kimi.com', '', 'KIMI_BASE_URL', 'H C'),
  provider(
    'Zhipu',
    'domestic',
    'bigmodel.cn',
    'open.bigmodel.cn',
    'ZHIPUAI_API_KEY ZHIPU_API_KEY',
    'GLM_BASE_URL ZHIPUAI_BASE_URL',
    'H O C V',
  ),
  provider(
    'MiniMax',
    'domestic',
    'minimaxi.com',
    'api.minimaxi.com',
    'MINIMAX_CN_API_KEY',
    'MINIMAX_CN_BASE_URL',
    'H O C V',
  ),
  provider('MiniMax (legacy)', 'domestic', 'minimax.chat', 'api.minimax.chat', '', '', 'O C'),
  provider(
    'Qianfan',
    'domestic',
    'baidubce.com',
    'qianfan.baidubce.com aip.baidubce.com',
    'QIANFAN_API_KEY QIANFAN_ACCESS_KEY QIANFAN_AK',
    'QIANFAN_BASE_URL',
    'O C',
  ),
  provider(
    'Volcengine Ark',
    'domestic',
    'volces.com',
    'ark.cn-beijing.volces.com',
    'ARK_API_KEY VOLCENGINE_API_KEY',
    'ARK_BASE_URL VOLCENGINE_API_BASE',
    'O C',
  ),
  provider(
    'SiliconFlow',
    'domestic',
    'siliconflow.cn',
    'api.siliconflow.cn',
    'SILICONFLOW_API_KEY',
    'SILICONFLOW_BASE_URL',
    'C',
  ),
  provider('StepFun', 'domestic', 'stepfun.com', 'api.stepfun.com', '', 'STEPFUN_BASE_URL', 'H O C'),
  provider('Baichuan', 'domestic', 'baichuan-ai.com', 'api.baichuan-ai.com', 'BAICHUAN_API_KEY', '', 'O C V'),
  provider('01.AI', 'domestic', 'lingyiwanwu.com', 'api.lingyiwanwu.com', 'YI_API_KEY LINGYIWANWU_API_KEY', '', 'O C'),
  provider(
    'Hunyuan',
    'domestic',
    'hunyuan.cloud.tencent.com',
    'api.hunyuan.cloud.tencent.com',
    'HUNYUAN_API_KEY',
    '',
    'H O C',
  ),
  provider(
    'Tencent Cloud API',
    'domestic',
    'tencentcloudapi.com',
    'hunyuan.tencentcloudapi.com',
    'TENCENTCLOUD_SECRET_ID',
    '',
    'H O C',
  ),
  provider(
    'Tencent MaaS',
    'domestic',
    'tencentmaas.com',
    'tokenhub.tencentmaas.com',
    'TOKENHUB_API_KEY',
    'TOKENHUB_BASE_URL',
    'H',
  ),
  provider(
    'Tencent LKEAP',
    'domestic',
    'lkeap.cloud.tencent.com',
    'api.lkeap.cloud.tencent.com',
    'TOKENPLAN_API_KEY',
    'TOKENPLAN_BASE_URL',
    'H',
  ),
  provider(
    'iFlytek Spark',
    'domestic',
    'xf-yun.com',
    'spark-api-open.xf-yun.com spark-api.xf-yun.com',
    'SPARK_API_PASSWORD XFYUN_API_KEY',
    '',
    'K',
  ),
  provider(
    'ModelScope',
    'domestic',
    'modelscope.cn',
    'api-inference.modelscope.cn www.modelscope.cn',
    'MODELSCOPE_API_KEY MODELSCOPE_SDK_TOKEN',
    '',
    'C',
  ),
  provider(
    'Xiaomi MiMo',
    'domestic',
    'xiaomimimo.com',
    'api.xiaomimimo.com',
    'XIAOMI_API_KEY MIMO_API_KEY',
    'XIAOMI_BASE_URL',
    'H',
  ),
  provider('SenseNova', 'domestic', 'sensenova.cn', 'api.sensenova.cn', 'SENSENOVA_API_KEY', '', 'C'),
  provider('360 Zhinao', 'domestic', '360.cn', 'api.360.cn ai.360.cn', '', '', 'O'),
  provider('InternLM', 'domestic', 'intern-ai.org.cn', 'chat.intern-ai.org.cn', 'INTERNLM_API_KEY', '', 'K'),
  provider('Huawei MaaS', 'domestic', 'modelarts-maas.com', 'api.modelarts-maas.com', '', '', 'C'),
  provider('PPIO', 'domestic', 'ppinfra.com', 'api.ppinfra.com', 'PPIO_API_KEY', '', 'C'),
  provider('Qiniu', 'domestic', 'qnaigc.com', 'api.qnaigc.com', '', '', 'C'),
  provider('Infini', 'domestic', 'infini-ai.com', 'cloud.infini-ai.com', '', '', 'C'),
  provider('Lanyun', 'domestic', 'lanyun.net', 'maas-api.lanyun.net', '', '', 'C'),
  provider('Feishu', 'domestic', 'feishu.cn', 'open.feishu.cn', 'FEISHU_APP_ID', '', 'H'),
  provider(
    'DingTalk',
    'domestic',
    'dingtalk.com',
    'oapi.dingtalk.com api.dingtalk.com',
    'DINGTALK_CLIENT_ID DINGTALK_APP_KEY',
    '',
    'H',
  ),
  provider(
    'WeCom',
    'domestic',
    'weixin.qq.com',
    'qyapi.weixin.qq.com openws.work.weixin.qq.com ilinkai.weixin.qq.com',
    'WECOM_BOT_ID WECOM_CORP_ID',
    '',
    'H',
  ),
  provider('QQ', 'domestic', 'qq.com', 'api.sgroup.qq.com bots.qq.com', 'QQ_APP_ID QQ_BOT_APPID', '', 'H'),

  provider('Z.ai', 'both', 'z.ai', 'api.z.ai', 'GLM_API_KEY ZAI_API_KEY Z_AI_API_KEY', '', 'H O C V'),
  provider(
    'DashScope International',
    'both',
    'dashscope-intl.aliyuncs.com',
    'dashscope-intl.aliyuncs.com dashscope-us.aliyuncs.com coding-intl.dashscope.aliyuncs.com',
    '',
    '',
    'H',
  ),
  provider('Qwen portal', 'both', 'qwen.ai', 'portal.qwen.ai chat.qwen.ai', '', 'HERMES_QWEN_BASE_URL', 'H V'),
  provider(
    'Azure OpenAI',
    'both',
    'openai.azure.com',
    'openai.azure.com',
    'AZURE_OPENAI_API_KEY',
    'AZURE_OPENAI_ENDPOINT',
    'H',
  ),
  provider('AiHubMix', 'both', 'aihubmix.com', 'aihubmix.com', '', '', 'C'),
  provider('302.AI', 'both', '302.ai', 'api.302.ai', '', '', 'C'),

  provider(
    'OpenAI',
    'overseas',
    'openai.com',
    'api.openai.com auth.openai.com',
    'OPENAI_API_KEY',
    'OPENAI_BASE_URL OPENAI_API_BASE',
    'H O C L',
  ),
  provider('ChatGPT', 'overseas', 'chatgpt.com', 'chatgpt.com', '', '', 'H'),
  provider(
    'Anthropic',
    'overseas',
    'anthropic.com',
    'api.anthropic.com',
    'ANTHROPIC_API_KEY ANTHROPIC_AUTH_TOKEN ANTHROPIC_TOKEN CLAUDE_CODE_OAUTH_TOKEN',
    'ANTHROPIC_BASE_URL',
    'H O C',
  ),
  provider('Claude', 'overseas', 'claude.ai', 'claude.ai', '', '', 'C'),
  provider(
    'Gemini',
    'overseas',
    'googleapis.com',
    'generativelanguage.googleapis.com aiplatform.googleapis.com',
    'GEMINI_API_KEY GOOGLE_API_KEY',
    'GEMINI_BASE_URL',
    'H O C',
  ),
  provider(
    'OpenRouter',
    'overseas',
    'openrouter.ai',
    'openrouter.ai',
    'OPENROUTER_API_KEY',
    'OPENROUTER_BASE_URL',
    'H C',
  ),
  provider('xAI', 'overseas', 'x.ai', 'api.x.ai', 'XAI_API_KEY', 'XAI_BASE_URL', 'H C'),
  provider('Groq', 'overseas', 'groq.com', 'api.groq.com', 'GROQ_API_KEY', '', 'C O'),
  provider('Mistral', 'overseas', 'mistral.ai', 'api.mistral.ai', 'MISTRAL_API_KEY', '', 'C O'),
  provider('Together', 'overseas', 'together.xyz', 'api.together.xyz', 'TOGETHER_API_KEY', '', 'C'),
  provider('Fireworks', 'overseas', 'fireworks.ai', 'api.fireworks.ai', 'FIREWORKS_API_KEY', '', 'H C'),
  provider('Cohere', 'overseas', 'cohere.com', 'api.cohere.com', 'COHERE_API_KEY CO_API_KEY', '', 'O'),
  provider('Perplexity', 'overseas', 'perplexity.ai', 'api.perplexity.ai', 'PERPLEXITY_API_KEY', '', 'C'),
  provider(
    'Hugging Face',
    'overseas',
    'huggingface.co',
    'huggingface.co router.huggingface.co',
    'HF_TOKEN HUGGING_FACE_HUB_TOKEN',
    'HF_ENDPOINT',
    'H C',
  ),
  provider(
    'GitHub Copilot',
    'overseas',
    'githubcopilot.com',
    'api.githubcopilot.com',
    'COPILOT_GITHUB_TOKEN',
    'COPILOT_API_BASE_URL',
    'H',
  ),
  provider('NVIDIA', 'overseas', 'nvidia.com', 'integrate.api.nvidia.com', 'NVIDIA_API_KEY', '', 'H C'),
  provider('Cerebras', 'overseas', 'cerebras.ai', 'api.cerebras.ai', 'CEREBRAS_API_KEY', '', 'C'),
  provider('DeepInfra', 'overseas', 'deepinfra.com', 'api.deepinfra.com', 'DEEPINFRA_API_KEY', '', 'H'),
  provider(
    'Moonshot International',
    'overseas',
    'moonshot.ai',
    'api.moonshot.ai',
    'KIMI_API_KEY KIMI_CODING_API_KEY',
    '',
    'H V',
  ),
  provider(
    'MiniMax International',
    'overseas',
    'minimax.io',
    'api.minimax.io',
    'MINIMAX_API_KEY',
    'MINIMAX_BASE_URL',
    'H V',
  ),
  provider('StepFun International', 'overseas', 'stepfun.ai', 'api.stepfun.ai', '', '', 'H'),
  provider('Ollama Cloud', 'overseas', 'ollama.com', 'ollama.com', '', '', 'H'),
  provider('Telegram', 'overseas', 'telegram.org', 'api.telegram.org', 'TELEGRAM_BOT_TOKEN', '', 'H'),
  provider('Discord', 'overseas', 'discord.com', 'discord.com', 'DISCORD_BOT_TOKEN', '', 'H'),
];

/**
 * Package mirrors and domestic services that are no model providers [K]. People abroad use them too: they are domestic,
 * but no evidence that the machine is in China.
 */
const DOMESTIC_SERVICES: ReadonlySet<string> = new Set([
  'npmmirror.com',
  'tuna.tsinghua.edu.cn',
  'mirrors.aliyun.com',
  'mirrors.cloud.tencent.com',
  'ustc.edu.cn',
  'sjtu.edu.cn',
  'bfsu.edu.cn',
  'goproxy.cn',
  'rsproxy.cn',
  'maven.aliyun.com',
  'huaweicloud.com',
  'gitee.com',
  'gitcode.com',
  'cnb.cool',
  'hf-mirror.com',
  'daocloud.io',
  'myqcloud.com',
  'qiniucs.com',
  'bcebos.com',
]);

/** Each provider by the domains everything below which is its own; the most specific suffix counts, then the order above. */
const providerOfDomain = lazy((): ReadonlyMap<string, Provider> => {
  const rising = [...PROVIDERS].reverse().sort((a, b) => a.suffix.length - b.suffix.length);
  return new Map(rising.flatMap((one) => [one.suffix, ...one.hosts].map((domain) => [domain, one])));
});

/** The most specific provider a host belongs to. */
export function providerOfHost(host: string): Provider | undefined {
  return providerAmong(suffixes(host.toLowerCase()));
}

function providerAmong(domains: readonly string[]): Provider | undefined {
  let best: Provider | undefined;
  for (const domain of domains) {
    const candidate = providerOfDomain().get(domain);
    if (candidate && (!best || candidate.suffix.length > best.suffix.length)) best = candidate;
  }
  return best;
}

/** The region of a host; undefined: nothing is known about it. `.cn` alone is a weak hint and not taken. */
export function regionOf(
  host: string,
  network: { readonly domestic: readonly string[]; readonly overseas: readonly string[] },
): Region | undefined {
  const domains = suffixes(host.toLowerCase());
  const named = (list: readonly string[]): boolean =>
    list.some((domain) => domains.includes(domain.toLowerCase().replace(/^(?:\*?\.)/, '')));
  if (named(network.domestic)) return 'domestic';
  if (named(network.overseas)) return 'overseas';
  const known = providerAmong(domains)?.region;
  return known ?? (domains.some((domain) => DOMESTIC_SERVICES.has(domain)) ? 'domestic' : undefined);
}
