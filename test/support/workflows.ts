/** A body of a reminder to the invitee, an hour before. */
export function newWorkflow(over: Record<string, unknown> = {}) {
  return {
    ...{ name: 'A reminder', trigger: 'before_booking', offset_minutes: 60 },
    actions: [
      { type: 'email', to: 'invitee', subject: 'Soon: {{event_name}}', body: 'Hello {{invitee_name}}!' },
    ],
    ...over,
  };
}
