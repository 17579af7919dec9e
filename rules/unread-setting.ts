import type { Finding, Fix, Project, Rule, RuleDocs, Text, Value } from '../src/core.ts';
import { rewrite, unsafeFix } from '../src/fixes/edits.ts';
import { commandSettings } from '../src/queries/command-settings.ts';
import { programSettings } from '../src/queries/program-settings.ts';
import { proxyRole } from '../src/queries/proxies/proxies.ts';
import { groupBy } from '../src/text.ts';

export default {
  id: 'unread-setting',
  summary: {
    en: 'A key that the program of this file does not read: it changes nothing.',
    zh: '这个文件所属的程序不认这个键：写了也不起作用。',
  },
  severity: 'warning',
  needs: ['settings', 'command'],

  *check(project) {
    const unread = [...inFiles(project), ...inCommands(project)];
    for (const same of groupBy(unread, ({ name, client, key }) => `${name.at.file}\0${client}\0${key}`).values()) {
      if (same[0]) yield finding(project, same[0]);
    }
  },
} satisfies Rule;

type Client = 'git' | 'npm' | 'pip' | 'curl';

interface Unread {
  readonly client: Client;
  /** As the program names it: `https.proxy`, `no-proxy`. */
  readonly key: string;
  readonly name: Value;
  /** The keys that are read, the one that means the same first. */
  readonly read: readonly string[];
  /** Written by a command, rather than in the program's file. */
  readonly isCommand?: boolean;
}

/** Keys people write, by program, with what the program reads in their place. */
const READ: Readonly<Record<Exclude<Client, 'git'>, Readonly<Record<string, readonly string[]>>>> = {
  npm: {
    'http-proxy': ['proxy', 'https-proxy'],
    http_proxy: ['proxy', 'https-proxy'],
    https_proxy: ['https-proxy', 'proxy'],
    'no-proxy': ['noproxy'],
    no_proxy: ['noproxy'],
    noProxy: ['noproxy'],
  },
  pip: { 'http-proxy': ['proxy'], 'https-proxy': ['proxy'], 'all-proxy': ['proxy'] },
  curl: {
    http_proxy: ['proxy'],
    https_proxy: ['proxy'],
    all_proxy: ['proxy'],
    'http-proxy': ['proxy'],
    'https-proxy': ['proxy'],
    no_proxy: ['noproxy'],
    'no-proxy': ['noproxy'],
  },
};

/** git reads nothing from `https`: what is set there is meant for `http`. */
function readInstead(client: string, key: string): readonly string[] | undefined {
  if (client === 'git') return key.startsWith('https.') ? [key.replace('https.', 'http.')] : undefined;
  return client === 'npm' || client === 'pip' || client === 'curl' ? READ[client][key] : undefined;
}

function* inFiles(project: Project): Iterable<Unread> {
  for (const { client, key, name, value, ignored } of programSettings(project)) {
    const read = ignored === 'unknown-name' && isSomething(value.text) ? readInstead(client, key) : undefined;
    if (read) yield { client: client as Client, key, name, read };
  }
}

const isSomething = (text: string | undefined): boolean => text !== '' && text !== 'null';

function* inCommands(project: Project): Iterable<Unread> {
  for (const { client, key, name, value, text } of commandSettings(project)) {
    const read = value && isSomething(text) ? readInstead(client, key) : undefined;
    if (read && client !== 'pip') yield { client, key, name, read, isCommand: true };
  }
}

function finding(project: Project, unread: Unread): Finding {
  const { client, key, name, read } = unread;
  const [meant = ''] = read;
  const isSaid = read.some((one) => isSet(project, client, one));
  return {
    at: name.at,
    severity: isSaid || hasProxyVariable(project) ? 'info' : undefined,
    message: {
      en: `${client} does not read ${key}: this line changes nothing`,
      zh: `${client} 不认 ${key}：这一行不起作用`,
    },
    label: isSaid ? SAID[client] : { en: `${client} reads ${meant}`, zh: `${client} 认的是 ${meant}` },
    why: client === 'npm' ? PNPM : undefined,
    fixes: isSaid ? [] : repair(project, unread, meant),
  };
}

const PNPM: Text = {
  en: 'npm 11 warns of it and the next major version stops there. pnpm takes some of these names from the same file.',
  zh: 'npm 11 会给出警告，下一个大版本会直接报错。pnpm 读同一个文件，其中有些名字它认。',
};

const said = (client: string): Text => ({
  en: `a key that ${client} reads is set as well`,
  zh: `${client} 认的键也已经设置了`,
});
const SAID: Readonly<Record<Client, Text>> = {
  git: said('git'),
  npm: said('npm'),
  pip: said('pip'),
  curl: said('curl'),
};

