/** The page that explains the text of an error to a person in a terminal. */
import type { Diagnostic, Text } from '../../core.ts';
import type { Cause, Symptom } from '../../knowledge/symptom.ts';
import type { Sighting } from '../../knowledge/symptom-search/matching.ts';
import { inLang } from '../../report/model.ts';
import { ends } from '../../report/position.ts';
import type { Paint } from '../../report/terminal/paint.ts';
import { findingBlocks } from '../../report/terminal/pretty.ts';
import { wrap } from '../../report/terminal/wrap.ts';
import { filesChecked } from '../../report/words.ts';
import type { Context } from '../shell/context.ts';
import { handRepairs } from './by-hand.ts';
import { gravest, type Here } from './here.ts';

const WIDEST_COLUMNS = 100;

interface Page {
  readonly context: Context;
  readonly paint: Paint;
  readonly width: number;
  readonly here: Here;
}

/** All symptoms of a text, then what of the files causes them. Ends in a line break. */
export function symptomPages(context: Context, seen: readonly Sighting[], here: Here): string {
  const page: Page = {
    context,
    paint: context.paint,
    width: Math.min(WIDEST_COLUMNS, context.width),
    here,
  };
  const special = seen.filter(({ symptom }) => !symptom.general);
  const told = special.length > 0 ? special : seen;
  const also = special.length > 0 ? seen.filter(({ symptom }) => symptom.general) : [];
  const blocks = told.map((sighting) => symptomLines(page, sighting, told.length > 1));
  if (also.length > 0) blocks.push(alsoLines(page, also));
  blocks.push(...hereBlocks(page, told));
  return `${blocks.map((block) => block.join('\n')).join('\n\n')}\n`;
}

/** The symptoms nearest to a text that fits none. */
export function nearestPage({ say, paint, width }: Context, nearest: readonly Symptom[]): string {
  const rows = nearest.flatMap(({ id, title }) => [
    ...indented(say(title), 2, Math.min(WIDEST_COLUMNS, width)),
    paint('quiet', `    envlint explain ${id}`),
  ]);
  return `${[say(UNKNOWN), ...rows].join('\n')}\n`;
}

const UNKNOWN: Text = {
  en: 'No known symptom fits this text. The nearest ones:',
  zh: '没有与这段文字相符的已知症状。最接近的有：',
};

/** A command to make sure by hand, with the host and port of the message. */
export function filledIn(command: string, { hosts, ports }: Sighting): string {
  return command.replaceAll('{host}', hosts[0] ?? 'HOST').replaceAll('{port}', ports[0] ?? 'PORT');
}

function symptomLines(page: Page, sighting: Sighting, isOneOfMany: boolean): string[] {
  const { context, paint, width } = page;
  const { say } = context;
  const { symptom, line } = sighting;
  const { title, causes, confirm, sources } = symptom;
  const where = isOneOfMany && line !== undefined ? say({ en: `line ${line}: `, zh: `第 ${line} 行：` }) : '';
  return [
    ...wrap(where + say(title), width).map((text) => paint('strong', text)),
    '',
    say({ en: 'Causes, the likeliest first', zh: '原因，按可能性从高到低' }),
    ...causes.flatMap((cause, index) => causeLines(page, symptom, cause, index + 1)),
    '',
    say({ en: 'To make sure by hand', zh: '手动确认' }),
    `  ${filledIn(confirm.command, sighting)}`,
    ...indented(say(confirm.shows), 2, width),
    '',
    ...indented(say(sourcesOf(sources)), 0, width).map((text) => paint('quiet', text)),
  ];
}

const sourcesOf = (sources: readonly string[]): Text => ({
  en: `Sources: ${sources.join(', ')}`,
  zh: `来源：${sources.map((one) => one.replace(/^measured: /, '实测 ')).join('、')}`,
});

/** A cause, the rules that find it, and where they found it. */
function causeLines({ context: { say }, paint, width, here }: Page, symptom: Symptom, cause: Cause, number: number) {
  const lines = indented(say(cause.text), 5, width);
  const found = here.findings(symptom).filter(({ rule }) => cause.rules.includes(rule));
  const rules =
    cause.rules.length === 0
      ? say({ en: 'no file shows this', zh: '文件里看不出来' })
      : say({ en: `found by ${cause.rules.join(', ')}`, zh: `由 ${cause.rules.join('、')} 检查` });
  const mark = found.length > 0 ? paint('error', '●') : ' ';
  return [
    `${mark} ${number}. ${(lines[0] ?? '').trimStart()}`,
    ...lines.slice(1),
    ...indented(rules, 5, width).map((text) => paint('quiet', text)),
    ...placesOf(here, found).flatMap((place) =>
      indented(say({ en: 'here: ', zh: '就在这里：' }) + place, 5, width).map((text) => paint('error', text)),
    ),
  ];
}

const MOST_PLACES = 5;

