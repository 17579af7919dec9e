/** Cases of the rule that its documentation need not show. */
import type { Example } from '../../src/core.ts';

export const bad: readonly Example[] = [
  {
    files: `
      -- .config/systemd/user/bot.service --
      [Service]
      EnvironmentFile=%h/.config/proxy.sh
      EnvironmentFile=%h/.config/bot.env
      ExecStart=/opt/bot
      -- .config/proxy.sh --
      export https_proxy=http://127.0.0.1:7890
      ^^^^^^^ error https_proxy is not set: systemd ignores it
      -- .config/bot.env --
      # C:\\Users\\
                ^ warning LOG is not set by systemd up to 253
      LOG=debug
    `,
  },
];

export const good: readonly Example[] = [
  {
    files: `
      -- bot.service --
      [Service]
      Environment=
      Environment=A=1 \\
        B=2
      ExecStart=/opt/bot
    `,
  },
];
