import { inDays } from '../support/events.js';
import { step } from '../support/step.js';
import { brief, INSTANT, type Friend } from './friends.js';
import { Picnic } from './picnic.js';

const HOUR_MS = 3_600_000;

// What GatherHub's document says of votes.
describe.each([['/api/v1'], ['/api']])('the votes of a gathering under %s', (api) => {
  let picnic: Picnic;
  beforeAll(async () => {
    picnic = await Picnic.open(api);
  });
  afterAll(() => picnic?.close());

  it('are opened, listed, cast, shown and end by themselves', async () => {
    const { w, cora, gus, tom } = picnic;
    const at = (path: string) => picnic.at(path);
    const told: Picnic['told'] = (type, fits) => picnic.told(type, fits);
    const items = (body: any) => picnic.items(body);
    const ids = (body: any) => picnic.ids(body);
    const list = (path: string) => picnic.list(path);
    const date = inDays(w.clock.now(), 10);
    const { body: event } = await cora.http.post(at('/events/'), { title: 'Picnic', date });
    expect((await gus.http.post(at(`/events/${event.id}/join/`))).status).toBe(200);
    const ofEvent = () => ({ id: event.id, title: event.title });
    let vote: any;
    const body = () => ({
      id: vote.id,
      title: 'What to eat?',
      description: '',
      status: 'active',
      event: ofEvent(),
      creator: brief(cora),
      total_votes: 0,
      ends_at: vote.ends_at,
      created_at: INSTANT,
    });
    const results = (bread: number, cheese: number) => {
      const share = (count: number) =>
        bread + cheese ? Math.round((1_000 * count) / (bread + cheese)) / 10 : 0;
      const [first, second] = vote.options.map(({ id: option_id, text }: any) => ({ option_id, text }));
      return [
        { ...first, vote_count: bread, percentage: share(bread) },
        { ...second, vote_count: cheese, percentage: share(cheese) },
      ];
    };

    await step('are opened by who takes part', async () => {
      const options = [{ text: 'Bread' }, { text: 'Cheese' }];
      const ends_at = new Date(w.clock.millis() + HOUR_MS).toISOString();
      const request = { title: 'What to eat?', description: '', event: event.id, options, ends_at };
      const made = await cora.http.post(at('/voting/'), { ...request, multiple_choice: false });
      vote = made.body;
      expect(made).toMatchObject({
        status: 201,
        body: {
          ...body(),
          ends_at,
          multiple_choice: false,
          options: options.map((o) => ({ ...o, vote_count: 0 })),
        },
      });
      expect(await told('vote_created')).toMatchObject({ ...body(), options: vote.options });
      expect((await tom.http.post(at('/voting/'), request)).status).toBe(403);
    });

    await step('are listed by every filter', async () => {
      expect(items(await list('/voting/'))).toEqual([expect.objectContaining(body())]);
      for (const filter of ['page=1&page_size=5', `event=${event.id}`, 'status=active', `creator=${cora.id}`])
        expect([filter, ids(await list(`/voting/?${filter}`))]).toEqual([filter, [vote.id]]);
      for (const filter of ['status=ended', `creator=${gus.id}`])
        expect([filter, ids(await list(`/voting/?${filter}`))]).toEqual([filter, []]);
    });

    await step('take one ballot each', async () => {
      const cast = (who: Friend, options: unknown) =>
        who.http.post(at(`/voting/${vote.id}/vote/`), { options });
      const [bread] = vote.options;
      const { status, body } = await cast(cora, [bread.id]);
      expect([status, body]).toMatchObject([
        200,
        {
          message: 'Vote cast successfully',
          vote: {
            id: vote.id,
            title: vote.title,
            user_vote: { option_id: bread.id, voted_at: INSTANT },
            total_votes: 1,
          },
        },
      ]);
      expect(await told('vote_cast')).toEqual({
        id: vote.id,
        title: vote.title,
        event: { id: event.id },
        total_votes: 1,
      });
      expect(await told('vote_results')).toMatchObject({ id: vote.id, total_votes: 1, results: results(1, 0) });
      expect((await cast(cora, [bread.id])).status).toBe(400);
      expect((await cast(gus, [999_999_999])).status).toBe(400);
      expect((await cast(tom, [bread.id])).status).toBe(403);
    });

    await step('are shown with one’s own ballot and the results', async () => {
      const [option] = vote.options;
      const { body: shown } = await cora.http.get(at(`/voting/${vote.id}/`));
      expect(shown).toMatchObject({
        ...body(),
        event: { ...ofEvent(), date: event.date },
        options: results(1, 0).map(({ option_id, ...rest }) => ({ id: option_id, ...rest })),
        total_votes: 1,
        user_voted: true,
        user_vote: { option_id: option.id, voted_at: INSTANT },
        multiple_choice: false,
      });
      expect((await gus.http.get(at(`/voting/${vote.id}/results/`))).body).toEqual({
        id: vote.id,
        title: vote.title,
        status: 'active',
        total_votes: 1,
        results: results(1, 0),
        ends_at: vote.ends_at,
        winner: { option_id: option.id, text: 'Bread' },
      });
    });

    await step('end by themselves, and then nobody votes', async () => {
      w.clock.advance(HOUR_MS);
      expect(await told('vote_ended')).toMatchObject({
        id: vote.id,
        status: 'ended',
        results: results(1, 0),
        winner: { text: 'Bread' },
      });
      const late = await gus.http.post(at(`/voting/${vote.id}/vote/`), { options: [vote.options[1].id] });
      expect(late.status).toBe(403);
    });

    await step('every message was heard', async () => {
      const expected = [
        'event_created',
        'event_joined',
        'vote_cast',
        'vote_created',
        'vote_ended',
        'vote_results',
      ];
      for (const types of picnic.types) expect(types).toEqual(expected);
    });
  });
});
