/** The program that reads the variables of a file by the file's own grammar. */
import type { Document } from '../../../core.ts';

/** libraries: what loads a `.env`, no two quite alike · systemd-file: systemd, from an EnvironmentFile or environment.d. */
export type FileReader =
  | 'libraries'
  | 'pam_env'
  | 'systemd-file'
  | 'systemd'
  | 'systemd-manager'
  /** podman's generator writes `--env NAME=value` into a command line, where systemd replaces `${X}`, but no `$X` within a word. */
  | 'quadlet'
  | 'launchd'
  | 'shell'
  | 'fish'
  /** Codex 0.171.0 hands the `env` of a server on as it is, opencode 1.18.33 all but `{env:NAME}` (measured). */
  | 'codex'
  | 'opencode'
  /** OpenClaw 2026.9.6 replaces `${NAME}` in capitals and leaves all else (src/config/env-substitution.ts). */
  | 'openclaw';

const READERS: Readonly<Record<string, FileReader>> = {
  dotenv: 'libraries',
  pam: 'pam_env',
  'environment-file': 'systemd-file',
  unit: 'systemd',
  manager: 'systemd-manager',
  quadlet: 'quadlet',
  plist: 'launchd',
  sh: 'shell',
  bash: 'shell',
  zsh: 'shell',
  fish: 'fish',
  codex: 'codex',
  opencode: 'opencode',
  openclaw: 'openclaw',
};

/** Undefined for files whose variables no such program reads, or that are expanded by their reader (environment.d). */
export function fileReader({ dialect }: Document): FileReader | undefined {
  return READERS[dialect];
}
