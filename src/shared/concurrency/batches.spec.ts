import { Batches } from './batches.js';

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('batches', () => {
  it('take together who comes at once, and who comes while one is under way', async () => {
    const begun: string[][] = [];
    const ends: (() => void)[] = [];
    const batches = new Batches<string>((items) => {
      begun.push(items);
      return new Promise((resolve) => ends.push(resolve));
    });
    const first = Promise.all([batches.add('a'), batches.add('b')]);
    await settle();
    const second = Promise.all([batches.add('c'), batches.add('d')]);
    await settle();
    expect(begun).toEqual([['a', 'b']]);
    ends[0]!();
    await first;
    await settle();
    expect(begun).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
    ends[1]!();
    await second;
  });

  it('fail for all who are in them, and for nobody else', async () => {
    const batches = new Batches<string>(async (items) => {
      if (items.includes('bad')) throw new Error('refused');
    });
    const outcomes = Promise.allSettled([batches.add('good'), batches.add('bad')]);
    await settle();
    const later = batches.add('later');
    expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await later;
  });
});
