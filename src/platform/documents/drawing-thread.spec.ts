import { setImmediate as turn } from 'node:timers/promises';
import { slowdown } from '../../../test/support/machine.js';
import { pdfText } from '../../../test/support/pdf-text.js';
import { DrawingThread } from './drawing-thread.js';
import type { Paper } from './paper.js';

const CHARACTERS = Array.from({ length: 500 }, (_, at) => String.fromCodePoint(0x4e00 + at * 37)).join('');
const paper = (text: string): Paper => ({
  ...{ title: 'Ticket', issuer: 'Ada', dated: new Date('2026-03-01T09:00:00Z') },
  blocks: [{ kind: 'paragraph', text }],
});

const drawing = new DrawingThread();
afterAll(() => drawing.onApplicationShutdown());

describe('drawing', () => {
  it('leaves the thread of the requests free, however much there is to draw', async () => {
    let isDrawn = false;
    const drawn = drawing.draw(paper(CHARACTERS)).finally(() => (isDrawn = true));
    let turns = 0;
    let longest = 0;
    for (let last = performance.now(); !isDrawn; turns++) {
      await turn();
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }
    expect(pdfText(await drawn).join('')).toContain(CHARACTERS.slice(0, 2));
    // Here it takes a second and more; a thread that draws turns a few dozen times meanwhile.
    expect(turns).toBeGreaterThan(1_000);
    expect(longest).toBeLessThan(1_000 * slowdown());
  });

  it('answers each with its own', async () => {
    const texts = ['one', 'שתיים', '三'];
    const drawn = await Promise.all(texts.map((text) => drawing.draw(paper(text))));
    texts.forEach((text, at) => expect(pdfText(drawn[at]!)).toContain(text));
    expect((await drawing.drawCode('code')).subarray(1, 4).toString()).toBe('PNG');
  });

  it('goes on after a paper that cannot be drawn', async () => {
    const broken = { ...paper('x'), blocks: [{ kind: 'facts', facts: null }] } as never;
    await expect(drawing.draw(broken)).rejects.toThrow('Not drawn');
    expect(pdfText(await drawing.draw(paper('whole')))).toContain('whole');
  });

  it('refuses when too many wait', async () => {
    const busy = new DrawingThread();
    const asked = Array.from({ length: 102 }, () => busy.drawCode('x').catch((error: Error) => error));
    await expect(asked.at(-1)).resolves.toMatchObject({ name: 'Unavailable' });
    await busy.onApplicationShutdown();
  });
});
