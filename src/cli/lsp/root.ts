/**
 * One folder of the editor as one machine: the files that `envlint` would check there, with the open texts in place of those on
 * disk. It stays open, so that a keystroke costs one parse and the queries that depend on it.
 */
import type { Document, Project } from '../../core.ts';
import { atLeast, lint, loadRules } from '../../engine/lint.ts';
import type { Discovery } from '../../host/find/discover.ts';
import { isLeftOut } from '../../host/find/ignore.ts';
import { type Found, resolved } from '../../host/find/walk.ts';
import { prepareRouters } from '../../host/read/clash-data.ts';
import { keepParsed, type Loaded, load, parseAgain, reparse, type Store } from '../../host/read/load.ts';
import { type Reading, readSource } from '../../host/read/read.ts';
import { detect, interesting } from '../../languages/detect.ts';
import type { View } from '../../lsp/view.ts';
import { type KeptProject, keepProject } from '../../memory.ts';
import { clashFiles } from '../../queries/clash/clash-files.ts';
import { namedFiles } from '../../queries/environments/files/named-files.ts';
import { memo } from '../../text.ts';
import { witnessFor } from '../run/witness.ts';
import { findFiles } from '../session/open.ts';
import { ignoreTests, lintOptions, loadSettings, type Settings } from '../session/session.ts';
import type { Context } from '../shell/context.ts';
import type { Buffers, FilePath, OpenFile } from './buffers.ts';

/** How much must be read again: open texts, the content of files, or the list of files and the configuration. */
export type Stale = 'texts' | 'files' | 'everything';

/** The results of a root, as far as they do not depend on the reader's language. */
export type Checked = Pick<View, 'project' | 'found' | 'diagnostics' | 'rules' | 'options' | 'home'>;

export interface Root {
  /** Absolute, without links; undefined for files outside of every folder. */
  readonly folder: string | undefined;
  /** Reads again what is needed. Throws `UsageError` for a wrong configuration; the previous one then stays in force. */
  refresh(stale: Stale): Promise<void>;
  /** One open text changed: parses only that one if nothing else depends on it. Returns false if more must be read again. */
  change(buffer: OpenFile): boolean;
  /** The name of a file here; undefined if it does not belong to this machine. */
  fileOf(place: FilePath): string | undefined;
  /** The path without links of a file here, as it was when the file was read; of another path, as it is now. */
  realOf(file: string): string;
  /** Does a file with this path matter here: was it found, read as context, or is it a configuration? */
  knows(path: string): boolean;
  /** Undefined until the root has been read successfully. */
  checked(): Promise<Checked> | undefined;
}

