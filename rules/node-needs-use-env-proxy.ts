import type { Finding, Project, Rule, RuleDocs } from '../src/core.ts';
import { assignBeside, unsafeFix } from '../src/fixes/edits.ts';
import { type NodeScript, unproxiedScripts } from '../src/queries/node-programs.ts';
import { inside, together } from '../src/text.ts';

export default {
  id: 'node-needs-use-env-proxy',
  summary: {
    en: 'A script that Node runs has a proxy in its environment, and Node does not look at it.',
    zh: 'Node 脚本的环境里有代理，Node 却不会去读。',
  },
  severity: 'info',
  needs: ['service', 'json', 'toml', 'yaml'],

  *check(project) {
    for (const { first } of together(unproxiedScripts(project), ({ word }) => `${word.at.file}\0${word.at.start}`))
      yield ignored(project, first);
  },
} satisfies Rule;

const NAME = 'NODE_USE_ENV_PROXY';

function ignored(project: Project, { word, proxy }: NodeScript): Finding {
  return {
    at: inside(word),
    message: {
      en: `Node’s own fetch and http do not use ${proxy.name}: ${NAME}=1 is missing`,
      zh: `Node 自带的 fetch 和 http 不会使用 ${proxy.name}：缺少 ${NAME}=1`,
    },
    label: {
      en: 'only packages that read the variables themselves (axios, undici’s EnvHttpProxyAgent) use the proxy',
      zh: '只有自己会读这些变量的包（axios、undici 的 EnvHttpProxyAgent）才会走代理',
    },
    related: [{ at: inside(proxy.assignment.name), message: { en: 'the proxy is set here', zh: '代理设在这里' } }],
    fixes: unsafeFix(
      { en: `add ${NAME}=1`, zh: `加上 ${NAME}=1` },
      assignBeside(project, proxy.assignment, [{ name: NAME, value: '1' }]),
    ),
  };
}

export const docs: RuleDocs = {
  text: {
    en: `
Node's \`fetch\`, \`http\` and \`https\` read no proxy variable by themselves. Since 22.21 and 24.5 \`NODE_USE_ENV_PROXY=1\` (or
\`--use-env-proxy\`) switches that on; older versions cannot. Without it a script of your own goes direct, although curl beside it uses
the proxy. Packages are free to read the variables: axios does, undici has \`EnvHttpProxyAgent\`, others need a package such as
\`proxy-agent\`. What a script imports is not read here, so this is an info.

Reported are scripts (\`node app.mjs\`) that a service, an MCP server or a container of a compose file runs with a proxy in its own
environment. Silent: packages in \`node_modules\`, programs that bring an agent, \`--require\` and \`--import\` (also in NODE_OPTIONS),
an environment that is only partly known.

The fix is unsafe, because requests then take another way, and because Node ends at its start where a proxy lacks \`http://\`. Only the
value \`1\` counts (\`unread-variable\`).

Sources: 66 of 66 measured requests of Node 24.22 without the variable went direct; Node's documentation of \`--use-env-proxy\`.`,
    zh: `
Node 的 \`fetch\`、\`http\`、\`https\` 本身不读任何代理变量。从 22.21 和 24.5 起，设 \`NODE_USE_ENV_PROXY=1\`（或 \`--use-env-proxy\`）才会读；更早的版本做不到。
不设的话，旁边的 curl 走代理，你自己的脚本却直连。有些包会自己读这些变量：axios 会，undici 有 \`EnvHttpProxyAgent\`，别的要装 \`proxy-agent\` 之类的包。
这里看不到脚本引入了什么，所以只作提示。

检查服务、MCP 服务和 compose 容器用 Node 运行的脚本（\`node app.mjs\`），前提是它自己的环境里有代理。不报告的情况：\`node_modules\` 里的包、自带代理支持的程序、
用了 \`--require\` 或 \`--import\`（包括写在 NODE_OPTIONS 里）、环境只知道一部分。

修复属于不安全：请求会改走别的路；而且代理值缺少 \`http://\` 时 Node 一启动就会退出。只有写成 \`1\` 才算数（见 \`unread-variable\`）。

来源：实测 Node 24.22 不设这个变量时，66 个请求全部直连；Node 关于 \`--use-env-proxy\` 的文档。`,
  },
  bad: [
    {
      files: `
        -- .config/systemd/user/bot.service --
        [Service]
        ExecStart=/usr/bin/node %h/bot/index.mjs
                  ^^^^^^^^^^^^^ info Node’s own fetch and http do not use HTTPS_PROXY: NODE_USE_ENV_PROXY=1 is missing
        Environment=HTTPS_PROXY=http://127.0.0.1:7890
        Environment=NO_PROXY=localhost,127.0.0.1,::1
      `,
      unsafe: true,
      fixed: `
        -- .config/systemd/user/bot.service --
        [Service]
        ExecStart=/usr/bin/node %h/bot/index.mjs
        Environment=HTTPS_PROXY=http://127.0.0.1:7890
        Environment=NODE_USE_ENV_PROXY=1
        Environment=NO_PROXY=localhost,127.0.0.1,::1
      `,
    },
    {
      files: `
        -- .mcp.json --
        {
          "mcpServers": {
            "notes": {
              "command": "node",
                          ^^^^ info
              "args": ["/opt/notes/server.js"],
              "env": {
                "HTTPS_PROXY": "http://127.0.0.1:7890",
                "NO_PROXY": "localhost,127.0.0.1,::1"
              }
            }
          }
        }
      `,
      unsafe: true,
      fixed: `
        -- .mcp.json --
        {
          "mcpServers": {
            "notes": {
              "command": "node",
              "args": ["/opt/notes/server.js"],
              "env": {
                "HTTPS_PROXY": "http://127.0.0.1:7890",
                "NODE_USE_ENV_PROXY": "1",
                "NO_PROXY": "localhost,127.0.0.1,::1"
              }
            }
          }
        }
      `,
    },
  ],
  good: [
    {
      files: `
        -- .config/systemd/user/bot.service --
        [Service]
        ExecStart=/usr/bin/node --use-env-proxy %h/bot/index.mjs
        Environment=HTTPS_PROXY=http://127.0.0.1:7890 NO_PROXY=localhost,127.0.0.1,::1
        -- .config/systemd/user/web.service --
        [Service]
        ExecStart=/usr/bin/node %h/web/index.mjs
        Environment=HTTPS_PROXY=http://127.0.0.1:7890 NO_PROXY=localhost,127.0.0.1,::1 NODE_USE_ENV_PROXY=1
        -- .config/systemd/user/old.service --
        [Service]
        ExecStart=/usr/bin/node %h/old/index.js
        Environment=HTTPS_PROXY=http://127.0.0.1:7890 NO_PROXY=localhost,127.0.0.1,::1
        Environment="NODE_OPTIONS=--require global-agent/bootstrap"
      `,
    },
    {
      files: `
        -- .mcp.json --
        {
          "mcpServers": {
            "a": {
              "command": "node",
              "args": ["/opt/a/node_modules/a/dist/index.js"],
              "env": { "HTTPS_PROXY": "http://127.0.0.1:7890", "NO_PROXY": "localhost,127.0.0.1,::1" }
            },
            "b": { "command": "node", "args": ["/opt/b/index.js"] }
          }
        }
      `,
    },
  ],
};
