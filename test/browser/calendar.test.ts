import type { Page } from 'playwright-core';
import { makeSlot } from '../support/calendar.js';
import type { Person } from '../support/world.js';
import { Stage } from './stage.js';

/** Longer than it waits before it reads everything anew. */
const A_WHILE_MS = 12_000;
const PATH = '/calendar?date=2031-06-04&timezone=Europe/London';

describe('the calendar in browsers', () => {
  let stage: Stage;
  beforeAll(async () => void (stage = await Stage.open()));
  afterAll(() => stage.close());

  const open = async (person: Person): Promise<Page> => {
    const tab = await (await stage.signedIn(person)).newPage();
    await tab.clock.install();
    await tab.goto(PATH);
    await tab.waitForSelector('#week[data-is-live]');
    return tab;
  };

  it('one slot in two of them: what one takes fades in the other, is said, and comes back', async () => {
    const { here } = stage;
    const times = { start_time: '2031-06-04T10:00:00Z', end_time: '2031-06-04T11:00:00Z' };
    const { id } = await makeSlot(await here.admin(), here.clock.now(), times);
    const [hers, his] = [await open(await here.signUp()), await open(await here.signUp())];
    await hers.click(`#book-${id}`);
    await hers.waitForSelector('text=Booked: this time is yours.');
    await his.waitForSelector(`#slot-${id}[data-state="taken"]`);
    const said = his.locator('[data-live-said]', { hasText: '11:00 – 12:00 is not free any more.' });
    await said.waitFor({ state: 'attached' });
    expect(await his.locator(`#book-${id}`).count()).toBe(0);
    await hers.goto(PATH);
    await hers.click(`#cancel-${id}`);
    await hers.click('text=Yes, cancel it');
    await hers.waitForSelector('text=The booking is cancelled');
    await his.clock.fastForward(A_WHILE_MS);
    await his.click(`#book-${id}`);
    await his.waitForSelector('text=Booked: this time is yours.');
    expect(stage.complaints).toEqual([]);
  });
});
