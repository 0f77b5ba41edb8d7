import { NotificationPreferences } from './notification-preferences.policy.js';

const ada = { id: 1, notificationsEnabled: true };
const quiet = { id: 2, notificationsEnabled: false };

describe('what somebody wants to be told', () => {
  const wishes = new NotificationPreferences([
    { personId: 1, kind: 'task_assigned', channel: 'email', enabled: true },
    { personId: 1, kind: 'event_reminder', channel: 'email', enabled: false },
    { personId: 1, kind: 'event_reminder', channel: 'in_app', enabled: false },
    { personId: 1, kind: 'refund_issued', channel: 'email', enabled: false },
    { personId: 2, kind: 'task_assigned', channel: 'email', enabled: true },
  ]);

  it('is the default, where nothing was chosen', () => {
    expect(wishes.wantsMail(ada, 'waitlist_offer')).toBe(true);
    expect(wishes.wantsMail(ada, 'vote_started')).toBe(false);
    expect(wishes.wants(1, 'vote_started', 'in_app')).toBe(true);
  });

  it('is what was chosen', () => {
    expect(wishes.wantsMail(ada, 'task_assigned')).toBe(true);
    expect(wishes.wantsMail(ada, 'event_reminder')).toBe(false);
    expect(wishes.wants(1, 'event_reminder', 'in_app')).toBe(false);
    expect(wishes.wants(3, 'event_reminder', 'in_app')).toBe(true);
  });

  it('is the record of a deal, unless that was switched off by its name', () => {
    expect(wishes.wantsMail(ada, 'invoice_ready')).toBe(true);
    expect(wishes.wantsMail(quiet, 'booking_confirmation')).toBe(true);
    expect(wishes.wantsMail(ada, 'refund_issued')).toBe(false);
  });

  it('is no other mail, where the profile wants none', () => {
    expect(wishes.wantsMail(quiet, 'task_assigned')).toBe(false);
    expect(wishes.wantsMail(quiet, 'event_reminder')).toBe(false);
    expect(wishes.wants(2, 'event_reminder', 'in_app')).toBe(true);
  });
});
