/** `envlint route`: where a request goes, and why, as a tree and as JSON. */
import type { Route, RouteStep, RouteVerdict, Span, Text } from '../core.ts';
import { groupBy } from '../text.ts';
import { placeOf } from './machine/json.ts';
import { inLang, plain, type Report, say, shown } from './model.ts';
import { ends } from './position.ts';
import type { Paint, Style } from './terminal/paint.ts';
import { padEnd, truncate, widthOf } from './terminal/width.ts';
import { wrap } from './terminal/wrap.ts';
import { safeJson, visible } from './visible.ts';
import { listed, VERDICT } from './words.ts';

export type RouteReport = Pick<
  Report,
  'project' | 'lang' | 'paint' | 'width' | 'unicode' | 'display' | 'path' | 'mask'
> & { readonly routes: readonly Route[] };

/** Routes that end the same way for the same reasons, by several clients. */
export interface Way {
  readonly route: Route;
  readonly clients: readonly string[];
  readonly notes: readonly { readonly client: string; readonly text: Text }[];
}

/**
 * The part of a step that distinguishes routes: the lines of files that decided. A client's remarks about itself differ only in
 * its name, and two spellings of a variable with one value count as one line.
 */
function keyOf({ what, at, about }: RouteStep): readonly unknown[] {
  return at ? [[what, about?.toLowerCase() ?? at]] : [];
}

/** Clients that go the same way, the largest group last: what is unusual comes first. */
export function waysOf(routes: readonly Route[]): Way[] {
  const groups = groupBy(routes, ({ verdict, proxy, clash, steps }) =>
    JSON.stringify([verdict, proxy, clash?.rule, clash?.policy, steps.flatMap(keyOf)]),
  );
  const ways: Way[] = [];
  for (const same of groups.values()) {
    const route = same[0];
    const notes = same.flatMap(({ client, note }) => (note ? [{ client, text: note }] : []));
    if (route) ways.push({ route, clients: [...new Set(same.map(({ client }) => client))], notes });
  }
  return ways.sort((a, b) => a.clients.length - b.clients.length);
}

/** The tree for people, ending in a line break. */
export function routePretty(report: RouteReport): string {
  const groups = groupBy(report.routes, ({ url, environment }) => JSON.stringify([url, environment]));
  const { paint } = report;
  const width = Math.max(40, Math.min(110, report.width));
  const draw = (routes: readonly Route[], places: readonly string[]): string =>
    requestLines(report, routes, places, paint, width).join('\n');
  // Several services of one file have the same answer: it is said once.
  const blocks = [...groupBy(groups.values(), (routes) => draw(routes, [])).values()].map((same) => {
    const places = new Set(same.map(([first]) => visible(report.mask.mask(first?.environment ?? ''))));
    return draw(same[0] ?? [], [...places]);
  });
  return blocks.length === 0 ? '' : `${blocks.join('\n\n')}\n`;
}

const STYLE: Record<RouteVerdict, Style> = {
  direct: 'good',
  proxy: 'info',
  reject: 'error',
  unknown: 'warning',
  error: 'error',
};

function requestLines(
  report: RouteReport,
  routes: readonly Route[],
  places: readonly string[],
  paint: Paint,
  width: number,
): string[] {
  const ways = waysOf(routes);
  const first = routes[0];
  if (!first) return [];
  const url = visible(report.mask.mask(first.url));
  const lead = ways.length === 1 ? '' : difference(report, ways);
  const lines =
    lead === '' ? [] : [paint('strong', url), ...wrap(lead, width - 2).map((text) => `  ${paint('warning', text)}`)];
  for (const way of ways) {
    const end = VERDICT[way.route.verdict];
    const goes =
      ways.length === 1 ? ending(report, way.route) : inLang(way.clients.length > 1 ? end.go : end.goes, report.lang);
    const style = STYLE[way.route.verdict];
    const who = listed(way.clients, report.lang);
    const head = ways.length === 1 ? paint('strong', url) : paint('strong', who);
    const gap = report.lang === 'zh-CN' ? ' ' : '  ';
    lines.push(...(lines.length > 0 ? [''] : []), `${head}${gap}${paint(style, goes)}`);
    if (ways.length === 1 || way === ways[0])
      lines.push(
        ...wrap(from(report, places, ways.length === 1 ? who : ''), width).map((text) => paint('quiet', text)),
      );
    lines.push(...stepLines(report, way.route, paint, width), ...noteLines(report, way, paint, width));
  }
  return lines;
}

