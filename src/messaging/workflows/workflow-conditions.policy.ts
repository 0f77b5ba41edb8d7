import { lowered } from '../../shared/texts.js';

export const OPERATORS = ['equals', 'not_equals', 'contains', 'greater_than', 'less_than'] as const;
export type Operator = (typeof OPERATORS)[number];
export type ConditionValue = string | number | boolean;

export interface WorkflowCondition {
  field: string;
  operator: Operator;
  value: ConditionValue;
}

/** What conditions ask of a booking. */
export interface ConditionFacts {
  eventType: { id: number; slug: string; name: string };
  inviteeEmail: string | null;
  inviteeName: string;
  attendeeCount: number;
  customAnswers: Readonly<Record<string, ConditionValue>>;
}

export const CONDITION_FIELD =
  /^(?:event_type|invitee_email|invitee_name|attendee_count|custom_answers\.[A-Za-z][A-Za-z0-9_-]{0,49})$/;
const ANSWER = 'custom_answers.';
const NUMBER = /^-?\d{1,15}(?:\.\d{1,15})?$/;

/** What of a condition can never hold. */
export function conditionProblems({ field, operator, value }: WorkflowCondition): string[] {
  if (operator !== 'greater_than' && operator !== 'less_than') return [];
  if (field !== 'attendee_count' && !field.startsWith(ANSWER))
    return [`${field} is no number: ask whether it equals, not_equals or contains something.`];
  return numberFrom(value) === undefined ? [`${operator} needs a number.`] : [];
}

/** Texts are compared without regard to case; an answer that was not given equals and contains nothing. */
export function matches(conditions: readonly WorkflowCondition[], facts: ConditionFacts): boolean {
  return conditions.every((condition) => holds(condition, valuesOf(condition.field, facts)));
}

function holds({ operator, value }: WorkflowCondition, given: readonly ConditionValue[]): boolean {
  switch (operator) {
    case 'equals':
      return given.some((one) => isSame(one, value));
    case 'not_equals':
      return !given.some((one) => isSame(one, value));
    case 'contains':
      return given.some((one) => lowered(String(one)).includes(lowered(String(value))));
    case 'greater_than':
      return given.some((one) => (numberFrom(one) ?? -Infinity) > (numberFrom(value) ?? Infinity));
    case 'less_than':
      return given.some((one) => (numberFrom(one) ?? Infinity) < (numberFrom(value) ?? -Infinity));
  }
}

/** An event type is known by its id, its slug and its name. */
function valuesOf(field: string, facts: ConditionFacts): readonly ConditionValue[] {
  const { eventType, inviteeEmail, inviteeName, attendeeCount, customAnswers } = facts;
  switch (field) {
    case 'event_type':
      return [eventType.id, eventType.slug, eventType.name];
    case 'invitee_email':
      return inviteeEmail === null ? [] : [inviteeEmail];
    case 'invitee_name':
      return [inviteeName];
    case 'attendee_count':
      return [attendeeCount];
    default: {
      const key = field.slice(ANSWER.length);
      return Object.hasOwn(customAnswers, key) ? [customAnswers[key]!] : [];
    }
  }
}

function isSame(one: ConditionValue, other: ConditionValue): boolean {
  if (lowered(String(one)) === lowered(String(other))) return true;
  const number = numberFrom(one);
  return number !== undefined && number === numberFrom(other);
}

function numberFrom(value: ConditionValue): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  return typeof value === 'string' && NUMBER.test(value) ? Number(value) : undefined;
}
