import { makeDraft } from '../../support/events.js';
import { eventually } from '../../support/eventually.js';
import { makePublished } from '../../support/ticketed.js';
import { world, type World } from '../../support/world.js';

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
});
