import { InvalidInput } from '../../shared/errors.js';
import { isBlank, isOneLine, lengthOf } from '../../shared/texts.js';

export const QUESTION_TYPES = ['text', 'textarea', 'select', 'checkbox', 'number'] as const;
export type QuestionType = (typeof QUESTION_TYPES)[number];

export interface CustomQuestion {
  key: string;
  label: string;
  type: QuestionType;
  required: boolean;
  /** Of a select, else empty. */
  options: string[];
}

export type CustomAnswer = string | number | boolean;
export type CustomAnswers = Record<string, CustomAnswer>;

const MAX_LINE = 500;
const MAX_PARAGRAPHS = 5_000;
const UNSTORABLE = /\0|\p{Surrogate}/u;
const NUMBER = /^-?\d{1,15}(?:\.\d{1,15})?$/;

/** What is wrong with the questions together. */
export function questionProblems(questions: readonly CustomQuestion[]): string[] {
  const keys = new Set(questions.map(({ key }) => key));
  if (keys.size < questions.length) return ['Each question has a key of its own.'];
  for (const { key, type, options } of questions) {
    if (type === 'select' && options.length === 0) return [`Question "${key}": a select needs options.`];
    if (type !== 'select' && options.length > 0) return [`Question "${key}": only a select has options.`];
    if (new Set(options).size < options.length) return [`Question "${key}": each option stands once.`];
  }
  return [];
}

/**
 * The answers in the order of the questions, what nobody asks left out. Refuses with `InvalidInput` on
 * `customAnswers`, a sentence for each that is missing or wrong.
 */
export function checkedAnswers(
  questions: readonly CustomQuestion[],
  answers: Readonly<Record<string, unknown>>,
): CustomAnswers {
  const problems: string[] = [];
  const kept: [string, CustomAnswer][] = [];
  for (const question of questions) {
    const given = Object.hasOwn(answers, question.key) ? answers[question.key] : undefined;
    const answer = isNone(given) ? undefined : answerFrom(question, given);
    if (answer instanceof Wrong) problems.push(`"${question.label}": ${answer.problem}`);
    else if (answer !== undefined && !(answer === false && question.required))
      kept.push([question.key, answer]);
    else if (question.required) problems.push(`"${question.label}" needs an answer.`);
  }
  if (problems.length > 0) throw new InvalidInput({ customAnswers: problems });
  return Object.fromEntries(kept);
}

class Wrong {
  constructor(readonly problem: string) {}
}

function isNone(given: unknown): boolean {
  return given === undefined || given === null || (typeof given === 'string' && isBlank(given));
}

function answerFrom({ type, options }: CustomQuestion, given: unknown): CustomAnswer | Wrong {
  switch (type) {
    case 'checkbox':
      if (given === true || given === 'true') return true;
      return given === false || given === 'false' ? false : new Wrong('answer with true or false.');
    case 'number':
      if (typeof given === 'number' && Number.isFinite(given)) return given;
      return typeof given === 'string' && NUMBER.test(given)
        ? Number(given)
        : new Wrong('answer with a number.');
    case 'select':
      return options.find((option) => option === given) ?? new Wrong('choose one of the options.');
    case 'text':
      return textFrom(given, MAX_LINE, isOneLine);
    case 'textarea':
      return textFrom(given, MAX_PARAGRAPHS, () => true);
  }
}

function textFrom(given: unknown, most: number, isFit: (text: string) => boolean): string | Wrong {
  if (typeof given !== 'string' || UNSTORABLE.test(given)) return new Wrong('answer with a text.');
  const text = given.trim();
  if (lengthOf(text) > most) return new Wrong(`answer in at most ${most} characters.`);
  return isFit(text) ? text : new Wrong('answer in one line.');
}
