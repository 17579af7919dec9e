/** What gives a proxy the list of exempt hosts that it lacks: beside the proxies, in place of an empty list, or in the units. */
import type { Assignment, Fix, NewVariable, Project, Text, TextEdit } from '../core.ts';
import type { Environment } from '../queries/environments/environment.ts';
import { decidingFacts } from '../queries/environments/own.ts';
import {
  isEmptied,
  isList,
  listPlaces,
  type MissingList,
  type Obstacle,
  obstacleAt,
} from '../queries/proxies/missing-lists.ts';
import { LOOPBACK } from '../queries/proxies/proxies.ts';
import { isShipped, takesVariables } from '../queries/services/services.ts';
import { assignBeside, fixOf, insertBelow, rewrite, safeFix } from './edits.ts';

const ADD = {
  en: `add NO_PROXY and no_proxy beside it: ${LOOPBACK}`,
  zh: `在旁边加上 NO_PROXY 和 no_proxy：${LOOPBACK}`,
};

const FILL = { en: `write ${LOOPBACK}`, zh: `改成 ${LOOPBACK}` };

/** How a list beside the proxies would affect others, as the reason why it is not added by a plain `--fix`. */
const BECAUSE: Readonly<Record<Obstacle, Text>> = {
  overrides: {
    en: '; elsewhere it would override a list that is already there',
    zh: '；但在别处会盖掉已有的列表',
  },
  inherited: {
    en: '; a list that the shell inherits is lost',
    zh: '；但 shell 继承来的列表会丢失',
  },
  read: { en: '; other lines read these variables', zh: '；但还有别的语句读取这两个变量' },
  session: {
    en: '; a list that the session has from elsewhere is replaced',
    zh: '；会话从别处得到的列表会被替换',
  },
  outside: {
    en: '; it replaces a longer list of the shell that starts it, of the docker client or of the image',
    zh: '；启动它的 shell、docker 客户端或镜像里若有更长的列表，会被顶掉',
  },
  incomplete: { en: '; a file that is not here can set a list', zh: '；但有一个不在这里的文件可能设置了列表' },
};

const BOTH: readonly NewVariable[] = [
  { name: 'NO_PROXY', value: LOOPBACK, inherit: true, orFrom: 'no_proxy' },
  { name: 'no_proxy', value: LOOPBACK, inherit: true, copyOf: 'NO_PROXY' },
];

/** Beside the proxies where that is right for all readers, else in the units that lack a list. */
export function addMissingList(project: Project, missing: MissingList): Fix[] {
  const ways = missing.found.flatMap((one) => one.ways);
  const emptied = [...new Set(ways.flatMap(emptyLists))];
  if (emptied.length > 0)
    return fixOf(FILL, !ways.some(isEmptied), ...emptied.map(({ value }) => rewrite(project, value, LOOPBACK)));
  if (ways.some(isFixed)) return [];
  const lines = listPlaces(project, missing);
  const obstacle = lines.map((line) => obstacleAt(project, line)).find((one) => one !== undefined);
  const add = (title: Text, isSafe: boolean): Fix[] =>
    fixOf(title, isSafe, ...lines.map((line) => assignBeside(project, line, BOTH)));
  if (!obstacle) return add(ADD, true);
  const elsewhere = obstacle === 'overrides' ? inUnits(project, missing) : undefined;
  if (elsewhere) return safeFix(IN_UNIT, ...elsewhere);
  return add({ en: ADD.en + BECAUSE[obstacle].en, zh: ADD.zh + BECAUSE[obstacle].zh }, false);
}

/** A shell that is told to set a read-only variable, or to make a string of a list, ends the file there. */
function isFixed({ own, base }: Environment): boolean {
  return (
    decidingFacts(own).some(({ name, fixed }) => fixed && isList(name.text)) || (base !== undefined && isFixed(base))
  );
}

/** `NO_PROXY=""`: there is already a place for the list. */
function emptyLists({ own }: Environment): Assignment[] {
  return decidingFacts(own).filter(
    ({ name, value, operation, reach }) =>
      isList(name.text) && operation === 'set' && reach === 'environment' && value.known && value.text === '',
  );
}

const IN_UNIT = {
  en: `add NO_PROXY and no_proxy to the unit: ${LOOPBACK}`,
  zh: `在单元里加上 NO_PROXY 和 no_proxy：${LOOPBACK}`,
};

/** The file also gives the proxies to others that have a list: each unit that lacks one gets its own. */
function inUnits(project: Project, { found }: MissingList): readonly (readonly TextEdit[] | undefined)[] | undefined {
  const edits: (readonly TextEdit[] | undefined)[] = [];
  for (const { environment } of found) {
    const { service } = environment;
    if (!service || !takesVariables(service) || environment.isIncomplete) return undefined;
    const own = service.assignments.findLast(({ name, operation }) => operation === 'set' && name.text !== '');
    const line = service.environmentFiles.findLast(({ path }) => path.text !== '');
    const beside = own ?? line;
    if (!beside || isShipped(beside.at.file)) return undefined;
    edits.push(own ? assignBeside(project, own, BOTH) : insertBelow(project, beside.at, UNIT_LINE));
  }
  return edits;
}

const UNIT_LINE = `Environment=NO_PROXY=${LOOPBACK} no_proxy=${LOOPBACK}`;
