/** launchd's property lists: jobs, not preferences and not bundles. */
import type { LanguageAbout } from '../shared/about.ts';
import { countOf } from '../shared/parts.ts';

export const about: LanguageAbout = {
  name: 'launchd',
  holdsEnvironments: true,
  // A binary one contains a byte or two of each thing it refers to.
  parts: (text) => (text.startsWith('bplist') ? text.length / 8 : countOf(text, '</') + countOf(text, '/>')) / 2,
  readsBytes: true,
  places: {
    system: ['/Library/LaunchAgents/*.plist', '/Library/LaunchDaemons/*.plist'],
    home: ['Library/LaunchAgents/*.plist'],
  },
  mayBe: (name) => /\.plist$/i.test(name),
  byContent: (path, text) => (isJob(path, text) ? { language: 'launchd' } : undefined),
  byContentAlone: (head) => (isJob('', head) ? { language: 'launchd' } : undefined),
};

/** A launchd job has a Label and something to run; preference and bundle plists have neither. */
function isJob(path: string, text: string): boolean {
  if (/<key>\s*CFBundle(?:Identifier|Executable)\s*<\/key>/.test(text)) return false;
  if (/(?:^|\/)(?:LaunchAgents|LaunchDaemons|launchd)\/[^/]+$/i.test(path)) return true;
  if (text.startsWith('bplist0')) return text.includes('Label') && text.includes('Program');
  return (
    /<key>\s*Label\s*<\/key>/.test(text) && /<key>\s*(?:Program|ProgramArguments|BundleProgram)\s*<\/key>/.test(text)
  );
}
