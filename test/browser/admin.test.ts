import type { Page } from 'playwright-core';
import { payTickets } from '../support/money.js';
import { makePublished } from '../support/ticketed.js';
import type { Person } from '../support/world.js';
import { Stage } from './stage.js';

const DAYS = 7;
const CHARTS = ['Bookings per day', 'Revenue'];

describe('administration in a browser', () => {
  let stage: Stage;
  let admin: Person;
  let tab: Page;
  beforeAll(async () => {
    stage = await Stage.open();
    admin = await stage.here.signUpAs('admin');
    const organizer = await stage.here.signUpAs('organizer');
    const now = stage.here.clock.now();
    const event = await makePublished(organizer, now, { title: 'Makers Night', price: '29.00' });
    await payTickets(await stage.here.signUp(), event.id);
    tab = await (await stage.signedIn(admin)).newPage();
  });
  afterAll(() => stage.close());

  it.each(CHARTS)(
    'reads “%s” to who cannot see it as one picture, and its figures as a table',
    async (title) => {
      await tab.goto(`/admin?days=${DAYS}`);
      const figure = tab.getByRole('figure', { name: title });
      const picture = figure.getByRole('img', { name: title });
      expect(await picture.count()).toBe(1);
      // Nothing inside of the picture is read: its parts are the rows of the table.
      expect(await picture.ariaSnapshot()).toMatch(/^- img "[^"]*"$/);
      expect(await figure.getByRole('table').count()).toBe(0);
      await figure.locator('summary').focus();
      await tab.keyboard.press('Enter');
      const table = figure.getByRole('table', { name: title });
      await table.waitFor();
      await tab.keyboard.press('Tab');
      expect(
        await figure.getByRole('region', { name: title }).evaluate((it) => it === document.activeElement),
      ).toBe(true);
      expect(await table.getByRole('rowheader').count()).toBe(DAYS);
      const series = (await table.getByRole('columnheader').count()) - 1;
      expect(series).toBeGreaterThan(1);
      expect(await table.getByRole('cell').count()).toBe(DAYS * series);
    },
  );

  it('shows the whole trail beside a person, addresses too, on a desk and on a phone', async () => {
    for (const width of [1280, 360]) {
      await tab.setViewportSize({ width, height: 860 });
      await tab.goto(`/admin/users?open=${admin.id}`);
      const side = (await tab.locator('.side').boundingBox())!;
      const addresses = await tab.locator('.side .trail code').all();
      expect(addresses.length).toBeGreaterThan(0);
      for (const address of addresses) {
        const box = (await address.boundingBox())!;
        expect([width, box.x >= side.x, box.x + box.width <= side.x + side.width]).toEqual([width, true, true]);
      }
    }
    await tab.setViewportSize({ width: 1280, height: 860 });
  });

  it('tells by the table of bookings what the API answers', async () => {
    await tab.goto(`/admin?days=${DAYS}`);
    const figure = tab.getByRole('figure', { name: CHARTS[0]! });
    await figure.locator('summary').click();
    const cells = await figure.getByRole('cell').allInnerTexts();
    const { body } = await admin.http.get('/api/v1/admin/statistics');
    expect(cells.map(Number).reduce((sum, value) => sum + value, 0)).toBe(body.bookings.total);
    expect(body.bookings.total).toBeGreaterThan(0);
    expect(stage.complaints).toEqual([]);
  });
});
