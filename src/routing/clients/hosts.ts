/** Could a proxy's host exist at all? Clients that don't ask find out from the resolver, and then the request fails. */
import { parseIp, parseIpv4Legacy } from '../url/ip.ts';

/**
 * An address, or labels of letters, digits, hyphens and underscores; one trailing dot is allowed. A typo such as
 * `http//127.0.0.1:7890` leaves the name of a scheme as the host.
 */
export function isHostName(host: string): boolean {
  if (host === '' || host.length > 254 || /^(?:https?|socks(?:4a?|5h?)?)$/i.test(host)) return false;
  if (parseIp(host)) return true;
  if (/(?:^|\.)\d+\.?$/.test(host)) return parseIpv4Legacy(host) !== undefined;
  return /^(?:[a-z0-9_](?:[a-z0-9_-]{0,62})\.)*[a-z0-9_][a-z0-9_-]{0,62}\.?$/i.test(host);
}

/** Words people write to mean "no proxy". Clients look for a host of that name (only apt knows `DIRECT`). */
export function isPlaceholder(value: string): boolean {
  return /^(?:none|off|direct|false|no|null|disabled?)$/i.test(value);
}
