/** Cases of the rule that its documentation need not show. */
import type { Example } from '../../src/core.ts';

export const bad: readonly Example[] = [
  {
    files: `
      -- .vscode/settings.json --
      {
        "http.proxy": "http://proxy.corp.example:3128",
        "http.noProxy": [
          "localhost",
          "*.corp.example",
           ^^^^^^^^^^^^^^ warning Requests to subdomains of corp.example go to the proxy in VS Code
          "10.0.0.0/8",
           ^^^^^^^^^^ warning VS Code knows no address ranges: requests to 10.0.0.0/8 go to the proxy
          "git.example, wiki.example"
           ^^^^^^^^^^^^^^^^^^^^^^^^^ warning Requests to git.example and wiki.example go to the proxy in VS Code
        ]
      }
    `,
    unsafe: true,
    fixed: `
      -- .vscode/settings.json --
      {
        "http.proxy": "http://proxy.corp.example:3128",
        "http.noProxy": [
          "localhost",
          ".corp.example",
          "10.0.0.0/8",
          "git.example, wiki.example"
        ]
      }
    `,
  },
  {
    files: `
      -- .docker/config.json --
      {
        "proxies": {
          "default": {
            "httpProxy": "http://10.0.0.5:3128",
            "noProxy": "localhost,127.0.0.1,*.corp.example"
                                            ^^^^^^^^^^^^^^ warning
          }
        }
      }
    `,
    fixed: `
      -- .docker/config.json --
      {
        "proxies": {
          "default": {
            "httpProxy": "http://10.0.0.5:3128",
            "noProxy": "localhost,127.0.0.1,.corp.example"
          }
        }
      }
    `,
  },
  {
    files: `
      -- envlint.yaml --
      network: { clients: [httpx] }
      -- .env --
      HTTPS_PROXY=http://127.0.0.1:7890
      NO_PROXY=localhost,127.0.0.1,10.0.0.0/8
                                   ^^^^^^^^^^ warning httpx knows no address ranges: requests to 10.0.0.0/8 go to the proxy
    `,
  },
  {
    files: `
      -- .npmrc --
      https-proxy=http://proxy.example.com:3128
      noproxy=registry.corp.example;.lan.example
                                   ^^^^^^^^^^^^^ warning npm reads noproxy up to the ;: requests to what follows go to the proxy
    `,
  },
  {
    files: `
      -- .docker/config.json --
      { "proxies": { "default": { "httpsProxy": "http://10.0.0.5:3128", "noProxy": "localhost,127.0.0.1,10.*" } } }
                                                                                                        ^^^^ warning
    `,
  },
  {
    files: `
      -- .docker/config.json --
      {
        "proxies": {
          "default": {
            "httpProxy": "http://10.0.0.5:3128",
            "noProxy": "localhost,127.0.0.1,fd00::/8"
                                            ^^^^^^^^ error fd00::/8 makes httpx fail on every request
          }
        }
      }
      -- .curlrc --
      proxy = "http://10.0.0.5:3128"
      noproxy = "localhost,*.corp.example"
                           ^^^^^^^^^^^^^^ warning Requests to subdomains of corp.example go to the proxy in curl
    `,
  },
  {
    files: `
      -- .bashrc --
      export http_proxy=http://127.0.0.1:7890
      export no_proxy=“localhost,127.0.0.1,::1”
                      ^^^^^^^^^^ error “localhost makes httpx fail on every request
    `,
    fixed: `
      -- .bashrc --
      export http_proxy=http://127.0.0.1:7890
      export no_proxy=localhost,127.0.0.1,::1
    `,
  },
  {
    files: `
      -- .zshrc --
      export https_proxy=http://127.0.0.1:7890
      export no_proxy="localhost;127.0.0.1;.corp.example"
                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error
    `,
    fixed: `
      -- .zshrc --
      export https_proxy=http://127.0.0.1:7890
      export no_proxy="localhost,127.0.0.1,.corp.example"
    `,
  },
  {
    files: `
      -- .env --
      HTTPS_PROXY=http://127.0.0.1:7890
      no_proxy=localhost，127.0.0.1，::1
               ^^^^^^^^^^^^^^^^^^^^^^^ error localhost，127.0.0.1，::1 makes httpx fail on every request
    `,
    fixed: `
      -- .env --
      HTTPS_PROXY=http://127.0.0.1:7890
      no_proxy=localhost,127.0.0.1,::1
    `,
  },
  {
    files: `
      -- .bashrc --
      export https_proxy=http://127.0.0.1:7890
      export no_proxy="localhost,127.0.0.1,GitLab.corp.example"
                                           ^^^^^^^^^^^^^^^^^^^ warning Requests to gitlab.corp.example go to the proxy in npm
    `,
    fixed: `
      -- .bashrc --
      export https_proxy=http://127.0.0.1:7890
      export no_proxy="localhost,127.0.0.1,gitlab.corp.example"
    `,
  },
  {
    files: `
      -- .bashrc --
      export https_proxy=http://127.0.0.1:7890
      export no_proxy=localhost,192.168.*,fd00::/8
                                ^^^^^^^^^ warning Requests to 192.168.* go to the proxy in curl, requests, httpx, urllib, Node’s fetch and Go
                                          ^^^^^^^^ error
    `,
    unsafe: true,
    fixed: `
      -- .bashrc --
      export https_proxy=http://127.0.0.1:7890
      export no_proxy=localhost,192.168.0.0/16,fd00::/8
    `,
  },
  {
    files: `
      -- .env --
      HTTPS_PROXY=http://127.0.0.1:7890
      NO_PROXY=http:localhost,10.1.2.3/32,http://api.example/v1
               ^^^^^^^^^^^^^^ error http:localhost makes httpx fail on every request
                              ^^^^^^^^^^^ warning
                                          ^^^^^^^^^^^^^^^^^^^^^ warning
    `,
    fixed: `
      -- .env --
      HTTPS_PROXY=http://127.0.0.1:7890
      NO_PROXY=localhost,10.1.2.3,api.example
    `,
  },
];