/** `~/.zshrc:12  missing-no-proxy` */
function placesOf({ report }: Here, found: readonly Diagnostic[]): string[] {
  if (!report) return [];
  const places = gravest(found).map(({ at, rule }) => {
    const { line } = ends(report.project.documents.get(at.file), at).start;
    return `${report.display(at.file)}:${line}  ${rule}`;
  });
  return places.length <= MOST_PLACES ? places : [...places.slice(0, MOST_PLACES), `… ${places.length - MOST_PLACES}`];
}

/** Texts that only echo what is explained above. */
function alsoLines({ context: { say }, paint, width }: Page, also: readonly Sighting[]): string[] {
  return [
    say({ en: 'Also in the text, each with many causes', zh: '文中还有这些，每一种都有多种原因' }),
    ...also.flatMap(({ symptom, line }) => {
      const where = line === undefined ? '' : say({ en: `line ${line}: `, zh: `第 ${line} 行：` });
      return [...indented(where + say(symptom.title), 2, width), paint('quiet', `    envlint explain ${symptom.id}`)];
    }),
  ];
}

/** The findings that cause the symptoms, and the commands that repair them. */
function hereBlocks(page: Page, told: readonly Sighting[]): string[][] {
  const { context, paint, width, here } = page;
  const { say, lang } = context;
  const { report } = here;
  if (!report) return [indented(say(LOOK), 0, width)];
  const symptoms = told.map(({ symptom }) => symptom);
  const causes = new Set(gravest(symptoms.flatMap((symptom) => here.findings(symptom))));
  if (causes.size === 0) {
    const files = filesChecked(report.summary, lang);
    const none = `${files}${lang === 'zh-CN' ? '' : ' '}${inLang(NOT_HERE, lang)}`;
    const host = told.flatMap(({ hosts }) => hosts)[0];
    return [
      [...indented(none, 0, width), ...(host === undefined ? [] : indented(say(routeTo(host, here.place)), 0, width))],
    ];
  }
  const diagnostics = report.diagnostics.filter((one) => causes.has(one));
  return [
    [paint('strong', say({ en: 'What causes it in these files', zh: '这些文件里的原因' }))],
    ...findingBlocks({ ...report, diagnostics }),
    ...repairBlocks(page, symptoms),
  ];
}

/** The commands, then what only a hand can change, with the command that says whether it is done. */
function repairBlocks({ context: { say }, paint, width, here }: Page, symptoms: readonly Symptom[]): string[][] {
  const commands = here
    .repairs(symptoms)
    .flatMap(({ command, safe }) => [`  ${command}`, ...(safe ? [] : [`  ${paint('quiet', say(GUESSES))}`])]);
  const hands = handRepairs(gravest(symptoms.flatMap((symptom) => here.findings(symptom)))).flatMap(
    ({ rule, diagnostics, what }) => [
      ...placesOf(here, diagnostics).map((place) => `  ${place}`),
      ...indented(say(what ?? pageOf(rule)), 4, width),
      ...indented(say(recheck(here.recheck(rule))), 4, width).map((text) => paint('quiet', text)),
    ],
  );
  return [
    ...(commands.length > 0 ? [[paint('strong', say(TO_REPAIR)), ...commands]] : []),
    ...(hands.length > 0 ? [[paint('strong', say(BY_HAND)), ...hands]] : []),
  ];
}

const TO_REPAIR: Text = { en: 'To repair it', zh: '修复命令' };
const BY_HAND: Text = { en: 'To repair by hand', zh: '手动修复' };
const pageOf = (rule: string): Text => ({
  en: `\`envlint explain ${rule}\` says how to write it.`,
  zh: `\`envlint explain ${rule}\` 说明该怎么写。`,
});
const recheck = (command: string): Text => ({
  en: `then: ${command}`,
  zh: `改完后运行：${command}`,
});

const LOOK: Text = {
  en: 'envlint explain "TEXT" --home also says which of these causes is on this machine, and the command that repairs it.',
  zh: 'envlint explain "TEXT" --home 还会指出本机属于哪种原因，并给出修复命令。',
};
const NOT_HERE: Text = {
  en: 'None of these causes is in them; what no file shows is left.',
  zh: '里面没有上述原因，只剩文件里看不出来的那些。',
};
const routeTo = (host: string, place: string): Text => ({
  en: `\`envlint route ${host} ${place}\` shows where a request to it goes.`,
  zh: `\`envlint route ${host} ${place}\` 可查看发往它的请求走哪里。`,
});
const GUESSES: Text = {
  en: 'this changes what you have chosen; add --diff to see it first',
  zh: '这会改变你原来的选择；先加 --diff 看看',
};

/** Wrapped text after so many spaces. */
function indented(text: string, indent: number, width: number): string[] {
  return wrap(text, width - indent).map((line) => ' '.repeat(indent) + line);
}
