/** `envlint test [PATH…]`: checks that requests take the routes that the configuration promises. */
import type { RoutePromise } from '../../config/model.ts';
import type { Route, Text } from '../../core.ts';
import { maskedJson } from '../../report/machine/json.ts';
import { say } from '../../report/model.ts';
import { routePretty } from '../../report/route.ts';
import { secretsOf } from '../../secrets/index.ts';
import { UsageError } from '../../usage-error.ts';
import { answer } from '../run/answer.ts';
import { openSession } from '../session/open.ts';
import { loadSettings } from '../session/session.ts';
import type { Context } from '../shell/context.ts';
import { routeReport, routesOf } from './route.ts';

/**
 * Returns 1 when a promise is broken, with the trace of each; else 0. Throws `UsageError` if the configuration promises no
 * routes.
 */
export async function testCommand(context: Context): Promise<number> {
  const session = await openSession(context, await loadSettings(context));
  const { routes: promises } = session.config;
  if (promises.length === 0) throw new UsageError(NOTHING);
  const results = promises.map((promise) => check(context, promise, routesFor(context, session, promise)));
  const broken = results.filter(({ failed }) => failed.length > 0);
  const open = results.filter(({ failed, open }) => failed.length === 0 && open.length > 0);
  answer(
    context,
    () => maskedJson({ version: 1, promises: results.map(asJson) }, secretsOf(session.project)),
    (to) =>
      results.map((result) => pretty(to, session, result)).join('') +
      summary(to, results.length, broken.length, open.length),
  );
  return broken.length > 0 ? 1 : 0;
}

const NOTHING = {
  en: 'the configuration expects no routes: add `routes:` to envlint.yaml',
  zh: '配置里没有约定任何走向：请在 envlint.yaml 里写 routes:',
};

interface Result {
  readonly promise: RoutePromise;
  readonly kept: readonly Route[];
  readonly failed: readonly Route[];
  /** The result depends on whether a package is installed: that breaks no promise. */
  readonly open: readonly Route[];
}

function routesFor(context: Context, session: Parameters<typeof routesOf>[1], promise: RoutePromise): Route[] {
  const values = promise.clients ? { ...context.values, client: promise.clients } : context.values;
  return routesOf({ ...context, values }, session, [promise.url], context.operands);
}

function check(_: Context, promise: RoutePromise, routes: readonly Route[]): Result {
  const keeps = ({ verdict, clash }: Route): boolean =>
    verdict === promise.expect && (promise.policy === undefined || clash?.policy === promise.policy);
  const others = routes.filter((route) => !keeps(route));
  return {
    promise,
    kept: routes.filter(keeps),
    failed: others.filter(({ needs }) => needs === undefined),
    open: others.filter(({ needs }) => needs !== undefined),
  };
}

function pretty(
  context: Context,
  session: Parameters<typeof routeReport>[1],
  { promise, failed, open }: Result,
): string {
  const report = routeReport(context, session, failed);
  const wanted = promise.policy === undefined ? promise.expect : `${promise.expect} (${promise.policy})`;
  const undecided = [
    ...new Set(open.map((route) => `${route.client}: ${say(report, route.steps.at(-1)?.message ?? verbatim(''))}`)),
  ];
  const notes = undecided.map((text) => `      ${text}\n`).join('');
  if (failed.length === 0) {
    const mark = open.length === 0 ? 'ok    ' : context.say(OPEN).padEnd(6);
    return `${say(report, verbatim(`${mark}${promise.url}  ${wanted}`))}\n${notes}`;
  }
  const title = say(report, {
    en: `not ok  ${promise.url}  expected: ${wanted}`,
    zh: `不符  ${promise.url}  约定：${wanted}`,
  });
  return `${title}\n\n${routePretty(report)}\n`;
}

const OPEN: Text = { en: 'open  ', zh: '待定  ' };

const verbatim = (words: string): Text => ({ en: words, zh: words });

function summary({ say }: Context, count: number, broken: number, open: number): string {
  const promised = count === 1 ? '1 expected route' : `${count} expected routes`;
  const text =
    broken === 0
      ? { en: `${promised}: all hold.`, zh: `${count} 条约定的走向全部符合。` }
      : { en: `${promised}: ${broken} not met.`, zh: `${count} 条约定的走向，${broken} 条不符。` };
  const rest = {
    en: ` ${open} decided by a package that is or is not installed.`,
    zh: `有 ${open} 条取决于是否安装了某个包。`,
  };
  return `${say(text)}${open > 0 ? say(rest) : ''}\n`;
}

const asJson = ({ promise, kept, failed, open }: Result): object => ({
  ...promise,
  ok: failed.length === 0,
  routes: [...kept, ...failed, ...open].map(({ client, environment, verdict, clash, needs }) => ({
    client,
    environment,
    verdict,
    policy: clash?.policy ?? null,
    needs,
  })),
});
