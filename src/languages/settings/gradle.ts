/**
 * `gradle.properties`: a Java properties file, of which the `systemProp.` lines become system properties. Java has one list for both
 * protocols: "The HTTPS protocol handler will use the same nonProxyHosts property as the HTTP protocol" (java.net, Networking
 * Properties).
 */
import type { Source } from '../../core.ts';
import { span, verbatim } from '../../text.ts';
import { stripped } from '../shared/ini.ts';
import { type Carrier, collect, linesOf } from './carrier.ts';

const OURS = /^systemProp\.https?\.(?:proxyHost|proxyPort|nonProxyHosts)$/;
const SECRET = /password$/i;

/** The proxy's host, port and list as settings; a list for https is marked as one that nobody reads. */
export function readGradle(source: Source): Carrier {
  const found = collect(source, 'gradle');
  const { text } = source;
  let isContinued = false;
  for (const line of linesOf(source)) {
    const { start, end } = stripped(text, line.start, line.end);
    const isRest = isContinued;
    isContinued = /(?:^|[^\\])(?:\\\\)*\\$/.test(text.slice(line.start, line.end).slice(-20));
    if (start === end || isRest) continue;
    const at = span(line, start, end);
    if (/[#!]/.test(text[start]!)) {
      found.comment(at, true);
      isContinued = false;
      continue;
    }
    const length = text.slice(start, end).search(/[=:\s]/);
    if (length < 1) continue;
    const key = text.slice(start, start + length);
    const gap = /^\s*[=:]?\s*/.exec(text.slice(start + length, end))?.[0].length ?? 0;
    const valueAt = span(line, start + length + gap, end);
    const value = verbatim(text.slice(valueAt.start, valueAt.end), valueAt);
    if (SECRET.test(key)) found.secret(valueAt);
    else if (OURS.test(key)) {
      const isUnread = key === 'systemProp.https.nonProxyHosts';
      found.setting(
        [key],
        verbatim(key, span(line, start, start + length)),
        value,
        at,
        isUnread ? 'unknown-name' : undefined,
      );
    }
  }
  return found.carrier;
}
