import { processorMs } from '../../../test/support/processor-time.js';
import {
  CONDITION_FIELD,
  conditionProblems,
  matches,
  type ConditionFacts,
  type ConditionValue,
  type Operator,
} from './workflow-conditions.policy.js';

const facts: ConditionFacts = {
  eventType: { id: 7, slug: 'intro-call', name: 'Intro call' },
  inviteeEmail: 'grace@example.org',
  inviteeName: 'Grace Hopper',
  attendeeCount: 3,
  customAnswers: { topic: 'Compilers', years: 12, member: true, zip: '0123' },
};
const held: [string, Operator, ConditionValue, boolean][] = [
  ['event_type', 'equals', 7, true],
  ['event_type', 'equals', '7', true],
  ['event_type', 'equals', 'intro-call', true],
  ['event_type', 'equals', 'Intro Call', true],
  ['event_type', 'equals', 8, false],
  ['event_type', 'not_equals', 'intro-call', false],
  ['event_type', 'not_equals', 'other', true],
  ['invitee_email', 'contains', '@EXAMPLE.org', true],
  ['invitee_email', 'equals', 'grace@example.com', false],
  ['invitee_name', 'contains', 'hop', true],
  ['invitee_name', 'not_equals', 'Grace Hopper', false],
  ['attendee_count', 'equals', '3', true],
  ['attendee_count', 'greater_than', 2, true],
  ['attendee_count', 'greater_than', 3, false],
  ['attendee_count', 'less_than', '4', true],
  ['attendee_count', 'less_than', 3, false],
  ['custom_answers.topic', 'equals', 'compilers', true],
  ['custom_answers.years', 'greater_than', 11.5, true],
  ['custom_answers.years', 'equals', '12.0', true],
  ['custom_answers.member', 'equals', true, true],
  ['custom_answers.member', 'equals', 'true', true],
  ['custom_answers.member', 'equals', false, false],
  ['custom_answers.topic', 'greater_than', 1, false],
  ['custom_answers.none', 'equals', '', false],
  ['custom_answers.none', 'not_equals', 'x', true],
  ['custom_answers.none', 'contains', '', false],
  ['custom_answers.none', 'less_than', 5, false],
  ['custom_answers.constructor', 'contains', 'Object', false],
];

describe('a condition', () => {
  it.each(held)('%s %s %s: %s', (field, operator, value, isHeld) => {
    expect(matches([{ field, operator, value }], facts)).toBe(isHeld);
  });

  it('is one of several that all hold', () => {
    const [grace, two] = [
      { field: 'invitee_name', operator: 'contains', value: 'Grace' },
      { field: 'attendee_count', operator: 'less_than', value: 3 },
    ] as const;
    expect([matches([], facts), matches([grace], facts), matches([grace, two], facts)]).toEqual([
      ...[true, true, false],
    ]);
  });

  it('of an erased invitee’s address equals nothing', () => {
    const erased = { ...facts, inviteeEmail: null };
    expect(matches([{ field: 'invitee_email', operator: 'equals', value: 'null' }], erased)).toBe(false);
    expect(matches([{ field: 'invitee_email', operator: 'not_equals', value: 'a@b.c' }], erased)).toBe(true);
  });

  it('compares numbers with numbers alone', () => {
    const problems = (field: string, value: ConditionValue) =>
      conditionProblems({ field, operator: 'greater_than', value });
    expect(problems('invitee_name', 3)).toHaveLength(1);
    expect(problems('attendee_count', 'many')).toEqual(['greater_than needs a number.']);
    expect(problems('attendee_count', '3')).toEqual([]);
    expect(problems('custom_answers.years', 3)).toEqual([]);
    expect(conditionProblems({ field: 'invitee_name', operator: 'contains', value: 'x' })).toEqual([]);
  });

  it('asks what there is', () => {
    const fields = ['event_type', 'custom_answers.topic', 'custom_answers.', 'price', 'custom_answers.a.b'];
    expect(fields.map((field) => CONDITION_FIELD.test(field))).toEqual([true, true, false, false, false]);
  });

  it('reads 100 kB within 50 ms', () => {
    const took = processorMs(() => {
      for (const letter of ['a', '1', '.', ' ', 'custom_answers.', '-1.1']) {
        const long = letter.repeat(100_000 / letter.length);
        CONDITION_FIELD.test(long);
        CONDITION_FIELD.test(`custom_answers.${long}`);
        matches([{ field: 'invitee_name', operator: 'contains', value: `${long}!` }], {
          ...facts,
          inviteeName: long,
        });
        conditionProblems({ field: 'attendee_count', operator: 'less_than', value: long });
      }
    });
    expect(took).toBeLessThan(6 * 50);
  });
});
