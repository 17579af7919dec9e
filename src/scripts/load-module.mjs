/** Loads TypeScript where Node cannot. */
import { build } from 'rolldown';

/** The exports of a TypeScript module that has no side effects. `file`: its absolute path. */
export async function loadModule(file) {
  const { output } = await build({ input: file, write: false, output: { codeSplitting: false } });
  return import(`data:text/javascript;base64,${Buffer.from(output[0].code).toString('base64')}`);
}
