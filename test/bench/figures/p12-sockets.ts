import { compared, notRun, type Benchmark, type Figure } from '../figure.js';
import { spreadOf } from '../measuring/percentiles.js';
import { residentMegabytes } from '../measuring/process.js';
import { settled } from '../stage/ground.js';
import { CALENDAR } from './p11-fan-out.js';

const FEW = 1_000;
const MANY = 5_000;
const KB = 1024;

/** P12: what a socket costs the process in memory, from the thousandth to the five thousandth. */
export const socketMemory: Benchmark = {
  id: 'P12',
  what: `memory of a socket, ${FEW.toLocaleString('en-US')} to ${MANY.toLocaleString('en-US')} of them`,
  async run(stage, progress): Promise<Figure[]> {
    const ground = await stage.ground(progress);
    const product = await stage.convoke({ DATABASE_URL: ground.databaseUrl });
    await settled(ground);
    if (residentMegabytes(product.pid) === undefined)
      return [notRun('P12', socketMemory.what, 'there is no /proc here')];
    const tokens = ground.people.attendees.map(({ token }) => token);
    const each = async (url: string, pid: number) => {
      const audience = await stage.start('load/audience.ts');
      const seat = (count: number) => audience.ask('connect', { url, path: CALENDAR, tokens, count });
      await seat(FEW);
      const before = residentMegabytes(pid)!;
      await seat(MANY);
      const kilobytes = ((residentMegabytes(pid)! - before) * KB) / (MANY - FEW);
      progress(`${kilobytes.toFixed(1)} kB each`);
      await audience.stop();
      return spreadOf([kilobytes]);
    };
    const ours = await each(product.url, product.pid);
    const sockets = await stage.start('bare/sockets.ts');
    const bareUrl = await sockets.ask<string>('listen', { path: CALENDAR });
    const theirs = await each(bareUrl, sockets.pid);
    const goal = { text: '≤ 2 × bare Socket.IO', atMost: 2 };
    return [compared('P12', socketMemory.what, 'kB', ours, theirs, goal)];
  },
};
