import { makeDraft } from '../../support/events.js';
import { brokenInvariants } from '../../support/invariants.js';
import { eventually } from '../../support/eventually.js';
import { makePublished } from '../../support/ticketed.js';
import { world, type Person, type World } from '../../support/world.js';

let here: World;
beforeAll(async () => void (here = await world()));
afterAll(() => here?.close());

describe('an organizer who leaves', () => {
  it('finds talks and announcements in the export, and leaves neither behind', async () => {
    const [leaving, other] = [await here.signUpAs('organizer'), await here.signUpAs('organizer')];
    const event = await makePublished(leaving, here.clock.now());
    const told = { subject: 'Another room', message: 'It is my own kitchen.' };
    await leaving.http.post(`/api/v1/events/${event.id}/announce`, told);
    const conference = await makeDraft(other, here.clock.now());
    const { start_date: start_time, end_date: end_time } = conference;
    const session = { event: conference.id, title: 'Keynote', start_time, end_time, speaker: leaving.id };
    const { body } = await other.http.post('/api/v1/sessions', session);
    expect(body.speaker).toBe(leaving.id);

    const exported = (await leaving.http.get('/api/v1/users/me/export')).body;
    expect(exported.announcements).toEqual([expect.objectContaining({ event_id: event.id, ...told })]);
    expect(exported.talks).toEqual([expect.objectContaining({ id: body.id, title: 'Keynote' })]);

    const left = await leaving.http.call('DELETE', '/api/v1/users/me', { password: leaving.password });
    expect(left.status).toBe(204);
    await eventually(async () => {
      const { speaker, speaker_name } = (await other.http.get(`/api/v1/sessions/${body.id}`)).body;
      expect({ speaker, speaker_name }).toEqual({ speaker: null, speaker_name: '' });
      const [kept] = await here.db.query<{ n: number }>(
        'SELECT count(*)::int AS n FROM collaboration.announcements WHERE author_id = $1',
        [leaving.id],
      );
      expect(kept!.n).toBe(0);
    });
  });

  it('frees who was to speak at a draft of theirs', async () => {
    const [leaving, other, speaker] = [
      await here.signUpAs('organizer'),
      await here.signUpAs('organizer'),
      await here.signUp(),
    ];
    const talkAt = async (by: Person) => {
      const { id: event, start_date, end_date } = await makeDraft(by, here.clock.now());
      const times = { start_time: start_date, end_time: end_date };
      return by.http.post('/api/v1/sessions', { event, title: 'Keynote', ...times, speaker: speaker.id });
    };
    expect((await talkAt(leaving)).status).toBe(201);
    expect((await talkAt(other)).status).toBe(409);
    await leaving.http.call('DELETE', '/api/v1/users/me', { password: leaving.password });
    await eventually(async () => expect((await talkAt(other)).status).toBe(201));
    await here.drainEvents();
    expect(await brokenInvariants(here.db)).toEqual({});
  });
});
