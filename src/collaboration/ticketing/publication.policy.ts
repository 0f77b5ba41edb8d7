import type { FieldErrors } from '../../shared/errors.js';
import { deadlineProblems, endProblems, type EventTerms } from '../model/event-terms.policy.js';

export type Publishable = Pick<
  EventTerms,
  'title' | 'startsAt' | 'endsAt' | 'registrationDeadline' | 'priceCents' | 'capacity'
>;

/** Why a draft, which may hold anything, cannot be published, by field; empty where it can. */
export function publicationProblems(draft: Publishable, now: Date): FieldErrors {
  const { title, startsAt, registrationDeadline, priceCents, capacity } = draft;
  const problems: FieldErrors = { ...endProblems(draft), ...deadlineProblems(draft) };
  if (title.trim() === '') problems.title = ['This field may not be blank.'];
  if (startsAt <= now) problems.startsAt = ['It must lie in the future.'];
  if (registrationDeadline !== null && registrationDeadline <= now)
    problems.registrationDeadline = ['It must lie in the future.'];
  if (priceCents < 0) problems.priceCents = ['Must be at least 0.00.'];
  if (capacity !== null && capacity < 1) problems.capacity = ['Must be at least 1.'];
  return problems;
}
