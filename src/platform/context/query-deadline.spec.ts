import { DatabaseTimeout, QueryDeadline } from './query-deadline.js';

const never = () => new Promise<never>(() => undefined);
const after = (ms: number) => new Promise<number>((resolve) => setTimeout(() => resolve(ms), ms));

beforeEach(() => jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask'] }));
afterEach(() => jest.useRealTimers());

describe('a query deadline', () => {
  it('ends a wait at its limit, and says so once', async () => {
    const giveUp = jest.fn();
    const waiting = expect(new QueryDeadline(1_000).wait(never(), giveUp)).rejects.toThrow(DatabaseTimeout);
    await jest.advanceTimersByTimeAsync(999);
    expect(giveUp).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(1);
    await waiting;
    expect(giveUp).toHaveBeenCalledTimes(1);
  });

  it('is one for all waits of a request', async () => {
    const deadline = new QueryDeadline(1_000);
    const first = deadline.wait(after(700), () => undefined);
    await jest.advanceTimersByTimeAsync(700);
    expect(await first).toBe(700);
    const second = expect(deadline.wait(after(400), () => undefined)).rejects.toThrow(DatabaseTimeout);
    await jest.advanceTimersByTimeAsync(300);
    await second;
  });

  it('counts waits at the same time once, and what is not the database not at all', async () => {
    const deadline = new QueryDeadline(1_000);
    const both = Promise.all([
      deadline.wait(after(600), () => undefined),
      deadline.wait(after(600), () => undefined),
    ]);
    await jest.advanceTimersByTimeAsync(600);
    expect(await both).toEqual([600, 600]);
    await jest.advanceTimersByTimeAsync(60_000);
    const last = deadline.wait(after(300), () => undefined);
    await jest.advanceTimersByTimeAsync(300);
    expect(await last).toBe(300);
  });

  it('hands on what went wrong', async () => {
    await expect(
      new QueryDeadline(1_000).wait(Promise.reject(new Error('no')), () => undefined),
    ).rejects.toThrow('no');
  });
});
