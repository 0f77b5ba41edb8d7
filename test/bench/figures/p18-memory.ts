import { setTimeout as pause } from 'node:timers/promises';
import { absolute, notRun, type Benchmark, type Figure } from '../figure.js';
import { spreadOf } from '../measuring/percentiles.js';
import { residentMegabytes } from '../measuring/process.js';
import { book, startBare, settled } from '../stage/ground.js';
import { seedSlots } from '../stage/slots.js';

const SETTLES_FOR_MS = 8_000;
const SAMPLES = 10;
const BURST_SECONDS = 3;
const CONNECTIONS = 50;
/** Far more than a burst can book, and what is made when fewer are left: on days of their own. */
const SLOTS_PER_BURST = 20_000;
const MORE_SLOTS = 400_000;
const MORE_DAYS = 500;
/** In a shorter time the heap is still finding its size, and its growth says nothing. */
const GROWTH_JUDGED_FROM_MINUTES = 10;

/** P18: resident memory of the product, idle and while it is booked as fast as it can be. */
export const memory: Benchmark = {
  id: 'P18',
  what: 'resident memory',
  async run(stage, progress): Promise<Figure[]> {
    const ground = await stage.ground(progress);
    const product = await stage.convoke({ DATABASE_URL: ground.databaseUrl });
    await settled(ground);
    if (residentMegabytes(product.pid) === undefined)
      return [notRun('P18', memory.what, 'there is no /proc here')];
    const bare = await startBare(stage, ground);
    const generator = await stage.generator();
    await pause(SETTLES_FOR_MS);
    const idle = await samples(product.pid);
    const bareIdle = await samples(bare.process.pid);

    const { loadedMinutes } = stage.options;
    let slots = ground.slots;
    let furtherDay = MORE_DAYS;
    const target = { url: product.url, path: '/api/v1/bookings', keyed: true };
    const pace = { connections: CONNECTIONS, seconds: BURST_SECONDS };
    const course: Sample[] = [];
    const startedAt = performance.now();
    const minute = () => (performance.now() - startedAt) / 60_000;
    while (minute() < loadedMinutes) {
      if (slots.ahead.slots < SLOTS_PER_BURST)
        slots = await seedSlots(ground.databaseUrl, MORE_SLOTS, (furtherDay += MORE_DAYS));
      await book(generator, target, ground.people, slots, pace);
      course.push({ minute: minute(), megabytes: residentMegabytes(product.pid)! });
      progress(`${course.at(-1)!.megabytes.toFixed(0)} MB after ${course.at(-1)!.minute.toFixed(1)} min`);
    }
    await book(generator, { url: bare.url, path: '/five', keyed: true }, ground.people, ground.bareSlots, pace);
    const bareLoaded = residentMegabytes(bare.process.pid)!;

    const lasted = `after ${minute().toFixed(1)} min of bookings at full speed`;
    const third = Math.floor(course.length / 3);
    const [middle, last] = [course.slice(third, 2 * third), course.slice(2 * third)];
    const loaded = spreadOf([...middle, ...last].map(({ megabytes }) => megabytes));
    return [
      absolute('P18', 'resident memory, idle', 'MB', spreadOf(idle), atMost(200, 'MB'), spreadOf(bareIdle)),
      absolute('P18', `resident memory, ${lasted}`, 'MB', loaded, atMost(350, 'MB'), spreadOf([bareLoaded])),
      growthFigure(growth(middle, last), lasted, loadedMinutes),
    ];
  },
};

function growthFigure(value: number, lasted: string, minutes: number): Figure {
  const what = `growth between the lowest points of the last two thirds, ${lasted}`;
  const figure = absolute('P18', what, 'MB/min', spreadOf([value]), atMost(1, 'MB/min'));
  if (minutes >= GROWTH_JUDGED_FROM_MINUTES) return figure;
  const goal = `${figure.goal}, judged from ${GROWTH_JUDGED_FROM_MINUTES} min on`;
  return { ...figure, goal, met: null, aim: undefined };
}

async function samples(pid: number): Promise<number[]> {
  const taken: number[] = [];
  for (let n = 0; n < SAMPLES; n++) {
    taken.push(residentMegabytes(pid)!);
    await pause(100);
  }
  return taken;
}

function atMost(limit: number, unit: string) {
  return { text: `≤ ${limit} ${unit}`, atMost: limit };
}

interface Sample {
  minute: number;
  megabytes: number;
}

/** MB per minute from lowest point to lowest point: what the collector leaves, not how it breathes. */
function growth(middle: Sample[], last: Sample[]): number {
  const lowest = (course: Sample[]) =>
    course.reduce((low, sample) => (sample.megabytes < low.megabytes ? sample : low));
  const [from, to] = [lowest(middle), lowest(last)];
  return (to.megabytes - from.megabytes) / (to.minute - from.minute);
}
