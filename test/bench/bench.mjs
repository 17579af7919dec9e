/**
 * `npm run bench`: times and ratios of this very run, written to test/bench/RESULTS.md, in about ten minutes. With names of tables
 * (`npm run bench -- growth clash`) only those are made and printed, and the results stay as they were. Start-up is measured on
 * Node 20, 22, 24 and 26; `tools.mjs` says where they come from.
 */
import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';
import clash from './clash.mjs';
import doctor from './doctor.mjs';
import files from './files.mjs';
import growth from './growth.mjs';
import keystroke from './keystroke.mjs';
import { root, work } from './measure.mjs';
import peers from './peers.mjs';
import profile from './profile.mjs';
import scale from './scale.mjs';
import startup from './startup.mjs';

/** Each answers one table, or several: `{ title, head, rows }`. */
const TABLES = { startup, peers, keystroke, scale, clash, growth, files, doctor, profile };

const markdown = ({ title, head, rows }) =>
  [
    `## ${title}`,
    '',
    `| ${head.join(' | ')} |`,
    `|${head.map(() => '---').join('|')}|`,
    ...rows.map((row) => `| ${row.join(' | ')} |`),
  ].join('\n');

async function made(names) {
  const tables = [];
  for (const name of names) {
    const started = performance.now();
    for (const table of [await TABLES[name]()].flat()) {
      console.log(`${markdown(table)}\n`);
      tables.push(table);
    }
    console.error(`${name}: ${Math.round((performance.now() - started) / 1000)} s`);
  }
  return tables;
}

/** The rows that did not meet their budget, by table. */
function missed(tables) {
  const rows = tables.flatMap(({ title, rows }) =>
    rows.filter((row) => row.at(-1) === 'no').map((row) => `- ${title}: ${row.slice(0, -1).join(', ')}`),
  );
  return rows.length > 0 ? `## Missed\n\n${rows.join('\n')}` : '## Missed\n\nNothing.';
}

function machine() {
  const [first] = cpus();
  const gigabytes = Math.round(totalmem() / 1024 ** 3);
  return `${first?.model.trim() ?? 'an unknown processor'}, ${cpus().length} cores, ${gigabytes} GB, ${process.platform} ${release()}`;
}

const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !Object.hasOwn(TABLES, name));
if (unknown) throw new Error(`No table ${unknown}; there are ${Object.keys(TABLES).join(', ')}.`);
try {
  execFileSync(process.execPath, [join(root, 'src/scripts/build.mjs')], { stdio: 'ignore' });
  const tables = await made(wanted.length ? wanted : Object.keys(TABLES));
  if (!wanted.length) {
    writeFileSync(
      join(root, 'test/bench/RESULTS.md'),
      `${[
        '# Measured by `npm run bench`',
        `On ${machine()}, Node ${process.version} unless a table names another; one run, commands in turns, medians unless a table says otherwise.`,
        missed(tables),
        ...tables.map(markdown),
      ].join('\n\n')}\n`,
    );
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
