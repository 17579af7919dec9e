import type { Symptom } from '../symptom.ts';

export default {
  id: 'timer-overflow',
  title: {
    en: 'A timeout is longer than a 32-bit timer holds and fires at once',
    zh: '超时值超出 32 位定时器，立刻触发',
  },
  texts: ['TimeoutOverflowWarning', 'does not fit into a 32-bit signed integer', 'Timeout duration was set to 1'],
  causes: [
    {
      text: {
        en: 'A *_MS variable is above 2147483647 (24.8 days): Node waits one millisecond. Write 2147483647 or less.',
        zh: '某个 *_MS 变量大于 2147483647（约 24.8 天）：Node 只等 1 毫秒。写 2147483647 或更小。',
      },
      rules: ['timeout-overflows', 'timeout-wrong-unit'],
    },
  ],
  confirm: {
    command: 'node -e "setTimeout(() => {}, process.env.API_TIMEOUT_MS)"',
    shows: { en: 'the same warning', zh: '出现同样的警告' },
  },
  sources: ['measured: Node 20.20, Claude Code 2.1.197', 'anthropics/claude-code#43925'],
} satisfies Symptom;
