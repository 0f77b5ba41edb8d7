import { InvalidInput } from '../../shared/errors.js';
import { checkedAnswers, questionProblems, type CustomQuestion } from './custom-questions.policy.js';

function question(asked: Partial<CustomQuestion>): CustomQuestion {
  return { key: 'q', label: 'The question', type: 'text', required: false, options: [], ...asked };
}

const problemsOf = (asked: Partial<CustomQuestion>, given: unknown): string[] | undefined => {
  try {
    checkedAnswers([question(asked)], { q: given });
    return undefined;
  } catch (error) {
    return (error as InvalidInput).fieldErrors.customAnswers;
  }
};

describe('an answer', () => {
  it.each<[Partial<CustomQuestion>, unknown, unknown]>([
    [{ type: 'text' }, '  Ada ', 'Ada'],
    [{ type: 'textarea' }, 'one\ntwo', 'one\ntwo'],
    [{ type: 'select', options: ['a', 'b'] }, 'b', 'b'],
    [{ type: 'checkbox' }, true, true],
    [{ type: 'checkbox' }, 'false', false],
    [{ type: 'checkbox', required: true }, 'true', true],
    [{ type: 'number' }, 2.5, 2.5],
    [{ type: 'number', required: true }, 0, 0],
    [{ type: 'number' }, '-7', -7],
  ])('to %j may be %j', (asked, given, kept) => {
    expect(checkedAnswers([question(asked)], { q: given })).toEqual({ q: kept });
  });

  it.each<[Partial<CustomQuestion>, unknown, string]>([
    [{ type: 'text' }, 7, '"The question": answer with a text.'],
    [{ type: 'text' }, 'one\ntwo', '"The question": answer in one line.'],
    [{ type: 'text' }, 'x'.repeat(501), '"The question": answer in at most 500 characters.'],
    [{ type: 'text' }, 'a\u0000', '"The question": answer with a text.'],
    [{ type: 'textarea' }, 'x'.repeat(5_001), '"The question": answer in at most 5000 characters.'],
    [{ type: 'select', options: ['a', 'b'] }, 'c', '"The question": choose one of the options.'],
    [{ type: 'select', options: ['a', 'b'] }, ['a'], '"The question": choose one of the options.'],
    [{ type: 'checkbox' }, 'yes', '"The question": answer with true or false.'],
    [{ type: 'checkbox', required: true }, false, '"The question" needs an answer.'],
    [{ type: 'number' }, 'seven', '"The question": answer with a number.'],
    [{ type: 'number' }, true, '"The question": answer with a number.'],
    [{ required: true }, undefined, '"The question" needs an answer.'],
    [{ required: true }, null, '"The question" needs an answer.'],
    [{ required: true }, ' \u200b', '"The question" needs an answer.'],
  ])('to %j may not be %j', (asked, given, problem) => {
    expect(problemsOf(asked, given)).toEqual([problem]);
  });

  it('that nobody asked for is left out, and so is one that was not given', () => {
    const asked = [question({ key: 'a' }), question({ key: 'b' }), question({ key: 'toString' })];
    expect(checkedAnswers(asked, { b: 'yes', c: 'what?' })).toEqual({ b: 'yes' });
  });

  it('is asked for with all others at once', () => {
    const asked = [question({ key: 'a', required: true }), question({ key: 'b', type: 'number' })];
    expect(() => checkedAnswers(asked, { b: 'x' })).toThrow(InvalidInput);
    try {
      checkedAnswers(asked, { b: 'x' });
    } catch (error) {
      expect((error as InvalidInput).fieldErrors).toEqual({
        customAnswers: ['"The question" needs an answer.', '"The question": answer with a number.'],
      });
    }
  });
});

describe('questions', () => {
  it.each<[string, Partial<CustomQuestion>[], string[]]>([
    ['of different keys', [{ key: 'a' }, { key: 'b' }], []],
    ['of one key', [{ key: 'a' }, { key: 'a' }], ['Each question has a key of its own.']],
    ['to choose in', [{ type: 'select', options: ['a', 'b'] }], []],
    ['to choose in without a choice', [{ type: 'select' }], ['Question "q": a select needs options.']],
    ['with options beside', [{ type: 'text', options: ['a'] }], ['Question "q": only a select has options.']],
    [
      'with an option twice',
      [{ type: 'select', options: ['a', 'a'] }],
      ['Question "q": each option stands once.'],
    ],
  ])('%s', (_, asked, problems) => expect(questionProblems(asked.map(question))).toEqual(problems));
});
