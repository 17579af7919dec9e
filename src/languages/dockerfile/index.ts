/**
 * Dockerfiles: the variables of each stage, and what its commands set. ENV stays in the image, so that the variables of the last stage, and of the stages it
 * is made from, are those of a container; all others, and ARG, exist only while the image is built.
 */
import type { Fact, Language, Recipient, Scope, Source, Span } from '../../core.ts';
import { templateTags } from '../shared/pieces.ts';
import { commandFacts, isForeignShell } from './commands.ts';
import { type Instruction, readInstructions } from './instructions.ts';
import { type Variables, variablesOf } from './variables.ts';
import { dockerfileWriter } from './writer.ts';

/** Reads and writes Dockerfiles. */
export const dockerfile: Language = {
  name: 'dockerfile',
  parse(source) {
    const { all, comments, escape } = readInstructions(source);
    const { scopeOf, stages } = stagesIn(source, all);
    const read = variablesIn(all, escape, stages, scopeOf);
    const commands = commandsIn(all, stages, scopeOf);
    const isTemplate = templateTags(source.text).length > 0;
    return {
      ...source,
      language: 'dockerfile',
      dialect: 'dockerfile',
      facts: [...read.found.map(({ fact }) => fact), ...commands].sort((a, b) => a.at.start - b.at.start),
      comments,
      errors: isTemplate ? [] : read.errors,
      secrets: [],
      writer: dockerfileWriter(source.text, read.found, commands),
    };
  },
};

/** One FROM with the stage that it is made from, where that is in this file. */
interface Stage {
  readonly name: string;
  readonly at: Span;
  readonly base: number | undefined;
}

/** The scope of a stage's variables. `isHost`: a step that shares the machine's loopback. */
type ScopeOf = (kind: Recipient['kind'], stage: Stage | undefined, isHost?: boolean) => Scope;

function stagesIn(
  { file, text }: Source,
  all: readonly Instruction[],
): { readonly stages: readonly Stage[]; readonly scopeOf: ScopeOf } {
  const stages = stagesOf(all);
  const whole: Scope = { kind: 'file', name: '', at: { file, start: 0, end: text.length } };
  const scopes = new Map<string, Scope>();
  const scopeOf: ScopeOf = (kind, stage, isHost = false) => {
    const key = kind === 'container' ? kind : `${kind} ${stage?.at.start} ${isHost}`;
    const known = scopes.get(key);
    if (known) return known;
    const loopback = isHost ? 'host' : undefined;
    const recipient = { kind, program: 'dockerfile', inherits: 'nothing', loopback } as const;
    const at = stage?.at ?? whole.at;
    const made: Scope = { kind: 'block', name: '', at, parent: whole, recipient };
    scopes.set(key, made);
    return made;
  };
  return { stages, scopeOf };
}

function variablesIn(
  all: readonly Instruction[],
  escape: string,
  stages: readonly Stage[],
  scopeOf: ScopeOf,
): Variables {
  const kept = keptStages(stages);
  let current = -1;
  const variables = all.flatMap((instruction): Variables[] => {
    if (instruction.keyword === 'FROM') current++;
    if (instruction.keyword !== 'ENV' && instruction.keyword !== 'ARG') return [];
    const kind = instruction.keyword === 'ENV' && kept.has(current) ? 'container' : 'build';
    return [variablesOf(instruction, scopeOf(kind, stages[current]), escape)];
  });
  return { found: variables.flatMap(({ found }) => found), errors: variables.flatMap(({ errors }) => errors) };
}

/** What the steps of each stage, and what a container is started with, set by commands. */
function commandsIn(all: readonly Instruction[], stages: readonly Stage[], scopeOf: ScopeOf): readonly Fact[] {
  let current = -1;
  let isRead = true;
  return all.flatMap((instruction) => {
    if (instruction.keyword === 'FROM') {
      current++;
      isRead = true;
    }
    if (isForeignShell(instruction)) isRead = false;
    if (!isRead || !/^(?:RUN|CMD|ENTRYPOINT)$/.test(instruction.keyword)) return [];
    return commandFacts(instruction, (isHost) => scopeOf('build', stages[current], isHost));
  });
}

function stagesOf(all: readonly Instruction[]): readonly Stage[] {
  const stages: Stage[] = [];
  for (const { keyword, joined, start, end, at } of all) {
    if (keyword !== 'FROM') continue;
    const words = joined.text.slice(start, end).split(/\s+/);
    const image = words.find((word) => !word.startsWith('--')) ?? '';
    const name = /^as$/i.test(words.at(-2) ?? '') ? (words.at(-1) as string).toLowerCase() : '';
    const base = stages.findLastIndex((stage) => stage.name !== '' && stage.name === image.toLowerCase());
    stages.push({ name, at, base: base < 0 ? undefined : base });
  }
  return stages;
}

/** The last stage and those it is made from. */
function keptStages(stages: readonly Stage[]): ReadonlySet<number> {
  const kept = new Set<number>();
  for (let at: number | undefined = stages.length - 1; at !== undefined && at >= 0; at = stages[at]?.base) kept.add(at);
  return kept;
}
