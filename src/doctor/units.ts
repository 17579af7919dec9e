/** Which files of systemd describe a unit that runs. */

/** The names of files that a unit is made of: its own, and for an instance such as `bot@work.service` the template `bot@.service`. */
export function fileNames(unit: string): readonly string[] {
  const template = unit.replace(/@[^@]*(?=\.\w+$)/, '@');
  return template === unit ? [unit] : [unit, template];
}
