/** The worker: the machine of the playground, answering the page's questions in their order. */
import { openMachine } from '../core/machine.ts';
import type { Answer, Question } from '../core/messages.ts';

/** What this file uses of a worker's global; its types and those of a page exclude each other. */
interface WorkerScope {
  addEventListener(type: 'message', listen: (event: MessageEvent<Question>) => void): void;
  postMessage(answer: Answer): void;
}

const scope = globalThis as unknown as WorkerScope;
const machine = openMachine();
let before: Promise<void> = Promise.resolve();

async function answer({ id, name, args }: Question): Promise<void> {
  try {
    const ask = machine[name] as (...all: readonly unknown[]) => unknown;
    scope.postMessage({ id, value: await ask(...args) });
  } catch (error) {
    scope.postMessage({ id, fault: error instanceof Error ? error.message : String(error) });
  }
}

scope.addEventListener('message', ({ data }) => {
  before = before.then(() => answer(data));
});
