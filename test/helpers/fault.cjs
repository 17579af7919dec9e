// Loaded with --require: makes envlint fail from within, with an error that quotes a file. FAULT_AT: the text it quotes from;
// FAULT_ONCE: the first time alone, so that what says so is spared.
'use strict';
const { matchAll } = String.prototype;

const at = process.env.FAULT_AT;
let left = process.env.FAULT_ONCE ? 1 : Number.POSITIVE_INFINITY;
if (at) {
  String.prototype.matchAll = function (...args) {
    const text = String(this);
    const start = text.indexOf(at);
    if (start >= 0 && left-- > 0)
      throw new SyntaxError(`Unexpected token in "${text.slice(Math.max(0, start - 400), start + 2000)}"`);
    return matchAll.apply(this, args);
  };
}
