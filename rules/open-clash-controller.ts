import type { ClashFile, Finding, Listener, Project, Rule, RuleDocs } from '../src/core.ts';
import { clashListeners, clashSetting, clashSettings, readableClash } from '../src/queries/clash/clash.ts';

export default {
  id: 'open-clash-controller',
  summary: {
    en: 'The Clash controller takes orders from anyone: it has no secret.',
    zh: 'Clash 控制接口没有密钥，谁都能操作。',
  },
  severity: 'error',
  needs: ['clash'],

  *check(project) {
    for (const file of readableClash(project)) {
      const [controller] = clashListeners(project, file)
        .filter(({ protocol }) => protocol === 'controller')
        .toSorted((a, b) => Number(isLocal(a)) - Number(isLocal(b)));
      if (!controller || hasSecret(project, file)) continue;
      if (!isLocal(controller)) yield open(controller, file);
      else if (!restrictsOrigins(project, file)) yield local(controller);
    }
  },
} satisfies Rule;

function isLocal({ address }: Listener): boolean {
  return /^(?:127\.\d+\.\d+\.\d+|::1|localhost)$/i.test(address);
}

function hasSecret(project: Project, file: ClashFile): boolean {
  return (clashSetting(project, file, 'secret')?.value.text ?? '') !== '';
}

/** Only listed pages may call: `allow-origins` without `*`. */
function restrictsOrigins(project: Project, file: ClashFile): boolean {
  const origins = [...clashSettings(project, file)].filter(
    ({ path }) => path[0] === 'external-controller-cors' && path[1] === 'allow-origins' && path.length === 3,
  );
  return origins.length > 0 && origins.every(({ value }) => value.text !== '*');
}

/** A part of a configuration may get its secret from the rest. */
function open({ at, port, address }: Listener, file: ClashFile): Finding {
  const where =
    address === '*' || address === '0.0.0.0' || address === '::'
      ? { en: 'all addresses', zh: '所有地址' }
      : { en: address, zh: address };
  return {
    at,
    severity: file.form === 'partial' ? 'warning' : undefined,
    message: {
      en: `Anyone on the network can take over this Clash through port ${port.text}`,
      zh: `同一网络里的任何人都能通过端口 ${port.text} 接管这个 Clash`,
    },
    label: { en: `listens on ${where.en}; no secret is set`, zh: `监听${where.zh}，但没有设置 secret` },
    why: {
      en: 'The controller reads every connection and replaces the whole configuration. Bind it to 127.0.0.1, or set a secret that nobody guesses.',
      zh: '控制接口能查看所有连接，还能整个替换配置。请改为监听 127.0.0.1，或设置一个猜不到的 secret。',
    },
  };
}

function local({ at, port }: Listener): Finding {
  return {
    at,
    severity: 'info',
    message: {
      en: `Any web page you open can drive this Clash through port ${port.text}`,
      zh: `你打开的任何网页都能通过端口 ${port.text} 操作这个 Clash`,
    },
    label: { en: 'no secret is set', zh: '没有设置 secret' },
    why: {
      en: 'By default the controller answers pages of every origin. A GUI that sets a secret when it starts is safe.',
      zh: '控制接口默认接受任意来源的网页请求。如果图形界面在启动时会设置密钥，则没有问题。',
    },
  };
}

export const docs: RuleDocs = {
  text: {
    en: `
\`external-controller\` is an HTTP interface that shows every connection, switches nodes and replaces the configuration,
also with one that reads and writes files. On \`0.0.0.0\`, \`:9090\` or a LAN address and without a \`secret\`, everyone in
reach of the port has it: error. On loopback, other programs and any web page you open reach it, because the default
\`external-controller-cors\` allows every origin and private networks: information only, since most GUIs set a secret of
their own when they start the core.

To repair: \`external-controller: 127.0.0.1:9090\`, or a long random \`secret\`.

Sources: mihomo \`hub/route/server.go\`; QVD-2025-20937; clash-verge-rev issue 3583.`,
    zh: `
\`external-controller\` 是一个 HTTP 接口，可以查看所有连接、切换节点、替换整份配置（包括能读写文件的配置）。监听在 \`0.0.0.0\`、
\`:9090\` 或局域网地址又没有 \`secret\` 时，能访问该端口的人都可以控制它：报错误。监听在本机时，其他程序和你打开的任何网页也能访问，
因为 \`external-controller-cors\` 默认允许所有来源和私有网络：只作提示，因为多数图形界面在启动内核时会自己设置密钥。

修复方法：写成 \`external-controller: 127.0.0.1:9090\`，或设置一个足够长的随机 \`secret\`。

来源：mihomo \`hub/route/server.go\`；QVD-2025-20937；clash-verge-rev/clash-verge-rev#3583。`,
  },
  bad: [
    {
      files: `
        -- config.yaml --
        mixed-port: 7890
        external-controller: 0.0.0.0:9090
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error Anyone on the network can take over this Clash through port 9090
        secret: ""
        rules: ["MATCH,DIRECT"]
      `,
    },
    {
      files: `
        -- config.yaml --
        mixed-port: 7890
        external-controller: ':9090'
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error
        rules: ["MATCH,DIRECT"]
        -- local.yaml --
        mixed-port: 7890
        external-controller: 127.0.0.1:9090
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info
        rules: ["MATCH,DIRECT"]
      `,
    },
  ],
  good: [
    {
      files: `
        -- router.yaml --
        # For OpenClash: it sets the ports and the secret itself.
        mixed-port: 7890
        allow-lan: true
        external-controller: 0.0.0.0:9090
        proxies: [{name: a, type: direct}]
        rules: ["MATCH,a"]
      `,
    },
    {
      files: `
        -- .config/clash/profiles/1683.yml --
        mixed-port: 7890
        external-controller: 0.0.0.0:9090
        rules:
          - MATCH,DIRECT
      `,
    },
    {
      files: `
        -- config.yaml --
        mixed-port: 7890
        external-controller: 0.0.0.0:9090
        secret: 6f9c1e0b7a
        rules: ["MATCH,DIRECT"]
      `,
    },
    {
      files: `
        -- config.yaml --
        mixed-port: 7890
        external-controller: localhost:9090
        external-controller-cors: {allow-origins: ["https://board.example.com"]}
        rules: ["MATCH,DIRECT"]
      `,
    },
  ],
};
