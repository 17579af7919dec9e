import type { Finding, Project, Rule, RuleDocs, Setting } from '../src/core.ts';
import { removeSpan, unsafeFix } from '../src/fixes/edits.ts';
import { networkingMode, wslSettings } from '../src/queries/wsl.ts';

export default {
  id: 'ignored-wsl-setting',
  summary: {
    en: 'A setting that WSL does not read in this file, or not in this networking mode.',
    zh: 'WSL 不会读取这项设置：写错了文件，或者当前的网络模式用不到。',
  },
  severity: 'warning',
  needs: ['settings'],

  *check(project) {
    for (const setting of wslSettings(project, 'wslconfig')) {
      if (setting.ignored) yield misplaced(setting, '/etc/wsl.conf');
      else yield* withoutEffect(project, setting);
    }
    for (const setting of wslSettings(project, 'wsl.conf'))
      if (setting.ignored) yield misplaced(setting, '%UserProfile%\\.wslconfig');
  },
} satisfies Rule;

function misplaced({ name }: Setting, file: string): Finding {
  return {
    at: name.at,
    message: { en: `WSL does not read ${name.text} in this file`, zh: `WSL 不在这个文件里读 ${name.text}` },
    label: { en: `it belongs into ${file}`, zh: `应当写在 ${file}` },
  };
}

/** WSL says so at each start where the mode is mirrored. */
function* withoutEffect(project: Project, setting: Setting): Iterable<Finding> {
  const mode = networkingMode(project);
  if (setting.path[1] !== 'localhostforwarding' || !mode || !/^mirrored$/i.test(mode.value.text.trim())) return;
  yield {
    at: setting.name.at,
    message: {
      en: 'localhostForwarding has no effect in mirrored mode',
      zh: '镜像网络模式下 localhostForwarding 不起作用',
    },
    label: { en: 'WSL says so at every start', zh: 'WSL 每次启动都会提示' },
    related: [{ at: mode.at, message: { en: 'the mode is set here', zh: '网络模式在这里设置' } }],
    fixes: unsafeFix({ en: 'delete the line', zh: '删掉这一行' }, removeSpan(project, setting.at)),
  };
}

export const docs: RuleDocs = {
  text: {
    en: `
\`%UserProfile%\\.wslconfig\` is for all distributions and has \`[wsl2]\` and \`[experimental]\`; \`/etc/wsl.conf\` is for one distribution and has \`[network]\`,
\`[boot]\`, \`[automount]\`, \`[interop]\` and \`[user]\`. A setting in the other file is not read: \`generateResolvConf\` in \`.wslconfig\` leaves resolv.conf as
WSL writes it, \`networkingMode=mirrored\` in \`wsl.conf\` leaves the proxy of Windows out of reach.

With \`networkingMode=mirrored\` both sides share one loopback, and \`localhostForwarding\` is ignored. The fix is unsafe, because the line counts again
when the mode is taken back.

Sources: learn.microsoft.com/windows/wsl/wsl-config; MicrosoftDocs/WSL#1936; WSL's own message at its start.`,
    zh: `
\`%UserProfile%\\.wslconfig\` 对所有发行版生效，里面是 \`[wsl2]\` 和 \`[experimental]\`；\`/etc/wsl.conf\` 只管一个发行版，里面是 \`[network]\`、\`[boot]\`、
\`[automount]\`、\`[interop]\`、\`[user]\`。写错文件就不会被读取：\`.wslconfig\` 里的 \`generateResolvConf\` 拦不住 WSL 改写 resolv.conf，
\`wsl.conf\` 里的 \`networkingMode=mirrored\` 也不会让 Windows 上的代理变得可用。

\`networkingMode=mirrored\` 时两边共用回环地址，\`localhostForwarding\` 会被忽略。删除这一行属于不安全修复：改回 NAT 模式后它又会生效。

来源：learn.microsoft.com/windows/wsl/wsl-config；MicrosoftDocs/WSL#1936；WSL 启动时的提示。`,
  },
  bad: [
    {
      files: `
        -- .wslconfig --
        [wsl2]
        memory=8GB
        networkingMode=mirrored
        localhostForwarding=true
        ^^^^^^^^^^^^^^^^^^^ warning localhostForwarding has no effect in mirrored mode
        generateResolvConf=false
        ^^^^^^^^^^^^^^^^^^ warning WSL does not read generateResolvConf in this file
      `,
      unsafe: true,
      fixed: `
        -- .wslconfig --
        [wsl2]
        memory=8GB
        networkingMode=mirrored
        generateResolvConf=false
      `,
    },
    {
      files: `
        -- etc/wsl.conf --
        [boot]
        systemd=true
        [wsl2]
        networkingMode=mirrored
        ^^^^^^^^^^^^^^ warning WSL does not read networkingMode in this file
      `,
    },
  ],
  good: [
    {
      files: `
        -- .wslconfig --
        # for all of them
        [wsl2]
        localhostForwarding=true
        dnsTunneling=true
        [experimental]
        autoMemoryReclaim=gradual
      `,
    },
    {
      files: `
        -- etc/wsl.conf --
        [network]
        generateResolvConf = false
        [interop]
        appendWindowsPath = false
      `,
    },
  ],
};
