/** `envlint route --against REV`: which hosts have a different route now than at a git revision. */
import { join } from 'node:path';
import type { Project, Route } from '../../core.ts';
import { git, repositoryRoot } from '../../host/read/git.ts';
import { decode } from '../../host/read/read.ts';
import { detect } from '../../languages/detect.ts';
import { aboutLanguage } from '../../languages/index.ts';
import { makeProject } from '../../project.ts';
import { maskedJson } from '../../report/machine/json.ts';
import { visible } from '../../report/visible.ts';
import { secretsOf } from '../../secrets/index.ts';
import { UsageError } from '../../usage-error.ts';
import { answer } from '../run/answer.ts';
import { openSession } from '../session/open.ts';
import { loadSettings, projectOf, type Session } from '../session/session.ts';
import type { Context } from '../shell/context.ts';
import { affordable, mentionedUrls, routesOf, splitOperands } from './route.ts';

/** Returns 1 when a route changed, else 0. Throws `UsageError` for a revision that git does not know. */
export async function routeAgainst(context: Context): Promise<number> {
  const revision = context.values.against ?? '';
  if (revision.startsWith('-'))
    throw new UsageError({ en: `no such revision: ${revision}`, zh: `没有这个版本：${revision}` });
  const { urls, paths } = splitOperands(context.operands);
  const now = await openSession({ ...context, operands: paths }, await loadSettings(context));
  const before = await sessionAt(context, now, revision);
  const mentioned = (): string[] => [...new Set([...mentionedUrls(now), ...mentionedUrls(before)])];
  const asked = urls.length > 0 ? urls : affordable(context, now, paths, mentioned());
  const mask = secretsOf(everything(before, now));
  const changes = compare(routesOf(context, before, asked, paths), routesOf(context, now, asked, paths));
  answer(
    context,
    () => maskedJson({ version: 1, against: revision, changes }, mask),
    () => {
      const lines = changes.map((change) => `${visible(mask.mask(line(change)))}\n`);
      return lines.join('') + summary(context, visible(revision), asked.length, changes.length);
    },
  );
  return changes.length > 0 ? 1 : 0;
}

/** The state then and the state now: the secrets of both are masked. */
function everything(before: Session, now: Session): Project {
  const past = [...before.project.documents.values()].map((document) => ({ ...document, file: `${document.file}@` }));
  return makeProject({ documents: [...now.project.documents.values(), ...past] });
}

interface Change {
  readonly url: string;
  readonly client: string;
  readonly environment: string;
  readonly before: string;
  readonly now: string;
}

function compare(before: readonly Route[], now: readonly Route[]): Change[] {
  const key = ({ url, client, environment }: Route): string => `${url}\0${client}\0${environment}`;
  const way = (route: Route | undefined): string =>
    route ? `${route.verdict}${route.clash?.policy === undefined ? '' : ` (${route.clash.policy})`}` : '–';
  const old = new Map(before.map((route) => [key(route), route]));
  const fresh = new Map(now.map((route) => [key(route), route]));
  return [...new Set([...old.keys(), ...fresh.keys()])].flatMap((id) => {
    const [was, is] = [old.get(id), fresh.get(id)];
    const route = is ?? was;
    if (!route || way(was) === way(is)) return [];
    return [{ url: route.url, client: route.client, environment: route.environment, before: way(was), now: way(is) }];
  });
}

const line = ({ url, client, environment, before, now }: Change): string =>
  `${url}  ${client}, ${environment}:  ${before} → ${now}`;

function summary({ say }: Context, revision: string, urls: number, changes: number): string {
  const text =
    changes === 0
      ? { en: `${urls} hosts go the same way as at ${revision}.`, zh: `${urls} 个主机的走向和 ${revision} 时相同。` }
      : { en: `${changes} ways changed since ${revision}.`, zh: `和 ${revision} 相比，有 ${changes} 条走向变了。` };
  return `${say(text)}\n`;
}

/** The same files at that revision: read from git, never checked out. */
async function sessionAt(context: Context, now: Session, revision: string): Promise<Session> {
  const root = repositoryRoot(context.cwd);
  const names = git(root, ['ls-tree', '-r', '-z', '--name-only', '--full-tree', `${revision}^{commit}`])
    .toString('utf8')
    .split('\0')
    .filter((name) => name !== '');
  const known = new Set(now.project.documents.keys());
  const documents = [];
  for (const name of names) {
    const file = join(root, name);
    if (!known.has(file) && !isUnder(file, now)) continue;
    const found = detect(file, '') ?? (known.has(file) ? now.project.document(file) : undefined);
    if (!found && !/\.(?:ya?ml|conf|plist|json)$/.test(name)) continue;
    const reading = decode(git(root, ['cat-file', 'blob', `${revision}:${name}`]));
    const detected = reading.kind === 'text' ? detect(file, reading.text) : undefined;
    if (reading.kind !== 'text' || !detected) continue;
    const language = await aboutLanguage(detected.language).load();
    documents.push(language.parse({ file, text: reading.text }, detected.dialect));
  }
  return { ...now, project: projectOf({ home: context.home, roots: [context.cwd] }, now, documents) };
}

/** Files that no longer exist but were in a folder that the run covers. */
function isUnder(file: string, { discovery }: Session): boolean {
  return discovery.roots.some((root) => file.startsWith(root === '/' ? root : `${root}/`));
}
