/** Questions that a client withdraws: those that wait are not looked at, and one that is being answered stops at its next turn. */
import {
  type CancellationToken,
  LSPErrorCodes,
  Message,
  ResponseError,
  type ResponseMessage,
} from 'vscode-languageserver/node';

/** The answer to a question that was withdrawn. */
export const cancelled = (): ResponseError<void> => new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');

/** For the connection: answers a question that is withdrawn before its turn. */
export function cancelUndispatched(message: Message): ResponseMessage | undefined {
  if (!Message.isRequest(message)) return undefined;
  return { jsonrpc: '2.0', id: message.id, error: cancelled().toJson() };
}

/** Reads what the client sent meanwhile and answers whether it withdrew the question: one turn reads, the next one hands it on. */
export async function isWithdrawn(token: CancellationToken): Promise<boolean> {
  for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setImmediate(resolve));
  return token.isCancellationRequested;
}
