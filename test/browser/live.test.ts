import type { Page } from 'playwright-core';
import { booked, offerType, openHost, startIn } from '../support/appointments.js';
import { book, makeSlot } from '../support/calendar.js';
import { eventually } from '../support/eventually.js';
import { makeGathering } from '../support/events.js';
import { makePublished } from '../support/ticketed.js';
import { bookTickets } from '../support/tickets.js';
import type { Person } from '../support/world.js';
import { Stage } from './stage.js';

/** Longer than a page waits at random before it asks, so that not all ask at once. */
const JITTER_MS = 1_100;
const SAID_EVERY_MS = 5_000;
const A_SECOND_MS = 1_000;

/** A page whose clock stands still, and how many frames of its socket have come. */
interface Watched {
  tab: Page;
  told: number;
}

interface Scene {
  path: string;
  /** There once the page hears of changes. */
  isLive: string;
  /** In the address that it asks to read itself anew. */
  asks: string;
  /** Where it says what has changed. */
  says: string;
  /** A change by somebody else. */
  change: (turn: number) => Promise<unknown>;
}

interface Reading {
  reads: number[];
}

/** In the page: when it asked to read itself anew, by its own clock. */
function noteReads(asks: string): void {
  const [reads, ask] = [[] as number[], window.fetch];
  (window as unknown as Reading).reads = reads;
  window.fetch = (what, how) => {
    if ((what instanceof Request ? what.url : String(what)).includes(asks)) reads.push(Date.now());
    return ask(what, how);
  };
}

describe('a page that is live', () => {
  let stage: Stage;
  let viewer: Person;
  let days = 0;
  beforeAll(async () => {
    stage = await Stage.open();
    viewer = await stage.here.signUp();
  });
  afterAll(() => stage.close());

  const somebody = () => stage.here.signUp();
  async function watched({ path, isLive, asks }: Scene): Promise<Watched> {
    const tab = await (await stage.signedIn(viewer)).newPage();
    const page: Watched = { tab, told: 0 };
    tab.on('websocket', (socket) => socket.on('framereceived', () => void page.told++));
    await tab.clock.install();
    await tab.addInitScript(noteReads, asks);
    await tab.goto(path);
    await tab.waitForSelector(isLive, { state: 'attached' });
    // What it asks for as soon as it is live is asked before the clock stands still.
    await tab.clock.pauseAt((await tab.evaluate(() => Date.now())) + 2 * JITTER_MS);
    return page;
  }

  /** Until the page has heard of it. */
  async function happens(page: Watched, change: () => Promise<unknown>): Promise<void> {
    const before = page.told;
    await change();
    await eventually(() => expect(page.told).toBeGreaterThan(before));
  }

  async function slotsOfHost(): Promise<Scene> {
    const type = await offerType(stage.here, await openHost(stage.here));
    const start = (turn: number) => startIn(stage.here, 48 + turn);
    return {
      path: `/${type.organizer_slug}/${type.event_type_slug}?date=${start(0).slice(0, 10)}&timezone=UTC`,
      isLive: '.live:not(.off)',
      asks: '/api/v1/events/slots/',
      says: '.booker > [role=status]',
      change: (turn) => booked(stage.here.http(), type, start(turn)),
    };
  }

  async function calendar(): Promise<Scene> {
    const admin = await stage.here.admin();
    const day = `2031-06-${String(++days).padStart(2, '0')}`;
    const at = (turn: number) => `${day}T${String(8 + turn).padStart(2, '0')}`;
    const slots: number[] = [];
    for (const turn of [0, 1, 2, 3]) {
      const times = { start_time: `${at(turn)}:00:00Z`, end_time: `${at(turn)}:30:00Z` };
      slots.push((await makeSlot(admin, stage.here.clock.now(), times)).id);
    }
    return {
      path: `/calendar?date=${day}&timezone=UTC`,
      isLive: '#week[data-is-live]',
      asks: '/calendar',
      says: '[data-live-said]',
      change: async (turn) => book(await somebody(), slots[turn]!),
    };
  }

  async function gathering(): Promise<Scene> {
    const host = await somebody();
    const { id } = await makeGathering(host, stage.here.clock.now());
    return {
      path: `/events/${id}`,
      isLive: '[data-is-live]',
      asks: '/events/',
      says: '[data-live-said]',
      change: async () => (await somebody()).http.post(`/api/v1/events/${id}/join`),
    };
  }

  async function event(): Promise<Scene> {
    const organizer = await stage.here.signUpAs('organizer');
    const { id } = await makePublished(organizer, stage.here.clock.now(), { max_attendees: 12 });
    return {
      path: `/events/${id}`,
      isLive: '#live:not([hidden])',
      asks: '/events/',
      says: '#news',
      change: async () => bookTickets(await somebody(), id),
    };
  }

  it.each([
    ['of free times', slotsOfHost, 10_000],
    ['of the calendar', calendar, 10_000],
    ['of a gathering', gathering, 5_000],
  ])('%s is read anew after changes, but not as often as they come', async (_, scene, pauseMs) => {
    const here = await scene();
    const page = await watched(here);
    const { tab } = page;
    for (const turn of [0, 1, 2, 3]) {
      await happens(page, () => here.change(turn));
      await tab.clock.runFor(A_SECOND_MS);
    }
    await tab.clock.runFor(2 * (pauseMs + JITTER_MS));
    const reads = await tab.evaluate(() => (window as unknown as Reading).reads);
    const pauses = reads.slice(1).map((at, index) => at - reads[index]!);
    expect(pauses.length).toBeGreaterThan(0);
    expect(pauses.filter((pause) => pause < pauseMs)).toEqual([]);
    await tab.context().close();
  });

  it.each([
    ['the calendar', calendar],
    ['a ticketed event', event],
  ])('of %s says what has changed once in five seconds', async (_, scene) => {
    const here = await scene();
    const page = await watched(here);
    const { tab } = page;
    await tab.evaluate((says) => {
      const place = document.querySelector(says)!;
      const counter = new MutationObserver(() => {
        place.setAttribute('data-times', String(Number(place.getAttribute('data-times')) + 1));
      });
      counter.observe(place, { childList: true });
    }, here.says);
    const times = async () => Number(await tab.getAttribute(here.says, 'data-times'));
    await happens(page, () => here.change(0));
    await eventually(async () => {
      await tab.clock.runFor(1);
      expect(await times()).toBe(1);
    });
    for (const turn of [1, 2, 3]) await happens(page, () => here.change(turn));
    await tab.clock.runFor(SAID_EVERY_MS - JITTER_MS);
    expect(await times()).toBe(1);
    await tab.clock.runFor(JITTER_MS);
    expect(await times()).toBe(2);
    await tab.context().close();
  });

  it('complains of nothing', () => expect(stage.complaints).toEqual([]));
});
