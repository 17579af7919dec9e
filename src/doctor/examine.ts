/** Compares the running machine with its files: a pure function of both. */
import type { Finding, Scene } from './check.ts';
import { checks } from './checks/index.ts';

/** All findings, by file and place; of two findings about one line, only the one to repair first. */
export function examine(scene: Scene): readonly Finding[] {
  const found = checks.flatMap((check) =>
    [...check.find(scene)].map((one): Finding => ({ ...one, severity: one.severity ?? check.severity, id: check.id })),
  );
  const order = [...scene.project.documents.keys()];
  return found.sort((a, b) => order.indexOf(a.at.file) - order.indexOf(b.at.file) || a.at.start - b.at.start);
}
