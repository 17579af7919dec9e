/** From changed documents to files on disk: one run that can be taken back. */
import type { Document, Project, Text } from '../../core.ts';
import { placeOf } from '../../host/write/places.ts';
import type { Change, Purpose } from '../../host/write/runs.ts';
import { stateFolder } from '../../host/write/state.ts';
import type { Context } from '../shell/context.ts';
import { displayPath } from '../shell/paths.ts';
import { recordsFolder } from './records.ts';

export interface Saved {
  /** Why nothing was written, by file; empty: everything was. */
  readonly failed: ReadonlyMap<string, Text>;
  readonly notes: readonly Text[];
  /** `envlint undo` takes it back. */
  readonly undoable?: boolean | undefined;
}

/** Writes changed documents to where they came from: all or none. `before`: as they are there, unless as they were read. */
export type Save = (changed: readonly Document[], before?: Project) => Promise<Saved>;

/** Writes documents of a project to where `pathOf` says they lie: all or none. What is saved later belongs to the same run. */
export function saver(context: Context, project: Project, pathOf: (file: string) => string): Save {
  let follows: string | undefined;
  return async (changed, before = project) => {
    const files = new Map(changed.map(({ file }) => [pathOf(file), file]));
    const changes = changed.map(({ file, text }) => ({
      path: pathOf(file),
      before: before.document(file).text,
      after: text,
    }));
    const purpose = { from: placeOf(context.cwd), keep: true, follows };
    const { failed, run, notes } = await write(context, changes, purpose);
    follows = run ?? follows;
    const named = new Map([...failed].map(([path, why]) => [files.get(path) ?? path, why]));
    return { failed: named, notes, undoable: run !== undefined };
  };
}

export interface Written extends Saved {
  readonly run?: string | undefined;
}

/** Writes all changes or none; `failed` is by path. */
async function write(context: Context, changes: readonly Change[], purpose: Purpose): Promise<Written> {
  const { writeTogether } = await import('../../host/write/runs.ts');
  const outcome = writeTogether(recordsFolder(context), changes, purpose);
  if (outcome.kind !== 'written') return { failed: outcome.files, notes: [] };
  const folder = stateFolder(context.env, context.home);
  const notes = outcome.why && purpose.keep ? [withoutUndo(displayPath(folder, context), outcome.why)] : [];
  return { failed: new Map(), notes, run: outcome.run };
}

/** The same for changes that do not depend on each other: what can be written is; `failed` is what could not be, by path. */
export async function writeEach(context: Context, changes: readonly Change[], purpose: Purpose): Promise<Written> {
  const failed = new Map<string, Text>();
  for (let left = changes; ; left = left.filter(({ path }) => !failed.has(path))) {
    const saved = await write(context, left, purpose);
    if (saved.failed.size === 0) return { ...saved, failed };
    for (const [path, why] of saved.failed) failed.set(path, why);
  }
}

/** Saves what can be saved of documents that do not depend on each other. */
export async function saveEach(save: Save, changed: readonly Document[], before: Project): Promise<Saved> {
  const failed = new Map<string, Text>();
  for (let left = changed; left.length > 0; left = left.filter(({ file }) => !failed.has(file))) {
    const saved = await save(left, before);
    if (saved.failed.size === 0) return { ...saved, failed };
    for (const [file, why] of saved.failed) failed.set(file, why);
  }
  return { failed, notes: [] };
}

function withoutUndo(folder: string, why: Text): Text {
  return {
    en: `this run cannot be reverted: ${folder} cannot be used: ${why.en}`,
    zh: `这次修复无法撤销：${folder} 不可用：${why.zh}`,
  };
}
