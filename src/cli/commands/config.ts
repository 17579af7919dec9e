/** `envlint config`: the settings in effect, each with the place it comes from. */
import type { Config } from '../../config/model.ts';
import { CONFIG_KEYS } from '../../config/reference.ts';
import { makeProject } from '../../project.ts';
import { maskedJson } from '../../report/machine/json.ts';
import { padEnd, widthOf } from '../../report/terminal/width.ts';
import { visible } from '../../report/visible.ts';
import { secretsOf } from '../../secrets/index.ts';
import { UsageError } from '../../usage-error.ts';
import { answer } from '../run/answer.ts';
import { loadSettings } from '../session/session.ts';
import type { Context } from '../shell/context.ts';
import { out } from '../shell/io.ts';
import { displayPath, machinePath } from '../shell/paths.ts';
import { NO_OPERANDS } from '../shell/words.ts';

/** Prints the settings; answers the exit code. Throws `UsageError` for a broken configuration. */
export async function configCommand(context: Context): Promise<number> {
  if (context.operands.length > 0) throw new UsageError(NO_OPERANDS);
  if (context.values.all) return printAll(context);
  const { config } = await loadSettings(context);
  // A policy or a route can name a proxy with its password.
  const masker = secretsOf(makeProject({ documents: [] }));
  const rows = [...settings(config)].map(([key, value]) => ({ key, value, origin: originOf(config, key) }));
  const sources = config.sources.map((file) => machinePath(file, context));
  answer(
    context,
    () => maskedJson({ version: 1, sources, settings: rows }, masker),
    (to) => asTable(to, config, rows, masker.mask),
  );
  return 0;
}

function asTable(
  context: Context,
  config: Config,
  rows: readonly { readonly key: string; readonly value: unknown; readonly origin: string }[],
  mask: (text: string) => string,
): string {
  const { paint } = context;
  const files = config.sources.map((file) => displayPath(file, context));
  const head = files.length > 0 ? files.join(', ') : context.say({ en: 'no configuration file', zh: '没有配置文件' });
  const cells = rows.map(
    ({ key, value, origin }) => [visible(mask(`${key}: ${JSON.stringify(value)}`)), visible(origin)] as const,
  );
  const wide = Math.min(60, Math.max(0, ...cells.map(([text]) => widthOf(text))));
  return [
    paint('strong', head),
    ...cells.map(([text, origin]) => `${padEnd(text, wide)}  ${paint('quiet', origin)}`),
    '',
  ].join('\n');
}

/** A whole envlint.yaml with every key, each as a comment that says what it is for. */
function printAll({ say, paint }: Context): number {
  const head = '# yaml-language-server: $schema=./node_modules/envlint/dist/schema.json';
  const keys = CONFIG_KEYS.flatMap(({ key, example, help }) => {
    const indent = key.includes('.') ? '  ' : '';
    const above = indent === '' ? [''] : [];
    return [...above, paint('quiet', `${indent}# ${say(help)}`), example];
  });
  out(`${[head, ...keys].join('\n')}\n`);
  return 0;
}

function* settings(config: Config): Generator<[string, unknown]> {
  const { timeouts, ...network } = config.network;
  for (const [key, value] of Object.entries(network)) {
    if (!Array.isArray(value) || value.length > 0) yield [`network.${key}`, value];
  }
  for (const [name, least] of Object.entries(timeouts)) yield [`timeouts.${name}`, least];
  for (const [id, level] of config.severities) yield [`rules.${id}`, level];
  const values = (based: readonly { readonly value: unknown }[]): unknown[] => based.map(({ value }) => value);
  if (config.ignore.length > 0) yield ['ignore', config.ignore.flatMap(({ value }) => value)];
  if (config.files.length > 0) yield ['files', values(config.files)];
  if (config.overrides.length > 0) yield ['overrides', values(config.overrides)];
  if (config.policies.length > 0) yield ['policies', values(config.policies)];
  if (config.routes.length > 0) yield ['routes', config.routes];
}

const originOf = ({ origins }: Config, key: string): string => origins.get(key) ?? '';
