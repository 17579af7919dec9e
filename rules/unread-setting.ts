import type { Finding, Fix, Project, Rule, RuleDocs, Text, Value } from '../src/core.ts';
import { retype, rewrite, unsafeFix } from '../src/fixes/edits.ts';
import { readInstead, VARIABLE_LIST } from '../src/knowledge/read-instead.ts';
import { commandSettings } from '../src/queries/command-settings.ts';
import { programSettings } from '../src/queries/program-settings.ts';
import { proxyRole } from '../src/queries/proxies/proxies.ts';
import { groupBy, inside } from '../src/text.ts';

export default {
  id: 'unread-setting',
  summary: {
    en: 'A key that the program of this file does not read: it changes nothing.',
    zh: '这个文件所属的程序不认这个键：写了也不起作用。',
  },
  severity: 'warning',
  needs: ['settings', 'command', 'json'],

  *check(project) {
    yield* listsAsText(project);
    const unread = [...inFiles(project), ...inCommands(project)];
    for (const same of groupBy(unread, ({ name, client, key }) => `${name.at.file}\0${client}\0${key}`).values()) {
      if (same[0]) yield finding(project, same[0]);
    }
  },
} satisfies Rule;

type Client = 'VS Code' | 'git' | 'npm' | 'pip' | 'curl' | 'wget' | 'docker' | 'apt' | 'gradle';

interface Unread {
  readonly client: Client;
  /** As the program names it: `https.proxy`, `no-proxy`. */
  readonly key: string;
  readonly name: Value;
  /** The keys that are read, the one that means the same first. */
  readonly read: readonly string[];
  /** What a file gives it. */
  readonly value?: Value;
  /** Written by a command, rather than in the program's file. */
  readonly isCommand?: boolean | undefined;
}

/** Programs that do not read the proxy variables in place of this key. */
const OWN_WAYS: ReadonlySet<string> = new Set(['docker', 'gradle']);

