/**
 * launchd property lists. XML is read without loss by an own tokenizer; binary files are read only. A property list
 * that is no job (preferences, an application's Info.plist) is a document without facts.
 */
import type { Document, Language, Source, Span } from '../../core.ts';
import { isBinaryPlist, readBinaryPlist } from './binary.ts';
import { jobFacts } from './job.ts';
import { readXmlPlist } from './plist.ts';
import { brokenBinary } from './problems.ts';
import { plistWriter } from './writer.ts';

/** Dialects: `plist` (XML) and `binary-plist` (no writer; all spans are empty, at 0). */
export const launchd: Language = {
  name: 'launchd',
  parse: (source) =>
    source.bytes && isBinaryPlist(source.bytes) ? parseBinary(source, source.bytes) : parseXml(source),
};

function parseXml(source: Source): Document {
  const { text, file } = source;
  const { root, comments, errors, sections, solid } = readXmlPlist(text, file);
  const whole: Span = { file, start: 0, end: text.length };
  return {
    ...source,
    language: 'launchd',
    dialect: 'plist',
    facts: root ? jobFacts(root, file, whole) : [],
    comments,
    errors,
    secrets: [],
    writer: plistWriter({ text, file, comments, sections, solid }),
  };
}

function parseBinary(source: Source, bytes: Uint8Array): Document {
  const at: Span = { file: source.file, start: 0, end: 0 };
  const root = readBinaryPlist(bytes, at);
  return {
    ...source,
    language: 'launchd',
    dialect: 'binary-plist',
    facts: root ? jobFacts(root, source.file, at) : [],
    comments: [],
    errors: root ? [] : [brokenBinary(at)],
    secrets: [],
  };
}
