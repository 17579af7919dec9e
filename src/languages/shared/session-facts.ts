/** What the commands of units and plists give to a session: `launchctl setenv` as a job that runs at login. */
import type { Assignment, ExecLine, Scope, Value } from '../../core.ts';
import { scriptCommands, scriptIndex } from '../../knowledge/scripts.ts';
import { partOf, span, valueOf } from '../../text.ts';
import { type Split, sessionCommand, sessionScopes } from './session-commands.ts';

/** Assignments in the scopes of their sessions, in order; also of the commands in a script after `sh -c`. */
export function sessionFacts(lines: readonly Pick<ExecLine, 'words' | 'at'>[], parent: Scope): readonly Assignment[] {
  const scopeOf = sessionScopes();
  return lines.flatMap(({ words, at: statement }) =>
    commandsOf(words).flatMap((command): Assignment[] => {
      const session = sessionCommand(command, split);
      if (!session) return [];
      const scope = scopeOf(session.tool, parent);
      return session.changes.map(({ name, value, operation }) => {
        const at = span(name.at, name.at.start, Math.max(name.at.end, value.at.end));
        return { kind: 'env', at, scope, certain: true, name, value, operation, reach: 'environment', statement };
      });
    }),
  );
}

function commandsOf(words: readonly Value[]): readonly (readonly Value[])[] {
  const index = scriptIndex(words.map(({ text }) => text));
  const script = index === undefined ? undefined : words[index];
  if (!script) return [words];
  return scriptCommands(script.text).map((command) =>
    command.map(({ text, start, end }) => {
      const isQuoted = text.length < end - start;
      return isQuoted ? partOf(script, start + 1, end - 1) : asShellWord(partOf(script, start, end));
    }),
  );
}

/** What a shell would still expand is not known. */
function asShellWord(word: Value): Value {
  return /[$`"'\\*?]/.test(word.text) ? valueOf([{ kind: 'unknown', at: word.at }], word.at) : word;
}

const split: Split = (word) => {
  const equals = word.text.indexOf('=');
  if (equals <= 0) return undefined;
  return { name: partOf(word, 0, equals), value: partOf(word, equals + 1, word.text.length) };
};
