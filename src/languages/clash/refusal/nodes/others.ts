/** What mihomo refuses in nodes of the types `mieru`, `sudoku`, `gost-relay` and `rematch`. */
import type { Report } from '../report.ts';
import { type Check, type Field, numberOf, refuseValue, scalarOf, textOf, wordOf } from './field.ts';

const LEVELS = [
  'MULTIPLEXING_DEFAULT',
  'MULTIPLEXING_OFF',
  'MULTIPLEXING_LOW',
  'MULTIPLEXING_MIDDLE',
  'MULTIPLEXING_HIGH',
];
const HANDSHAKES = ['HANDSHAKE_DEFAULT', 'HANDSHAKE_STANDARD', 'HANDSHAKE_NO_WAIT'];
const VALID = 'failed to validate mieru option: ';
const isPort = (port: number): boolean => port >= 1 && port <= 65535;
const PORTS = { en: '1 to 65535', zh: '只能是 1 到 65535' };

/** `validateMieruOption`: exactly one of `port` and `port-range`. */
export const checkMieru: Check = (report, field) => {
  wordOf(report, field, 'transport', ['TCP', 'UDP'], () => `${VALID}transport must be TCP or UDP`);
  wordOf(report, field, 'multiplexing', LEVELS, (text) => `${VALID}invalid multiplexing level: ${text}`);
  wordOf(report, field, 'handshake-mode', HANDSHAKES, (text) => `${VALID}invalid handshake mode: ${text}`);
  numberOf(
    report,
    field,
    'port',
    (port) => port === 0 || isPort(port),
    PORTS,
    () => `${VALID}port must be between 1 and 65535`,
  );
  const [port, range, server] = [field('port'), field('port-range'), field('server')];
  if (!port && !range && server) {
    const what = { en: 'a Mieru node has neither port nor port-range', zh: 'Mieru 节点没有写 port 或 port-range' };
    const label = { en: 'one of them is needed', zh: '必须写其中一个' };
    refuseValue(report, server, what, label, `${VALID}either port or port-range must be set`);
  } else if (port && range && textOf(port) !== '' && !/^0*$/.test(textOf(port)) && textOf(range) !== '') {
    const what = { en: 'a Mieru node has both port and port-range', zh: 'Mieru 节点同时写了 port 和 port-range' };
    const label = { en: 'delete one of the two', zh: '请删去其中一个' };
    refuseValue(report, range, what, label, `${VALID}port and port-range cannot be set at the same time`);
  }
  checkRange(report, field);
};

function checkRange(report: Report, field: Field): void {
  const range = scalarOf(field('port-range'));
  if (!range || range.value.text === '') return;
  const match = /^\s*\+?(\d+)-\+?(\d+)/.exec(range.value.text);
  const [begin, end] = [Number(match?.[1]), Number(match?.[2])];
  if (isPort(begin) && isPort(end) && begin <= end) return;
  const what = { en: 'port-range is no range of ports', zh: 'port-range 不是合法的端口范围' };
  const label = { en: 'such as 2090-2099, the smaller one first', zh: '例如 2090-2099，小的在前' };
  const said = !match
    ? 'invalid port-range format'
    : !isPort(begin)
      ? 'begin port must be between 1 and 65535'
      : !isPort(end)
        ? 'end port must be between 1 and 65535'
        : 'begin port must be less than or equal to end port';
  refuseValue(report, range, what, label, VALID + said);
}

/** `ParseASCIIMode` (`transport/sudoku`): in any case. */
const TABLES = /^(?:|(?:prefer_)?(?:entropy|ascii)|up_(?:ascii|entropy)_down_(?:ascii|entropy))$/i;
const TABLE_WORDS = ['prefer_ascii', 'prefer_entropy', 'up_ascii_down_entropy', 'up_entropy_down_ascii'];

/** `NewSudoku`. */
export const checkSudoku: Check = (report, field) => {
  numberOf(report, field, 'port', isPort, PORTS, (text) => `invalid port: ${text}`);
  const table = scalarOf(field('table-type'));
  if (!table || TABLES.test(table.value.text.trim())) return;
  wordOf(
    report,
    field,
    'table-type',
    TABLE_WORDS,
    () => 'table-type must be prefer_ascii, prefer_entropy, up_ascii_down_entropy, or up_entropy_down_ascii',
  );
};

/** `NewGostRelay`. */
export const checkGostRelay: Check = (report, field) =>
  numberOf(
    report,
    field,
    'port',
    isPort,
    PORTS,
    () => `gost-relay ${textOf(field('name'))} requires a valid server and port`,
  );

/** `NewRematch`. */
export const checkRematch: Check = (report, field) => {
  const name = field('name');
  if (!name || field('target-rematch-name') || field('target-sub-rule')) return;
  const what = { en: 'a rematch node names no target', zh: 'rematch 节点没有指定目标' };
  const label = {
    en: 'target-rematch-name or target-sub-rule is missing',
    zh: '缺少 target-rematch-name 或 target-sub-rule',
  };
  const said = `rematch ${textOf(name)} requires at least one of target-rematch-name or target-sub-rule`;
  refuseValue(report, name, what, label, said);
};
