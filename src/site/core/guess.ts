/** What a pasted text is: the name under which envlint reads such a file, or the text of an error. */
import { detect } from '../../languages/detect.ts';

export interface Guess {
  /** Undefined: it looks like no file that envlint reads, so it is taken for an error. */
  readonly name: string | undefined;
  /** `clash`, `shell (zsh)` */
  readonly kind: string;
}

/** The first shape that fits gives the name; the usual detection has the last word on what it is. */
const SHAPES: readonly (readonly [RegExp, string])[] = [
  [/^\s*(?:<\?xml[^>]*>\s*)?(?:<!DOCTYPE plist|<plist)/, 'com.example.agent.plist'],
  [/^(?:mixed-port|port|socks-port|proxies|proxy-groups|rules|rule-providers|mode|dns):/m, 'config.yaml'],
  [/^services:[ \t]*$/m, 'compose.yaml'],
  [/^\[(?:Unit|Service|Install)\][ \t]*$/m, 'example.service'],
  [/^\[Resolve\][ \t]*$/m, 'resolved.conf'],
  [/^nameserver\s+\S/m, 'resolv.conf'],
  [/^\s*\{[\s\S]*"(?:mcpServers|env|permissions)"\s*:/, '.claude/settings.json'],
  [/^\s*\{[\s\S]*"proxies"\s*:\s*\{/, '.docker/config.json'],
  [/^\[(?:mcp_servers|shell_environment_policy|model_providers)/m, '.codex/config.toml'],
  [/^[ \t]*\[(?:http|https|core|user)(?: "[^"]*")?\][ \t]*$/m, '.gitconfig'],
  [/^[ \t]*set\s+-(?:gx|x|Ux|xg)\s/m, 'config.fish'],
  [/^FROM[ \t]+\S/m, 'Dockerfile'],
  [/^#!.*\bzsh\b|^[ \t]*(?:autoload|setopt|compinit)\b/m, '.zshrc'],
  [/^#!/, 'script.sh'],
  [/^[ \t]*(?:export|alias|unset|source|function)\s|^[ \t]*\w+[ \t]*\(\)[ \t]*\{|^[ \t]*if \[/m, '.bashrc'],
  [/^(?:registry|https?-proxy|proxy|noproxy)[ \t]*=/m, '.npmrc'],
];

/** Guesses; never fails. */
export function guess(text: string): Guess {
  const shape = SHAPES.find(([pattern]) => pattern.test(text.slice(0, 20_000)))?.[1];
  const name = shape ?? (looksLikeDotenv(text) ? '.env' : undefined);
  if (name === undefined) return { name, kind: '' };
  const found = detect(name, text, true);
  if (!found) return { name: undefined, kind: '' };
  return { name, kind: found.dialect ? `${found.language} (${found.dialect})` : found.language };
}

/** Most lines that say something are `NAME=value`. */
function looksLikeDotenv(text: string): boolean {
  const lines = text.split('\n').filter((line) => !/^\s*(?:#|$)/.test(line));
  const assignments = lines.filter((line) => /^\s*[A-Za-z_]\w*\s*=/.test(line));
  return lines.length > 0 && assignments.length * 2 > lines.length;
}
