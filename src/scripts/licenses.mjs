/** The licences of the packages in the bundles: all of them ask to be handed on with what they permit. */
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** One text about all packages these modules (absolute paths) are of. Throws where a package brings no licence. */
export function licensesText(modules) {
  const folders = modules.flatMap((file) => /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(file) ?? []);
  const texts = [...new Set(folders)].sort().map(licenseText);
  return `envlint's files hold parts of these packages.\n\n${texts.join('\n')}`;
}

function licenseText(folder) {
  const { name, version, license } = JSON.parse(readFileSync(resolve(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[sc]e/i.test(entry));
  if (!file) throw new Error(`${name} brings no licence`);
  const text = readFileSync(resolve(folder, file), 'utf8').replace(/\r\n/g, '\n').trim();
  return `${name} ${version} (${license})\n\n${text.replace(/^(?=.)/gm, '    ')}\n`;
}
