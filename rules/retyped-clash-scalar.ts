import type { Finding, Project, Rule, RuleDocs, Setting } from '../src/core.ts';
import { rewrite, unsafeFix } from '../src/fixes/edits.ts';
import { goScalar } from '../src/knowledge/go/scalar.ts';
import { clashSettings, isTagged, readableClash } from '../src/queries/clash/clash.ts';

export default {
  id: 'retyped-clash-scalar',
  summary: {
    en: 'An unquoted secret that YAML reads as a number: the server gets another one.',
    zh: '没加引号的密钥被 YAML 当成数字，发给服务器的内容已经变了。',
  },
  severity: 'error',
  needs: ['clash'],

  *check(project) {
    for (const file of readableClash(project)) {
      for (const setting of clashSettings(project, file)) if (isRetyped(setting)) yield finding(project, setting);
    }
  },
} satisfies Rule;

/** String fields of nodes and listeners (mihomo `adapter/outbound`, `listener/inbound`) whose value the server compares. */
const SECRET =
  /^(?:password|passwd|uuid|psk|auth|auth-str|auth_str|token|username|obfs-password|short-id|private-key|public-key|pre-shared-key|private-key-passphrase)$/;

/** Eight bytes at most in hexadecimal. */
const isShortId = (text: string): boolean => text.length <= 16 && /^(?:[\da-f]{2})*$/i.test(text);

/** What mihomo refuses because of its type is reported by `refused-clash-config`. */
function isRetyped({ path, value, type }: Setting): boolean {
  const isUntyped =
    path[0] === 'proxies' || path[0] === 'listeners' || (path[0] === 'proxy-providers' && path[2] === 'payload');
  if (!isUntyped || !SECRET.test(path.at(-1) ?? '') || value.text === '' || isTagged(value.text)) return false;
  if (type === 'string' || type === 'array' || type === 'dict') return false;
  const { asText } = goScalar(value.text);
  if (asText === undefined || (path.at(-1) === 'short-id' && !isShortId(asText))) return false;
  return asText !== value.text;
}

function finding(project: Project, { path, value }: Setting): Finding {
  const key = path.at(-1) ?? '';
  const read =
    goScalar(value.text).kind === 'null'
      ? { en: 'nothing', zh: '空值' }
      : { en: 'a number and writes it back in another form', zh: '数字，再写回来时形式已经变了' };
  return {
    at: value.at,
    message: {
      en: `The server refuses this ${key}: it is not sent as written here`,
      zh: `服务器会拒绝这个 ${key}：发出去的和这里写的不一样`,
    },
    label: { en: `without quotes, YAML reads ${read.en}`, zh: `不加引号时，YAML 会读成${read.zh}` },
    fixes: unsafeFix({ en: 'put it in quotes', zh: '加上引号' }, rewrite(project, value, value.text)),
  };
}

export const docs: RuleDocs = {
  text: {
    en: `
mihomo reads nodes as untyped YAML: an unquoted value that looks like a number, a date or a truth value becomes one, and a
number is turned back into text afterwards, not always into the same: \`0123\` is octal and becomes \`83\`, \`1e10\` becomes
\`1E+10\`, \`1_000\` becomes \`1000\`, \`0x1F\` becomes \`31\`; \`null\` and \`~\` become nothing. \`true\` and \`2001-01-01\` stop the
whole file: \`refused-clash-config\` reports them. \`123456\` survives and is not reported. The top-level \`secret\` is a text field and keeps its characters.

Quotes settle it. The fix is not a safe one only because some nodes work today with the other form.

Source: go-yaml v3 \`resolve.go\`; mihomo \`common/structure\`; measured with mihomo's decoder.`,
    zh: `
mihomo 把节点当作无类型的 YAML 来读：没加引号、看上去像数字、日期或布尔值的内容就会变成那种类型，数字之后再转回文本，而转回来未必一样：
\`0123\` 是八进制，会变成 \`83\`；\`1e10\` 变成 \`1E+10\`；\`1_000\` 变成 \`1000\`；\`0x1F\` 变成 \`31\`；\`null\` 和 \`~\` 变成空。
\`true\` 和 \`2001-01-01\` 会让整份配置无法加载，由 \`refused-clash-config\` 报告。\`123456\` 不受影响，不报告。顶层的 \`secret\` 是文本字段，会原样保留。

加上引号即可。之所以不算安全修复，只是因为有些节点的服务器上设置的正是变形后的值，今天能用。

来源：go-yaml v3 \`resolve.go\`；mihomo \`common/structure\`，并用其解码器测过。`,
  },
  bad: [
    {
      files: `
        -- config.yaml --
        mixed-port: 7890
        proxies:
          - {name: a, type: ss, server: a.example.com, port: 443, cipher: aes-128-gcm, password: 0123}
                                                                                                 ^^^^ error The server refuses this password: it is not sent as written here
          - name: b
            type: vless
            server: b.example.com
            port: 443
            uuid: 1e10 # from the airport
                  ^^^^ error
        rules: ["MATCH,a"]
      `,
      unsafe: true,
      fixed: `
        -- config.yaml --
        mixed-port: 7890
        proxies:
          - {name: a, type: ss, server: a.example.com, port: 443, cipher: aes-128-gcm, password: '0123'}
          - name: b
            type: vless
            server: b.example.com
            port: 443
            uuid: '1e10' # from the airport
        rules: ["MATCH,a"]
      `,
    },
    {
      files: `
        -- config.yaml --
        mixed-port: 7890
        proxies:
          - name: a
            type: vless
            server: a.example.com
            port: 443
            uuid: 1_000
                  ^^^^^ error The server refuses this uuid: it is not sent as written here
            reality-opts:
              short-id: 0x12
                        ^^^^ error
        rules: ["MATCH,a"]
      `,
    },
  ],
  good: [
    {
      files: `
        -- config.yaml --
        mixed-port: 7890
        secret: 0123
        proxies:
          - {name: a, type: ss, server: a.example.com, port: 0443, cipher: aes-128-gcm, password: "0123"}
          - {name: b, type: ss, server: b.example.com, port: 443, cipher: aes-128-gcm, password: 123456}
          - {name: c, type: ss, server: c.example.com, port: 443, cipher: aes-128-gcm, password: 12ab}
        rules: ["MATCH,a"]
      `,
    },
    {
      files: `
        -- config.yaml --
        mixed-port: 7890
        proxies:
          - {name: a, type: socks5, server: a.example.com, port: 443, username: , password: }
        rules: ["MATCH,a"]
      `,
    },
  ],
};
