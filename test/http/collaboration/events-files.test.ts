import ICAL from 'ical.js';
import sharp from 'sharp';
import { inDays, makeDraft, makeGathering } from '../../support/events.js';
import { world, type Person, type World } from '../../support/world.js';

let here: World;
let ada: Person;
let bob: Person;
beforeAll(async () => {
  here = await world();
  [ada, bob] = [await here.signUp(), await here.signUp()];
});
afterAll(() => here.close());

const now = () => here.clock.now();
const png = () =>
  sharp({ create: { width: 30, height: 20, channels: 3, background: '#3366cc' } })
    .png()
    .toBuffer();
const form = (bytes: Buffer | string, field = 'cover_image') => {
  const data = new FormData();
  data.append(
    field,
    new Blob([typeof bytes === 'string' ? bytes : new Uint8Array(bytes)], { type: 'image/png' }),
    'a.png',
  );
  return data;
};
const upload = (id: number, data?: FormData, by = ada) => by.http.put(`/api/v1/events/${id}/cover/`, data);

describe('the picture of an event', () => {
  it('is uploaded, redrawn, served, and replaced', async () => {
    const { id } = await makeGathering(ada, now());
    const first = await upload(id, form(await png()));
    expect(first.status).toBe(200);
    expect(first.body.cover_image).toMatch(/^https?:\/\/.*\/media\/[a-f0-9]{40}\.png$/);
    const served = (url: string) => fetch(here.url + new URL(url).pathname);
    expect((await served(first.body.cover_image)).status).toBe(200);
    const second = await upload(id, form(await png(), 'cover'));
    expect((await served(second.body.cover_image)).status).toBe(200);
    expect((await served(first.body.cover_image)).status).toBe(404);
    expect((await here.http().get(`/api/v1/events/${id}`)).body.cover_image).toBe(second.body.cover_image);
  });

  it('is the organizer’s to choose', async () => {
    const { id } = await makeGathering(ada, now());
    const circle = await makeGathering(ada, now(), { visibility: 'invited' });
    expect(await upload(id, form(await png()), bob)).toMatchObject({
      status: 403,
      body: { code: 'NOT_THE_ORGANIZER' },
    });
    expect((await upload(circle.id, form(await png()), bob)).status).toBe(404);
    expect((await here.http().put(`/api/v1/events/${id}/cover`, form(await png()))).status).toBe(401);
  });

  it('has to be one', async () => {
    const { id } = await makeGathering(ada, now());
    expect(await upload(id, form('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'))).toMatchObject({
      status: 400,
      body: { code: 'NOT_A_PICTURE' },
    });
    const none = await upload(id);
    expect([none.status, Object.keys(none.body.field_errors)]).toEqual([400, ['cover_image']]);
    expect((await upload(id, form(Buffer.alloc(26 * 1024 * 1024)))).status).toBe(413);
  });
});

describe('the calendar file of an event', () => {
  const file = (id: number, by?: Person) =>
    (by?.http ?? here.http()).get<string>(`/api/v1/events/${id}/calendar.ics`);
  /** Folded lines put together again. */
  const lines = (text: string) => text.replace(/\r\n /g, '').split('\r\n');

  it('is text/calendar with one UID, times in UTC and the number of its changes', async () => {
    const { id } = await makeGathering(ada, now(), {
      ...{
        title: 'Games, and more; \\o/',
        description: 'One\nTwo',
        location: 'Library',
        date: '2999-03-01T12:00:00Z',
      },
    });
    const first = await file(id);
    expect(first.status).toBe(200);
    expect(first.headers.get('content-type')).toMatch(/^text\/calendar; charset=utf-8/);
    expect(lines(first.body)).toEqual(
      expect.arrayContaining([
        'BEGIN:VCALENDAR',
        'METHOD:PUBLISH',
        'SEQUENCE:0',
        'STATUS:CONFIRMED',
        'LOCATION:Library',
        'SUMMARY:Games\\, and more\\; \\\\o/',
        'DESCRIPTION:Friday\\, 1 March 2999\\, 12:00 – 14:00 (UTC)\\n\\nOne\\nTwo',
        'DTSTART:29990301T120000Z',
        'DTEND:29990301T140000Z',
      ]),
    );
    await ada.http.put(`/api/v1/events/${id}`, { date: '2999-03-02T12:00:00Z' });
    const second = await file(id);
    const uid = (body: string) => lines(body).find((line) => line.startsWith('UID:'));
    expect(uid(second.body)).toBe(uid(first.body));
    expect(lines(second.body)).toEqual(expect.arrayContaining(['SEQUENCE:1', 'DTSTART:29990302T120000Z']));
  });

  it('has the UID of the seat for who has one, as the mails about it', async () => {
    const { id } = await makeGathering(ada, now());
    const uid = async (by?: Person) =>
      lines((await file(id, by)).body).find((line) => line.startsWith('UID:'))!;
    const own = await uid();
    expect(await uid(bob)).toBe(own);
    await bob.http.post(`/api/v1/events/${id}/join`);
    const [seat] = await here.db.query<{ uid: string }>(
      `SELECT calendar_uid AS uid FROM booking.offer_bookings WHERE kind = 'event' AND ref_id = $1
        AND person_id = $2`,
      [id, bob.id],
    );
    expect(await uid(bob)).toContain(seat!.uid);
    expect(await uid()).toBe(own);
  });

  it('is one entry for who leaves and joins again, and says when there is no seat', async () => {
    const { id } = await makeGathering(ada, now());
    const read = async () => {
      const calendar = new ICAL.Component(ICAL.parse((await file(id, bob)).body));
      const event = calendar.getFirstSubcomponent('vevent')!;
      return ['uid', 'sequence', 'status'].map((name) => event.getFirstPropertyValue(name));
    };
    const go = (way: string) => bob.http.post(`/api/v1/events/${id}/${way}`);
    await go('join');
    const [uid, ...first] = await read();
    expect(first).toEqual([0, 'CONFIRMED']);
    await go('leave');
    expect(await read()).toEqual([uid, 1, 'CANCELLED']);
    await ada.http.put(`/api/v1/events/${id}`, { date: '2999-03-02T12:00:00Z' });
    expect(await read()).toEqual([uid, 2, 'CANCELLED']);
    await go('join');
    expect(await read()).toEqual([uid, 3, 'CONFIRMED']);
    await ada.http.post(`/api/v1/events/${id}/leave`);
    expect((await file(id)).body).not.toContain(uid);
  });

  it('says of a cancelled event that it was', async () => {
    const olivia = await here.signUpAs('organizer');
    const { id } = await makeDraft(olivia, now(), {
      online_url: 'https://zoom.us/j/3',
      start_date: inDays(now(), 3),
    });
    expect(lines((await file(id, olivia)).body)).toContain('STATUS:TENTATIVE');
    await olivia.http.post(`/api/v1/events/${id}/publish`);
    expect((await file(id)).body).not.toContain('zoom.us');
    expect((await file(id, olivia)).body).toContain('zoom.us');
    await olivia.http.post(`/api/v1/events/${id}/cancel`);
    expect(lines((await file(id)).body)).toContain('STATUS:CANCELLED');
  });
});
