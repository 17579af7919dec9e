import type { Symptom } from '../symptom.ts';

export default {
  id: 'mcp-server-closed',
  title: { en: 'An MCP server ended before it answered', zh: 'MCP 服务没有应答就退出了' },
  texts: [
    'MCP error -32000',
    'McpError: Connection closed',
    'failed to start or connect to MCP server',
    'MCP 服务启动失败',
    'MCP server failed to start',
  ],
  causes: [
    {
      text: {
        en: 'npx or uvx has to download the server first and has no proxy: an `env` block replaces the variables that some agents pass on.',
        zh: 'npx、uvx 要先下载这个服务，却没有代理：有些智能体会用 `env` 块代替本来要传下去的变量。',
      },
      rules: ['mcp-env-drops-proxy'],
    },
    {
      text: {
        en: 'The proxy reaches the server and the address of this machine is not exempt: what it asks of a local service is lost.',
        zh: '服务拿到了代理，但本机地址没有排除：它发给本机服务的请求都丢了。',
      },
      rules: ['missing-no-proxy', 'no-proxy-lacks-loopback'],
    },
    {
      text: {
        en: 'The command does not exist for the agent (nvm, pyenv and ~/.local/bin are only in an interactive shell’s PATH), or on Windows npx needs cmd /c. Run it by hand to see its own error.',
        zh: '智能体找不到这个命令（nvm、pyenv、~/.local/bin 只在交互式 shell 的 PATH 里），或在 Windows 上 npx 要写成 cmd /c npx。手工运行一次，看它自己的报错。',
      },
      rules: [],
    },
  ],
  confirm: {
    command: 'env -i HOME="$HOME" PATH="$PATH" npx -y @modelcontextprotocol/server-everything </dev/null; npm ping',
    shows: {
      en: 'npx asks for the registry and waits: it lacks the proxy; “command not found”: the PATH',
      zh: 'npx 卡在下载：缺代理；command not found：PATH 的问题',
    },
  },
  sources: ['modelcontextprotocol/servers#2338', 'google-gemini/gemini-cli#2786', 'cline/cline#3204'],
} satisfies Symptom;
