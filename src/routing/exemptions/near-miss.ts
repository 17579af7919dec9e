/**
 * Entries that plainly mean a target but did not match in this client, each with the reason. The reason is found by asking the
 * client again with the entry rewritten, so that it cannot contradict the client's real behaviour.
 */
import type { Text } from '../../core.ts';
import type { Target } from '../url/target.ts';
import type { Entry } from './no-proxy.ts';
import { covering, type PlainEntry, plainEntries } from './plain.ts';

/** An entry that plainly means this target, and that this client does not match with it. */
export interface NearMiss extends Entry {
  readonly why: Text;
}

/** More would not help the reader, and the limit keeps a list of thousands of equal entries cheap. */
const MOST_NEAR_MISSES = 8;

/**
 * `list` was read by `client` and did not match `target`. `alone` answers whether the client would match if its list
 * held only this text.
 */
export function nearMisses(
  list: string,
  target: Target,
  client: Text,
  alone: (entry: string) => boolean,
): readonly NearMiss[] {
  const found: NearMiss[] = [];
  for (const entry of plainEntries(list)) {
    const covers = covering(entry, target);
    if (covers === undefined) continue;
    found.push({
      entry: entry.entry,
      start: entry.start,
      end: entry.end,
      why: reason(list, entry, covers, client, alone),
    });
    if (found.length === MOST_NEAR_MISSES) break;
  }
  return found;
}

function reason(
  list: string,
  entry: PlainEntry,
  covers: NonNullable<ReturnType<typeof covering>>,
  client: Text,
  alone: (entry: string) => boolean,
): Text {
  const text = entry.entry;
  if (alone(text)) {
    if (isOnlyAlone(entry, alone)) return onlyAlone(client);
    return isBehindEnd(list, entry, alone) ? behindEnd(client) : separators(client);
  }
  if (covers === 'loopback') return twoNames(client);
  if (text !== text.toLowerCase() && alone(text.toLowerCase()))
    return { en: `${client.en} compares capitals exactly`, zh: `${client.zh} 区分大小写` };
  if (text.endsWith('.') && alone(text.slice(0, -1)))
    return {
      en: `to ${client.en} the dot at the end is part of the name`,
      zh: `${client.zh} 会把末尾的点算作名称的一部分`,
    };
  return (
    BY_KIND[entry.kind]?.(client) ??
    (covers === 'apex'
      ? subdomainsOnly(client, entry.host ?? text)
      : covers === 'subdomain'
        ? thisHostOnly(client, text)
        : notUnderstood(client, text))
  );
}

/** A `*` that works as the whole value but not inside a list. */
function isOnlyAlone({ kind, entry }: PlainEntry, alone: (entry: string) => boolean): boolean {
  return kind === 'star' && !alone(`${entry},other.invalid`);
}

/** Does the client match what is before a space and read no further? */
function isBehindEnd(list: string, { entry, start }: PlainEntry, alone: (entry: string) => boolean): boolean {
  return /\s/.test(list[start - 1] ?? '') && alone(`${entry} other.invalid`) && !alone(`other.invalid ${entry}`);
}

const behindEnd = (client: Text): Text => ({
  en: `to ${client.en} the list ends at a space without a comma: this is not read`,
  zh: `${client.zh} 读到没有逗号的空格就停，这一项没有读到`,
});
const separators = (client: Text): Text => ({
  en: `${client.en} reads it together with its neighbours as one entry: only a comma separates`,
  zh: `${client.zh} 会把它和相邻的内容当成同一项：分隔只能用逗号`,
});
const onlyAlone = (client: Text): Text => ({
  en: `to ${client.en} * only counts when it is the whole value`,
  zh: `只有整个值就是 * 时，${client.zh} 才认`,
});
const twoNames = (client: Text): Text => ({
  en: `${client.en} compares what is written: localhost and its addresses are separate entries`,
  zh: `${client.zh} 只比较字面内容：localhost 和它的地址要分别写出`,
});
const subdomainsOnly = (client: Text, host: string): Text => ({
  en: `${client.en} takes it as the subdomains of ${host}, without ${host} itself`,
  zh: `${client.zh} 认为它只包含 ${host} 的子域名，不含 ${host} 本身`,
});
const thisHostOnly = (client: Text, text: string): Text => ({
  en: `${client.en} takes it as exactly ${text}, without subdomains`,
  zh: `${client.zh} 认为它就是 ${text} 这一个主机，不含子域名`,
});
const notUnderstood = (client: Text, text: string): Text => ({
  en: `${text} is not understood by ${client.en}`,
  zh: `${client.zh} 不认 ${text} 这种写法`,
});

const BY_KIND: Partial<Record<PlainEntry['kind'], (client: Text) => Text>> = {
  wildcard: (client) => ({
    en: `${client.en} takes the * for a letter of the name`,
    zh: `${client.zh} 把 * 当作名称里的普通字符`,
  }),
  star: (client) => ({ en: `* has no meaning to ${client.en}`, zh: `* 对 ${client.zh} 没有特殊含义` }),
  port: (client) => ({
    en: `${client.en} does not take the port of an entry into account here`,
    zh: `${client.zh} 在这里不认条目里的端口`,
  }),
  brackets: (client) => ({
    en: `${client.en} compares the address without brackets`,
    zh: `${client.zh} 比较的是不带方括号的地址`,
  }),
  ip: (client) => ({
    en: `${client.en} compares the address in another spelling: brackets around it, or other zeros`,
    zh: `${client.zh} 比较的是另一种写法的地址：带方括号，或者零的缩写不同`,
  }),
  cidr: (client) => ({
    en: `${client.en} does not understand this address range`,
    zh: `${client.zh} 不认这种网段写法`,
  }),
  'ip-wildcard': (client) => ({
    en: `${client.en} does not understand wildcards in addresses`,
    zh: `${client.zh} 不认地址里的通配写法`,
  }),
  'ip-range': (client) => ({ en: `${client.en} does not understand address ranges`, zh: `${client.zh} 不认地址区间` }),
  url: (client) => ({
    en: `${client.en} compares hosts, and the rest of the URL is in the way`,
    zh: `${client.zh} 比较的是主机名，URL 的其余部分反而妨碍匹配`,
  }),
  'local-keyword': (client) => ({
    en: `${client.en} does not know this Windows keyword`,
    zh: `${client.zh} 不认这个 Windows 专用的关键字`,
  }),
};
