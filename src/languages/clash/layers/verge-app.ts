/** What Clash Verge Rev lays over everything (`enhance/mod.rs: merge_default_config` and after it): its own keys, TUN, DNS. */
import { entryOf } from '../../../text.ts';
import { entriesOf, get, itemsOf, type MapEntry, type MapNode, type Node, scalarAt } from '../tree.ts';
import { cleanGroups, keyFrom, mapGroups, mergeMaps, withEntry, without } from './merge.ts';
import { rootOf } from './roots.ts';
import { APP, GENERATED, titleOf, type VergeWork } from './verge-index.ts';
import { addLayer, mapAt, pathOf } from './work.ts';

/** Ports that are removed unless they are switched on in `verge.yaml`. */
const SWITCHED: Readonly<Record<string, string>> = {
  'socks-port': 'verge_socks_enabled',
  port: 'verge_http_enabled',
  'redir-port': 'verge_redir_enabled',
  'tproxy-port': 'verge_tproxy_enabled',
};
/** Keys that the app always sets (`config/clash.rs: template`). */
const FORCED = [
  'mixed-port',
  ...Object.keys(SWITCHED),
  'mode',
  'log-level',
  'allow-lan',
  'ipv6',
  'secret',
  'external-controller',
];

/** Its settings, the clean-up of the groups, TUN, DNS. */
export function layApp(work: VergeWork): void {
  const verge = mapAt(work, 'verge.yaml');
  const isOn = (key: string): boolean => scalarAt(verge, key)?.text === 'true';
  const app = mapAt(work, APP);
  if (app) laySettings(work, app, isOn);
  else layWritten(work);
  work.config = cleanGroups(work.config);
  layTun(work, verge);
  if (isOn('enable_dns_settings')) layDns(work);
}

function laySettings(work: VergeWork, app: MapNode, isOn: (key: string) => boolean): void {
  for (const entry of entriesOf(app).values()) {
    const name = entry.key.value.text;
    const flag = entryOf(SWITCHED, name);
    const tun = get(work.config, 'tun');
    if (name === 'tun' && entry.value.kind === 'map' && tun?.kind === 'map') {
      work.config = withEntry(work.config, { key: entry.key, value: mergeMaps(tun, entry.value, false) });
    } else if (flag !== undefined && !isOn(flag)) work.config = without(work.config, name);
    else if (name === 'external-controller' && !isOn('enable_external_controller')) {
      work.config = without(work.config, name);
    } else work.config = withEntry(work.config, entry);
  }
  addLayer(work, pathOf(work.folder, APP), 'app', titleOf('app', ''), app);
}

/** Without the app's own file the one it wrote for the core tells what it set last. */
function layWritten(work: VergeWork): void {
  const file = pathOf(work.folder, GENERATED);
  const written = rootOf(work.documents.get(file));
  if (written?.kind !== 'map') return;
  const entries = entriesOf(written);
  for (const name of FORCED) {
    const entry = entries.get(name);
    work.config = entry ? withEntry(work.config, entry) : without(work.config, name);
  }
  addLayer(work, file, 'app', titleOf('app', ''), {
    ...written,
    entries: FORCED.flatMap((name) => entries.get(name) ?? []),
  });
}

/** `tun.enable` is what the app's switch says, whatever the layers say; without a switch it is off. */
function layTun(work: VergeWork, verge: MapNode | undefined): void {
  const tun = entriesOf(work.config).get('tun');
  if (tun?.value.kind !== 'map') return;
  const flag = verge && entriesOf(verge).get('enable_tun_mode');
  const value = flag
    ? withEntry(tun.value, { key: named(flag, 'enable'), value: flag.value })
    : without(tun.value, 'enable');
  work.config = withEntry(work.config, { key: tun.key, value });
}

/** `dns` and `hosts` are replaced as wholes; a file without `dns:` is the map itself. */
function layDns(work: VergeWork): void {
  const root = mapAt(work, 'dns_config.yaml');
  if (!root) return;
  addLayer(work, pathOf(work.folder, 'dns_config.yaml'), 'dns', titleOf('dns', ''), root);
  const [dns, hosts] = ['dns', 'hosts'].map((key) => entriesOf(root).get(key));
  const first = root.entries[0];
  if (dns?.value.kind === 'map') work.config = withEntry(work.config, dns);
  else if (first && !dns) work.config = withEntry(work.config, { key: named(first, 'dns'), value: root });
  if (hosts?.value.kind === 'map') work.config = withEntry(work.config, hosts);
}

const named = ({ key }: MapEntry, text: string): MapEntry['key'] => ({ ...key, value: { ...key.value, text } });

/**
 * The node that the user chose in each group (`selected` of the profile, which `use-profiles.ts: activateSelected` sets again
 * when the profile is activated), as the group's default. A choice that the group does not name counts for nothing.
 */
export function withChoices(config: MapNode, profile: Node): MapNode {
  const chosen = new Map<string, Node>();
  for (const one of itemsOf(get(profile, 'selected'))) {
    const [name, now] = [scalarAt(one, 'name')?.text, get(one, 'now')];
    if (name !== undefined && now?.kind === 'scalar' && now.type !== 'null') chosen.set(name, now);
  }
  if (chosen.size === 0) return config;
  return mapGroups(config, (group) => {
    const now = chosen.get(scalarAt(group, 'name')?.text ?? '');
    const text = now?.kind === 'scalar' ? now.value.text : undefined;
    const isMember = itemsOf(get(group, 'proxies')).some((one) => one.kind === 'scalar' && one.value.text === text);
    return now && isMember ? withEntry(group, { key: keyFrom(now, 'default-selected'), value: now }) : group;
  });
}
