// Loaded with --require: once the folder that holds a file was listed, the file becomes something else. RACE=KIND:FILE.
'use strict';
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const { dirname } = require('node:path');

const [kind, ...rest] = (process.env.RACE ?? '').split(':');
const file = rest.join(':');
const turn = {
  vanish: () => {},
  folder: () => fs.mkdirSync(file),
  fifo: () => spawnSync('mkfifo', [file]),
  grow: () => {
    fs.writeFileSync(file, '');
    fs.truncateSync(file, 30 * 1024 * 1024);
  },
  empty: () => fs.writeFileSync(file, ''),
  loop: () => fs.symlinkSync(file, file),
};

const list = fs.readdirSync;
let isDone = false;
fs.readdirSync = (path, options) => {
  const entries = list(path, options);
  if (!isDone && turn[kind] && path === dirname(file)) {
    isDone = true;
    fs.rmSync(file);
    turn[kind]();
  }
  return entries;
};