export const good: readonly Example[] = [
  {
    files: `
      -- .docker/config.json --
      {"proxies": {"default": {"httpProxy": "http://10.0.0.5:3128", "noProxy": "localhost,127.0.0.1,.corp.example"}}}
      -- .npmrc --
      proxy=http://10.0.0.5:3128
      noproxy=localhost,.corp.example
      -- .curlrc --
      noproxy = "*.corp.example"
    `,
  },
  {
    files: `
      -- run.sh --
      docker run --env-file app.env -e NO_PROXY=localhost,127.0.0.1 app
      [ -z "$no_proxy" ] && export https_proxy=http://10.0.0.5:3128 no_proxy=localhost,127.0.0.1,::1
      -- app.env --
      HTTPS_PROXY=http://10.0.0.5:3128
    `,
  },
  {
    files: `
      -- .env --
      HTTPS_PROXY=http://127.0.0.1:7890
      NO_PROXY=localhost,127.0.0.1,::1,127.*
    `,
  },
  {
    files: `
      -- .env --
      HTTPS_PROXY=http://127.0.0.1:7890
      NO_PROXY=localhost,127.0.0.1,::1,.corp.example,10.0.0.7
    `,
  },
  {
    files: `
      -- docker.service.d/http-proxy.conf --
      [Service]
      Environment="HTTPS_PROXY=http://127.0.0.1:7890" "NO_PROXY=*.corp.example,10.0.0.0/8"
    `,
  },
  {
    files: `
      -- envlint.yaml --
      network: { clients: [go, node-fetch] }
      -- .env --
      HTTPS_PROXY=http://127.0.0.1:7890
      NO_PROXY=localhost,*.corp.example
    `,
  },
];
