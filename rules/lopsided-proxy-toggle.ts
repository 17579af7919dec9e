import type { Finding, Project, Rule, RuleDocs, Text } from '../src/core.ts';
import { unsafeFix, unsetBeside } from '../src/fixes/edits.ts';
import {
  type EnvironmentToggle,
  environmentToggles,
  type ProgramToggle,
  programToggles,
} from '../src/queries/proxies/toggles.ts';
import { enumerated, notesAt } from '../src/text.ts';

export default {
  id: 'lopsided-proxy-toggle',
  summary: {
    en: 'Switching the proxy off leaves something set that switching it on sets.',
    zh: '关闭代理时漏掉了打开时设置的内容。',
  },
  severity: 'info',
  needs: ['env'],

  *check(project) {
    for (const toggle of programToggles(project)) yield leftBehind(toggle);
    for (const toggle of environmentToggles(project)) yield finding(project, toggle);
  },
} satisfies Rule;

function finding(project: Project, { on, off: { scope, last }, left }: EnvironmentToggle): Finding {
  const names = left.map(({ name }) => name);
  return {
    at: last.name.at,
    message: {
      en: `${scope.name} leaves ${enumerated(names)} set`,
      zh: `${scope.name} 没有清掉 ${names.join('、')}`,
    },
    label: { en: `${names.join(', ')} stays`, zh: `${names.join('、')} 还在` },
    why: {
      en: `After ${scope.name} some programs go on using the proxy that ${on.name} set.`,
      zh: `执行 ${scope.name} 之后，有些程序仍在用 ${on.name} 设置的代理。`,
    },
    related: notesAt(
      left.map(({ assignment }) => assignment.name.at),
      SET_HERE,
    ),
    fixes: unsafeFix(
      { en: `unset ${names.join(' ')} too`, zh: `把 ${names.join(' ')} 也 unset 掉` },
      unsetBeside(project, last, names),
    ),
  };
}

function leftBehind({ on, off: { scope, last }, left }: ProgramToggle): Finding {
  const names = [...new Set(left.map(({ client, key }) => `${key} (${client})`))];
  return {
    at: last.name.at,
    message: {
      en: `${scope.name} leaves ${enumerated(names)} set`,
      zh: `${scope.name} 没有清掉 ${names.join('、')}`,
    },
    label: { en: 'clears the variables only', zh: '这里只清了环境变量' },
    why: {
      en: `${on.name} writes the proxy into a file, where it stays after ${scope.name} and in every new shell: take it out there too, with git config --global --unset or npm config delete.`,
      zh: `${on.name} 把代理写进了配置文件，执行 ${scope.name} 之后、新开终端里都还在：请一并用 git config --global --unset 或 npm config delete 去掉。`,
    },
    related: notesAt(
      left.map(({ name }) => name.at),
      SET_HERE,
    ),
  };
}

const SET_HERE: Text = { en: 'set here', zh: '在这里设置' };

export const docs: RuleDocs = {
  text: {
    en: `
\`proxy_on\` exports four variables, \`proxy_off\` unsets three: the fourth keeps sending some programs to a proxy that is switched
off. \`NO_PROXY\` left behind is harmless and not reported; \`X=''\` counts as cleared.

A proxy that the function also writes with \`git config\` or \`npm config\` must be taken out in the same way.`,
    zh: `
\`proxy_on\` 导出了四个变量，\`proxy_off\` 只清了三个：剩下的那个会让部分程序继续去连已经关掉的代理。留下 \`NO_PROXY\` 没有坏处，不报告；
写成 \`X=''\` 也算清掉。

打开时还用 \`git config\`、\`npm config\` 写了代理的，关闭时也要同样去掉。`,
  },
  bad: [
    {
      files: `
        -- .bashrc --
        proxy_on() {
          export https_proxy=http://127.0.0.1:7890 no_proxy=localhost,127.0.0.1,::1
          git config --global http.proxy http://127.0.0.1:7890
          npm config set https-proxy http://127.0.0.1:7890
        }
        proxy_off() {
          unset https_proxy
                ^^^^^^^^^^^ info proxy_off leaves http.proxy (git) and https-proxy (npm) set
        }
      `,
    },
    {
      files: `
        -- .zshrc --
        proxy_on() {
          export http_proxy=http://127.0.0.1:7890
          export https_proxy=http://127.0.0.1:7890
          export no_proxy=localhost,127.0.0.1,::1
        }
        proxy_off() {
          unset http_proxy
                ^^^^^^^^^^ info proxy_off leaves https_proxy set
        }
      `,
      unsafe: true,
      fixed: `
        -- .zshrc --
        proxy_on() {
          export http_proxy=http://127.0.0.1:7890
          export https_proxy=http://127.0.0.1:7890
          export no_proxy=localhost,127.0.0.1,::1
        }
        proxy_off() {
          unset http_proxy https_proxy
        }
      `,
    },
    {
      files: `
        -- .config/fish/config.fish --
        function proxy_on
            set -gx http_proxy http://127.0.0.1:7890
            set -gx all_proxy socks5://127.0.0.1:7891
        end
        function proxy_off
            set -e http_proxy
                   ^^^^^^^^^^ info
        end
      `,
      unsafe: true,
      fixed: `
        -- .config/fish/config.fish --
        function proxy_on
            set -gx http_proxy http://127.0.0.1:7890
            set -gx all_proxy socks5://127.0.0.1:7891
        end
        function proxy_off
            set -e http_proxy all_proxy
        end
      `,
    },
  ],
  good: [
    {
      files: `
        -- .bashrc --
        proxy_on() {
          export https_proxy=http://127.0.0.1:7890 no_proxy=localhost,127.0.0.1,::1
          git config --global http.proxy http://127.0.0.1:7890
          npm config set https-proxy http://127.0.0.1:7890
        }
        proxy_off() { unset https_proxy; git_off; }
        git_off() { git config --global --unset http.proxy; npm config delete https-proxy; }
      `,
    },
    {
      files: `
        -- .zshrc --
        proxy_on() { export http_proxy=http://127.0.0.1:7890 no_proxy=localhost,127.0.0.1,::1; }
        proxy_off() { unset http_proxy; }
      `,
    },
    {
      files: `
        -- .bashrc --
        on() { export http_proxy=http://127.0.0.1:7890 https_proxy=http://127.0.0.1:7890; }
        off() { export http_proxy='' https_proxy=''; }
      `,
    },
  ],
};
