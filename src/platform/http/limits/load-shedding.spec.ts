import { EventEmitter } from 'node:events';
import type { Request, Response } from 'express';
import { loadShedding } from './load-shedding.js';

const request = (url: string) => ({ url }) as Request;
const response = () => new EventEmitter() as unknown as Response;

describe('admission', () => {
  it('refuses what is too much at once, health aside, until others are answered', () => {
    const admit = loadShedding(2);
    const [first, second] = [response(), response()];
    expect([admit(request('/a'), first), admit(request('/b'), second)]).toEqual([undefined, undefined]);
    expect(admit(request('/c'), response())).toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
      retryAfterSeconds: 2,
    });
    expect(admit(request('/health/live'), response())).toBeUndefined();
    first.emit('close');
    second.emit('close');
    expect(admit(request('/c'), response())).toBeUndefined();
  });
});
