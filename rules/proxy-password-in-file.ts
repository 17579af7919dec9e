import type { Finding, Project, Rule, RuleDocs } from '../src/core.ts';
import { isTemplate } from '../src/project.ts';
import { proxyRole } from '../src/queries/proxies/proxies.ts';
import { proxySettings } from '../src/queries/proxies/proxy-settings.ts';
import { parseUrl } from '../src/routing/url/target.ts';
import { groupBy, spanOf } from '../src/text.ts';

export default {
  id: 'proxy-password-in-file',
  summary: { en: 'A file contains a proxy password in plain text.', zh: '代理密码明文写在文件里。' },
  severity: 'warning',
  needs: ['env', 'proxy-setting', 'command'],

  *check(project) {
    for (const places of groupBy(literalPasswords(project), (place) => `${place.file} ${place.password}`).values()) {
      const [first, ...others] = places;
      if (!first) continue;
      yield {
        at: first.at,
        message: {
          en: 'Everybody who can read this file has the proxy password',
          zh: '能读到这个文件的人都能拿到代理密码',
        },
        label: { en: 'in clear', zh: '明文' },
        why: {
          en: 'Dotfiles get published, .env files get into images, and Environment= of a unit is readable by every local user.',
          zh: '配置仓库会公开，.env 会打进镜像，单元文件里的 Environment= 本机任何用户都能读到。',
        },
        related: others.map(({ at }) => ({ at, message: { en: 'the same password', zh: '同一个密码' } })),
      };
    }
  },
} satisfies Rule;

interface PasswordPlace {
  readonly at: Finding['at'];
  readonly file: string;
  readonly password: string;
}

const PLACEHOLDER = /^(?:[*x•.]+|<.*>|\[.*\]|changeme|your.*|my.?pass\w*|\$.*|%.*%|密码)$/i;
/** Words that stand for one in a template; a proxy that is set has one that works, and some people choose these. */
const EXAMPLE = /^(?:pass(?:word|wd)?|secret)$/i;

function literalPasswords(project: Project): PasswordPlace[] {
  const facts = [
    ...project.facts('env').filter((fact) => proxyRole(fact.name.text) === 'proxy'),
    ...proxySettings(project).filter((fact) => fact.role !== 'no-proxy'),
  ];
  return facts.flatMap(({ value }) => {
    const userinfo = value.known ? parseUrl(value.text).userinfo : undefined;
    const colon = userinfo?.text.indexOf(':') ?? -1;
    if (!userinfo || colon < 0) return [];
    const password = userinfo.text.slice(colon + 1);
    const isExample = EXAMPLE.test(password) && isTemplate(project.documents.get(value.at.file));
    if (password === '' || isExample || PLACEHOLDER.test(password)) return [];
    return [{ at: spanOf(value, userinfo.start + colon + 1, userinfo.end), file: value.at.file, password }];
  });
}

export const docs: RuleDocs = {
  text: {
    en: `
Write the password where only you read it: a file of mode 0600 that the rc file sources, \`EnvironmentFile=\` of mode 0600 for a
service, or a local proxy (Clash, cntlm, px) that keeps it. envlint never prints the password itself.`,
    zh: `
密码应当放在只有自己能读的地方：权限 0600、由 rc 文件 source 的单独文件；服务用权限 0600 的 \`EnvironmentFile=\`；或者交给本机代理
（Clash、cntlm、px）保管。envlint 从不打印密码本身。`,
  },
  bad: [
    {
      files: `
        -- .env --
        HTTPS_PROXY=http://me:hunter22@proxy.example:8080
                              ^^^^^^^^ warning
        https_proxy=http://me:hunter22@proxy.example:8080
      `,
    },
    {
      files: `
        -- .bashrc --
        export https_proxy="http://dev:secret@proxy.example:8080"
                                       ^^^^^^ warning
      `,
    },
    {
      files: `
        -- bot.service.d/proxy.conf --
        [Service]
        Environment="HTTPS_PROXY=http://me:s%%40fe@proxy.example:8080"
                                           ^^^^^^^ warning Everybody who can read this file has the proxy password
      `,
    },
  ],
  good: [
    {
      files: `
        -- .zshrc --
        export https_proxy="http://me:$PROXY_PASSWORD@proxy.example:8080"
      `,
    },
    {
      files: `
        -- .env.example --
        HTTPS_PROXY=http://user:password@proxy.example:8080
      `,
    },
  ],
};
