let made = 0;

/** Bodies that nobody has sent before. */
export function newRule() {
  made++;
  const clock = `${String(made % 24).padStart(2, '0')}:${String(made % 60).padStart(2, '0')}`;
  return { day_of_week: made % 7, start_time: clock, end_time: '24:00' };
}

export function newOverride() {
  return { date: dayAhead(++made), start_time: '09:00', end_time: '12:00' };
}

export function newBlockedTime() {
  const day = dayAhead(++made);
  return { start_time: `${day}T09:00:00Z`, end_time: `${day}T12:00:00Z` };
}

export function newSkill() {
  return { category: 1, skill_name: `Skill ${++made}`, proficiency_level: 'expert' };
}

function dayAhead(days: number): string {
  return new Date(Date.UTC(2036, 0, 1) + days * 86_400_000).toISOString().slice(0, 10);
}
