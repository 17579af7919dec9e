/** Addresses, ports and sockets (src/shared/socket-netlink.c, in-addr-util.c, parse-helpers.c of systemd 252). */
import { type Check, ignored, part } from './fault.ts';
import { isInterface } from './names.ts';
import { inRange, parseNumber } from './numbers.ts';
import { isNormalized } from './paths.ts';
import { cutWords } from './words.ts';

const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;

/** inet_pton() for version 6: eight groups, one `::`, the last two groups as version 4. */
function isIpv6(text: string): boolean {
  const embedded = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  if (embedded && !IPV4.test(embedded[2]!)) return false;
  const groups = embedded ? `${embedded[1]}0:0` : text;
  const halves = groups.split('::');
  if (halves.length > 2 || !/^[\da-fA-F:]+$/.test(groups)) return false;
  const parts = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  if (parts.some((one) => !/^[\da-fA-F]{1,4}$/.test(one))) return false;
  return halves.length === 2 ? parts.length <= 7 : parts.length === 8;
}

function isPort(text: string, least = 1): boolean {
  const port = parseNumber(text);
  return port !== undefined && port >= BigInt(least) && port <= 65_535n;
}

const SHORTCUTS = /^(?:any|link-local|multicast|localhost(?:\.localdomain)?\.?|.*\.localhost(?:\.localdomain)?\.?)$/i;

function isPrefix(text: string): boolean {
  const [address = '', length, more] = text.split('/');
  const most = IPV4.test(address) ? 32 : isIpv6(address) ? 128 : undefined;
  if (most === undefined || more !== undefined) return false;
  if (length === undefined) return true;
  return /^\d+$/.test(length) && Number(length) <= most;
}

/** IPAddressAllow= and its like: addresses with an optional prefix, or one of four words. */
export const addresses: Check = (text) => {
  const { words, fault } = cutWords(text);
  const bad = words.find((word) => !SHORTCUTS.test(word.text) && !isPrefix(word.text));
  if (bad) return part('address', [bad.start, bad.end]);
  return fault && ignored(fault.want, { at: fault.at });
};

/** `[address-family:][protocol:]ports`, with `any` for all of them. */
export const socketBind: Check = (text) => {
  if (text === '') return undefined;
  const tokens = text.split(':');
  if (tokens.some((token) => token === '')) return ignored('port');
  const rest = [...tokens];
  if (/^ipv[46]$/.test(rest[0]!)) rest.shift();
  if (rest.length > 0 && /^(?:tcp|udp)$/.test(rest[0]!)) rest.shift();
  if (rest.length === 0) return undefined;
  return rest.length === 1 && (rest[0] === 'any' || isPortRange(rest[0]!)) ? undefined : ignored('port');
};

function isPortRange(text: string): boolean {
  const [first = '', last = first, more] = text.split('-');
  return more === undefined && isPort(first) && isPort(last) && Number(first) <= Number(last);
}

/** ListenStream= and its like: a path, `@name`, a port, `address:port`, `[v6]:port`, `vsock:cid:port`. */
export const listen: Check = (text, key) => {
  if (text === '') return undefined;
  if (/^[/@]/.test(text)) {
    const isShort = encodeURI(text).replace(/%[\dA-F]{2}/g, '.').length < 108;
    if (!isShort || text === '@') return ignored('address');
    return text.startsWith('/var/run/') ? { effect: 'noted', want: 'current-path' } : undefined;
  }
  const isAddress = text.startsWith('vsock:') ? isVsock(text.slice(6)) : isPort(text) || isAddressWithPort(text);
  // Only local sockets have sequential packets.
  return isAddress && key !== 'ListenSequentialPacket' ? undefined : ignored('address');
};

function isVsock(text: string): boolean {
  const [cid = '', port, more] = text.split(':');
  const isNumber = (one: string) => (parseNumber(one) ?? -1n) >= 0n;
  return port !== undefined && more === undefined && isNumber(port) && (cid === '' || isNumber(cid));
}

function isAddressWithPort(text: string): boolean {
  const plain = text.replace(/#[^#\s]+$/, '');
  const v6 = /^\[([^\]%]*)(?:%([^\]]+))?\]:(\d+)(?:%(\S+))?$/.exec(plain);
  if (v6) return isIpv6(v6[1]!) && isPort(v6[3]!) && isZone(v6[2] ?? v6[4]);
  const v4 = /^([\d.]+):(\d+)(?:%(\S+))?$/.exec(plain);
  return v4 !== null && IPV4.test(v4[1]!) && isPort(v4[2]!) && isZone(v4[3]);
}

function isZone(zone: string | undefined): boolean {
  return zone === undefined || isInterface(zone) || /^[1-9]\d*$/.test(zone);
}

const FAMILIES =
  'route firewall inet-diag nflog xfrm selinux iscsi audit fib-lookup connector netfilter ip6-fw dnrtmsg kobject-uevent generic scsitransport ecryptfs rdma'.split(
    ' ',
  );

export const listenNetlink: Check = (text) => {
  if (text === '') return undefined;
  const [family = '', group, more] = text.split(/\s+/);
  const isFamily = FAMILIES.includes(family) || inRange(family, 0n, 2_147_483_647n);
  const isGroup = group === undefined || inRange(group, 0n, 4_294_967_295n);
  return isFamily && isGroup && more === undefined ? undefined : ignored('address');
};

const ATTACH =
  'ingress egress sock_create sock_ops device bind4 bind6 connect4 connect6 post_bind4 post_bind6 sendmsg4 sendmsg6 sysctl recvmsg4 recvmsg6 getsockopt setsockopt'.split(
    ' ',
  );

/** `type:path` */
export const bpfProgram: Check = (text) => {
  if (text === '') return undefined;
  const colon = text.indexOf(':');
  if (colon < 0 || colon + 1 === text.length) return ignored('syntax');
  if (!ATTACH.includes(text.slice(0, colon))) return ignored('choice', { choices: ATTACH });
  const path = text.slice(colon + 1);
  if (!path.startsWith('/')) return ignored('absolute-path');
  return isNormalized(path) ? undefined : ignored('normal-path');
};