/** What only some of a way's clients need besides. */
function noteLines(report: RouteReport, { notes }: Way, paint: Paint, width: number): string[] {
  const gap = report.lang === 'zh-CN' ? '：' : ': ';
  return [...groupBy(notes, ({ text }) => say(report, text))].flatMap(([text, same]) => {
    const who = listed([...new Set(same.map(({ client }) => client))], report.lang);
    return wrap(`${who}${gap}${text}`, width - 2).map((line) => paint('quiet', `  ${line}`));
  });
}

/** Where the request ends, by name if the policy has one. */
function ending(report: RouteReport, { verdict, clash }: Route): string {
  const policy = verdict === 'proxy' && clash?.policy ? visible(report.mask.mask(clash.policy)) : undefined;
  if (policy === undefined) return inLang(VERDICT[verdict].goes, report.lang);
  return report.lang === 'zh-CN' ? `从 ${policy} 出去` : `leaves through ${policy}`;
}

/** How many environments with one answer are named. */
const MOST_PLACES = 6;

function from(report: RouteReport, places: readonly string[], who: string): string {
  const more = places.length - MOST_PLACES;
  const rest = report.lang === 'zh-CN' ? `另外 ${more} 个` : `${more} more`;
  const place = listed(more > 0 ? [...places.slice(0, MOST_PLACES), rest] : places, report.lang);
  if (report.lang === 'zh-CN') return who === '' ? `环境：${place}` : `${who}，环境：${place}`;
  return who === '' ? `from ${place}` : `as ${who}, from ${place}`;
}

/** `curl goes direct, python goes through the proxy: only curl reads 10.0.0.0/8`. */
function difference(report: RouteReport, ways: readonly Way[]): string {
  const zh = report.lang === 'zh-CN';
  const verdicts = new Set(ways.map(({ route }) => route.verdict));
  if (verdicts.size === 1) return differentLines(report, ways);
  const parts = [...groupBy(ways, ({ route }) => route.verdict)].map(([verdict, same]) => {
    const clients = same.flatMap((way) => way.clients);
    const end = VERDICT[verdict];
    const verb = inLang(clients.length > 1 ? end.go : end.goes, report.lang);
    return `${listed(clients, report.lang)} ${verb}`;
  });
  const head = parts.join(zh ? '；' : '; ');
  const reason = decisive(ways);
  return reason ? `${head}${zh ? '：' : ': '}${say(report, reason.message)}` : head;
}

/** `all leave through the proxy, by different lines: curl by ~/.curlrc:1; python, node and go by ~/.bashrc:1` */
function differentLines(report: RouteReport, ways: readonly Way[]): string {
  const zh = report.lang === 'zh-CN';
  const verdict = ways[0]?.route.verdict ?? 'unknown';
  const parts = ways.map(({ route, clients }) => {
    const step = telling(route, ways);
    const by = step?.at ? placeName(report, step.at) : step ? say(report, step.message) : '';
    return `${listed(clients, report.lang)}${zh ? '：' : ': '}${by}`;
  });
  const go = inLang(VERDICT[verdict].go, report.lang);
  return zh ? `都${go}，依据不同。${parts.join('；')}` : `all ${go}, by different lines. ${parts.join('; ')}`;
}

/** The first step of a route that not all routes share; else its last one. */
function telling({ steps }: Route, ways: readonly Way[]): RouteStep | undefined {
  const key = ({ what, at }: RouteStep) => JSON.stringify([what, at]);
  const isShared = (step: RouteStep) =>
    ways.every(({ route }) => route.steps.some((other) => key(other) === key(step)));
  return steps.find((step) => step.at && !isShared(step)) ?? steps.find((step) => !isShared(step)) ?? steps.at(-1);
}

const placeName = (report: RouteReport, at: Span): string =>
  `${shown(report, at.file)}:${ends(report.project.documents.get(at.file), at).start.line}`;

/**
 * The step that makes a route differ: the first one that the unusual route does not share with the usual one, else one of the
 * usual route. Everything after the proxy is a consequence.
 */
