/** The symptoms whose texts share most words with a text that fits none. */
import type { Symptom } from '../symptom.ts';
import { normal } from './text.ts';

/** What most people ask about: for a text that has no word in common with any symptom. */
const USUAL: readonly string[] = ['local-service-unreachable', 'timed-out', 'proxy-refused'];

/** `count` symptoms, the nearest first; those that most people ask about where less has anything in common with the text. */
export function nearestSymptoms(text: string, symptoms: readonly Symptom[], count: number): Symptom[] {
  const asked = wordsOf(normal(text.slice(0, 20_000)));
  const known = symptoms.map((symptom) => {
    const own = wordsOf(wording(symptom));
    return { symptom, own, words: new Set([...own, ...wordsOf(explanation(symptom))]) };
  });
  const spread = new Map<string, number>();
  for (const { words } of known) for (const word of words) spread.set(word, (spread.get(word) ?? 0) + 1);
  // A word that few symptoms use tells more than one that many use.
  const weight = (word: string): number => 1 / (spread.get(word) ?? 1);
  const scored = known.map(({ symptom, own, words }) => {
    const shared = [...words].filter((word) => asked.has(word));
    return { symptom, score: shared.reduce((sum, word) => sum + weight(word) * (own.has(word) ? 1 : ASIDE), 0) };
  });
  const near = scored.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score);
  const usual = USUAL.flatMap((id) => symptoms.find((symptom) => symptom.id === id) ?? []);
  return [...new Set([...near.map(({ symptom }) => symptom), ...usual])].slice(0, count);
}

/** What a word of the causes counts beside one of the message itself. */
const ASIDE = 0.25;

/** Letters of a word that is compared in pieces, and of a piece. */
const LONG = 6;
const PIECE = 4;

const explanation = ({ causes }: Symptom): string =>
  normal(causes.map(({ text }) => `${text.en} ${text.zh}`).join(' '));

const wording = ({ id, title, texts }: Symptom): string => normal([id, title.en, title.zh, ...texts].join(' '));

/** Words of letters and digits, the pieces of long ones (so that a mistyped one is near), and pairs of Chinese characters. */
function wordsOf(text: string): Set<string> {
  const words = new Set(text.match(/[a-z0-9_]{2,}/g) ?? []);
  for (const word of [...words]) {
    for (let at = 0; word.length >= LONG && at + PIECE <= word.length; at++)
      words.add(`~${word.slice(at, at + PIECE)}`);
  }
  for (const run of text.match(/[\u4e00-\u9fff]+/g) ?? []) {
    for (let at = 0; at + 1 < run.length; at++) words.add(run.slice(at, at + 2));
  }
  return words;
}
