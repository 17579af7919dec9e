/** An entry of a NO_PROXY list: how each client reads it, and which hosts in use it exempts. */
import { factsIn } from '../../project.ts';
import { itemsOf } from '../../queries/proxies/exemptions.ts';
import { proxyRole } from '../../queries/proxies/proxies.ts';
import { urlOf, usedHosts } from '../../queries/usage.ts';
import { clientTitle } from '../../routing/client-title.ts';
import { covering } from '../../routing/exemptions/plain.ts';
import { type Role, type Understanding, understoodBy } from '../../routing/exemptions/understood.ts';
import { parseTarget } from '../../routing/url/target.ts';
import { spanOf } from '../../text.ts';
import { code, holds, say, type View } from '../view.ts';
import { words } from '../words.ts';
import { type Said, table } from './said.ts';

/** What is to be said about the entry at an offset; undefined: it is none. */
export function exemptionHover(view: View, file: string, offset: number): Said | undefined {
  const fact = factsIn(view.project, file, 'env').find(({ value }) => holds(value.at, offset));
  if (!fact || proxyRole(fact.name.text) !== 'no-proxy') return undefined;
  for (const item of itemsOf(fact.value)) {
    const at = spanOf(fact.value, item.start, item.end);
    if (item.text === '' || !holds(at, offset)) continue;
    const understandings = understoodBy(item.text);
    const covered = usedHosts(view.project)
      .filter((used) => item.entries.some((entry) => covering(entry, parseTarget(urlOf(used)))))
      .map(({ host }) => host);
    const hosts = [...new Set(covered)].map(code).join(words(view, ', ', '、'));
    const parts = [`**${fact.name.text}** ${code(item.text)}`, entryTable(view, understandings)];
    if (hosts !== '') parts.push(words(view, `Hosts in use that it is for: ${hosts}`, `涉及正在使用的主机：${hosts}`));
    return { at, markdown: parts.join('\n\n') };
  }
  return undefined;
}

function entryTable(view: View, understandings: readonly Understanding[]): string {
  const rows = understandings.map((one) => [say(view, clientTitle(one.client.name)), verdict(view, one)]);
  return table([words(view, 'client', '客户端'), words(view, 'goes direct', '直连范围')], rows);
}

function verdict(view: View, { covers, crashes, understood, why }: Understanding): string {
  if (crashes) return words(view, 'fails on it', '遇到它会报错');
  const roles = covers.map((role) => roleWords(view, role)).join(words(view, ', ', '、'));
  if (understood) return roles;
  const reason = why ? say(view, why).replaceAll('|', '\\|') : '';
  return `${roles === '' ? words(view, 'nothing', '无') : roles}${reason === '' ? '' : ` (${reason})`}`;
}

function roleWords(view: View, role: Role): string {
  if (role === 'itself') return words(view, 'the host', '该主机');
  return role === 'subdomain'
    ? words(view, 'its subdomains', '其子域名')
    : words(view, 'what is inside', '范围内的地址');
}
