/** Numbers in Hermes' configuration that do not mean what they seem to: shares above one, tries that leave none. */
import type { Document, Project, Setting, Value } from '../core.ts';
import { derive } from '../project.ts';
import { fallbacks, hermesConfigs, settingsIn } from './hermes.ts';

/** Thresholds of compression that no conversation reaches: more than a whole window, and no number of tokens that decides. */
export const impossibleShares = derive((project: Project): readonly Setting[] =>
  hermesConfigs(project).flatMap((document) => {
    const own = settingsIn(document).filter(({ path }) => path[0] === 'compression');
    const at = (key: string): string => own.find(({ path }) => path.length === 2 && path[1] === key)?.value.text ?? '';
    if (/^(?:false|no|off)$/i.test(at('enabled')) || Number(at('threshold_tokens')) > 0) return [];
    return own.filter(
      ({ path, value }) =>
        (path.length === 2 ? path[1] === 'threshold' : path.length === 3 && path[1] === 'model_thresholds') &&
        value.known &&
        /^\d+(?:\.\d+)?$/.test(value.text) &&
        Number(value.text) > 1,
    );
  }),
);

/** A number of tries that leaves one. */
export interface SingleAttempt {
  readonly name: string;
  readonly value: Value;
}

/** Where nothing names another provider. */
export const singleAttempts = derive((project: Project): readonly SingleAttempt[] => {
  const inFiles = hermesConfigs(project).flatMap((document) =>
    settingsIn(document).flatMap(({ path, value }): SingleAttempt[] =>
      path.join('.') === 'agent.api_max_retries' && /^[01]$/.test(value.text) && !hasFallback(project, document)
        ? [{ name: 'api_max_retries', value }]
        : [],
    ),
  );
  const configs = hermesConfigs(project);
  if (configs.length === 0 || configs.some((document) => hasFallback(project, document))) return inFiles;
  const inVariables = project
    .facts('env')
    .filter(({ name, value, operation }) => name.text === STREAM_RETRIES && operation === 'set' && value.text === '0');
  return [...inFiles, ...inVariables.map(({ value }) => ({ name: STREAM_RETRIES, value }))];
});

const STREAM_RETRIES = 'HERMES_STREAM_RETRIES';

/** The list, or its old form with one entry. */
function hasFallback(project: Project, document: Document): boolean {
  return (
    fallbacks(project).some(({ file }) => file === document.file) ||
    settingsIn(document).some(({ path }) => path[0] === 'fallback_model' && path.length > 1)
  );
}
