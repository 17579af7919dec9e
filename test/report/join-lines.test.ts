/** Joining two lines, with a space or without one. */
import { expect, test } from 'vitest';
import { joinLines } from '../../src/report/join-lines.ts';

test.each([
  ['a proxy', 'of its own', 'a proxy of its own'],
  ['本机请求', '也会走代理', '本机请求也会走代理'],
  ['会让', 'httpx 崩溃', '会让 httpx 崩溃'],
  ['Go 和 uv', '优先读它', 'Go 和 uv 优先读它'],
  ['文件会覆盖', '`Environment=`', '文件会覆盖 `Environment=`'],
  ['curl、wget、', 'npm', 'curl、wget、npm'],
  ['崩溃。', 'Node 不会', '崩溃。Node 不会'],
  ['Node', '（24 起）', 'Node（24 起）'],
  ['提示“拒绝”', '就退出', '提示“拒绝”就退出'],
])('%s | %s', (before, next, whole) => {
  expect(joinLines(before, next)).toBe(whole);
});
