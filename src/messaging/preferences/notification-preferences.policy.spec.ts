import { NotificationPreferences } from './notification-preferences.policy.js';

const ada = { id: 1, notificationsEnabled: true };
const quiet = { id: 2, notificationsEnabled: false };

describe('what somebody wants to be told', () => {
  const preferences = new NotificationPreferences([
    { personId: 1, kind: 'task_assigned', channel: 'email', enabled: true },
    { personId: 1, kind: 'event_reminder', channel: 'email', enabled: false },
    { personId: 1, kind: 'event_reminder', channel: 'in_app', enabled: false },
    { personId: 1, kind: 'refund_issued', channel: 'email', enabled: false },
    { personId: 2, kind: 'task_assigned', channel: 'email', enabled: true },
  ]);

  it('is the default, where nothing was chosen', () => {
    expect(preferences.wantsMail(ada, 'waitlist_offer')).toBe(true);
    expect(preferences.wantsMail(ada, 'vote_started')).toBe(false);
    expect(preferences.wants(1, 'vote_started', 'in_app')).toBe(true);
    expect(preferences.wants(1, 'booking_confirmation', 'sms')).toBe(false);
  });

  it('is what was chosen', () => {
    expect(preferences.wantsMail(ada, 'task_assigned')).toBe(true);
    expect(preferences.wantsMail(ada, 'event_reminder')).toBe(false);
    expect(preferences.wants(1, 'event_reminder', 'in_app')).toBe(false);
    expect(preferences.wants(3, 'event_reminder', 'in_app')).toBe(true);
  });

  it('is the record of a deal, whatever was chosen', () => {
    expect(preferences.wantsMail(ada, 'invoice_ready')).toBe(true);
    expect(preferences.wantsMail(quiet, 'booking_confirmation')).toBe(true);
    expect(preferences.wantsMail(ada, 'refund_issued')).toBe(true);
  });

  it('is no other mail, where the profile wants none', () => {
    expect(preferences.wantsMail(quiet, 'task_assigned')).toBe(false);
    expect(preferences.wantsMail(quiet, 'event_reminder')).toBe(false);
    expect(preferences.wants(2, 'event_reminder', 'in_app')).toBe(true);
  });
});
