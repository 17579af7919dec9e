/** Cases of the rule that its documentation need not show. */
import type { Example } from '../../src/core.ts';

export const good: readonly Example[] = [
  {
    files: `
      -- warp.yaml --
      proxies:
        - name: warp
          type: wireguard
          server: engage.example
          port: 2408
          ip: <change to your own address>c
          private-key: <change to your own key>
          public-key: <change to its key>
      rules:
        - MATCH,warp
    `,
  },
];