function decisive(ways: readonly Way[]): RouteStep | undefined {
  const key = (step: RouteStep) => JSON.stringify([step.what, step.at, step.message.en]);
  const own = (way: Way | undefined, other: Way | undefined): RouteStep[] => {
    const known = new Set(other?.route.steps.map(key));
    return (way?.route.steps ?? []).filter((step) => DECIDING.has(step.what) && !known.has(key(step)));
  };
  const [odd, usual] = [ways[0], ways.at(-1)];
  const steps = [...own(odd, usual), ...own(usual, odd)];
  // That no entry matches is true of every list without this host; the reason a given entry does not match is more useful.
  return steps.find(({ message }) => message.en !== 'no entry matches') ?? steps[0];
}

const DECIDING: ReadonlySet<RouteStep['what']> = new Set(['client', 'no-proxy', 'setting', 'unknown']);

interface Row {
  readonly lead: string;
  readonly place: string;
  readonly tail: string;
}

function stepLines(report: RouteReport, route: Route, paint: Paint, width: number): string[] {
  const [branch, end, bar] = report.unicode === false ? ['|-', '`-', '| '] : ['├', '└', '│'];
  const rows = route.steps.map((step) => row(report, step));
  const leads = Math.max(0, ...rows.filter(({ tail }) => tail !== '').map(({ lead }) => widthOf(lead)));
  const places = Math.max(0, ...rows.map(({ place }) => widthOf(place)));
  const tails = Math.max(0, ...rows.filter(({ place }) => place !== '').map(({ tail }) => widthOf(tail)));
  // Either every step says its words beside the place or every step says them below: a mixture reads like a mistake.
  const isSide = 2 + leads + 2 + places + 2 + tails <= width;
  return rows.flatMap(({ lead, place, tail }, index) => {
    const isLast = index === rows.length - 1;
    const start = paint('quiet', `${isLast ? end : branch} `);
    const rest = `${isLast ? ' '.repeat(widthOf(bar)) : paint('quiet', bar)}   `;
    const cells = width - widthOf(branch) - 1 - (place === '' ? 0 : places + 2);
    const inOne = wrap(lead, Math.max(20, cells));
    const [first = '', ...more] = inOne.length < 2 ? inOne : shortened(wrap(lead, Math.max(20, cells - 3)));
    const column = place === '' ? first : padEnd(first, Math.min(leads, cells));
    const where = place === '' ? '' : `  ${paint('quiet', isSide ? padEnd(place, places) : place)}`;
    const beside = tail !== '' && (isSide || (place === '' && widthOf(first) + 6 + widthOf(tail) <= width));
    const below = beside || tail === '' ? more : [...more, ...wrap(tail, width - 6)];
    return [`${start}${column}${where}${beside ? `  ${tail}` : ''}`.trimEnd(), ...below.map((line) => rest + line)];
  });
}

/** A long list of names is cut: the file named beside it has the rest. */
const MOST_LINES = 3;

function shortened(lines: readonly string[]): readonly string[] {
  if (lines.length <= MOST_LINES) return lines;
  const last = lines[MOST_LINES - 1] ?? '';
  return [...lines.slice(0, MOST_LINES - 1), `${truncate(last, widthOf(last) - 1, '')}…`];
}

function row(report: RouteReport, { at, about, message }: RouteStep): Row {
  const said = say(report, message);
  const place = at ? placeName(report, at) : '';
  if (about === undefined) return { lead: said, place, tail: '' };
  return { lead: visible(report.mask.mask(about)), place, tail: said };
}

/** The JSON of CONTRACT.md, ending in a line break. */
export function routeJson(report: RouteReport): string {
  const { mask } = report.mask;
  const hide = (text: string | undefined) => (text === undefined ? null : mask(text));
  const routes = report.routes.map((route) => ({
    url: mask(route.url),
    client: route.client,
    environment: route.environment,
    verdict: route.verdict,
    steps: route.steps.map((step) => ({
      what: step.what,
      ...(step.at ? placeOf(report, step.at) : { path: null, start: null, end: null }),
      about: step.about === undefined ? undefined : mask(step.about),
      message: plain(report, step.message),
    })),
    proxy: hide(route.proxy),
    bypass: hide(route.bypass),
    clash: { rule: hide(route.clash?.rule), policy: hide(route.clash?.policy) },
    note: route.note && plain(report, route.note),
  }));
  return `${safeJson({ version: 1, routes }, 2)}\n`;
}
