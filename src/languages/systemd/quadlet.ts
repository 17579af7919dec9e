/**
 * Quadlet (podman-systemd.unit(5)): what `[Container]` sets is given to the container, and what `[Build]` sets to the image, while
 * `[Service]` is systemd's, for podman itself.
 */
import type { Recipient, Scope } from '../../core.ts';
import type { UnitFile } from './unit-file.ts';

/** The scope of the lines of each section. */
export function quadletScopes({ lines, sections }: UnitFile, file: Scope): (section: string) => Scope {
  const values = (key: string): readonly string[] =>
    lines
      .filter((line) => line.section === 'Container' && line.key === key)
      .map(({ joined, start, end }) => joined.text.slice(start, end).trim());
  const isInPod = values('Pod').some((name) => name !== '');
  const loopback = loopbackOf([...values('Network'), ...values('PodmanArgs')]) ?? (isInPod ? 'other' : undefined);
  // Then it has all that podman has besides, which is not known here.
  const isOpen = /^(?:true|yes|on|1)$/i.test(values('EnvironmentHost').at(-1) ?? '');
  const made = new Map<string, Scope>();
  const scopeFor = (section: string, kind: Recipient['kind']): Scope => {
    const at = sections.find(({ name }) => name === section)?.at ?? file.at;
    const recipient = { kind, program: 'quadlet', inherits: 'nothing', loopback } as const;
    return { kind: 'block', name: '', at, parent: file, recipient };
  };
  return (section) => {
    if ((section !== 'Container' && section !== 'Build') || isOpen) return file;
    const known = made.get(section) ?? scopeFor(section, section === 'Build' ? 'build' : 'container');
    made.set(section, known);
    return known;
  };
}

/** `Network=host`, `PodmanArgs=--network=host`, `Network=other.container`, `Network=container:other`. */
function loopbackOf(networks: readonly string[]): Recipient['loopback'] {
  if (networks.some((text) => /^host$|--net(?:work)?[= ]host\b/.test(text))) return 'host';
  return networks.some((text) => /\.(?:container|pod)$|^container:|--net(?:work)?[= ]container:/.test(text))
    ? 'other'
    : undefined;
}
