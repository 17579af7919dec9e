/**
 * The part of SARIF 2.1.0 that envlint writes, as a JSON Schema, from the standard (OASIS, sarif-v2.1.0, section 3). Closed:
 * a property the standard does not know is an error. No npm package of a fitting size carries the whole schema.
 */
type Schema = Readonly<Record<string, unknown>>;

const text: Schema = { type: 'string' };
const uri: Schema = { type: 'string', format: 'uri-reference' };
const position: Schema = { type: 'integer', minimum: 1 };
const index: Schema = { type: 'integer', minimum: -1 };
const ref = (name: string): Schema => ({ $ref: `#/$defs/${name}` });
const list = (items: Schema, more: Schema = {}): Schema => ({ type: 'array', items, ...more });
const closed = (properties: Schema, required: readonly string[] = []): Schema => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required,
});
const bag: Schema = { type: 'object', properties: { tags: list(text, { uniqueItems: true }) } };
const level: Schema = { enum: ['none', 'note', 'warning', 'error'] };
const distinct: Schema = { uniqueItems: true };
const some: Schema = { minItems: 1 };

export const sarifSchema: Schema = {
  ...closed({ $schema: { type: 'string', format: 'uri' }, version: { const: '2.1.0' }, runs: list(ref('run')) }, [
    'version',
    'runs',
  ]),
  $defs: {
    run: closed(
      {
        tool: closed({ driver: ref('component') }, ['driver']),
        invocations: list(ref('invocation')),
        artifacts: list(closed({ location: ref('artifactLocation') }), distinct),
        columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
        results: list(ref('result')),
      },
      ['tool'],
    ),
    component: closed(
      {
        name: text,
        semanticVersion: { type: 'string', pattern: '^\\d+\\.\\d+\\.\\d+' },
        language: { type: 'string', pattern: '^[a-z]{2}(-[A-Z]{2})?$' },
        informationUri: uri,
        rules: list(ref('rule'), distinct),
      },
      ['name'],
    ),
    rule: closed(
      {
        id: text,
        name: text,
        shortDescription: ref('multiformat'),
        fullDescription: ref('multiformat'),
        help: ref('multiformat'),
        helpUri: { type: 'string', format: 'uri' },
        defaultConfiguration: closed({ enabled: { type: 'boolean' }, level }),
        properties: bag,
      },
      ['id'],
    ),
    multiformat: closed({ text, markdown: text }, ['text']),
    message: closed({ text, markdown: text }, ['text']),
    invocation: closed(
      {
        executionSuccessful: { type: 'boolean' },
        toolExecutionNotifications: list(closed({ message: ref('message'), level }, ['message'])),
      },
      ['executionSuccessful'],
    ),
    artifactLocation: closed({ uri, uriBaseId: text, index }),
    region: {
      ...closed({
        startLine: position,
        startColumn: position,
        endLine: position,
        endColumn: position,
        snippet: closed({ text }),
      }),
      required: ['startLine'],
    },
    location: closed({
      id: index,
      physicalLocation: closed(
        { artifactLocation: ref('artifactLocation'), region: ref('region'), contextRegion: ref('region') },
        ['artifactLocation'],
      ),
      message: ref('message'),
    }),
    result: closed(
      {
        ruleId: text,
        ruleIndex: index,
        level,
        message: ref('message'),
        locations: list(ref('location')),
        partialFingerprints: { type: 'object', additionalProperties: text },
        relatedLocations: list(ref('location'), distinct),
        codeFlows: list(closed({ threadFlows: list(ref('threadFlow'), some) }, ['threadFlows'])),
        suppressions: list(
          closed({ kind: { enum: ['inSource', 'external'] }, justification: text }, ['kind']),
          distinct,
        ),
        fixes: list(ref('fix'), distinct),
      },
      ['message'],
    ),
    threadFlow: closed({ locations: list(closed({ location: ref('location') }), some) }, ['locations']),
    fix: closed({ description: ref('message'), artifactChanges: list(ref('change'), { ...some, ...distinct }) }, [
      'artifactChanges',
    ]),
    change: closed({ artifactLocation: ref('artifactLocation'), replacements: list(ref('replacement'), some) }, [
      'artifactLocation',
      'replacements',
    ]),
    replacement: closed({ deletedRegion: ref('region'), insertedContent: closed({ text }) }, ['deletedRegion']),
  },
};