/** A root over a folder, or over the open texts that `owns`. `context`: that of the command, with the folder as `cwd`. */
export function openRoot(
  context: Context,
  folder: string | undefined,
  buffers: Buffers,
  owns: (path: string) => boolean,
): Root {
  const readings = new Map<string, Reading>();
  const parse = keepParsed();
  let settings: Settings | undefined;
  let discovery: Discovery | undefined;
  let loaded: Loaded | undefined;
  let kept: KeptProject | undefined;
  let current: Promise<Checked> | undefined;
  /** The documents as they are now, by file. */
  let documents = new Map<string, Document>();
  const byReal = new Map<string, string>();
  /** The files that a document names: where both versions of it name the same, none is missing or too many. */
  const named = memo((document: Document): string =>
    namedFiles(document, context.home)
      .map(({ path }) => path)
      .join('\0'),
  );

  const store: Store = {
    read(real) {
      const open = buffers.at(real);
      if (open) return { kind: 'text', text: open.text };
      const reading = readings.get(real) ?? readSource(real);
      readings.set(real, reading);
      return reading;
    },
    resolve: (path) => (buffers.at(path) ? path : resolved(path)),
  };

  /** Open texts without a file that was found: new ones, and, outside of every folder, all of them. */
  function unsaved({ config }: Settings, known: readonly Found[]): Found[] {
    const reals = new Set(known.map(({ real }) => real));
    const ignore = ignoreTests(context, config);
    return [...buffers.all()].flatMap(({ path, real }): Found[] => {
      if (!owns(path) || reals.has(real)) return [];
      if (folder === undefined) return interesting(path) ? [{ path, real, named: false }] : [];
      // In a home folder only the well-known places are read.
      const isNew = context.values.home === true || resolved(path) === undefined;
      return isNew && interesting(path) && !isLeftOut(ignore, path) ? [{ path, real, named: false }] : [];
    });
  }

  async function reload(): Promise<void> {
    if (!settings || !discovery) return;
    const files = [...discovery.files, ...unsaved(settings, discovery.files)];
    const isHome = context.values.home === true;
    const whole = isHome ? { whole: () => true } : {};
    const roots = [...discovery.roots, ...(folder === undefined ? [] : [folder])];
    loaded = await load(files, { home: context.home, roots, store, parse, ...whole });
    documents = new Map(loaded.documents.map((document) => [document.file, document]));
    byReal.clear();
    for (const { file } of loaded.documents) byReal.set(loaded.real.get(file) ?? file, file);
    kept?.update(documents.values(), loaded.absent);
    current = undefined;
  }

  return {
    folder,
    async refresh(stale) {
      let mistake: unknown;
      if (stale === 'everything' || !settings) {
        try {
          settings = await sameOrNew(context, settings);
        } catch (error) {
          if (!settings) throw error;
          mistake = error;
        }
        discovery = folder === undefined && !context.values.home ? NOTHING : await findFiles(context, settings);
        const { network } = settings.config;
        if (!kept || kept.project.network !== network) kept = keepProject({ network, home: context.home });
      }
      if (stale !== 'texts') readings.clear();
      await reload();
      if (mistake !== undefined) throw mistake;
    },
    change(buffer) {
      const file = byReal.get(buffer.real);
      const before = file === undefined ? undefined : documents.get(file);
      if (!before || !kept || !loaded || !isSameKind(before, buffer.text)) return false;
      if (before.text === buffer.text) return true;
      const after = parseAgain(before, buffer.text);
      if (named(before) !== named(after)) return false;
      documents.set(before.file, after);
      kept.update(documents.values(), loaded.absent);
      current = undefined;
      return true;
    },
    fileOf: ({ real }) => byReal.get(real),
    realOf: (file) => loaded?.real.get(file) ?? (documents.has(file) ? file : (resolved(file) ?? file)),
    knows(path) {
      if (byReal.has(path) || settings?.config.sources.includes(path) === true) return true;
      const real = resolved(path);
      return real !== undefined && real !== path && byReal.has(real);
    },
    checked() {
      if (!settings || !loaded || !kept) return undefined;
      current ??= check(context, settings, loaded, kept.project);
      return current;
    },
  };
}

const NOTHING: Discovery = { files: [], skipped: [], roots: [], missing: [], overruled: [] };

/** The current settings; the same object while nothing in them changed, so that cached answers stay valid. */
async function sameOrNew(context: Context, before: Settings | undefined): Promise<Settings> {
  const now = await loadSettings(context);
  return before && textOf(before) === textOf(now) ? before : now;
}

const textOf = ({ config }: Settings): string =>
  JSON.stringify(config, (_, value: unknown) => (value instanceof Map ? [...value] : value));

/** Is the changed text in the language of the one before it? */
function isSameKind({ file, text: before, bytes }: Document, text: string): boolean {
  const kind = (one: string): string => JSON.stringify(detect(file, one) ?? null);
  return bytes === undefined && kind(before) === kind(text);
}

async function check(context: Context, settings: Settings, loaded: Loaded, project: Project): Promise<Checked> {
  const rules = await loadRules(settings.rules, project);
  const options = lintOptions(context, settings, loaded);
  prepareRouters(clashFiles(project), context.home);
  const { level = 'warning' } = options;
  const found = lint(project, rules, options);
  const diagnostics = found.diagnostics.filter(({ severity }) => atLeast(severity, level));
  const witness = await witnessFor(project);
  const writing = { unsafe: true, parse: reparse, witness };
  return { project, rules, found, diagnostics, options: { ...options, ...writing }, home: context.home };
}
