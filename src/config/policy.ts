/** House rules of `policies:` become ordinary rules. They are data: globs over names, values and files, nothing more. */
import type { Assignment, Document, Finding, Rule, Text } from '../core.ts';
import { pathGlob, textGlob } from '../glob.ts';
import { type Based, list, type RawPolicy } from './model.ts';

type Test = (text: string) => boolean;

/** Ordinary rules for the policies of a configuration. */
export function policyRules(policies: readonly Based<RawPolicy>[]): Rule[] {
  return policies.map(({ base, value }) => policyRule(base, value));
}

function policyRule(base: string, policy: RawPolicy): Rule {
  const isCovered = fileFilter(base, list(policy.files));
  const isMeant = anyOf(list(policy.variable));
  return {
    id: policy.id,
    summary: summaryOf(policy),
    severity: 'error',
    *check(project) {
      for (const document of project.documents.values()) {
        if (isCovered(document.file)) yield* judge(document, policy, isMeant);
      }
    },
  };
}

/** A filter for absolute paths; a pattern without a slash fits in every folder below `base`, no pattern fits all. */
export function fileFilter(base: string, globs: readonly string[]): Test {
  const tests = globs.map((glob) => pathGlob(glob.includes('/') ? glob.replace(/^\.?\//, '') : `**/${glob}`));
  const prefix = base.endsWith('/') ? base : `${base}/`;
  return (file) => {
    if (tests.length === 0) return true;
    return file.startsWith(prefix) && tests.some((test) => test(file.slice(prefix.length)));
  };
}

function anyOf(globs: readonly string[]): Test {
  const tests = globs.map(textGlob);
  return (text) => tests.some((test) => test(text));
}

function* judge(document: Document, policy: RawPolicy, isMeant: Test): Generator<Finding> {
  const own = document.facts.filter(
    (fact): fact is Assignment =>
      fact.kind === 'env' && isMeant(fact.name.text) && fact.operation !== 'unset' && fact.operation !== 'export',
  );
  const forbidden = anyOf(list(policy['must-not']));
  const allowed = policy['may-only'] === undefined ? undefined : anyOf(list(policy['may-only']));
  for (const { name, value } of own) {
    if (!value.known || value.text === '') continue;
    if (forbidden(value.text))
      yield { at: value.at, ...words(name.text, 'must not hold this value', '不允许取这个值', policy) };
    else if (allowed && !allowed(value.text)) {
      const globs = list(policy['may-only']).join(', ');
      yield { at: value.at, ...words(name.text, `may only be ${globs}`, `只允许是 ${globs}`, policy) };
    }
  }
  const wanted = list(policy.must);
  if (wanted.length === 0 || !holdsEnvironment(document)) return;
  if (own.some(({ value }) => !value.known || (value.text !== '' && anyOf(wanted)(value.text)))) return;
  const at = own.at(-1)?.value.at ?? { file: document.file, start: 0, end: 0 };
  yield {
    at,
    ...words(
      list(policy.variable).join(', '),
      `must be set to ${wanted.join(', ')}`,
      `必须设为 ${wanted.join(', ')}`,
      policy,
    ),
  };
}

const holdsEnvironment = ({ language }: Document): boolean =>
  language === 'dotenv' || language === 'shell' || language === 'systemd' || language === 'launchd';

function words(name: string, en: string, zh: string, { id }: RawPolicy): Pick<Finding, 'message' | 'why'> {
  return {
    message: { en: `${name} ${en}`, zh: `${name} ${zh}` },
    why: { en: `The policy ${id} of envlint.yaml says so.`, zh: `这是 envlint.yaml 中策略 ${id} 的规定。` },
  };
}

function summaryOf({ variable, must, 'must-not': mustNot }: RawPolicy): Text {
  const name = list(variable).join(', ');
  if (must !== undefined) return { en: `${name} must be set as the policy says.`, zh: `${name} 必须按策略设置。` };
  if (mustNot !== undefined)
    return { en: `${name} must not hold a forbidden value.`, zh: `${name} 不得取被禁止的值。` };
  return { en: `${name} may only hold an allowed value.`, zh: `${name} 只能取允许的值。` };
}
