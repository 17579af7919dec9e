/** The Clash language and evaluator, bundled from source: rules and hosts a second, and how both grow. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { load } from 'js-yaml';
import { clash } from './inputs.mjs';
import { count, median, ms, root, timed, work } from './measure.mjs';

const HOSTS = Array.from({ length: 1000 }, (_, n) =>
  n % 2 ? `a.site${n * 7}.example${(n * 7) % 97}.com` : `unknown${n}.example.net`,
);

export default async function evaluator() {
  const { language, compile, route } = await bundled();
  const time = (run) => median(Array.from({ length: 5 }, () => timed(run)));
  let before;
  const rows = [1000, 10_000, 100_000].map((rules) => {
    const [text] = Object.values(clash({ rules }));
    const yaml = time(() => load(text));
    const parse = time(() => language.parse({ file: 'config.yaml', text }));
    const fact = language.parse({ file: 'config.yaml', text }).facts.find((one) => one.kind === 'clash');
    const index = time(() => route(compile(fact), { host: 'a.example' }));
    const router = compile(fact);
    const ask = time(() => HOSTS.map((host) => route(router, { host })));
    const all = parse + index + ask;
    const growth = before ? `×${(all / before).toFixed(1)}` : '–';
    before = all;
    return [
      count(rules),
      ms(yaml),
      ms(parse),
      ms(index),
      count(Math.round(rules / (index / 1000))),
      ms(ask),
      count(Math.round(HOSTS.length / (ask / 1000))),
      growth,
      `×${(all / yaml).toFixed(2)}`,
    ];
  });
  return {
    title: 'Clash: parse, index, 1,000 hosts, beside js-yaml loading the same file',
    head: [
      'rules',
      'js-yaml ms',
      'parse ms',
      'index ms',
      'rules/s',
      '1,000 hosts ms',
      'hosts/s',
      'growth for ×10',
      'all / js-yaml',
    ],
    rows,
  };
}

async function bundled() {
  const file = join(work, 'evaluator.mjs');
  await build({
    stdin: {
      contents: `export { clash as language } from './src/languages/clash/index.ts'; export { compile, route } from './src/routing/clash/evaluate.ts';`,
      resolveDir: root,
      loader: 'ts',
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: file,
    logLevel: 'error',
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
  return import(pathToFileURL(file).href);
}
