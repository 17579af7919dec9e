/**
 * Names of templates and examples: files that become something else before a program reads them. They are never errors,
 * and plain `--fix` leaves them alone. Endings as template engines' own documentation and some 7,000 public files have them.
 */
import { basename } from '../../text.ts';

/** Endings of template engines and of configure scripts, lower case, without the dot. Such a file is read only when it is named. */
const ENGINE_ENDINGS: ReadonlySet<string> = new Set([
  ...['j2', 'jinja', 'jinja2', 'njk', 'tmpl', 'tpl', 'gotmpl', 'gotpl', 'ctmpl', 'tftpl', 'erb', 'epp', 'ejs'],
  ...['mustache', 'hbs', 'handlebars', 'liquid', 'mako', 'in'],
  ...['tt', 'tt2', 'twig', 'eex', 'heex', 'ecr', 'ftl', 'vm', 'envsubst', 'm4', 'nunjucks'],
  ...['esh', 'sigil', 'skel', 'stub'],
]);

/** Endings of examples, which are read like what they are an example of. */
const EXAMPLE_ENDINGS: ReadonlySet<string> = new Set([
  ...['example', 'examples', 'sample', 'samples', 'template', 'templates', 'dist', 'distribution'],
]);

/** `example.env`, `sample-unit.service`. */
const EXAMPLE_START = /^(?:example|sample|template)[._-]/;
/** `.env.example.production`, `env-sample`, `.env.default`: what is copied to `.env`. */
const EXAMPLE_ENV = /^\.?env[._-](?:examples?|samples?|templates?|dist|distribution|defaults?|skel)(?:[._-]|$)/;

/** `config.example.yaml`, `common_tpl.yaml`. */
const EXAMPLE_YAML = /[._-](?:examples?|samples?|templates?|tpl|tmpl)\.ya?ml$/;

/** The last word of a name after `.`, `_` or `-`, lower case; empty without one. */
function lastWord(name: string): string {
  return /[._-]([^._-]+)$/.exec(name)?.[1] ?? '';
}

/** What follows the last dot, lower case; empty without one. */
function ending(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1).toLowerCase();
}

/** Is the file written for a template engine or a configure script, by its ending (`a.service.in`, `.env.erb`)? */
export function isEngineTemplate(file: string): boolean {
  return file.includes('.') && ENGINE_ENDINGS.has(ending(file));
}

/** Is the file a template or an example of any sort, by its name? */
export function isTemplateName(file: string): boolean {
  if (isEngineTemplate(file)) return true;
  const name = basename(file).toLowerCase();
  const word = lastWord(name);
  return (
    EXAMPLE_ENDINGS.has(word) ||
    /^(?:tmpl|tpl|j2)$/.test(word) ||
    EXAMPLE_START.test(name) ||
    EXAMPLE_ENV.test(name) ||
    (EXAMPLE_YAML.test(name) && !name.startsWith('env'))
  );
}

/** What a person or an installation script fills in: `<USER>`, `<|HOME|>`, `@PREFIX@`, `__HOME__`, `REPLACE_HOME`, `YOUR_PATH`. */
const PLACEHOLDER =
  /<\|?[A-Za-z][\w .-]*\|?>|@[A-Z][A-Z\d_]*@|__[A-Z][A-Z\d_]*__|\b(?:REPLACE|YOUR|CHANGE|INSERT|PLACEHOLDER)(?:_[A-Z\d]+)+\b|\b(?:CHANGE|REPLACE)_?ME\b/;

/** Does a path or a command line contain a placeholder, so that it is not yet what a program will read? */
export function hasPlaceholder(text: string): boolean {
  return PLACEHOLDER.test(text);
}

/** Folders whose files show how something is written, or are made for tests, as public repositories name them. */
const SAMPLE_FOLDER =
  /(?:^|\/)(?:docs?|documentation|examples?|samples?|demos?|templates?|tests?|__tests__|testdata|fixtures?|mocks?)\//i;

/**
 * Is a Clash file of this path, from the root of what is checked, a sample? `docs/config.yaml` lists every option with made-up
 * servers, and `test/` holds what a test needs: nothing runs them, so that what they contain is worth knowing at most, and
 * they are no evidence of how the machine is set up. Units, jobs, scripts and `.env` files in such folders are used as they
 * are, and are judged like all others.
 */
export function isClashSample(file: string): boolean {
  return !file.startsWith('/') && !file.startsWith('../') && SAMPLE_FOLDER.test(file);
}

/** The path of what a template becomes: the endings of engines and examples removed. `a.service.in` → `a.service`. */
export function withoutTemplateEnding(file: string): string {
  let path = file;
  while (path.lastIndexOf('.') > path.lastIndexOf('/') + 1) {
    if (!ENGINE_ENDINGS.has(ending(path)) && !EXAMPLE_ENDINGS.has(ending(path))) break;
    path = path.slice(0, path.lastIndexOf('.'));
  }
  return path;
}
