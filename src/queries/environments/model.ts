/** What one program finally receives, in one shape for shells, functions, services and dotenv files. */
import type { Document, Fact, Inclusion, Recipient } from '../../core.ts';
import type { Shell } from '../../knowledge/files/shell-files.ts';
import type { EffectiveService } from '../services/services.ts';
import type { Slot, Variables } from './evaluation/state.ts';
import type { Own } from './own.ts';

export type Variable = Slot;

/** One file that an environment is made of. */
export interface Layer {
  readonly document: Document;
  /** The line that loads it; undefined: the program reads it by itself. */
  readonly via?: Inclusion | undefined;
}

export interface Environment {
  /** As `route` names it: `.env`, `.zshrc:proxy_on`, `docker.service`. */
  readonly id: string;
  readonly kind: 'dotenv' | 'shell' | 'function' | 'alias' | 'service' | 'block' | 'session';
  /** The file it is named after. */
  readonly file: string;
  /** Function, alias, unit, label, what a block of variables is for, or the tool that changes a session. */
  readonly name: string;
  readonly shell?: Shell | undefined;
  readonly service?: EffectiveService | undefined;
  /** For a block: the program that receives its variables. */
  readonly recipient?: Recipient | undefined;
  /** The program is written in Go: it never proxies loopback, and reads the variables in either case. */
  readonly ignoresLoopback: boolean;
  /** Exported variables, cleared ones left out; an empty value is kept. */
  readonly variables: Variables;
  /** Assignments made by this environment and the files it loads, without those of the environment below it. */
  readonly own: Own;
  /** Those files, in the order in which they are read: a later one lies over an earlier one. */
  readonly layers: readonly Layer[];
  /** A file outside the project plausibly sets more variables: those missing here are unknown. */
  readonly isIncomplete: boolean;
  /** The last line that loads such a file, or that sets a variable whose name is only known at run time. */
  readonly openedBy?: Fact | undefined;
  /** Names that such a file can no longer change: they are set or cleared after it. */
  readonly settled: Pick<ReadonlySet<string>, 'has'>;
  /** Cleared on purpose. */
  readonly cleared: Pick<ReadonlySet<string>, 'has'>;
  /** The environment below it, whose variables it inherits. */
  readonly base?: Environment | undefined;
  /**
   * Each way through the conditions that decide about proxies and lists (`if`, `case`, `… && …`), as an environment of
   * its own; this environment alone where there are none.
   */
  readonly ways: () => readonly Environment[];
  /** Of a way: how its conditions are answered. */
  readonly answers?: ReadonlyMap<string, string> | undefined;
}
