/** Where envlint differs from systemd 252 on purpose, and why. */
import { isWithoutEffect } from '../../../src/knowledge/systemd/versions.ts';
import type { Key } from './compare.ts';
import type { Outcome } from './verify.ts';

interface Difference {
  readonly reason: string;
  readonly fits: (key: Key, value: string, ours: Outcome, theirs: Outcome) => boolean;
}

const DIFFERENCES: readonly Difference[] = [
  {
    reason: 'the value contains a specifier; what it becomes on another machine is not known',
    fits: (_, value, ours) => ours === 'accepted' && /%[a-zA-Z]/.test(value),
  },
  {
    reason: 'names of system calls and groups of them belong to libseccomp, which grows',
    fits: ({ key }, _, ours) => ours === 'accepted' && /^SystemCall(?:Filter|Log)$/.test(key),
  },
  {
    reason: 'names of file systems and address families belong to the kernel, which grows',
    fits: ({ key }, _, ours) => ours === 'accepted' && /^Restrict(?:FileSystems|AddressFamilies)$/.test(key),
  },
  {
    reason: 'options of partitions of an image are not judged',
    fits: ({ key }, _, ours) => ours === 'accepted' && /^(?:RootImageOptions|MountImages|ExtensionImages)$/.test(key),
  },
  {
    reason: 'time zones are not looked up',
    fits: ({ key }, value, ours) => ours === 'accepted' && key === 'OnCalendar' && value.includes('/X'),
  },
  {
    reason: 'architectures that other machines have',
    fits: ({ key }, value, ours) => ours === 'accepted' && key === 'Personality' && /^(?:arm|ppc|s390)/.test(value),
  },
  {
    reason: 'the prefix | of commands came with systemd 258',
    fits: ({ kind }, value, ours) => ours === 'accepted' && kind === 'exec' && value.startsWith('|'),
  },
  {
    reason: 'an empty value resets the key in newer versions',
    fits: ({ key }, value, ours) => ours === 'accepted' && key === 'PrivateMounts' && value === '',
  },
  {
    reason: "Debian's systemd says this only when it debugs; upstream's notes it",
    fits: (_, value, ours, theirs) => ours === 'noted' && theirs === 'accepted' && value.startsWith('/var/run/'),
  },
  {
    reason: 'newer versions ignore the key, 252 does not say so yet',
    fits: ({ key }, _, ours, theirs) => ours === 'noted' && theirs === 'accepted' && isWithoutEffect(key),
  },
];

/** Why this disagreement is meant; undefined: it is a fault. */
export function reasonFor(key: Key, value: string, ours: Outcome, theirs: Outcome): string | undefined {
  return DIFFERENCES.find((one) => one.fits(key, value, ours, theirs))?.reason;
}
