/**
 * The library's types in one text: what src/index.ts exports and what that is made of, and nothing else of the program.
 * Each module is read by itself, so that the many which say nothing public are never read.
 */
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** Modules that were read, by file. */
const modules = new Map();
/** Each statement that a public one needs, in the order in which they were met, with its name and whether it is public. */
const needed = new Map();

/** The text of index.d.ts. Throws where a public type is not written out, and when two types have one name. */
export function libraryTypes() {
  needExportsOf(fileURLToPath(new URL('../index.ts', import.meta.url)));
  const names = [...needed.values()].map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice) throw new Error(`two public types are called ${twice}`);
  const texts = [...needed].map(([statement, { isPublic }]) => textOf(statement, isPublic));
  // Without an `export {}`, everything in a file of types is exported.
  return `${texts.join('')}export {};\n`;
}

function needExportsOf(file) {
  const { declared, exported, passedOn } = moduleOf(file);
  for (const [name, statement] of declared) if (isExported(statement)) need(file, name, true);
  for (const [origin = file, name] of exported) need(origin, name, true);
  for (const other of passedOn) needExportsOf(other);
}

function need(file, name, isPublic) {
  const { declared, imported } = moduleOf(file);
  const statement = declared.get(name);
  if (!statement) {
    // What is neither declared nor imported is the language's own (`ReadonlyMap`), or a type parameter.
    if (imported.has(name)) need(...imported.get(name), isPublic);
    return;
  }
  const known = needed.get(statement);
  needed.set(statement, { name, isPublic: isPublic || known?.isPublic === true });
  if (!known) for (const used of typesIn(statement)) need(file, used, false);
}

/** What a module declares (name → statement), imports (name → file, name there), exports (file, name there), passes on whole (file). */
function moduleOf(file) {
  const known = modules.get(file);
  if (known) return known;
  const { outputText, diagnostics } = ts.transpileDeclaration(readFileSync(file, 'utf8'), {
    fileName: file,
    reportDiagnostics: true,
    compilerOptions: { target: ts.ScriptTarget.ES2023 },
  });
  const [fault] = diagnostics;
  if (fault) throw new Error(`${file}: ${ts.flattenDiagnosticMessageText(fault.messageText, '\n')}`);
  const module = { declared: new Map(), imported: new Map(), exported: [], passedOn: [] };
  modules.set(file, module);
  for (const statement of ts.createSourceFile(file, outputText, ts.ScriptTarget.ES2023, true).statements) {
    addStatement(module, statement, dirname(file));
  }
  return module;
}

function addStatement({ declared, imported, exported, passedOn }, statement, folder) {
  const from = statement.moduleSpecifier && resolve(folder, statement.moduleSpecifier.text);
  if (ts.isImportDeclaration(statement)) {
    for (const { name, propertyName = name } of statement.importClause.namedBindings.elements) {
      imported.set(name.text, [from, propertyName.text]);
    }
  } else if (ts.isExportDeclaration(statement)) {
    if (!statement.exportClause) passedOn.push(from);
    else for (const { name } of statement.exportClause.elements) exported.push([from, name.text]);
  } else {
    for (const { name } of statement.declarationList?.declarations ?? [statement]) declared.set(name.text, statement);
  }
}

/** The names of types that a declaration refers to. */
function typesIn(node) {
  if (ts.isImportTypeNode(node)) throw new Error(`an import statement is missing for ${node.getText()}`);
  const reference =
    node.typeName ?? node.exprName ?? (ts.isExpressionWithTypeArguments(node) ? node.expression : undefined);
  const names = reference ? [reference.getText()] : [];
  ts.forEachChild(node, (child) => void names.push(...typesIn(child)));
  return names;
}

const isExported = (statement) =>
  statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;

/** A declaration with the comment that is its own: the first one of a file has the file's above it. */
function textOf(statement, isPublic) {
  const comment = statement.jsDoc?.at(-1)?.getText();
  const code = statement.getText();
  return `${comment ? `${comment}\n` : ''}${isPublic ? code : code.replace(/^export (?=declare |type |interface )/, '')}\n`;
}