/** Does a file or a command of the project set this key? */
function isSet(project: Project, client: Client, key: string): boolean {
  const bare = key.replace(/^http\./, '');
  return (
    commandSettings(project).some((one) => one.client === client && one.key === key && one.value !== undefined) ||
    project
      .facts('proxy-setting')
      .some((fact) => fact.client === client && fact.name.text.toLowerCase().replace(/^-+/, '') === bare) ||
    programSettings(project).some((one) => one.client === client && one.bare === bare && one.ignored === undefined)
  );
}

/** All four programs read the proxy variables too: then requests have a proxy without this line. */
function hasProxyVariable(project: Project): boolean {
  return project.facts('env').some(({ name, operation }) => operation === 'set' && proxyRole(name.text) === 'proxy');
}

/** The key that is read, in the place of this word of a command; who else reads a file is not known. */
function repair(project: Project, { client, key, name, isCommand }: Unread, meant: string): readonly Fix[] {
  const title = { en: `write ${meant}`, zh: `改成 ${meant}` };
  return isCommand && name.text === key && client !== 'pip' ? unsafeFix(title, rewrite(project, name, meant)) : [];
}

export const docs: RuleDocs = {
  text: {
    en: `
Programs pass over keys they do not know, most of them without a word. git has \`http.proxy\` for http and https alike, and nothing
under \`https\`; npm has \`proxy\`, \`https-proxy\` and \`noproxy\`; pip has \`proxy\`; curl has \`proxy\` and \`noproxy\`. A proxy or a list under
another name is not used.

Where a key that is read is set as well, or the environment names a proxy, the line is only superfluous: info. Renaming the key in a
command is an unsafe fix, because it switches on what has not been in force; in files it is left to you.

Sources: \`git help -c\` (2.39), \`npm config ls\` (11.19: "Unknown user config"), pip's \`--help\`, curl 7.88 ("is unknown").`,
    zh: `
程序遇到不认识的键会直接跳过，大多一声不响。git 的 \`http.proxy\` 同时管 http 和 https，\`https\` 下面什么都不读；npm 认 \`proxy\`、
\`https-proxy\`、\`noproxy\`；pip 认 \`proxy\`；curl 认 \`proxy\` 和 \`noproxy\`。写成别的名字，代理或排除列表就不会生效。

如果认的键也已经设置，或者环境变量里有代理，这一行只是多余，报 info。把命令里的键名改对属于不安全修复：一直没生效的设置会因此生效；
配置文件里的键名请自行修改。

依据：\`git help -c\`（2.39）、\`npm config ls\`（11.19 提示 “Unknown user config”）、pip 的 \`--help\`、curl 7.88（提示 “is unknown”）。`,
  },
  bad: [
    {
      files: `
        -- .gitconfig --
        [https]
        \tproxy = http://127.0.0.1:7890
        \t^^^^^ warning git does not read https.proxy: this line changes nothing
      `,
    },
    {
      files: `
        -- .npmrc --
        no_proxy=localhost,127.0.0.1
        ^^^^^^^^ warning npm does not read no_proxy: this line changes nothing
        -- .config/pip/pip.conf --
        [global]
        https_proxy = http://127.0.0.1:7890
        ^^^^^^^^^^^ warning pip does not read https-proxy: this line changes nothing
        -- .curlrc --
        http_proxy = "http://127.0.0.1:7890"
        ^^^^^^^^^^ warning curl does not read http_proxy: this line changes nothing
      `,
    },
    {
      files: `
        -- proxy.sh --
        git config --global http.proxy http://127.0.0.1:7890
        git config --global https.proxy http://127.0.0.1:7890
                            ^^^^^^^^^^^ info git does not read https.proxy: this line changes nothing
        npm config set http-proxy http://127.0.0.1:7890
                       ^^^^^^^^^^ warning npm does not read http-proxy: this line changes nothing
      `,
      unsafe: true,
      fixed: `
        -- proxy.sh --
        git config --global http.proxy http://127.0.0.1:7890
        git config --global https.proxy http://127.0.0.1:7890
        npm config set proxy http://127.0.0.1:7890
      `,
    },
  ],
  good: [
    {
      files: `
        -- .gitconfig --
        [http]
        \tproxy = http://127.0.0.1:7890
        -- .npmrc --
        proxy=http://127.0.0.1:7890
        https-proxy=http://127.0.0.1:7890
        noproxy=localhost
        -- .curlrc --
        proxy = "http://127.0.0.1:7890"
        noproxy = "localhost"
      `,
    },
    {
      files: `
        -- .npmrc --
        http-proxy=null
        -- off.sh --
        git config --global --unset https.proxy
        git config --get https.proxy
      `,
    },
  ],
};
