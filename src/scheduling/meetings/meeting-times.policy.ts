import type { FieldErrors } from '../../shared/errors.js';
import { isTooFarAway } from '../../shared/time-range.js';

const MINUTE_MS = 60_000;
const SHORTEST_MINUTES = 15;
const LONGEST_MINUTES = 240;

export interface WantedMeeting {
  requesterId: number;
  expertId: number;
  startsAt: Date;
  endsAt: Date;
}

/** All that is wrong with it, as far as it can be seen without asking anybody. */
export function problemsOf({ requesterId, expertId, startsAt, endsAt }: WantedMeeting, now: Date): FieldErrors {
  const problems: FieldErrors = {};
  const minutes = (endsAt.getTime() - startsAt.getTime()) / MINUTE_MS;
  if (requesterId === expertId) problems.expert = ['You cannot meet yourself.'];
  if (startsAt <= now) problems.startsAt = ['Start time must be in the future.'];
  if (minutes <= 0) problems.endsAt = ['The end must be after the start.'];
  else if (isTooFarAway(endsAt)) problems.endsAt = ['This is too far in the future.'];
  else if (minutes < SHORTEST_MINUTES || minutes > LONGEST_MINUTES)
    problems.endsAt = [`A meeting takes from ${SHORTEST_MINUTES} to ${LONGEST_MINUTES} minutes.`];
  return problems;
}
