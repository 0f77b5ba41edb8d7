import { WorkerThread } from '../../platform/threads/worker-thread.js';
import { ICS_WORKER, IcsReader, type IcsAnswer, type IcsTask } from './ics-reader.adapter.js';

const EVENT = 'BEGIN:VEVENT\nUID:1\nDTSTART:20260302T090000Z\nDURATION:PT1H\n';
const file = (rule: string) => `BEGIN:VCALENDAR\n${EVENT}${rule}END:VEVENT\nEND:VCALENDAR\n`;
const task = (...texts: string[]): IcsTask => ({
  ...{ texts, timezone: 'UTC', addresses: [] },
  range: { from: Date.parse('2026-03-01T00:00Z'), until: Date.parse('2027-03-01T00:00Z') },
});

describe('the reader of calendar files', () => {
  it('answers each file on its own', async () => {
    const reader = new IcsReader();
    const [whole, none] = await reader.read(task(file(''), 'x'));
    expect(whole).toMatchObject({ entries: [{ uid: '1', busy: [[1772442000000, 1772445600000]] }] });
    expect(none).toEqual({ unreadable: 'This is no calendar file.' });
    await reader.onApplicationShutdown();
  });

  it('is stopped where a file never ends, and reads the next', async () => {
    const limits = { maxWaiting: 1, tooSlowMs: 3_000, idleMs: 1_000, maxHeapMb: 256 };
    const thread = new WorkerThread<IcsTask, IcsAnswer[]>(ICS_WORKER, limits);
    // A Tuesday every seventh day from a Monday on.
    const endless = task(file('RRULE:FREQ=DAILY;INTERVAL=7;BYDAY=TU\n'));
    const asked = thread.run(endless, () => new Error('too slow'));
    const next = thread.run(task(file('')));
    await expect(asked).rejects.toThrow('too slow');
    expect(await next).toHaveLength(1);
    await thread.stop();
  });
});