function* inFiles(project: Project): Iterable<Unread> {
  for (const { client, key, name, value, ignored } of programSettings(project)) {
    const read = ignored === 'unknown-name' && isSomething(value.text) ? readInstead(client, key) : undefined;
    if (read) yield { client: client as Client, key, name, value, read };
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
  if (client === 'wget') return refusedByWget(key, name, meant);
  const isSaid = read.some((one) => isSet(project, client, one));
  return {
    at: name.at,
    severity: isSaid || (!OWN_WAYS.has(client) && hasProxyVariable(project)) ? 'info' : undefined,
    message: {
      en: `${client} does not read ${key}: this line changes nothing`,
      zh: `${client} 不认 ${key}：这一行不起作用`,
    },
    label: isSaid
      ? { en: `a key that ${client} reads is set as well`, zh: `${client} 认的键也已经设置了` }
      : client === 'apt'
        ? { en: 'apt reads Acquire::http::Proxy "socks5h://…"', zh: 'apt 认的是 Acquire::http::Proxy "socks5h://…"' }
        : meant === VARIABLE_LIST
          ? {
              en: `${client} has no list of its own; it reads the variable ${VARIABLE_LIST}`,
              zh: `${client} 没有自己的排除列表，读取的是环境变量 ${VARIABLE_LIST}`,
            }
          : { en: `${client} reads ${meant}`, zh: `${client} 认的是 ${meant}` },
    why: client === 'npm' ? PNPM : undefined,
    fixes: isSaid ? [] : repair(project, unread, meant),
  };
}

/** wget 1.21: "Unknown command 'all_proxy' in .wgetrc", and no download at all. */
function refusedByWget(key: string, name: Value, meant: string): Finding {
  return {
    at: name.at,
    severity: 'error',
    message: {
      en: `wget stops at ${key}: it reads no file with a command it does not know`,
      zh: `wget 遇到 ${key} 就退出：配置文件里有不认识的命令时它不会运行`,
    },
    label: { en: `wget reads ${meant}`, zh: `wget 认的是 ${meant}` },
  };
}

const PNPM: Text = {
  en: 'npm 11 warns of it and the next major version stops there. pnpm takes some of these names from the same file.',
  zh: 'npm 11 会给出警告，下一个大版本会直接报错。pnpm 读同一个文件，其中有些名字它认。',
};

/** Does a file or a command of the project set this key? */
function isSet(project: Project, client: Client, key: string): boolean {
  const bare = client === 'VS Code' ? key.toLowerCase() : key.replace(/^http\./, '');
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

/** @vscode/proxy-agent 0.44.0 calls `map` on what this key holds, which a text does not have; an empty one is passed over. */
function* listsAsText(project: Project): Iterable<Finding> {
  for (const { client, key, value, type } of programSettings(project)) {
    if (client !== 'VS Code' || key !== 'http.noProxy' || type !== 'string' || value.text.trim() === '') continue;
    const entries = value.text.split(/[\s,;|]+/).filter((entry) => entry !== '');
    const list = `[${entries.map((entry) => JSON.stringify(entry)).join(', ')}]`;
    yield {
      at: inside(value),
      message: {
        en: 'VS Code takes http.noProxy only as a list: with a text, requests of extensions fail',
        zh: 'VS Code 的 http.noProxy 只能写成列表：写成一段文字，扩展的请求会出错',
      },
      label: { en: 'a text', zh: '这是一段文字' },
      fixes: value.known ? unsafeFix({ en: `write ${list}`, zh: `改成 ${list}` }, retype(project, value, list)) : [],
    };
  }
}

/**
 * The key that is read, instead of this word of a command, and of VS Code's `https.proxy`; who else reads another program's file is not
 * known.
 */
function repair(project: Project, { client, key, name, value, isCommand }: Unread, meant: string): readonly Fix[] {
  const title = { en: `write ${meant}`, zh: `改成 ${meant}` };
  const isWritable = isCommand || (client === 'VS Code' && key === 'https.proxy');
  return meant !== VARIABLE_LIST && isWritable && name.text === key && client !== 'pip'
    ? // What is not read now becomes a proxy: the value belongs to what changes.
      unsafeFix(title, rewrite(project, name, meant), value ? rewrite(project, value, value.text) : [])
    : [];
}

export const docs: RuleDocs = {
  text: {
    en: `
Programs skip keys they do not know, most of them without a word. git has \`http.proxy\` for http and https alike, and nothing
under \`https\`; npm has \`proxy\`, \`https-proxy\` and \`noproxy\`; pip has \`proxy\`; curl has \`proxy\` and \`noproxy\`; docker has \`httpsProxy\`, not the daemon's \`https-proxy\`; apt
has no \`Acquire::socks\`; Java, and so gradle, takes \`http.nonProxyHosts\` for https too and reads no \`https.nonProxyHosts\`; VS Code has \`http.proxy\` for everything and knows no \`https.proxy\`. wget stops at a command that it does not know. A proxy or a list under
another name is not used.

Where a key that is read is set as well, or the environment names a proxy, the line is only superfluous: info. Renaming the key in a
command, and VS Code's \`https.proxy\`, is an unsafe fix, because it switches on what has not been in force; in other files it is left to you.

Sources: \`git help -c\` (2.39), \`npm config ls\` (11.19: "Unknown user config"), pip's \`--help\`, curl 7.88 ("is unknown").`,
    zh: `
程序遇到不认识的键会直接跳过，大多一声不响。git 的 \`http.proxy\` 同时管 http 和 https，\`https\` 下面什么都不读；npm 认 \`proxy\`、
\`https-proxy\`、\`noproxy\`；pip 认 \`proxy\`；curl 认 \`proxy\` 和 \`noproxy\`；docker 认 \`httpsProxy\`，\`https-proxy\` 是守护进程的键；apt 没有
\`Acquire::socks\`；Java（也就是 gradle）的 https 也用 \`http.nonProxyHosts\`，不读 \`https.nonProxyHosts\`；VS Code 只有 \`http.proxy\`，没有 \`https.proxy\`。wget 遇到不认识的命令会直接退出。写成别的名字，代理或排除列表就不会生效。

如果认的键也已经设置，或者环境变量里有代理，这一行只是多余，只作提示。把命令里的键名、VS Code 的 \`https.proxy\` 改对属于不安全修复：一直没生效的设置
会因此生效；其他配置文件里的键名请自行修改。

来源：\`git help -c\`（2.39）、\`npm config ls\`（11.19 提示 “Unknown user config”）、pip 的 \`--help\`、curl 7.88（提示 “is unknown”）。`,
  },
  bad: [
    {
      files: `
        -- .vscode/settings.json --
        {
          "editor.tabSize": 2,
          "https.proxy": "http://proxy.corp.example:3128",
           ^^^^^^^^^^^ warning VS Code does not read https.proxy: this line changes nothing
        }
      `,
      unsafe: true,
      fixed: `
        -- .vscode/settings.json --
        {
          "editor.tabSize": 2,
          "http.proxy": "http://proxy.corp.example:3128",
        }
      `,
    },
    {
      files: `
        -- gradle.properties --
        org.gradle.jvmargs=-Xmx2g
        systemProp.https.proxyHost=127.0.0.1
        systemProp.https.proxyPort=7890
        systemProp.https.nonProxyHosts=localhost|*.corp.example
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning gradle does not read systemProp.https.nonProxyHosts: this line changes nothing
      `,
    },
    {
      files: `
        -- .vscode/settings.json --
        {
          "http.proxy": "http://127.0.0.1:7890",
          "http.noProxy": "corp.example,10.0.0.8"
                           ^^^^^^^^^^^^^^^^^^^^^ warning VS Code takes http.noProxy only as a list: with a text, requests of extensions fail
        }
      `,
      unsafe: true,
      fixed: `
        -- .vscode/settings.json --
        {
          "http.proxy": "http://127.0.0.1:7890",
          "http.noProxy": ["corp.example", "10.0.0.8"]
        }
      `,
    },
    {
      files: `
        -- .wgetrc --
        all_proxy = http://127.0.0.1:7890
        ^^^^^^^^^ error wget stops at all_proxy: it reads no file with a command it does not know
        -- .docker/config.json --
        {"proxies": {"default": {"https-proxy": "http://172.17.0.1:7890"}}}
                                 ^^^^^^^^^^^^^ warning docker does not read https-proxy: this line changes nothing
        -- etc/apt/apt.conf --
        Acquire::socks::proxy "socks5://127.0.0.1:7891";
        ^^^^^^^^^^^^^^^^^^^^^ warning apt does not read Acquire::socks::Proxy: this line changes nothing
      `,
    },
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
        -- .gitconfig --
        [http]
        \tproxy = http://127.0.0.1:7890
        \tnoProxy = corp.example
        \t^^^^^^^ warning git does not read http.noproxy: this line changes nothing
        -- .config/pip/pip.conf --
        [global]
        proxies = http://127.0.0.1:7890
        ^^^^^^^ warning pip does not read proxies: this line changes nothing
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
        -- .vscode/settings.json --
        { "http.proxy": "http://127.0.0.1:7890", "http.noProxy": ["localhost"], "https.proxy": "" }
      `,
    },
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
