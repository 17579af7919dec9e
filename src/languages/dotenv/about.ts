/** `.env` files and their relatives, by name, place and content. */
import { isEnvName } from '../../knowledge/files/env-names.ts';
import { type Detected, isJson, type LanguageAbout } from '../shared/about.ts';

export const about: LanguageAbout = {
  name: 'dotenv',
  holdsEnvironments: true,
  places: {
    system: ['/etc/environment', '/etc/environment.d/*.conf'],
    home: [
      '.config/environment.d/*.conf',
      '.env',
      '.env.local',
      '.hermes/.env',
      '.hermes/profiles/*/.env',
      '.codex/.env',
      '.gemini/.env',
      '.openclaw/.env',
    ],
  },
  byName(name, folder) {
    if (name === 'environment' && folder.endsWith('/etc')) return { language: 'dotenv', dialect: 'pam' };
    if (folder.endsWith('/environment.d') && name.endsWith('.conf'))
      return { language: 'dotenv', dialect: 'environment.d' };
    return isEnvName(name) ? { language: 'dotenv' } : undefined;
  },
  // What init scripts and units read from `/etc`.
  whenNamed: (path) =>
    /(?:^|\/)etc\/(?:default|sysconfig|conf\.d)\/[^/]+$/.test(path)
      ? { language: 'dotenv', dialect: 'environment-file' }
      : undefined,
  // Settings of other programs have keys and `=`, too: their sections and their small letters tell them apart.
  byContentAlone(head) {
    return !/^[ \t]*\[/m.test(head) && isMostly(head, VARIABLE) ? { language: 'dotenv' } : undefined;
  },
  refine(found, name, head, interpreter) {
    if (isJson(head) || (OPEN_NAME.test(name) && !isMostly(head, ASSIGNMENT))) return undefined;
    if (interpreter) return { language: 'shell', dialect: interpreter };
    // Readers of a plain `.env` skip `export NAME`, and shells that source it do not: it is both.
    const plain = /^\.env(?:\.|$)/.test(name) ? head.replace(/^[ \t]*export(?:[ \t]+\w+)*[ \t\r]*$/gm, '') : head;
    return canBeSourced(found) && hasShellStatement(plain) ? { language: 'shell' } : found;
  },
};

/** `pam_env.conf`, whose lines are `NAME DEFAULT=value`, and texts about environments (`work_env.txt`) are named so, too. */
const OPEN_NAME = /^(?!\.env).*[._-]env\.(?:txt|conf|cfg|ini|list|log)$/i;
const ASSIGNMENT = /^[ \t]*(?:export[ \t]+)?[A-Za-z_][\w.-]*[ \t]*=/;

/** Are more than half of the lines, but for comments, such lines? */
function isMostly(head: string, pattern: RegExp): boolean {
  const lines = head.split('\n').filter((line) => /^[ \t]*[^#\s]/.test(line));
  return lines.filter((line) => pattern.test(line)).length * 2 > lines.length;
}

/** A line that sets a variable under a name as variables have it. */
const VARIABLE = /^[ \t]*(?:export[ \t]+)?(?:[A-Z_][A-Z\d_]*|(?:https?|all|no|ftp)_proxy)[ \t]*=/;

const canBeSourced = ({ dialect }: Detected): boolean => dialect === undefined || dialect === 'environment-file';

/** Statements no .env reader knows. */
const SHELL_STATEMENT =
  /^[ \t]*(?:(?:if|elif|case|while|until|for|function|source|\.|alias|unset|eval|set|echo|printf|readonly|declare|typeset|return|\[\[?)[ \t]+[^=\s]|(?:fi|done|esac|then|else)[ \t]*$|[\w-]+[ \t]*\(\)|export[ \t]+[A-Za-z_]\w*(?:[ \t]+[A-Za-z_]\w*)*[ \t]*$|export[ \t]+\w+="?(?:\$\(|`))/;

/** Is a file named like a .env meant to be sourced? Looks outside quoted values only. */
function hasShellStatement(head: string): boolean {
  let open = '';
  for (const line of head.split('\n')) {
    const start = line.slice(0, 400);
    if (open === '' && SHELL_STATEMENT.test(start.trimEnd())) return true;
    open = openQuote(line, open);
  }
  return false;
}

/** The quote still open after a line: inside one, lines are data. */
function openQuote(line: string, open: string): string {
  if (open !== '') return line.includes(open) ? '' : open;
  const match = /^[ \t]*(?:export[ \t]+)?[\w.-]+[ \t]*=[ \t]*(["'`])/.exec(line);
  if (!match?.[1]) return '';
  return line.indexOf(match[1], match[0].length) < 0 ? match[1] : '';
}
