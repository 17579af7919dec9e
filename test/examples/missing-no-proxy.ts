/** Cases of the rule that its documentation need not show. */
import type { Example } from '../../src/core.ts';

export const bad: readonly Example[] = [
  {
    files: `
      -- Dockerfile --
      FROM debian:13
      ARG office_proxy=http://proxy.example:3128
      ENV http_proxy=\${office_proxy}
          ^^^^^^^^^^ error
      ENV https_proxy=\${office_proxy}
      CMD ["app"]
    `,
  },
  {
    files: `
      -- .claude/settings.json --
      {
        "env": {
          "HTTPS_PROXY": "http://127.0.0.1:7890"
           ^^^^^^^^^^^ error Local requests will be sent to the proxy
        }
      }
    `,
    unsafe: true,
    fixed: `
      -- .claude/settings.json --
      {
        "env": {
          "HTTPS_PROXY": "http://127.0.0.1:7890",
          "NO_PROXY": "localhost,127.0.0.1,::1",
          "no_proxy": "localhost,127.0.0.1,::1"
        }
      }
    `,
  },
  {
    files: `
      -- .zprofile --
      launchctl setenv HTTPS_PROXY http://127.0.0.1:7890
                       ^^^^^^^^^^^ error Local requests will be sent to the proxy
      systemctl --user set-environment https_proxy=http://127.0.0.1:7890
                                       ^^^^^^^^^^^ error
    `,
    unsafe: true,
    fixed: `
      -- .zprofile --
      launchctl setenv HTTPS_PROXY http://127.0.0.1:7890
      launchctl setenv NO_PROXY localhost,127.0.0.1,::1
      launchctl setenv no_proxy localhost,127.0.0.1,::1
      systemctl --user set-environment https_proxy=http://127.0.0.1:7890 NO_PROXY=localhost,127.0.0.1,::1 no_proxy=localhost,127.0.0.1,::1
    `,
  },
  {
    files: `
      -- .codex/config.toml --
      [mcp_servers.search]
      command = "uvx"
      env = { HTTPS_PROXY = "http://127.0.0.1:7890", SEARCH_REGION = "cn" }
              ^^^^^^^^^^^ error
    `,
    fixed: `
      -- .codex/config.toml --
      [mcp_servers.search]
      command = "uvx"
      env = { HTTPS_PROXY = "http://127.0.0.1:7890", NO_PROXY = "localhost,127.0.0.1,::1", no_proxy = "localhost,127.0.0.1,::1", SEARCH_REGION = "cn" }
    `,
  },
  {
    files: `
      -- proxy.zsh --
      proxy() {
        case $1 in
        v2ray)
          export http_proxy=http://127.0.0.1:10809
                 ^^^^^^^^^^ error
          export https_proxy=$http_proxy
          ;;
        clash)
          export http_proxy=http://127.0.0.1:7890
          export https_proxy=$http_proxy
          ;;
        off) unset http_proxy https_proxy ;;
        esac
      }
    `,
    fixed: `
      -- proxy.zsh --
      proxy() {
        case $1 in
        v2ray)
          export http_proxy=http://127.0.0.1:10809
          export https_proxy=$http_proxy
          export NO_PROXY="\${NO_PROXY:-\${no_proxy:-localhost,127.0.0.1,::1}}"
          export no_proxy="\${no_proxy:-$NO_PROXY}"
          ;;
        clash)
          export http_proxy=http://127.0.0.1:7890
          export https_proxy=$http_proxy
          export NO_PROXY="\${NO_PROXY:-\${no_proxy:-localhost,127.0.0.1,::1}}"
          export no_proxy="\${no_proxy:-$NO_PROXY}"
          ;;
        off) unset http_proxy https_proxy ;;
        esac
      }
    `,
  },
  {
    files: `
      -- .env --
      HTTPS_PROXY=http://127.0.0.1:7890
      ^^^^^^^^^^^ error
      NO_PROXY=
      no_proxy=""
    `,
    fixed: `
      -- .env --
      HTTPS_PROXY=http://127.0.0.1:7890
      NO_PROXY=localhost,127.0.0.1,::1
      no_proxy="localhost,127.0.0.1,::1"
    `,
  },
  {
    files: `
      -- proxy.sh --
      export HTTPS_PROXY="http://127.0.0.1:3142"
             ^^^^^^^^^^^ warning Local requests will be sent to the proxy
      export NO_PROXY=""
      export no_proxy="\${NO_PROXY}"
    `,
    unsafe: true,
    fixed: `
      -- proxy.sh --
      export HTTPS_PROXY="http://127.0.0.1:3142"
      export NO_PROXY="localhost,127.0.0.1,::1"
      export no_proxy="\${NO_PROXY}"
    `,
  },
];

export const good: readonly Example[] = [
  {
    files: `
      -- Dockerfile --
      FROM debian:13
      ARG office_proxy
      ENV HTTP_PROXY=\${office_proxy}
      ENV HTTPS_PROXY=\${office_proxy}
      CMD ["app"]
    `,
  },
  {
    files: `
      -- .config/environment.d/proxy.conf --
      https_proxy=http://127.0.0.1:7890no_proxy=localhost,127.0.0.1,::1
    `,
  },
  {
    files: `
      -- .gitconfig --
      [http]
      \tproxy = http://127.0.0.1:7890
      -- .npmrc --
      https-proxy=http://127.0.0.1:7890
      -- .zshrc --
      launchctl setenv http_proxy "$http_proxy"
      launchctl setenv no_proxy localhost,127.0.0.1,::1
      launchctl setenv https_proxy http://127.0.0.1:7890
    `,
  },
  {
    files: `
      -- pbuilder.sh --
      #!/bin/sh
      while [ -n "$1" ]; do
        case "$1" in
        --http-proxy) export http_proxy="$2"; shift 2 ;;
        esac
      done
    `,
  },
  {
    files: `
      -- etc/systemd/system/k3s.service.env --
      HTTPS_PROXY=http://127.0.0.1:7890
      -- ollama.service --
      [Service]
      ExecStart=/usr/local/bin/ollama serve
      EnvironmentFile=%h/models.env
      -- models.env --
      HTTPS_PROXY=http://127.0.0.1:7890
    `,
  },
  {
    files: `
      -- proxy.sh --
      if [ -e ~/.proxy.conf ]; then
        . ~/.proxy.conf
        export https_proxy=$PROXY http_proxy=$PROXY no_proxy=$NO_PROXY
      fi
    `,
  },
  {
    files: `
      -- .bashrc --
      export http_proxy=$http_proxy
      HTTPS_PROXY=http://127.0.0.1:7890 curl https://example.com
    `,
  },
];
