/** The script that knows error messages; it is loaded when the first one is pasted. */
import type { Symptom } from '../../knowledge/symptom.ts';
import { recognise, type Sighting } from '../../knowledge/symptom-search/matching.ts';
import { nearestSymptoms } from '../../knowledge/symptom-search/nearest.ts';
import { symptoms } from '../../knowledge/symptoms/index.ts';

export interface Symptoms {
  readonly seen: (text: string) => readonly Sighting[];
  readonly nearest: (text: string) => readonly Symptom[];
}

declare global {
  var envlintSymptoms: Symptoms | undefined;
}

/** A longer log is read from its end: the error is there. */
const LONGEST_LOG_CHARACTERS = 1024 * 1024;

globalThis.envlintSymptoms = {
  seen: (text) => recognise(text.slice(-LONGEST_LOG_CHARACTERS), symptoms, { domestic: [], overseas: [] }),
  nearest: (text) => nearestSymptoms(text, symptoms, 3),
};
