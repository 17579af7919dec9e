/**
 * Tells Clash YAML from all other YAML by its content, without parsing it: one pass over the lines that begin in the
 * first column. Names say little here (`config.yaml`); Kubernetes, Compose and CI files share single keys with Clash.
 */

/** Keys no other program's top level has: one of them decides. */
const OWN_KEYS: ReadonlySet<string> = new Set([
  'mixed-port',
  'socks-port',
  'redir-port',
  'tproxy-port',
  'allow-lan',
  'external-controller',
  'external-ui',
  'proxy-groups',
  'proxy-providers',
  'rule-providers',
  'sub-rules',
  'geodata-mode',
  'geox-url',
  'unified-delay',
  'find-process-mode',
  'Proxy Group',
]);

/** Keys Clash shares with others: two of them decide. */
const SHARED_KEYS: ReadonlySet<string> = new Set([
  'proxies',
  'rules',
  'tun',
  'sniffer',
  'log-level',
  'bind-address',
  'Proxy',
  'Rule',
]);

const MODE = /^mode:[ \t]*['"]?(?:rule|global|direct)['"]?[ \t]*(?:#.*)?$/i;
const FOREIGN = /^(?:apiVersion|kind|services|openapi|swagger|jobs|AWSTemplateFormatVersion):/;
/** The head of a section: OpenClash's overwrite modules are such a file with YAML further down, whatever their ending. */
const SECTION = /^\[[A-Za-z][\w -]{0,40}\]$/;
/** The type at the start of a rule. */
const RULE =
  /^['"]?(?:DOMAIN(?:-SUFFIX|-KEYWORD|-REGEX|-WILDCARD)?|IP-CIDR6?|IP-ASN|IP-SUFFIX|SRC-IP-CIDR|GEOIP|GEOSITE|RULE-SET|SUB-RULE|(?:DST|SRC|IN)-PORT|PROCESS-(?:NAME|PATH)|AND|OR|NOT|NETWORK|MATCH|FINAL),/i;
const DASH = /^[ \t]*-[ \t]+/;
const DOMAIN_ITEM = /^[ \t]*-[ \t]+['"]?(?:\+?\.|\*\.)?[\w*-]{1,63}(?:\.[\w*-]{1,63})+['"]?[ \t]*(?:#.*)?$/;
/** A list in brackets, which mihomo reads nothing from. */
const FLOW_PAYLOAD = /^payload:[ \t]*\[[ \t]*['"]?(?:[+*]?\.)?[\w*-]{1,63}(?:\.[\w*-]{1,63})+/;
const CIDR_ITEM = /^[ \t]*-[ \t]+['"]?(?:\d{1,3}(?:\.\d{1,3}){3}|[\da-f:]{2,39})\/\d{1,3}['"]?[ \t]*(?:#.*)?$/i;
const NODE = /\btype:[ \t]*['"]?(?:ssr?|vmess|vless|trojan|hysteria2?|tuic|snell|socks5|wireguard|anytls|http)\b/;
/** How many lines below `rules:`, `payload:` or `proxies:` are looked at for their content. */
const LOOK_AHEAD_LINES = 24;
/** No line that means something here is longer; the patterns never see more. */
const LONGEST_LINE_CHARACTERS = 400;

/**
 * Is this text a Clash or mihomo file: a configuration, an override, a node list, a YAML rule-provider? Plain text
 * lists of rules are not distinguished from other lists and answer false.
 */
export function looksLikeClash(text: string): boolean {
  if (/^\uFEFF?\s*\{(?!\{)/.test(text)) return looksLikeFlowClash(text);
  let evidence = 0;
  let below = '';
  let ahead = 0;
  const seen = new Set<string>();
  for (let at = text.charCodeAt(0) === 0xfeff ? 1 : 0; at < text.length; ) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline;
    const first = text.charCodeAt(at);
    const isIndented = first === 32 || first === 9 || first === 45;
    if (!isIndented || ahead > 0) {
      const line = text.slice(at, Math.min(end, at + LONGEST_LINE_CHARACTERS)).trimEnd();
      if (isIndented) {
        ahead--;
        if (isClashContent(below, line)) return true;
      } else if (FOREIGN.test(line) || SECTION.test(line)) return false;
      else if (line !== '' && first !== 35) {
        const key = topLevelKey(line);
        const known = key !== undefined && !seen.has(key);
        if (known) evidence += keyWeight(key, line);
        if (known) seen.add(key);
        if (evidence >= 2) return true;
        below = key ?? '';
        ahead =
          below === 'rules' || below === 'Rule' || below === 'payload' || below === 'proxies' ? LOOK_AHEAD_LINES : 0;
      }
    }
    at = end + 1;
  }
  return false;
}

/** Characters of a one-line or JSON file that are looked at. */
const FLOW_HEAD_CHARACTERS = 65_536;
const FLOW_KEY = /(?:"([^"\\]{1,60})"|'([^']{1,60})'|([A-Za-z][\w -]{0,40}))[ \t]*:(?=[\s"'[{\d])/y;

/** Is a text in braces (JSON, or YAML's flow style) a Clash file, by the keys of its outermost map? */
function looksLikeFlowClash(text: string): boolean {
  const head = text.slice(0, FLOW_HEAD_CHARACTERS);
  const keys = new Set<string>();
  let depth = 0;
  for (let at = head.indexOf('{'); at < head.length; at++) {
    const character = head[at] as string;
    if (depth === 1) {
      FLOW_KEY.lastIndex = at;
      const match = FLOW_KEY.exec(head);
      if (match) {
        keys.add((match[1] ?? match[2] ?? match[3] ?? '').trim());
        at += match[0].length - 1;
        continue;
      }
    }
    if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') depth--;
    else if (character === '"' || character === "'") at = closing(head, at, character);
    if (depth === 0) break;
  }
  return [...keys].reduce((sum, key) => sum + (OWN_KEYS.has(key) ? 2 : SHARED_KEYS.has(key) ? 1 : 0), 0) >= 2;
}

/** Offset of the quote that closes the one at `start`, or the end of the text. */
function closing(text: string, start: number, quote: string): number {
  let at = start + 1;
  while (at < text.length && text[at] !== quote) at += text[at] === '\\' && quote === '"' ? 2 : 1;
  return at;
}

/** Is a text a list of whole rules in YAML, with or without `rules:` over it? Lists without policies are not ours. */
export function looksLikeRuleList(text: string): boolean {
  const isRule = (line: string): boolean => isRuleItem(line) && (/,.*,/.test(line) || /MATCH,/i.test(line));
  return everyLine(text.replace(/^(?:---|rules:)[ \t]*(?:#.*)?$/gm, ''), isRule);
}

/** `- DOMAIN,a.com,…`: an item of a list that begins as a rule does. */
const isRuleItem = (line: string): boolean => DASH.test(line) && RULE.test(line.replace(DASH, ''));

/** `DOMAIN,a.com,DIRECT` without a dash before it. */
export function isPlainRule(line: string): boolean {
  const text = line.trim();
  const count = text.split(',').length;
  return RULE.test(text) && (count > 2 || (count === 2 && /^MATCH,/i.test(text)));
}

/** `DOMAIN,a.com` or `IP-CIDR,10.0.0.0/8,no-resolve`. */
function isPlainEntry(line: string): boolean {
  const [, , ...rest] = line.split(',');
  return RULE.test(line) && rest.every((word) => /^(?:no-resolve|src)$/i.test(word.trim()));
}

/** Is a text a list of whole rules, each on a line of its own without a dash? */
export const looksLikePlainRules = (text: string): boolean => everyLine(text, isPlainRule);

/** Is a text the content of a rule-provider of `format: text`: `DOMAIN,a.com` without policies? */
export const looksLikePlainProvider = (text: string): boolean => everyLine(text, isPlainEntry);

function everyLine(text: string, test: (line: string) => boolean): boolean {
  const lines = text.split('\n', LOOK_AHEAD_LINES * 4).map((line) => line.slice(0, LONGEST_LINE_CHARACTERS).trim());
  const said = lines.filter((line) => line !== '' && !/^(?:#|\/\/)/.test(line)).slice(0, LOOK_AHEAD_LINES);
  return said.length > 0 && said.every(test);
}

function topLevelKey(line: string): string | undefined {
  const colon = line.indexOf(':');
  if (colon <= 0 || (colon + 1 < line.length && line[colon + 1] !== ' ' && line[colon + 1] !== '\t')) return undefined;
  const key = line.slice(0, colon).trimEnd();
  const quoted = /^(['"])(.*)\1$/.exec(key);
  return quoted ? quoted[2] : key;
}

function keyWeight(key: string, line: string): number {
  if (OWN_KEYS.has(key) || FLOW_PAYLOAD.test(line)) return 2;
  return SHARED_KEYS.has(key) || MODE.test(line) ? 1 : 0;
}

function isClashContent(below: string, line: string): boolean {
  if (below === 'proxies') return NODE.test(line);
  if (below === 'payload') return isRuleItem(line) || DOMAIN_ITEM.test(line) || CIDR_ITEM.test(line);
  return isRuleItem(line);
}

/** Does a text contain lines for a template engine (`{% if … %}`)? What is between them isn't certain. */
export function hasTemplateLines(text: string): boolean {
  return /^[ \t]*\{%/m.test(text);
}
