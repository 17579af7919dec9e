/** What hovering over a place of a file tells: the requests that are decided there, and where each of them ends. */
import type { Project, Route, RouteStep } from '../../core.ts';
import { type Report, say } from '../../report/model.ts';
import { listed, VERDICT } from '../../report/words.ts';
import { groupBy, inside } from '../../text.ts';

export interface HoverLine {
  readonly host: string;
  readonly clients: string;
  /** Class and words of where the requests end. */
  readonly verdict: string;
  readonly end: string;
}

export interface Hover {
  readonly start: number;
  readonly end: number;
  /** What decides here: `the first of 6 rules that catches it`. */
  readonly title: string;
  readonly lines: readonly HoverLine[];
  /** How many more lines there are. */
  readonly more: number;
}

/** More lines are counted. */
const MOST_LINES = 8;

export interface TextPosition {
  readonly path: string;
  readonly offset: number;
}

/** Where a value is given a name, the name stands for the value. */
export function valuePlace(project: Project, { path, offset }: TextPosition): TextPosition {
  const facts = [...project.facts('env'), ...project.facts('proxy-setting')];
  const own = facts.find(({ at, name }) => at.file === path && name.at.start <= offset && offset <= name.at.end);
  return own ? { path, offset: inside(own.value).start } : { path, offset };
}

const HOST = /(?:[a-z0-9_-]{1,63}\.){1,9}[a-z0-9-]{0,62}[a-z0-9]|\[?[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,8}\]?/i;

/** The host or address that is written at a place: the part of a list, else the first one of the word. */
export function hostAt(project: Project, { path, offset }: TextPosition): string | undefined {
  const text = project.documents.get(path)?.text ?? '';
  const around = (stop: RegExp): string => {
    let [start, end] = [offset, offset];
    while (start > 0 && !stop.test(text.charAt(start - 1))) start--;
    while (end < text.length && !stop.test(text.charAt(end))) end++;
    return end - start > 300 ? '' : text.slice(start, end);
  };
  const part = HOST.exec(around(/[\s,"'=]/)) ?? HOST.exec(around(/[\s"'=]/));
  return part?.[0];
}

/** The smallest place around the offset at which routes are decided; undefined where none is. */
export function hoverOf(report: Report, routes: readonly Route[], { path, offset }: TextPosition): Hover | undefined {
  const passing = routes.flatMap((route) => {
    const step = stepAt(route, path, offset);
    return step?.at ? [{ route, step, at: step.at }] : [];
  });
  const smallest = Math.min(...passing.map(({ at }) => at.end - at.start));
  const here = passing.filter(({ at }) => at.end - at.start === smallest);
  const [first] = here;
  if (!first) return undefined;
  const lines = linesOf(
    report,
    here.map(({ route }) => route),
  );
  return {
    start: first.at.start,
    end: first.at.end,
    title: titleOf(
      report,
      here.map(({ step }) => step),
    ),
    lines: lines.slice(0, MOST_LINES),
    more: Math.max(0, lines.length - MOST_LINES),
  };
}

/** The narrowest step of a route around an offset. */
function stepAt({ steps }: Route, path: string, offset: number): RouteStep | undefined {
  const around = steps.filter(({ at }) => at?.file === path && at.start <= offset && offset <= at.end);
  const width = ({ at }: RouteStep): number => (at ? at.end - at.start : 0);
  return around.sort((a, b) => width(a) - width(b))[0];
}

const titleOf = (report: Report, steps: readonly RouteStep[]): string =>
  [...new Set(steps.map(({ message }) => say(report, message)))].slice(0, 2).join(report.lang === 'en' ? '; ' : '；');

function linesOf(report: Report, routes: readonly Route[]): HoverLine[] {
  const { lang } = report;
  const ends = groupBy(routes, ({ url, verdict, clash }) => JSON.stringify([url, verdict, clash?.policy]));
  return [...ends.values()].flatMap((same) => {
    const [route] = same;
    if (!route) return [];
    const { verdict, clash } = route;
    const words = lang === 'en' ? VERDICT[verdict].end.en : VERDICT[verdict].end.zh;
    const policy = verdict === 'proxy' && clash?.policy ? report.mask.mask(clash.policy) : undefined;
    return [
      {
        host: report.mask.mask(route.url).replace(/^https:\/\/|\/$/g, ''),
        clients: listed([...new Set(same.map(({ client }) => client))], lang),
        verdict,
        end: policy ?? words,
      },
    ];
  });
}
