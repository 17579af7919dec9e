/** Servers and machines of resolver files. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { publicResolver } from '../../src/knowledge/resolvers.ts';
import {
  dnsServers,
  effectiveLines,
  nameserverIp,
  nameservers,
  operatorOf,
  resolvedAddress,
  resolvedMachines,
  resolvFiles,
} from '../../src/queries/resolvers.ts';
import { formatIp } from '../../src/routing/url/ip.ts';
import { projectOf } from '../helpers/project.ts';

describe('a server of resolved.conf', () => {
  test.each<[string, string, string | undefined, boolean]>([
    ['1.1.1.1', '1.1.1.1', undefined, false],
    ['1.1.1.1:853#one.one.one.one', '1.1.1.1', 'one.one.one.one', true],
    ['[2606:4700:4700::1111]:853#x', '2606:4700:4700::1111', 'x', true],
    ['2606:4700:4700:0::1111#x', '2606:4700:4700::1111', 'x', false],
    ['fe80::1%eth0', 'fe80::1', undefined, false],
    ['1.1.1.1#备份', '1.1.1.1', '备份', false],
  ])('%s', (text, ip, tlsName, hasPort) => {
    const address = resolvedAddress(text)!;
    expect([formatIp(address.ip), address.tlsName, address.hasPort]).toEqual([ip, tlsName, hasPort]);
  });

  test.each([
    '8.8.8.8,',
    'dns.google',
    'https://dns.google/dns-query',
    'tls://1.1.1.1',
    '1.1.1.1#',
    '#',
    '8.8.8',
    '1.1.1.1:0',
    '1.1.1.1:99999',
    '::1:53x',
    '[::1]',
    '[::1]#x',
    '1.1.1.1#a,1.0.0.1#b',
  ])('%s is none', (text) => {
    expect(resolvedAddress(text)).toBeUndefined();
  });
});

describe('a server of resolv.conf', () => {
  test.each(['8.8.8.8', '127.1', '::1', 'fe80::1%eth0'])('%s', (text) => {
    expect(nameserverIp(text)).toBeDefined();
  });

  test.each(['8.8.8.8;', '8.8.8.8:53', 'dns.google', '8.8.8.8,1.1.1.1', ''])('%j is none', (text) => {
    expect(nameserverIp(text)).toBeUndefined();
  });
});

describe('a machine', () => {
  const project = projectOf({
    'etc/systemd/resolved.conf.d/20-b.conf': '[Resolve]\nDNS=\nDNS=223.5.5.5 # home\n',
    'etc/systemd/resolved.conf': '[Resolve]\nDNS=1.1.1.1\nDomains=lan\n',
    'etc/systemd/resolved.conf.d/10-a.conf': '[Resolve]\nDNS=8.8.8.8\n[Other]\nDNS=9.9.9.9\n',
    'etc/resolv.conf':
      'nameserver 1.1.1.1\n nameserver 9.9.9.9\nnameserver x\nnameserver 8.8.8.8 # b\nnameserver 8.8.4.4\nnameserver 1.0.0.1\n',
  });

  test('reads its drop-ins after the main file, by name, and an empty line starts over', () => {
    const [machine, ...others] = resolvedMachines(project);
    expect(others).toEqual([]);
    expect(machine!.map(({ file }) => file.split('/').at(-1))).toEqual(['resolved.conf', '10-a.conf', '20-b.conf']);
    expect(effectiveLines(machine!, 'DNS').map(({ value }) => value.text)).toEqual(['223.5.5.5 # home']);
    expect(dnsServers(project, machine!).map((server) => operatorOf(server)?.operator)).toEqual(['AliDNS']);
  });

  test('keeps three usable nameservers', () => {
    const [file] = resolvFiles(project);
    expect(nameservers(project, file!).map(({ ip }) => formatIp(ip))).toEqual(['1.1.1.1', '8.8.8.8', '8.8.4.4']);
  });
});

describe('known servers', () => {
  test.each([
    ['2400:3200::1', 'domestic', 'dns.alidns.com'],
    ['119.29.29.29', 'domestic', undefined],
    ['8.8.4.4', 'overseas', 'dns.google'],
  ])('%s', (address, region, name) => {
    expect([publicResolver(address)?.region, publicResolver(address)?.tlsName]).toEqual([region, name]);
  });
});

// ── against systemd itself ──────────────────────────────────────────────────────────────────────────────────────────

const folder = '/usr/lib/x86_64-linux-gnu/systemd';
const library = listed().find((name) => /^libsystemd-shared-\d+.*\.so$/.test(name));
if (!library) console.log('skipped: comparison with in_addr_full_new_from_string (no libsystemd-shared)');

function listed(): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

describe.skipIf(!library || spawnSync('python3', ['--version']).status !== 0)('systemd-resolved', () => {
  test('accepts the same words', () => {
    const part = fc.constantFrom(
      '1.1.1.1',
      '2606:4700::1',
      '[',
      ']',
      '[::1]',
      ':',
      ':53',
      ':853',
      ':0',
      '#',
      '#a.b',
      '.',
      '9',
      'x',
      '8.8.8.8',
      '::',
      '/',
      '-',
    );
    const words = [
      '1.1.1.1:853#x',
      '[::1]:53#x',
      '1.1.1.1',
      ...fc
        .sample(fc.array(part, { minLength: 1, maxLength: 4 }), { numRuns: 1500, seed: 3 })
        .map((parts) => parts.join('')),
    ];
    const script = `import ctypes, json, sys
lib = ctypes.CDLL('${folder}/${library}')
out = []
for word in json.load(sys.stdin):
    pointer = ctypes.c_void_p()
    out.append(lib.in_addr_full_new_from_string(word.encode(), ctypes.byref(pointer)) >= 0)
json.dump(out, sys.stdout)`;
    const theirs = JSON.parse(
      spawnSync('python3', ['-c', script], { input: JSON.stringify(words), encoding: 'utf8' }).stdout,
    ) as boolean[];
    const differing = words.filter((word, index) => (resolvedAddress(word) !== undefined) !== theirs[index]);
    expect(differing).toEqual([]);
    expect(theirs.filter(Boolean).length).toBeGreaterThan(50);
  });
});
