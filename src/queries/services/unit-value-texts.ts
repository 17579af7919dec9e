/** What a unit's value must be, in words. */
import type { Text } from '../../core.ts';
import type { Fault, Want } from '../../knowledge/systemd/values/fault.ts';

const WANTED: Readonly<Record<Want, Text>> = {
  boolean: {
    en: 'must be yes or no (or true, false, on, off, 1, 0)',
    zh: '应为 yes 或 no（也可用 true、false、on、off、1、0）',
  },
  choice: { en: 'not a word that this key knows', zh: '不是这个键认识的词' },
  span: {
    en: 'not a time span; write 30s, 5min or 1h 30min (units: us ms s min h d w M y)',
    zh: '不是有效的时长；可写 30s、5min、1h 30min（单位：us ms s min h d w M y）',
  },
  size: {
    en: 'not a size; write bytes or 512K, 1.5G (units: K M G T P E)',
    zh: '不是有效的大小；可写字节数或 512K、1.5G（单位：K M G T P E）',
  },
  number: { en: 'not a whole number that this key takes', zh: '不是这个键接受的整数' },
  percent: { en: 'must be a percentage such as 50%', zh: '应为百分比，例如 50%' },
  mode: { en: 'must be an octal file mode such as 0755', zh: '应为八进制的权限值，例如 0755' },
  signal: { en: 'not the name or number of a signal; write SIGTERM', zh: '不是信号的名字或编号；可写 SIGTERM' },
  'absolute-path': { en: 'must be an absolute path: it begins with /', zh: '必须是绝对路径，以 / 开头' },
  'relative-path': { en: 'must be a relative path, without / at its beginning', zh: '必须是相对路径，不能以 / 开头' },
  'normal-path': { en: 'a path must not contain ..', zh: '路径里不能有 ..' },
  program: { en: 'must be an absolute path, or the bare name of a program', zh: '必须是绝对路径，或者只写程序名' },
  'no-quotes': { en: 'quotes are part of the path here', zh: '在这里引号会成为路径的一部分' },
  'unit-name': {
    en: 'not the name of a unit: it needs an ending such as .service',
    zh: '不是单元名：需要 .service 之类的后缀',
  },
  'living-unit': {
    en: 'systemd no longer has units of this kind: the name does nothing',
    zh: 'systemd 已不再有这种单元，这一项不起作用',
  },
  'no-commas': { en: 'units are separated by spaces, not by commas', zh: '单元之间用空格分隔，不用逗号' },
  'user-name': { en: 'not a user or group name that systemd accepts', zh: '不是 systemd 接受的用户名或组名' },
  address: { en: 'not an address that this key takes', zh: '不是这个键接受的地址' },
  port: {
    en: 'must be a port or a range of ports, such as tcp:8000-8080',
    zh: '应为端口或端口范围，例如 tcp:8000-8080',
  },
  calendar: {
    en: 'not a calendar event; write daily, Mon..Fri 09:00 or *-*-01 00:00',
    zh: '不是有效的日历表达式；可写 daily、Mon..Fri 09:00、*-*-01 00:00',
  },
  name: { en: 'not a name that this key takes', zh: '不是这个键接受的名字' },
  ascii: { en: 'only ASCII characters are allowed', zh: '只能用 ASCII 字符' },
  url: {
    en: 'must begin with https://, http://, file:/, info: or man:',
    zh: '应以 https://、http://、file:/、info: 或 man: 开头',
  },
  device: {
    en: 'must be a device below /dev, or begin with block- or char-',
    zh: '应为 /dev 下的设备，或以 block-、char- 开头',
  },
  syntax: { en: 'not in the form that this key takes', zh: '不符合这个键要求的写法' },
  'closed-quotes': { en: 'this quote is never closed', zh: '这个引号没有闭合' },
  'known-escape': { en: 'no such escape; write \\\\ for a backslash', zh: '没有这种转义；反斜杠要写成 \\\\' },
  specifier: { en: 'not a specifier; write %% for a percent sign', zh: '不是有效的说明符；百分号要写成 %%' },
  something: { en: 'must not be empty', zh: '不能为空' },
  'current-name': { en: 'an old name that systemd still reads', zh: '旧写法，systemd 仍然接受' },
  'current-path': { en: '/var/run is an old name of /run', zh: '/var/run 是 /run 的旧名字' },
  'safer-mode': {
    en: 'leaves processes running without supervision; use mixed',
    zh: '会留下无人管理的进程；请用 mixed',
  },
  'own-user': {
    en: 'other services run as nobody, too; use a user of its own, or DynamicUser=yes',
    zh: '别的服务也会用 nobody；请用单独的用户，或 DynamicUser=yes',
  },
  'newer-key': { en: 'an old key that newer systemd ignores', zh: '旧的键，新版 systemd 会忽略它' },
  'supported-here': { en: 'units of this type do not support this key', zh: '这种类型的单元不支持这个键' },
  'soft-below-hard': { en: 'the soft limit is above the hard limit', zh: '软限制大于硬限制' },
};

/** How many allowed words are listed. */
const MOST_WORDS = 12;

/** What is wrong with a value, for the label below it. */
export function wanted({ want, choices, range, since }: Fault, meant: string | undefined): Text {
  if (since !== undefined) return { en: `systemd ${since} and later read it`, zh: `systemd ${since} 起才支持` };
  if (meant !== undefined) return { en: `meant: ${meant}`, zh: `本意应是 ${meant}` };
  if (want === 'choice' && choices && choices.length <= MOST_WORDS) {
    return { en: `not one of ${choices.join(', ')}`, zh: `应为 ${choices.join('、')} 之一` };
  }
  if (want === 'number' && range && Number.isFinite(range[1])) {
    return {
      en: `must be a whole number from ${range[0]} to ${range[1]}`,
      zh: `应为 ${range[0]} 到 ${range[1]} 之间的整数`,
    };
  }
  return WANTED[want];
}
