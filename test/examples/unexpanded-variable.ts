/** Cases of the rule that its documentation need not show. */
import type { Example } from '../../src/core.ts';

export const bad: readonly Example[] = [
  {
    files: `
      -- opencode.json --
      { "mcp": { "a": { "type": "local", "command": ["uvx", "a"], "environment": { "A_TOKEN": "\${A_TOKEN}", "B": "{env:B}" } } } }
                                                                                               ^^^^^^^^^^ warning
    `,
  },
  {
    files: `
      -- compose.yaml --
      services:
        web:
          image: example/web
          environment:
            HTTPS_PROXY: http://svc:pa$word@proxy.example.com:3128
                                      ^^^^^ warning Compose replaces a part of the password in HTTPS_PROXY
            NO_PROXY: localhost,127.0.0.1,::1
    `,
    unsafe: true,
    fixed: `
      -- compose.yaml --
      services:
        web:
          image: example/web
          environment:
            HTTPS_PROXY: http://svc:pa$$word@proxy.example.com:3128
            NO_PROXY: localhost,127.0.0.1,::1
    `,
  },
  {
    files: `
      -- .curlrc --
      proxy = "http://$PROXY_HOST:7890"
                      ^^^^^^^^^^^ warning proxy of curl holds the characters $PROXY_HOST, not its value
      -- .npmrc --
      proxy=http://$PROXY_HOST:7890
                   ^^^^^^^^^^^ warning
      https-proxy=http://\${PROXY_HOST}:7890
      -- .zshrc --
      git config --global http.proxy '$https_proxy'
                                      ^^^^^^^^^^^^ warning
    `,
  },
  {
    files: `
      -- web.container --
      [Container]
      Image=example/web
      Environment=HTTPS_PROXY=$PROXY_URL HTTP_PROXY=\${PROXY_URL}
                              ^^^^^^^^^^ warning HTTPS_PROXY contains the characters $PROXY_URL, not its value
    `,
  },
];

export const good: readonly Example[] = [
  {
    files: `
      -- compose.yaml --
      services:
        web:
          image: example/web
          environment:
            HTTPS_PROXY: http://svc:pa$$word@proxy.example.com:3128
            HTTP_PROXY: http://$PROXY_USER:$PROXY_PASS@proxy.example.com:3128
            NO_PROXY: localhost,127.0.0.1,::1
    `,
  },
  {
    files: `
      -- app.service --
      [Service]
      Environment=DB_PASSWORD=pa$word API_TOKEN=a$b
      ExecStart=/opt/app
    `,
  },
];
