import type { Page } from 'playwright-core';
import type { Person } from '../support/world.js';
import { Stage } from './stage.js';

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
});
