import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { GROUPS } from '../../src/api-groups.js';
import { DEMO_PEOPLE } from '../../src/identity/demo/demo-logins.policy.js';
import type { Person } from '../support/world.js';
import { report, SCREENS } from './browser-report.js';
import { Stage } from './stage.js';

const LIMIT_MS = 2_000;
const OPERATION = '.opblock-summary';
const GROUP = '.opblock-tag-section';
const ADAM = DEMO_PEOPLE.find(({ role }) => role === 'attendee')!;

describe('the documentation page', () => {
  let stage: Stage;
  let context: BrowserContext;
  let tab: Page;
  let person: Person;
  const asked = new Set<string>();
  beforeAll(async () => {
    stage = await Stage.open();
    person = await stage.here.signUp();
    context = await stage.visitor({ viewport: { width: 1280, height: 860 } });
    tab = await context.newPage();
    tab.on('request', (request) => void asked.add(new URL(request.url()).pathname));
    const from = performance.now();
    await tab.goto('/api/docs');
    await tab.waitForSelector(OPERATION);
    report('first operation of /api/docs', `${Math.round(performance.now() - from)} ms`, `${LIMIT_MS} ms`);
  });
  afterAll(async () => {
    await context.close();
    await stage.close();
  });

  const groups = (which = '') =>
    tab.locator(`${GROUP}${which} .opblock-tag`).evaluateAll((all) => all.map((each) => each.dataset['tag']));

  it('asks for the document that is soon shown, and for no other', () => {
    expect(asked).toContain('/api/docs/assets/document.json');
    expect(asked).not.toContain('/api/schema');
  });

  it('has the groups in a newcomer’s order, and the first of them open', async () => {
    const names = GROUPS.map(({ name }) => name);
    expect(await groups()).toEqual(names);
    expect(await groups('.is-open')).toEqual(names.slice(0, 1));
    const first = tab.locator(OPERATION).first();
    expect(await first.textContent()).toContain('/api/v1/auth/login');
    for (const width of [1280, 360]) {
      await tab.setViewportSize({ width, height: 860 });
      await tab.screenshot({ path: join(SCREENS, `documentation-${width}.png`) });
    }
    await tab.setViewportSize({ width: 1280, height: 860 });
  });

  it('finds groups by a part of their name', async () => {
    await tab.fill('.operation-filter-input', 'Book');
    await tab.waitForFunction((group) => document.querySelectorAll(group).length === 2, GROUP);
    expect(await groups()).toEqual(['Bookings', 'Booking pages']);
    await tab.fill('.operation-filter-input', '');
    await tab.waitForFunction(([group, count]) => document.querySelectorAll(group).length === count, [
      GROUP,
      GROUPS.length,
    ] as const);
  });

  it('has the login of a demo’s person filled in, and sends what is written over it', async () => {
    await tab.locator(OPERATION).first().click();
    const body = tab.locator('textarea.body-param__text');
    expect(JSON.parse(await body.inputValue())).toEqual({
      username: ADAM.username,
      password: ADAM.password,
    });
    await tab.screenshot({ path: join(SCREENS, 'documentation-operation-1280.png'), fullPage: true });
    await body.fill(JSON.stringify({ username: person.username, password: person.password }));
    const answered = tab.waitForResponse('**/api/v1/auth/login');
    await tab.click('.execute');
    expect((await answered).status()).toBe(200);
    await tab.waitForSelector('.live-responses-table :text("access")');
  });

  it('says nothing to the console and asks no other host', () => {
    expect(stage.complaints).toEqual([]);
  });
});
