import type { FieldErrors } from '../../../shared/errors.js';

const MAX_FAULTS = 20;
const MAX_SENTENCES = 3;
const MAX_NAME = 120;
const MAX_SENTENCE = 600;

/** What an answer names of all that is wrong, so that no small request has a large answer. */
export function boundedFaults(faults: FieldErrors): FieldErrors {
  const named = Object.entries(faults).slice(0, MAX_FAULTS);
  return Object.fromEntries(
    named.map(([name, sentences]) => [
      shortened(name, MAX_NAME),
      sentences.slice(0, MAX_SENTENCES).map(boundedSentence),
    ]),
  );
}

export function boundedSentence(sentence: string): string {
  return shortened(sentence, MAX_SENTENCE);
}

function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${[...text].slice(0, most).join('')}…`;
}
