import { Unavailable } from '../errors.js';
import { Semaphore } from './semaphore.js';

describe('a semaphore', () => {
  it('lets in so many at a time, in order, and refuses when too many wait', async () => {
    const semaphore = new Semaphore(2, 2);
    const doors: (() => void)[] = [];
    const entered: number[] = [];
    const enter = (n: number) =>
      semaphore.run(() => {
        entered.push(n);
        return new Promise<void>((resolve) => doors.push(resolve));
      });
    const visits = [1, 2, 3, 4].map(enter);
    await expect(enter(5)).rejects.toThrow(Unavailable);
    expect(entered).toEqual([1, 2]);
    doors[1]!();
    await visits[1];
    expect(entered).toEqual([1, 2, 3]);
    doors[0]!();
    doors[2]!();
    await Promise.all([visits[0], visits[2]]);
    doors[3]!();
    await visits[3];
    expect(entered).toEqual([1, 2, 3, 4]);
  });

  it('lets the next one in after a failure', async () => {
    const semaphore = new Semaphore(1, 1);
    await expect(semaphore.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(semaphore.run(async () => 'in')).resolves.toBe('in');
  });
});
