/** What is at a position, for a reader who points at it: where it is set, who reads it and where it leads. */
import type { Hover, Position } from 'vscode-languageserver-types';
import { secretsOf } from '../../secrets/index.ts';
import { holds, markup, positionsIn, rangeOf, say, type View } from '../view.ts';
import { clashHover } from './clash.ts';
import { exemptionHover } from './exemption.ts';
import { variableHover } from './variable.ts';

/** The hover at a position of a file; undefined where there is nothing to say. Masked. */
export function hover(view: View, file: string, position: Position): Hover | undefined {
  const offset = positionsIn(view, view.project.document(file)).offset(position);
  const said =
    exemptionHover(view, file, offset) ?? variableHover(view, file, offset) ?? clashHover(view, file, offset);
  const reasons = whys(view, file, offset);
  const parts = [said?.markdown, ...reasons].filter((part) => part !== undefined);
  if (parts.length === 0) return undefined;
  const { mask } = secretsOf(view.project);
  return {
    contents: markup(view, parts.map(mask).join('\n\n---\n\n')),
    ...(said ? { range: rangeOf(view, said.at) } : {}),
  };
}

/** Why the findings at this place hurt: the client itself shows what they are. */
function whys(view: View, file: string, offset: number): string[] {
  return view.diagnostics
    .filter(({ at, why }) => why !== undefined && at.file === file && holds(at, offset))
    .map(({ rule, why }) => `**${rule}**: ${why ? say(view, why) : ''}`);
}
