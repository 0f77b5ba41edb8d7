import type { Page } from 'playwright-core';
import type { Person } from '../support/world.js';
import { Stage } from './stage.js';

/** Longer than a page waits before it is read anew. */
const A_WHILE_MS = 6_000;

describe('people together in browsers', () => {
  let stage: Stage;
  let ada: Person;
  let ben: Person;
  beforeAll(async () => {
    stage = await Stage.open();
    ada = await stage.here.signUp({ first_name: 'Ada', last_name: 'Lovelace' });
    ben = await stage.here.signUp({ first_name: 'Ben', last_name: 'Babbage' });
  });
  afterAll(() => stage.close());

  const open = async (person: Person, path: string): Promise<Page> => {
    const tab = await (await stage.signedIn(person)).newPage();
    await tab.clock.install();
    await tab.goto(path);
    return tab;
  };

  it('a chat between two: what one sends the other sees, and that it is read', async () => {
    const [his, hers] = [await open(ben, '/messages'), await open(ada, `/messages/${ben.id}`)];
    await hers.fill('#write textarea', 'Shall we meet at ten?');
    await hers.press('#write textarea', 'Enter');
    await hers.waitForSelector('.line.own >> text=Shall we meet at ten?');
    expect(await hers.inputValue('#write textarea')).toBe('');
    await his.click('text=Ada Lovelace');
    await his.waitForSelector('.line >> text=Shall we meet at ten?');
    await his.fill('#write textarea', 'At ten.');
    await his.click('#write button');
    await hers.waitForSelector('.line:not(.own) >> text=At ten.');
    await hers.waitForSelector('.line.own >> text=read');
    expect(stage.complaints).toEqual([]);
  });

  it('a vote watched in two browsers: the bars move with each ballot, and its end is said', async () => {
    const made = await ada.http.post('/api/v1/events', { title: 'Picnic', date: '2031-06-07T10:00:00Z' });
    const path = `/events/${made.body.id}`;
    await ben.http.post(`/api/v1${path}/join`);
    const options = [{ text: 'Saturday' }, { text: 'Sunday' }];
    const vote = { title: 'Which day?', event: made.body.id, ends_at: '2031-06-01T10:00:00Z', options };
    await ada.http.post('/api/v1/voting', vote);
    const [hers, his] = [await open(ada, path), await open(ben, path)];
    for (const tab of [hers, his]) await tab.waitForSelector('[data-is-live]', { state: 'attached' });
    await hers.check('label:has-text("Sunday") input');
    await his.check('label:has-text("Saturday") input');
    await his.click('.vote button >> text=Vote');
    await his.waitForSelector('text=Your vote is counted.');
    await hers.clock.fastForward(A_WHILE_MS);
    await hers.waitForSelector('.vote >> text=1 ballot');
    expect(await hers.isChecked('label:has-text("Sunday") input')).toBe(true);
    await hers.click('.vote button >> text=Vote');
    await his.clock.fastForward(A_WHILE_MS);
    await his.waitForSelector('.vote >> text=2 ballots');
    await hers.click('text=End this vote now');
    await his.clock.fastForward(A_WHILE_MS);
    await his.waitForSelector('text=A tie: nothing is decided.');
    expect(stage.complaints).toEqual([]);
  });
});
