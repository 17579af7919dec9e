/** The page's side of the worker: an asynchronous function for each function of the machine. */
import type { Machine } from '../core/machine.ts';
import type { Answer, Question } from '../core/messages.ts';
import type { SharedFile } from '../state.ts';
import { loadScript } from './dom.ts';

/** The machine, called through the worker. */
export type RemoteMachine = {
  readonly [Name in keyof Machine]: (...args: Parameters<Machine[Name]>) => Promise<Awaited<ReturnType<Machine[Name]>>>;
};

/** The worker's program, which `core.js` leaves here: from a file, a worker can be made of nothing but text at hand. */
declare const ENVLINT_CORE: string;

export interface Remote {
  readonly machine: RemoteMachine;
  /** Starts the worker now, so that the first question need not wait for it. */
  warmUp(): void;
  readonly isStarted: boolean;
}

interface RemoteOptions {
  /** Called when envlint has an internal error. */
  readonly failed: (why: string) => void;
  /** The files that are there when the worker starts. */
  readonly files: () => readonly SharedFile[];
}

/** The worker, which is fetched and started with the first question: most of the page's weight is in it. */
export function remoteMachine({ failed, files }: RemoteOptions): Remote {
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let worker: Promise<Worker> | undefined;
  let count = 0;

  function settle({ id, value, fault }: Answer): void {
    const own = waiting.get(id);
    waiting.delete(id);
    if (fault === undefined) own?.resolve(value);
    else own?.reject(new Error(fault));
    if (fault !== undefined) failed(fault);
  }

  async function started(): Promise<Worker> {
    await loadScript('core.js');
    const made = new Worker(URL.createObjectURL(new Blob([ENVLINT_CORE], { type: 'text/javascript' })));
    made.addEventListener('message', ({ data }: MessageEvent<Answer>) => settle(data));
    made.addEventListener('error', (event) => failed(event.message));
    made.postMessage({ id: ++count, name: 'set', args: [files()] } satisfies Question);
    return made;
  }

  async function ask(name: keyof Machine, args: readonly unknown[]): Promise<unknown> {
    worker ??= started();
    const ready = await worker;
    return new Promise((resolve, reject) => {
      const question: Question = { id: ++count, name, args };
      waiting.set(question.id, { resolve, reject });
      ready.postMessage(question);
    });
  }

  const get =
    (_: object, name: string | symbol) =>
    (...args: readonly unknown[]) =>
      ask(name as keyof Machine, args);
  return {
    // Each property is the question of that name; the compiler cannot follow a proxy.
    machine: new Proxy({}, { get }) as RemoteMachine,
    warmUp() {
      worker ??= started();
    },
    get isStarted() {
      return worker !== undefined;
    },
  };
}
