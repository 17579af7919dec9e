/**
 * The index of the words a rule may use, in CONTRIBUTING.md between `<!-- words -->` and `<!-- /words -->`: every function that
 * `src/queries/` and `src/fixes/` export, with the first sentence of its docstring.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../../', import.meta.url));
const FOLDERS = ['src/queries', 'src/fixes'];

function filesOf(folder) {
  return readdirSync(join(root, folder), { recursive: true })
    .map((name) => `${folder}/${String(name)}`)
    .filter((name) => name.endsWith('.ts'))
    .sort();
}

/** Exported functions of a module, and constants that contain one, as `[name, first sentence]`. */
function wordsOf(file) {
  const source = ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest, true);
  return source.statements.flatMap((statement) => {
    if (!statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return [];
    if (ts.isFunctionDeclaration(statement)) return [[statement.name.text, firstSentence(statement)]];
    if (!ts.isVariableStatement(statement)) return [];
    return statement.declarationList.declarations
      .filter(({ initializer }) => initializer && (ts.isCallExpression(initializer) || ts.isArrowFunction(initializer)))
      .map(({ name }) => [name.text, firstSentence(statement)]);
  });
}

function firstSentence(node) {
  const comment = ts.getJSDocCommentsAndTags(node).at(-1)?.comment;
  const text = (typeof comment === 'string' ? comment : '').replace(/\s+/g, ' ');
  return /^(.*?[.?:])(?: |$)/.exec(text)?.[1]?.replace(/:$/, '.') ?? text;
}

function index() {
  return FOLDERS.flatMap(filesOf)
    .map((file) => [file, wordsOf(file)])
    .filter(([, words]) => words.length > 0)
    .flatMap(([file, words]) => [
      `- \`${file.replace(/^src\//, '')}\``,
      ...words.map(([name, says]) => `  - \`${name}\`${says ? `: ${says}` : ''}`),
    ])
    .join('\n');
}

/** Brings the index up to date. Answers whether it was stale; `dryRun`: writes nothing. */
export function writeWords({ dryRun = false } = {}) {
  const file = join(root, 'CONTRIBUTING.md');
  const text = readFileSync(file, 'utf8');
  const now = text.replace(
    /<!-- words -->[\s\S]*<!-- \/words -->/,
    () => `<!-- words -->\n${index()}\n<!-- /words -->`,
  );
  if (now === text) return [];
  if (!dryRun) writeFileSync(file, now);
  return ['CONTRIBUTING.md'];
}
