import type { Symptom } from '../symptom.ts';

export default {
  id: 'hermes-status-lines',
  title: { en: 'These lines are no network fault', zh: '这些不是网络故障' },
  texts: ['Context length exceeded — stepping down', 'Context too large', 'stepping down'],
  causes: [
    {
      text: {
        en: 'Hermes compresses a long conversation or changes to its fallback model; that is normal. No file is at fault.',
        zh: 'Hermes 在压缩过长的对话或切换到备用模型，属于正常情况，与文件无关。',
      },
      rules: [],
    },
  ],
  confirm: { command: 'hermes --version', shows: { en: 'nothing to repair', zh: '无需修复' } },
  sources: ['NousResearch/hermes-agent'],
} satisfies Symptom;
