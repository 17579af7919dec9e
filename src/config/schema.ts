/**
 * The one description of `envlint.yaml`: checked against at run time (compiled when envlint is built), published as
 * `schema.json` for editors, and the source of the words an editor shows beside a key.
 */
import { LANGUAGES } from '../languages/index.ts';

const NAMES = LANGUAGES.map(({ name }) => name).sort();
const globs = { type: 'array', items: { type: 'string', pattern: '\\S' } };
const oneOrMore = {
  anyOf: [
    { type: 'string', pattern: '\\S' },
    { type: 'array', minItems: 1, items: { type: 'string', pattern: '\\S' } },
  ],
};
const hosts = (description: string): object => ({ ...globs, description });
const severities = {
  type: 'object',
  additionalProperties: { enum: ['off', 'info', 'warning', 'error'] },
};

const network = {
  type: 'object',
  additionalProperties: false,
  description: 'What the network around this machine looks like. Every rule reads it.',
  properties: {
    region: { enum: ['cn', 'abroad'], description: 'Where the machine is. Left out: decided by evidence.' },
    domestic: hosts('Hosts and domains that are reached without a proxy.'),
    overseas: hosts('Hosts and domains that need a proxy.'),
    local: hosts('Hosts, addresses and networks of the own network.'),
    clients: hosts('The clients that matter here, e.g. curl, python, node, go. Left out: all.'),
  },
};

const route = {
  type: 'object',
  additionalProperties: false,
  required: ['url', 'expect'],
  properties: {
    url: { type: 'string', pattern: '\\S' },
    clients: globs,
    expect: { enum: ['direct', 'proxy', 'reject'] },
    policy: { type: 'string', description: 'The Clash policy the request must end at.' },
  },
};

const policy = {
  type: 'object',
  additionalProperties: false,
  required: ['id', 'variable'],
  description: 'A house rule as data: this variable, in these files, must, must not or may only hold this.',
  properties: {
    id: { type: 'string', pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$' },
    files: { ...oneOrMore, description: 'Globs of the files it holds for. Left out: all.' },
    variable: { ...oneOrMore, description: 'Names of variables; * stands for anything.' },
    must: { ...oneOrMore, description: 'It must be set, to a value that matches one of these.' },
    'must-not': { ...oneOrMore, description: 'It must not be set to a value that matches one of these.' },
    'may-only': { ...oneOrMore, description: 'If it is set, its value must match one of these.' },
  },
  anyOf: [{ required: ['must'] }, { required: ['must-not'] }, { required: ['may-only'] }],
};

const override = {
  type: 'object',
  additionalProperties: false,
  required: ['rules'],
  properties: {
    files: { ...oneOrMore, description: 'Globs of the files it holds for.' },
    language: { anyOf: [{ enum: NAMES }, { type: 'array', minItems: 1, items: { enum: NAMES } }] },
    rules: severities,
  },
  anyOf: [{ required: ['files'] }, { required: ['language'] }],
};

export const schema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'envlint configuration',
  type: 'object',
  additionalProperties: false,
  properties: {
    $schema: { type: 'string' },
    extends: { ...oneOrMore, description: 'Presets (recommended, strict, cn) and configuration files to start from.' },
    // Each of them is looked for in the whole repository.
    files: {
      ...globs,
      maxItems: 200,
      description: 'Globs of further files to check when a folder is, within the repository.',
    },
    ignore: { ...globs, description: 'What is not checked, in the syntax of .gitignore.' },
    rules: { ...severities, description: 'Severity of rules: off, info, warning, error.' },
    overrides: {
      type: 'array',
      items: override,
      description: 'Severities for some files only. The last that fits wins.',
    },
    network,
    timeouts: {
      type: 'object',
      additionalProperties: { type: 'number', minimum: 0 },
      description: 'Least value of a timeout by the name of its variable or key, in its own unit.',
    },
    routes: { type: 'array', items: route, description: 'Promises that `envlint test` checks.' },
    policies: { type: 'array', items: policy },
  },
} as const;
