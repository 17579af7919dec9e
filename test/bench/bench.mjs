/**
 * `npm run bench`: medians and ratios of this very run, written to test/bench/RESULTS.md. With names of tables
 * (`npm run bench -- growth clash`) only those are made and printed, and the results stay as they were. Start-up is measured
 * on further binaries of Node with `--node PATH`, as often as one likes.
 */
import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import clash from './clash.mjs';
import doctor from './doctor.mjs';
import files from './files.mjs';
import growth from './growth.mjs';
import { root, work } from './measure.mjs';
import peers from './peers.mjs';
import scale from './scale.mjs';
import startup from './startup.mjs';

/** Each answers one table, or several: `{ title, head, rows }`. */
const TABLES = { startup, peers, scale, clash, growth, files, doctor };

const markdown = ({ title, head, rows }) =>
  [
    `## ${title}`,
    '',
    `| ${head.join(' | ')} |`,
    `|${head.map(() => '---').join('|')}|`,
    ...rows.map((row) => `| ${row.join(' | ')} |`),
  ].join('\n');

async function made(names) {
  const sections = [];
  for (const name of names) {
    for (const table of [await TABLES[name](nodes)].flat()) {
      const section = markdown(table);
      console.log(`${section}\n`);
      sections.push(section);
    }
  }
  return sections;
}

const { values, positionals: wanted } = parseArgs({
  options: { node: { type: 'string', multiple: true, default: [] } },
  allowPositionals: true,
});
const nodes = [process.execPath, ...values.node];
const unknown = wanted.find((name) => !Object.hasOwn(TABLES, name));
if (unknown) throw new Error(`No table ${unknown}; there are ${Object.keys(TABLES).join(', ')}.`);
try {
  execFileSync(process.execPath, [join(root, 'src/scripts/build.mjs')], { stdio: 'ignore' });
  const sections = await made(wanted.length ? wanted : Object.keys(TABLES));
  if (!wanted.length) {
    writeFileSync(
      join(root, 'test/bench/RESULTS.md'),
      `# Measured by \`npm run bench\`\n\nNode ${process.version}; medians of one run, commands in turns.\n\n${sections.join('\n\n')}\n`,
    );
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
