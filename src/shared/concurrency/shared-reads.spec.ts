import { SharedReads } from './shared-reads.js';

function counted() {
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const read = (name: string) => () => {
    begun.push(name);
    return new Promise<string>((resolve) => ends.push(() => resolve(name)));
  };
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return { begun, ends, read, settle };
}

describe('shared reads', () => {
  it('are begun after each question, once for all that came meanwhile', async () => {
    const { begun, ends, read, settle } = counted();
    const reads = new SharedReads<string>();
    const first = reads.read('a', read('first'));
    const later = [reads.read('a', read('second')), reads.read('a', read('third'))];
    const other = reads.read('b', read('other'));
    expect(begun).toEqual(['first', 'other']);
    ends[0]!();
    expect(await first).toBe('first');
    await settle();
    expect(begun).toEqual(['first', 'other', 'second']);
    ends[1]!();
    ends[2]!();
    expect(await Promise.all([...later, other])).toEqual(['second', 'second', 'other']);
    await settle();
    const again = reads.read('a', read('again'));
    ends[3]!();
    expect(await again).toBe('again');
  });

  it('that fail keep nobody from the next', async () => {
    const reads = new SharedReads<number>();
    const failed = reads.read('a', () => Promise.reject(new Error('gone')));
    const next = reads.read('a', () => Promise.resolve(1));
    await expect(failed).rejects.toThrow('gone');
    expect(await next).toBe(1);
  });
});
