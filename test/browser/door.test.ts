import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { toBuffer } from 'qrcode';
import sharp from 'sharp';
import { codeOf, ticketOf } from '../support/check-in.js';
import { eventually } from '../support/eventually.js';
import { inDays } from '../support/events.js';
import { makePublished } from '../support/ticketed.js';
import type { Person } from '../support/world.js';
import { Stage } from './stage.js';

/** How long a code stands before the camera: at 30 frames a second, two seconds. */
const FRAMES = 60;
const SCANS = '**/api/v1/events/*/check-in';

/** A picture as a camera has it: a code on paper, held up somewhere in the middle. */
async function frameOf(text: string): Promise<Buffer> {
  const code = await toBuffer(text, { width: 400, margin: 3, errorCorrectionLevel: 'M' });
  const tilted = await sharp(code).rotate(7, { background: '#fff' }).toBuffer();
  const ground = { width: 640, height: 480, channels: 3 as const, background: '#3a3f39' };
  return sharp({ create: ground })
    .composite([{ input: tilted }])
    .jpeg({ quality: 80 })
    .toBuffer();
}

describe('a door', () => {
  const folder = mkdtempSync(join(tmpdir(), 'convoke-door-'));
  const video = join(folder, 'door.mjpeg');
  let stage: Stage;
  let organizer: Person;
  let event: number;
  let context: BrowserContext;
  beforeAll(async () => {
    stage = await Stage.open({}, [
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${video}`,
    ]);
    organizer = await stage.here.signUpAs('organizer');
    const now = stage.here.clock.now();
    const times = { start_date: inDays(now, 0.1), end_date: inDays(now, 0.3) };
    ({ id: event } = await makePublished(organizer, now, { title: 'Makers Night', ...times }));
  });
  // One of its own for each: what a door was told or is without is not left to the next.
  beforeEach(async () => void (context = await stage.signedIn(organizer)));
  afterEach(() => context.close());
  afterAll(async () => {
    await stage.close();
    rmSync(folder, { recursive: true });
  });

  async function guest(first_name: string, last_name: string, seats = 1) {
    const { id } = await ticketOf(await stage.here.signUp({ first_name, last_name }), event, seats);
    return { id: id as number, code: await codeOf(stage.here, { booking: id, event, seats }) };
  }
  const show = async (...texts: string[]) => {
    const frames = await Promise.all(texts.map(frameOf));
    writeFileSync(video, Buffer.concat(frames.flatMap((frame) => Array<Buffer>(FRAMES).fill(frame))));
  };
  const open = async (): Promise<Page> => {
    const tab = await context.newPage();
    await tab.goto(`/organize/events/${event}/check-in`);
    await tab.waitForSelector('[data-ready]');
    return tab;
  };
  const logged = (tab: Page, tag: string, name: string) =>
    tab.waitForSelector(`.people li:has(.tag.${tag}):has-text("${name}")`);
  const waiting = (tab: Page, n: number) => tab.waitForSelector(`.reach:has-text("${n} waiting")`);
  const marksOf = async (booking: number) => {
    const sql = `SELECT name FROM platform.outbox
      WHERE name LIKE 'booking.check%' AND payload->>'bookingId' = $1 ORDER BY id`;
    const rows = await stage.here.db.query<{ name: string }>(sql, [String(booking)]);
    return rows.map(({ name }) => name);
  };

  it('scans with the camera without a connection, and sends once what was scanned meanwhile', async () => {
    const [ines, kofi, ada] = [
      await guest('Inês', 'Couto', 2),
      await guest('Kofi', 'Mensah'),
      await guest('Ada', 'Lovelace'),
    ];
    await show(ines.code, 'https://example.org/nothing', kofi.code);
    // The camera runs at once: nothing is to arrive before the connection is gone.
    await context.route(SCANS, (route) => route.abort());
    const tab = await open();
    await tab.fill('#guest', 'ad');
    await tab.waitForSelector('.people li:has-text("Ada Lovelace")');
    await tab.fill('#guest', '');
    await context.setOffline(true);
    await tab.waitForSelector('.reach.off');
    await context.unroute(SCANS);
    await logged(tab, 'ok', 'Inês Couto');
    await logged(tab, 'bad', 'Unknown code');
    await logged(tab, 'ok', 'Kofi Mensah');
    await logged(tab, 'warn', 'Inês Couto');
    await waiting(tab, 2);

    const forged = `${kofi.code.slice(0, -6)}AAAAAA`;
    await tab.fill('#guest', forged);
    await logged(tab, 'bad', 'Kofi Mensah');
    await tab.fill('#guest', 'love');
    await tab.click('[data-in]');
    await waiting(tab, 3);
    await tab.fill('#guest', '');
    await logged(tab, 'ok', 'Ada Lovelace');
    await tab.click('li:has-text("Ada Lovelace") [data-undo]');
    await waiting(tab, 4);
    expect(await tab.textContent('.inside')).toBe('3 of 4 inside');
    for (const { id } of [ines, kofi, ada]) expect(await marksOf(id)).toEqual([]);
    await tab.close();

    await context.setOffline(false);
    await show('https://example.org/nothing');
    const again = await open();
    await waiting(again, 0);
    await again.waitForSelector('.inside:has-text("3 of 4 inside")');
    const once = ['booking.checked_in'];
    expect(await Promise.all([ines, kofi, ada].map(({ id }) => marksOf(id)))).toEqual([
      ...[once, once, [...once, 'booking.check_in_undone']],
    ]);
  });

  it('is opened for an event that was made, filled and published here', async () => {
    const tab = await context.newPage();
    await tab.goto('/organize/events/new');
    await tab.fill('[name=title]', 'Evening of Makers');
    await tab.click('main form.stack > p button');
    await tab.waitForSelector('#refused');
    expect(await tab.inputValue('[name=title]')).toBe('Evening of Makers');
    await tab.selectOption('[name=timezone]', 'Europe/Lisbon');
    await tab.fill('[name=start_date]', '2031-06-12T19:00');
    await tab.fill('[name=end_date]', '2031-06-12T23:30');
    await tab.fill('[name=max_attendees]', '240');
    await tab.fill('[name=refund_policy]', '168 100\n24 50');
    await tab.click('main form.stack > p button');
    await tab.waitForURL(/\/organize\/events\/\d+\?done=saved/);
    const id = Number(/events\/(\d+)/.exec(tab.url())![1]);
    await tab.click('text=Add a session');
    await tab.fill('dialog [name=title]', 'Doors and soup');
    await tab.fill('dialog [name=end_time]', '2031-06-12T19:45');
    await tab.click('dialog form button');
    await tab.waitForSelector('.rows >> text=Doors and soup');
    await tab.click('button:text-is("Publish")');
    await tab.click('dialog button.bad');
    await tab.waitForSelector('.tag.ok:text-is("Published")');
    const { body } = await organizer.http.get(`/api/v1/events/${id}`);
    expect(body).toMatchObject({
      ...{ title: 'Evening of Makers', status: 'published', timezone: 'Europe/Lisbon', max_attendees: 240 },
      ...{ start_date: '2031-06-12T18:00:00.000Z', end_date: '2031-06-12T22:30:00.000Z', price: '0.00' },
      refund_policy: [
        { hours_before: 168, percent: 100 },
        { hours_before: 24, percent: 50 },
      ],
      sessions: [expect.objectContaining({ title: 'Doors and soup', end_time: '2031-06-12T18:45:00.000Z' })],
    });
    const ada = await stage.here.signUp({ first_name: 'Ada', last_name: 'King' });
    const ticket = await ticketOf(ada, id);
    await tab.goto(`/organize/events/${id}/announce`);
    await tab.fill('[name=subject]', 'Another room');
    await tab.fill('[name=message]', 'See you in the hall.');
    await tab.click('main .card form button');
    await tab.waitForSelector('text=Sent to one person.');
    await tab.goto(`/organize/events/${id}/attendees?search=king`);
    await tab.click('button:text-is("Cancel and refund")');
    await tab.click('dialog button.bad');
    await tab.waitForSelector('text=Nobody is found here.');
    expect((await ada.http.get(`/api/v1/bookings/${ticket.id}`)).body.status).toBe('cancelled');
    await tab.goto(`/organize/events/${id}`);
    await tab.click('summary:text-is("Call it off")');
    await tab.fill('[name=reason]', 'The hall is flooded.');
    await tab.click('details form button');
    await tab.waitForSelector('.tag.bad:text-is("Cancelled")');
  });

  it('says who is in, who was in already and who is refused, and takes a mark back', async () => {
    const [grace, ben] = [await guest('Grace', 'Hopper', 3), await guest('Ben', 'Otto')];
    await show('https://example.org/nothing');
    const tab = await open();
    await tab.fill('#guest', grace.code);
    await tab.waitForSelector('[data-verdict=in]:has-text("Come in, Grace"):has-text("3 tickets")');
    expect(await tab.inputValue('#guest')).toBe('');
    await organizer.http.post(`/api/v1/bookings/${ben.id}/check-in`);
    await tab.fill('#guest', ben.code);
    await logged(tab, 'warn', 'Ben Otto');
    await tab.click('li:has-text("Grace Hopper") [data-undo]');
    await eventually(async () =>
      expect(await marksOf(grace.id)).toEqual([...['booking.checked_in', 'booking.check_in_undone']]),
    );
    expect(stage.complaints.filter((text) => !text.includes('net::ERR_'))).toEqual([]);
  });
});
