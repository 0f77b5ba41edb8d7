export const WORKFLOWS = '/api/v1/workflows';

export const workflowMail = (more: Record<string, unknown> = {}) => ({
  ...{ type: 'email', to: 'invitee', subject: 'Soon: {{event_name}}', body: 'Hello {{invitee_name}}!' },
  ...more,
});

export const workflowBody = (more: Record<string, unknown> = {}) => ({
  ...{ name: 'A workflow', trigger: 'booking_created', actions: [workflowMail()], ...more },
});
