import type { Assignment, Finding, Project, Rule, RuleDocs, Scope } from '../src/core.ts';
import { unsafeFix, unsetBeside } from '../src/fixes/edits.ts';
import { type CommandSetting, commandSettings } from '../src/queries/command-settings.ts';
import { type Environment, environments, type Variable } from '../src/queries/environments/environment.ts';
import { ownProxies, proxyRole } from '../src/queries/proxies/proxies.ts';
import { enumerated, groupBy } from '../src/text.ts';

export default {
  id: 'lopsided-proxy-toggle',
  summary: {
    en: 'Switching the proxy off leaves something set that switching it on sets.',
    zh: '关闭代理时漏掉了打开时设置的内容。',
  },
  severity: 'info',
  needs: ['env'],

  *check(project) {
    const clearing = clearingFunctions(project);
    yield* leftInPrograms(project, clearing);
    for (const environment of environments(project)) {
      if (environment.kind !== 'function' && environment.kind !== 'alias') continue;
      const set = ownProxies(environment).filter(
        ({ name }) => name === name.toLowerCase() || name === name.toUpperCase(),
      );
      for (const { cleared, functions } of clearing.get(environment.file) ?? []) {
        const left = set.filter(({ name }) => !cleared.has(name));
        if (left.length === 0 || left.length === set.length) continue;
        for (const one of functions) {
          if (one.scope.name === environment.name) continue;
          // Told once, beside the first function that sets what it leaves.
          functions.delete(one);
          yield finding(project, environment, one, left);
        }
      }
    }
  },
} satisfies Rule;

interface Clearing {
  readonly scope: Scope;
  /** The last of its assignments. */
  readonly last: Assignment;
}

/** Functions that clear the same variables: a file has many functions and few such sets. */
interface Alike {
  readonly cleared: ReadonlySet<string>;
  readonly functions: Set<Clearing>;
}

/** By file: functions and aliases that clear proxies and set none, by `unset`, `set -e` or an empty value. */
function clearingFunctions(project: Project): ReadonlyMap<string, Iterable<Alike>> {
  const facts = project
    .facts('env')
    .filter(
      ({ scope, name }) => (scope.kind === 'function' || scope.kind === 'alias') && proxyRole(name.text) === 'proxy',
    );
  const files = new Map<string, Map<string, Alike>>();
  for (const [scope, own] of groupBy(facts, (fact) => fact.scope)) {
    const last = own.at(-1);
    if (!last || !own.every(isClear)) continue;
    const cleared = new Set(own.map((fact) => fact.name.text).sort());
    const sets = files.get(scope.at.file) ?? new Map<string, Alike>();
    files.set(scope.at.file, sets);
    const key = [...cleared].join(' ');
    const alike = sets.get(key) ?? { cleared, functions: new Set() };
    sets.set(key, alike);
    alike.functions.add({ scope, last });
  }
  return new Map(Array.from(files, ([file, sets]) => [file, [...sets.values()]]));
}

function finding(project: Project, on: Environment, { scope, last }: Clearing, left: readonly Variable[]): Finding {
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
    related: left.map(({ assignment }) => ({
      at: assignment.name.at,
      message: { en: 'set here', zh: '在这里设置' },
    })),
    fixes: unsafeFix(
      { en: `unset ${names.join(' ')} too`, zh: `把 ${names.join(' ')} 也 unset 掉` },
      unsetBeside(project, last, names),
    ),
  };
}

const PROXY_KEYS: Readonly<Record<string, RegExp>> = { git: /^http\.proxy$/, npm: /^(?:https-)?proxy$/ };
const isProxyKey = ({ client, key }: CommandSetting): boolean => PROXY_KEYS[client]?.test(key) === true;
const isRemoval = ({ value, text }: CommandSetting): boolean =>
  value === undefined || text === '' || text === 'null' || text === 'false';

/** A proxy that switching on writes into git's or npm's own file, where nothing in the project takes it out again. */
function* leftInPrograms(project: Project, clearing: ReadonlyMap<string, Iterable<Alike>>): Iterable<Finding> {
  const settings = commandSettings(project).filter(isProxyKey);
  const removed = new Set(settings.filter(isRemoval).map(nameOf));
  const left = settings.filter((one) => !isRemoval(one) && !removed.has(nameOf(one)));
  if (left.length === 0 || hasSectionRemoval(project)) return;
  for (const [scope, own] of groupBy(left, ({ command }) => command.scope)) {
    if (scope.kind !== 'function' && scope.kind !== 'alias') continue;
    const off = clearsWhatIsSetIn(project, scope, clearing.get(scope.at.file) ?? []);
    if (off) yield leftBehind(scope, off, own);
  }
}

const nameOf = ({ client, key, onlyFor = '' }: CommandSetting): string => `${client} ${key} ${onlyFor}`;

/** `git config --remove-section http`, or an edit of the file itself: what is left then is not known. */
const hasSectionRemoval = (project: Project): boolean =>
  project
    .facts('command')
    .some(({ words }) =>
      words.some(({ text }) => /^--remove-section$|^remove-section$|\.gitconfig|\.npmrc/.test(text)),
    );

/** The first other function that clears a variable which this one sets: its other half. */
function clearsWhatIsSetIn(project: Project, scope: Scope, clearing: Iterable<Alike>): Clearing | undefined {
  const set = new Set(
    project
      .facts('env')
      .filter((fact) => fact.scope === scope && !isClear(fact))
      .map(({ name }) => name.text),
  );
  for (const { cleared, functions } of clearing) {
    if (![...cleared].some((name) => set.has(name))) continue;
    for (const one of functions) if (one.scope.name !== scope.name) return one;
  }
  return undefined;
}

function leftBehind(on: Scope, { scope, last }: Clearing, left: readonly CommandSetting[]): Finding {
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
    related: left.map(({ name }) => ({ at: name.at, message: { en: 'set here', zh: '在这里设置' } })),
  };
}

function isClear({ operation, value }: Assignment): boolean {
  return operation === 'unset' || (operation === 'set' && value.known && value.text === '');
}

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
