/**
 * Every word a user reads, in English and Simplified Chinese. Texts are taken from the sources, so that none is missed for
 * want of a run that shows it, and once more from the findings of all examples, where they are put together.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import type { Network, Text } from '../src/core.ts';
import { parseExample } from '../src/engine/examples.ts';
import { lint } from '../src/engine/lint.ts';
import { UNDESCRIBED } from '../src/project.ts';
import { projectOf } from './helpers/project.ts';
import { documentedRules } from './helpers/rules.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Stands for what is only known at run time. */
const HOLE = '\u2423';

interface Found {
  readonly where: string;
  readonly en: readonly string[];
  readonly zh: readonly string[];
}

const sources = ['src', 'rules'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}/${name}`),
);
const found = sources.flatMap((file) => textsOf(file, readFileSync(join(root, file), 'utf8')));

/** All `{ en: …, zh: … }` of a source file. */
function textsOf(file: string, code: string): Found[] {
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.ESNext, true);
  const texts: Found[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isObjectLiteralExpression(node)) {
      const en = property(node, 'en');
      const zh = property(node, 'zh');
      if (en || zh) {
        const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
        texts.push({ where: `${file}:${line}`, en: en ? wordings(en) : [], zh: zh ? wordings(zh) : [] });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return texts;
}

function property(node: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined {
  const found = node.properties.find((one) => one.name?.getText() === name);
  if (found && ts.isPropertyAssignment(found)) return found.initializer;
  return found && ts.isShorthandPropertyAssignment(found) ? found.name : undefined;
}

/** What an expression can say: both arms of a choice, a hole for everything that is computed. */
function wordings(node: ts.Expression): string[] {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) return wordings(node.expression);
  if (ts.isConditionalExpression(node)) return [...wordings(node.whenTrue), ...wordings(node.whenFalse)];
  if (ts.isTaggedTemplateExpression(node)) return wordings(node.template as ts.Expression);
  if (ts.isTemplateExpression(node)) {
    return node.templateSpans
      .reduce<string[]>(
        (starts, { expression, literal }) => {
          const middles = wordings(expression);
          return starts.flatMap((start) => middles.slice(0, 4).map((middle) => start + middle + literal.text));
        },
        [node.head.text],
      )
      .slice(0, 64);
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    return wordings(node.left).flatMap((left) => wordings(node.right).map((right) => left + right));
  }
  return [HOLE];
}

/** Prose alone: code, fenced or quoted by backticks, has its own signs. */
const prose = (text: string): string =>
  text.replace(/^ *```[\s\S]*?^ *```/gm, '').replace(/``[^`]+``|`[^`\n]*`/g, 'CODE');

/** Each language goes by its own name in the other one. */
const LANGUAGE_NAMES = new Set(['English', '中文']);
const HAN = /\p{Script=Han}/u;
const list = (faults: Iterable<string>): string[] => [...new Set(faults)];

/** What is wrong with an English text. */
function englishFaults(text: string): string[] {
  if (LANGUAGE_NAMES.has(text)) return [];
  const words = prose(text);
  return [
    ...(HAN.test(words.replace(/["“][^"”]*["”]/g, '')) ? ['Chinese in English'] : []),
    // "May" for a permission and "could not" for what failed are no guesses.
    ...(/\b(?:might|maybe|perhaps|potentially|may (?:be|have|not|also)|could (?:be|have|also))\b/i.test(words)
      ? ['a guess']
      : []),
    ...(/\b(?:please|sorry|unfortunately|oops)\b/i.test(words) ? ['an apology'] : []),
    ...(/[\w)]!(?:\s|$)/.test(words) ? ['an exclamation mark'] : []),
    ...(/[，。：；？！（）]/.test(words) ? ['full-width punctuation'] : []),
  ];
}

/** What is wrong with a Chinese text. */
function chineseFaults(text: string): string[] {
  const words = prose(text).replace(/&\w+;/g, 'CODE');
  return [
    ...(/\p{Script=Han}[,;!?:] *\p{Script=Han}|\p{Script=Han}[,;!?:](?:\s|$)|(?<!\s)[,;!] +\p{Script=Han}/u.test(words)
      ? ['ASCII punctuation']
      : []),
    ...(/！/.test(words) ? ['an exclamation mark'] : []),
    ...(/[請設點網變數檔務們還這為]/.test(words) ? ['a traditional character'] : []),
    ...(/抱歉|对不起|不好意思|请稍/.test(words) ? ['an apology'] : []),
  ];
}

/** Is a Chinese text no more than the English one's own names? `git：…`, `CDATA`. */
function isCode(zh: string, en: readonly string[]): boolean {
  if (LANGUAGE_NAMES.has(zh)) return true;
  const words = prose(zh).match(/[A-Za-z]+/g) ?? [];
  return en.some((text) => words.length <= 2 && words.every((word) => text.includes(word)));
}

describe('texts in the sources', () => {
  test('are found', () => {
    expect(found.length).toBeGreaterThan(500);
  });

  test('stand in both languages', () => {
    const isEmpty = (texts: readonly string[]): boolean =>
      texts.length === 0 || texts.every((text) => text.trim() === '');
    expect(found.filter(({ en, zh }) => isEmpty(en) !== isEmpty(zh)).map(({ where }) => where)).toEqual([]);
  });

  test('are translated', () => {
    const faults = found.flatMap(({ where, en, zh }) => {
      const untranslated = zh.filter((text) => !HAN.test(text) && !en.includes(text) && !isCode(text, en));
      const same = zh.filter((text) => en.includes(text) && /[a-z]{2} [a-z]{2,} [a-z]{2}/.test(prose(text)));
      return [...untranslated, ...same].map((text) => `${where}: ${text}`);
    });
    expect(faults).toEqual([]);
  });

  test('are good English', () => {
    expect(
      list(
        found.flatMap(({ where, en }) =>
          en.flatMap((text) => englishFaults(text).map((fault) => `${where}: ${fault}: ${text}`)),
        ),
      ),
    ).toEqual([]);
  });

  test('are good Chinese', () => {
    expect(
      list(
        found.flatMap(({ where, zh }) =>
          zh.flatMap((text) => chineseFaults(text).map((fault) => `${where}: ${fault}: ${text}`)),
        ),
      ),
    ).toEqual([]);
  });
});

/** The `network:` of an example's own envlint.yaml. */
function networkOf(files: ReadonlyMap<string, string>): Network {
  const config = parseYaml(files.get('envlint.yaml') ?? '') as {
    network?: Partial<Network>;
    timeouts?: Network['timeouts'];
  } | null;
  return { ...UNDESCRIBED, ...config?.network, ...(config?.timeouts ? { timeouts: config.timeouts } : {}) };
}

describe.each(documentedRules.map(({ rule, docs }) => [rule.id, rule, docs] as const))('%s', (_, rule, docs) => {
  const diagnostics = docs.bad.flatMap(({ files }) => {
    const example = parseExample(files);
    return lint(projectOf(example.files, networkOf(example.files)), [rule], { only: new Set([rule.id]) }).diagnostics;
  });

  test('says whole things in both languages', () => {
    const faults: string[] = [];
    const check = (text: Text | undefined, en: RegExp, zh: RegExp): void => {
      if (!text) return;
      if (!en.test(text.en) || / {3}|undefined|\[object|\.\.$/.test(text.en)) faults.push(text.en);
      if (!zh.test(text.zh) || / {3}|undefined|\[object|。。|(?<!不)可能|也许|或许/.test(text.zh)) faults.push(text.zh);
    };
    for (const { message, label, why, related = [], fixes = [] } of diagnostics) {
      check(message, /^\S.*[^.\s]$/, /^\S.*[^。.\s]$/);
      for (const part of [label, ...related.map((note) => note.message), ...fixes.map(({ title }) => title)]) {
        check(part, /^\S.*[^.\s]$/, /^\S.*[^。.\s]$/);
      }
      check(why, /^\S[\s\S]*[.]$/, /^\S[\s\S]*[。]$/);
    }
    expect(list(faults)).toEqual([]);
  });
});
