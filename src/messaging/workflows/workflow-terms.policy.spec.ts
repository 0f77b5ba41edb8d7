import { clockProblems, inputProblems, withKeys, type ActionDraft } from './workflow-terms.policy.js';

const draft = (over: Partial<ActionDraft> = {}): ActionDraft => ({
  ...{ type: 'email', to: 'invitee', subject: null, body: 'Hello', url: null, delayMinutes: 0 },
  ...over,
});
const at = (over: Partial<ActionDraft>) => Object.keys(inputProblems({ actions: [draft(), draft(over)] }));

describe('an action', () => {
  it.each<[Partial<ActionDraft>, string[]]>([
    [{}, []],
    [{ to: 'ada@example.org' }, []],
    [{ type: 'sms', to: '+12025550123' }, []],
    [{ type: 'notification', to: 'organizer' }, []],
    [{ type: 'webhook', to: null, body: null, url: 'https://example.org' }, []],
    [{ to: null }, ['actions.1.to']],
    [{ to: 'somebody' }, ['actions.1.to']],
    [{ to: '+12025550123' }, ['actions.1.to']],
    [{ type: 'sms', to: 'ada@example.org' }, ['actions.1.to']],
    [{ type: 'sms', to: '2025550123' }, ['actions.1.to']],
    [{ type: 'notification', to: 'ada@example.org' }, ['actions.1.to']],
    [{ type: 'webhook', url: null }, ['actions.1.url']],
    [{ body: null }, ['actions.1.body']],
    [{ body: '{{password}}' }, ['actions.1.body']],
    [{ subject: '{{invitee}}' }, ['actions.1.subject']],
    [{ type: 'sms', body: 'x'.repeat(1_601) }, ['actions.1.body']],
    [{ to: 'x', subject: '{{a}}', body: '{{b}}' }, ['actions.1.subject', 'actions.1.body', 'actions.1.to']],
  ])('%j is at fault in %j', (over, fields) => {
    expect(at(over)).toEqual(fields);
  });

  it('keeps its key wherever it stands, whatever it says', () => {
    const [mail, text] = withKeys([draft(), draft({ type: 'sms' })], [], 0);
    expect([mail!.key, text!.key]).toEqual([1, 2]);
    const changed = [draft({ to: 'organizer' }), draft({ type: 'sms', body: 'Anew' }), draft(), draft()];
    expect(withKeys(changed, [mail!, text!], 2).map(({ key }) => key)).toEqual([3, 2, 1, 4]);
    expect(withKeys([draft({ to: 'organizer' })], [], 4)[0]!.key).toBe(5);
  });
});

describe('a trigger by the clock', () => {
  it('needs its minutes, others do not', () => {
    expect(clockProblems({ trigger: 'before_booking' })).toHaveProperty('offsetMinutes');
    expect(clockProblems({ trigger: 'after_booking', offsetMinutes: null })).toHaveProperty('offsetMinutes');
    expect(clockProblems({ trigger: 'after_booking', offsetMinutes: 0 })).toEqual({});
    expect(clockProblems({ trigger: 'booking_created' })).toEqual({});
  });
});
