/**
 * ssh's configuration, as far as it decides the route of a connection: ssh_config(5), compared with `ssh -G` of OpenSSH 9.2. For
 * each keyword the first value counts; `Host` and `Match` start sections; `Match final` and CanonicalizeHostname read all of it
 * again with the final name.
 */
import type { SshConfig, SshLine, SshSettings, SshTarget } from './model.ts';
import { readOnce } from './reading.ts';

/** So many combinations of conditions that only run time decides are tried. */
const MOST_READINGS = 32;

/** The settings for a destination. What only run time decides (`Match exec`) is tried both ways: often nothing depends on it. */
export function sshSettings(config: SshConfig, target: SshTarget): SshSettings {
  const readings: SshSettings[] = [];
  const waiting: ReadonlyMap<SshLine['place'], boolean>[] = [new Map()];
  let undecided: SshLine | undefined;
  for (let assumed = waiting.pop(); assumed; assumed = waiting.pop()) {
    const { settings, question } = readOnce(config, target, assumed);
    undecided ??= question;
    if (settings.open || readings.length + waiting.length > MOST_READINGS)
      return { ...settings, open: settings.open ?? undecided };
    if (question) for (const answer of [true, false]) waiting.push(new Map(assumed).set(question.place, answer));
    else readings.push(settings);
  }
  const [first = {}] = readings;
  return readings.every((one) => deciding(one) === deciding(first)) ? first : { open: undecided };
}

const deciding = ({ hostName, port, proxy }: SshSettings): string =>
  JSON.stringify([hostName?.value, port?.value, proxy?.keyword, proxy?.value]);
