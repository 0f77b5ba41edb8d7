import { join } from 'node:path';
import type { BrowserContext, Page, Response } from 'playwright-core';
import { GROUPS } from '../../src/api-groups.js';
import { DEMO_PEOPLE } from '../../src/identity/demo/demo-logins.policy.js';
import type { Person } from '../support/world.js';
import { report, SCREENS } from './browser-report.js';
import { Stage } from './stage.js';

const LIMIT_MS = 2_000;
const SUMMARY = '.opblock-summary';
const OPERATION = `.operation-tag-content ${SUMMARY}`;
const GROUP = 'span > .opblock-tag-section';
const OUTLINED = `#outline ${SUMMARY}`;
/** Swagger UI says it of each link to an operation whose id has a `_`. */
const OLD_SPELLING = 'escaping deep link whitespace with `_`';
const ADAM = DEMO_PEOPLE.find(({ role }) => role === 'attendee')!;

/** Opens an operation, sends what is written into it, and answers what came. */
async function trying(tab: Page, group: string, id: string, body?: object): Promise<Response> {
  const operation = tab.locator(`#operations-${group}-${id}`);
  if (!(await operation.isVisible())) await tab.locator(`${GROUP} [data-tag="${group}"]`).click();
  await operation.locator(SUMMARY).click();
  if (body) await operation.locator('textarea.body-param__text').fill(JSON.stringify(body));
  const answered = tab.waitForResponse((response) => response.request().method() !== 'GET');
  await operation.locator('.execute').click();
  return answered;
}

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
    await tab.goto('/api/docs');
    await tab.waitForSelector(OPERATION);
    const seen = await tab.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]!.startTime);
    report('first operation of /api/docs', `${Math.round(seen)} ms`, `${LIMIT_MS} ms`);
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

  it('shows what it holds before Swagger UI is there, and without script', async () => {
    const reader = await stage.visitor({ javaScriptEnabled: false });
    const outline = await reader.newPage();
    await outline.goto('/api/docs');
    expect(await outline.locator(OUTLINED).first().textContent()).toContain('/api/v1/auth/login');
    const titles = await outline.locator('#outline summary > span').allTextContents();
    expect(titles).toEqual(GROUPS.map(({ name }) => name));
    await outline.screenshot({ path: join(SCREENS, 'documentation-outline-1280.png') });
    const listed = await outline.locator('details[open] .opblock-summary-path').allTextContents();
    const shown = await tab.locator(`${OPERATION} .opblock-summary-path`).allTextContents();
    expect(shown.map((path) => path.replaceAll('\u200b', ''))).toEqual(listed);
    await reader.close();
  });

  it('opens what was chosen in its outline as soon as Swagger UI is there', async () => {
    const hasty = await context.newPage();
    let letThrough = (): void => undefined;
    const chosen = new Promise<void>((resolve) => (letThrough = resolve));
    await hasty.route('**/swagger-ui-bundle.*', (route) => chosen.then(() => route.continue()));
    await hasty.goto('/api/docs', { waitUntil: 'commit' });
    await hasty.locator('#outline [data-tag="Votes"] summary').click();
    await hasty.locator('#outline [data-tag="Votes"] a').first().click();
    letThrough();
    await hasty.waitForSelector('.opblock.is-open .execute');
    expect(await hasty.locator('#outline').count()).toBe(0);
    expect(await hasty.locator('.opblock.is-open').getAttribute('id')).toMatch(/^operations-Votes-/);
    await hasty.close();
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

  it('sends the token of who signed in here with what is tried next, until signed out', async () => {
    const changed = await trying(tab, 'Accounts', 'profile_patchMe', { first_name: 'Grace' });
    expect([changed.status(), (await changed.json()).first_name]).toEqual([200, 'Grace']);
    expect(await changed.request().headerValue('authorization')).toMatch(/^Bearer /);
    await tab.locator(`${GROUP} [data-tag="Accounts"]`).click();
    await tab.screenshot({ path: join(SCREENS, 'documentation-signed-in-1280.png') });
    expect((await trying(tab, 'Sign-in', 'auth_logout')).status()).toBe(200);
    await tab.waitForSelector('.auth-wrapper .authorize.unlocked');
  });

  it('takes the cookie of who signed in on the site, with its CSRF token', async () => {
    const signedIn = await stage.signedIn(person, { viewport: { width: 1280, height: 860 } });
    const other = await signedIn.newPage();
    await other.goto('/api/docs');
    await other.waitForSelector(OPERATION);
    const changed = await trying(other, 'Accounts', 'profile_patchMe', { first_name: 'Katherine' });
    expect([changed.status(), (await changed.json()).first_name]).toEqual([200, 'Katherine']);
    await signedIn.close();
  });

  it('says nothing to the console and asks no other host', () => {
    expect(stage.complaints.filter((text) => !text.includes(OLD_SPELLING))).toEqual([]);
  });
});
