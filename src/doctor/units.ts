/** Which files of systemd describe a unit that runs. */

/** The names of files that a unit is made of: its own, and for an instance such as `bot@work.service` the template `bot@.service`. */
export function fileNames(unit: string): readonly string[] {
  const [at, dot] = [unit.indexOf('@'), unit.lastIndexOf('.')];
  return at < 0 || dot < at ? [unit] : [unit, unit.slice(0, at + 1) + unit.slice(dot)];
}
