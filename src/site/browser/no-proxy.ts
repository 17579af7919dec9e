/** The NO_PROXY table: drawn anew with each keystroke; a pressed cell says why. */
import { inLang } from '../../report/model.ts';
import type { Decision } from '../../routing/client.ts';
import { entryOf, type Row, type Table, tableOf } from '../no-proxy/table.ts';
import { listWord } from '../no-proxy/words.ts';
import { byId, copyText, lang, make, press, tell } from './dom.ts';

const FIRST = {
  list: 'localhost,127.0.0.1,::1,10.0.0.0/8,192.168.*,*.corp.example,.internal',
  hosts:
    'http://127.0.0.1:8000\nhttp://[::1]:11434\nhttp://10.1.2.3:8080\nhttp://192.168.1.20\nhttps://git.corp.example\nhttps://internal',
  proxy: 'http://127.0.0.1:7890',
  names: 'both',
};

type Fields = typeof FIRST;
const KEYS = ['list', 'hosts', 'proxy', 'names'] as const satisfies readonly (keyof Fields)[];

/** The cell that is explained, by client and host. */
let chosen = { client: '', host: -1 };

const field = (key: keyof Fields): HTMLInputElement => byId<HTMLInputElement>(key);

function values(): Fields {
  return {
    list: field('list').value,
    hosts: field('hosts').value,
    proxy: field('proxy').value,
    names: field('names').value,
  };
}

function draw(): void {
  const { list, hosts, proxy, names } = values();
  const asked = { list, proxy, hosts: hosts.split('\n'), names: names as 'both' | 'lower' | 'upper' };
  const table = tableOf(asked);
  const { disputed } = table;
  byId('summary').textContent =
    disputed.length === 0
      ? listWord('agree', lang)
      : listWord('differ', lang, { n: disputed.length, all: table.hosts.length });
  byId('entries').replaceChildren(...entryTags(table));
  const shown = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.cell : undefined;
  byId('table').replaceChildren(tableElement(table));
  if (shown) document.querySelector<HTMLElement>(`[data-cell="${CSS.escape(shown)}"]`)?.focus();
  drawWhy(table);
}

function entryTags({ entries, usual, agents }: Table): HTMLElement[] {
  const all = usual.length + agents.length;
  return entries.map(({ entry, clients }) =>
    make(
      'span',
      { class: clients === 0 ? 'none' : clients < all ? 'some' : undefined },
      listWord(clients === 0 ? 'entryNone' : 'entry', lang, { entry, n: clients, all }),
    ),
  );
}

function tableElement(table: Table): HTMLElement {
  const heads = table.hosts.map((host, index) =>
    make('th', { scope: 'col', class: table.disputed.includes(index) ? 'disputed' : undefined }, shortHost(host)),
  );
  const head = make('thead', {}, make('tr', {}, make('th', { scope: 'col' }, listWord('client', lang)), ...heads));
  const group = (name: 'usual' | 'agents'): HTMLElement => {
    const title = make(
      'th',
      { class: 'group', colspan: String(table.hosts.length + 1), scope: 'rowgroup' },
      listWord(name, lang),
    );
    return make('tbody', {}, make('tr', {}, title), ...table[name].map((row) => rowElement(row)));
  };
  return make('table', {}, head, group('usual'), group('agents'));
}

const shortHost = (host: string): string => host.replace(/^https:\/\/|\/$/g, '');

function rowElement(row: Row): HTMLElement {
  const name = make('th', { scope: 'row', title: inLang(row.client.summary, lang) }, inLang(row.title, lang));
  name.append(make('small', {}, row.client.version));
  return make('tr', {}, name, ...row.decisions.map((decision, index) => make('td', {}, cell(row, decision, index))));
}

function cell({ client, title }: Row, decision: Decision, host: number): HTMLElement {
  const isChosen = chosen.client === client.name && chosen.host === host;
  const text = listWord(decision.verdict === 'proxy' ? 'through' : decision.verdict, lang);
  const entry = entryOf(decision);
  return press(
    entry === undefined ? text : `${text} · ${entry}`,
    {
      class: decision.verdict,
      'aria-pressed': String(isChosen),
      'aria-label': `${inLang(title, lang)}: ${text}`,
      'data-cell': `${client.name} ${host}`,
    },
    () => {
      chosen = { client: client.name, host };
      draw();
    },
  );
}

function drawWhy(table: Table): void {
  const row = [...table.usual, ...table.agents].find(({ client }) => client.name === chosen.client);
  const decision = row?.decisions[chosen.host];
  const box = byId('why');
  if (!row || !decision) {
    box.replaceChildren(make('p', { class: 'more' }, listWord('details', lang)));
    return;
  }
  const host = shortHost(table.hosts[chosen.host] ?? '');
  const text = listWord(decision.verdict === 'proxy' ? 'through' : decision.verdict, lang);
  const lines = reasons(decision).map((line) => make('p', {}, line));
  const source = make('p', { class: 'more' }, `${row.client.version}. ${row.client.source}`);
  box.replaceChildren(
    make('div', { class: 'card' }, make('h2', {}, `${inLang(row.title, lang)} → ${host}: ${text}`), ...lines, source),
  );
}

/** What decided, in the order in which the client looks. */
function reasons(decision: Decision): string[] {
  const { bypass, noProxy, nearMisses, proxy, variable, why } = decision;
  const lines: string[] = [];
  if (noProxy !== undefined) lines.push(listWord('reads', lang, { list: noProxy }));
  if (bypass)
    lines.push('entry' in bypass ? listWord('matches', lang, { entry: bypass.entry }) : listWord('loopback', lang));
  else if (noProxy !== undefined && nearMisses.length === 0) lines.push(listWord('noMatch', lang));
  for (const miss of nearMisses) lines.push(`${miss.entry}: ${inLang(miss.why, lang)}`);
  if (proxy !== undefined && variable !== undefined) lines.push(listWord('through2', lang, { proxy, variable }));
  if (why) lines.push(inLang(why, lang));
  return lines;
}

/** A link contains what was typed; the proxy's password is left out. */
function hashOfFields(): string {
  const { proxy, ...rest } = values();
  const safe = proxy.replace(/\/\/[^/@]*@/, '//***@');
  return `#${new URLSearchParams({ ...rest, proxy: safe })}`;
}

function readHash(): void {
  const given = new URLSearchParams(location.hash.slice(1));
  for (const key of KEYS) field(key).value = given.get(key) ?? FIRST[key];
}

readHash();
for (const key of KEYS) field(key).addEventListener('input', draw);
byId('fields').addEventListener('submit', (event) => event.preventDefault());
byId('link').addEventListener('click', async () => {
  history.replaceState(null, '', hashOfFields());
  tell(listWord((await copyText(location.href)) ? 'copied' : 'notCopied', lang));
});
addEventListener('hashchange', () => {
  readHash();
  draw();
});
draw();
