import type { BrowserContext, Page } from 'playwright-core';
import { offerType } from '../support/appointments.js';
import type { Person } from '../support/world.js';
import { entered } from './standing/organize-room.js';
import { Stage } from './stage.js';

/** A Wednesday. */
const DAY = '2031-12-03';
const WEEKDAYS = 'Monday to Friday: 9:00 – 17:00';

describe('the availability of a host in a browser', () => {
  let stage: Stage;
  let host: Person;
  let context: BrowserContext;
  let tab: Page;
  let slotsPath: string;
  beforeAll(async () => {
    stage = await Stage.open();
    host = await stage.here.signUp({ first_name: 'Olivia', timezone: 'Europe/Madrid' });
    const type = await offerType(stage.here, host, { name: 'Coaching', duration: 60 });
    slotsPath = `/api/v1/events/slots/${type.organizer_slug}/${type.event_type_slug}`;
    context = await stage.signedIn(host);
    tab = await context.newPage();
    await entered(tab, '/organize/availability');
  });
  afterAll(async () => {
    await context.close();
    await stage.close();
  });

  const shown = () => tab.locator('.starts li').allTextContents();
  /** By the clock of the host, as the page shows them. */
  const answered = async (): Promise<string[]> => {
    const query = `start_date=${DAY}&end_date=${DAY}&timezone=Europe/Madrid`;
    const { body } = await stage.here.http().get(`${slotsPath}?${query}`);
    return body.slots.map(({ local_start_time: at }: { local_start_time: string }) =>
      at.slice(11, 16).replace(/^0/, ''),
    );
  };
  const asksAt = (time: string) => tab.fill('[name=at]', `${DAY}T${time}`);
  const says = (text: string) => tab.waitForSelector(`aside >> text=${text}`);
  const holds = async (times: string[]) => {
    await tab.waitForFunction(
      (expected) =>
        [...document.querySelectorAll('.starts li')].map(({ textContent }) => textContent).join() === expected,
      times.join(),
    );
    expect(await answered()).toEqual(times);
    expect(await shown()).toEqual(times);
  };
  const HOURS = ['9:00', '10:00', '11:00', '12:00', '13:00', '14:00', '15:00', '16:00'];

  it('shows weekly hours in words, and the very slots that the API makes of them', async () => {
    await asksAt('09:00');
    await says('It is outside of your hours.');
    await holds([]);
    await tab.click('text=Add hours');
    await tab.click('details[open] form .button');
    await tab.waitForSelector(`text=${WEEKDAYS}`);
    await says('This time is offered.');
    await holds(HOURS);
    await asksAt('08:00');
    await says('It is outside of your hours.');
    await asksAt('09:20');
    await says('No start falls on this time.');
  });

  it('closes a date, and opens it again for other hours', async () => {
    const add = tab.locator('section:has(#overrides) details');
    await add.locator('summary').click();
    await add.locator('[name=date]').fill(DAY);
    await add.locator('.button').click();
    await asksAt('09:00');
    await says('That date is closed.');
    await holds([]);
    await tab.click('[aria-label^="Remove: Wednesday 3 December"]');
    await holds(HOURS);
    await add.locator('[name=kind]').selectOption('open');
    await add.locator('[name=end_time]').fill('11:00');
    await add.locator('.button').click();
    await holds(['9:00', '10:00']);
    await tab.click('[aria-label^="Remove: Wednesday 3 December"]');
    await holds(HOURS);
  });

  it('blocks a time by the clock of the host, and says so of the slot that is gone', async () => {
    const block = tab.locator('section:has(#blocked) details');
    await block.locator('summary').click();
    await block.locator('[name=start_time]').fill(`${DAY}T10:00`);
    await block.locator('[name=end_time]').fill(`${DAY}T12:00`);
    await block.locator('.button').click();
    await holds(HOURS.filter((hour) => hour !== '10:00' && hour !== '11:00'));
    await asksAt('10:00');
    await says('By a blocked time: Wednesday 3 December, 10:00 – 12:00');
    await tab.click('[aria-label^="Free it: Wednesday 3 December"]');
    await says('This time is offered.');
    await holds(HOURS);
  });

  it('keeps hours by the clock of another zone, once it is chosen', async () => {
    await tab.selectOption('[name=timezone]', 'Asia/Tokyo');
    await tab.click('section:has(#zone) .button');
    await tab.waitForFunction(() => document.querySelectorAll('.starts li').length === 8);
    const { body } = await stage.here
      .http()
      .get(`${slotsPath}?start_date=${DAY}&end_date=${DAY}&timezone=Asia/Tokyo`);
    expect(body.slots[0].local_start_time).toContain(`${DAY}T09:00:00`);
    expect(stage.complaints).toEqual([]);
  });
});
