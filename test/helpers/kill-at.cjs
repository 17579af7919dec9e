/**
 * Preloaded before the program: ends it by SIGKILL at its N-th call that changes something on disk.
 * KILL_AT=N · KILL_HALF=1: the call is a write, and half of it reaches the file · CALLS_TO=FILE: the names of all calls.
 * BEFORE=N:PATH:TEXT: at the N-th call somebody else writes TEXT to PATH.
 */
'use strict';
const fs = require('node:fs');

const real = { ...fs };
const limit = Number(process.env.KILL_AT || 0);
const [, turn, path, text] = /^(\d+):([^:]*):([\s\S]*)$/.exec(process.env.BEFORE || '') || [];
const calls = [];

/** Is this the moment? `half`: does what a write cut off in its middle has done. */
function count(name, half) {
  calls.push(name);
  if (calls.length === Number(turn)) real.writeFileSync(path, text);
  if (calls.length !== limit) return;
  if (process.env.KILL_HALF && half) half();
  process.kill(process.pid, 'SIGKILL');
}

for (const name of ['renameSync', 'unlinkSync', 'fsyncSync', 'fchmodSync', 'fchownSync', 'mkdirSync']) {
  fs[name] = (...args) => {
    count(name);
    return real[name](...args);
  };
}
fs.openSync = (file, flags, ...rest) => {
  if (typeof flags === 'string' && /[wa+]/.test(flags)) count('openSync');
  return real.openSync(file, flags, ...rest);
};
fs.writeFileSync = (file, data, ...rest) => {
  count('writeFileSync', () => {
    const bytes = Buffer.from(data);
    real.writeSync(file, bytes, 0, bytes.length >> 1);
  });
  return real.writeFileSync(file, data, ...rest);
};
if (process.env.CALLS_TO) process.on('exit', () => real.writeFileSync(process.env.CALLS_TO, calls.join(' ')));
