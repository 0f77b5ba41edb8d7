import { Turns } from './turns.js';

class Gone extends Error {}

function stage() {
  const begun: string[] = [];
  const ends: Record<string, { resolve(): void; reject(error: Error): void }> = {};
  const work = (name: string) => () => {
    begun.push(name);
    return new Promise<string>((resolve, reject) => {
      ends[name] = { resolve: () => resolve(name), reject };
    });
  };
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return { begun, ends, work, settle, turns: new Turns((error) => error instanceof Gone) };
}

describe('turns', () => {
  it('are one after the other of what is the same, whatever became of the one before', async () => {
    const { begun, ends, work, settle, turns } = stage();
    const first = turns.take('a', work('first'));
    const second = turns.take('a', work('second'));
    const third = turns.take('a', work('third'));
    const other = turns.take('b', work('other'));
    expect(begun).toEqual(['first', 'other']);
    ends['first']!.resolve();
    expect(await first).toBe('first');
    await settle();
    expect(begun).toEqual(['first', 'other', 'second']);
    ends['second']!.reject(new Error('of the second alone'));
    await expect(second).rejects.toThrow('of the second alone');
    await settle();
    ends['third']!.resolve();
    ends['other']!.resolve();
    expect(await Promise.all([third, other])).toEqual(['third', 'other']);
  });

  it('end for all who wait when it is gone; who comes later is asked anew', async () => {
    const { begun, ends, work, settle, turns } = stage();
    const all = [turns.take('a', work('first')), turns.take('a', work('second'))];
    all.push(turns.take('a', work('third')));
    ends['first']!.reject(new Gone('taken'));
    const outcomes = await Promise.allSettled(all);
    expect(outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason.message)).toEqual([
      'taken',
      'taken',
      'taken',
    ]);
    expect(begun).toEqual(['first']);
    const later = turns.take('a', work('later'));
    await settle();
    ends['later']!.resolve();
    expect(await later).toBe('later');
  });
});
