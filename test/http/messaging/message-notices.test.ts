import { UnreadMailsProcessor } from '../../../src/messaging/messages/unread-mails.processor.js';
import { NotifierService } from '../../../src/messaging/delivery/notifier.service.js';
import { noticeMailsOf, noticesOf } from '../../support/notices.js';
import { proveAddress } from '../../support/people.js';
import { world, type Person, type World } from '../../support/world.js';

const MINUTE_MS = 60_000;
const NEW_MESSAGE = 'New Message';

let here: World;
let ada: Person;
let jane: Person;
beforeAll(async () => {
  here = await world({ ACCESS_TOKEN_TTL: '30d' });
});
beforeEach(async () => {
  ada = await here.signUp({ first_name: 'Ada', last_name: 'Lovelace' });
  jane = await here.signUp({ first_name: 'Jane', last_name: 'Smith' });
  for (const person of [ada, jane]) await proveAddress(here.db, person);
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => here.close());

const write = async (from: Person, to: Person) =>
  (await from.http.post('/api/v1/messages', { receiver_id: to.id, content: 'What I wrote' })).body;
const read = (who: Person, from: Person) => who.http.get(`/api/v1/messages?with_user=${from.id}`);
const mailsOf = async (person: Person) =>
  (await noticeMailsOf(here, person)).filter(({ subject }) => subject === NEW_MESSAGE);
const later = async (minutes: number) => {
  here.clock.advance(minutes * MINUTE_MS);
  await here.app.get(UnreadMailsProcessor, { strict: false }).sweep();
};

describe('a new message', () => {
  it('is noticed in the app and by mail, in the words of document E', async () => {
    const { id } = await write(jane, ada);
    expect(await noticesOf(here, ada)).toEqual([
      expect.objectContaining({
        ...{ user_id: ada.id, title: NEW_MESSAGE, content: 'You have a new message from Jane Smith.' },
        ...{ notification_type: 'new_message', related_id: id, is_read: false },
      }),
    ]);
    const [mail] = await mailsOf(ada);
    expect(mail!.text).toContain('You have a new message from Jane Smith.');
    expect(mail!.text).toContain(`/messages/${jane.id}`);
    expect(mail!.text).not.toContain('What I wrote');
    expect(await noticesOf(here, jane)).toEqual([]);
  });

  it('is noticed once for a conversation while it is unread', async () => {
    for (let n = 0; n < 3; n++) await write(jane, ada);
    expect(await noticesOf(here, ada)).toHaveLength(1);
    await read(ada, jane);
    expect((await noticesOf(here, ada)).map(({ is_read }) => is_read)).toEqual([true]);
    const { id } = await write(jane, ada);
    const notices = await noticesOf(here, ada);
    expect(notices.map(({ related_id, is_read }) => [related_id === id, is_read])).toEqual([
      [true, false],
      [false, true],
    ]);
    await write(await here.signUp(), ada);
    expect(await noticesOf(here, ada)).toHaveLength(3);
  });

  it('that was read before anybody could be told is no notice', async () => {
    const notifier = here.app.get(NotifierService, { strict: false });
    let let_go = () => {};
    const held = new Promise<void>((resolve) => (let_go = resolve));
    const told = notifier.notify.bind(notifier);
    jest.spyOn(notifier, 'notify').mockImplementation(async (...given) => {
      await held;
      return told(...given);
    });
    await write(jane, ada);
    await read(ada, jane);
    let_go();
    expect(await noticesOf(here, ada)).toEqual([]);
    expect(await mailsOf(ada)).toEqual([]);
  });

  it('follows what the person chose', async () => {
    const preferences = { new_message: { in_app: false, email: true } };
    await ada.http.put('/api/v1/notifications/preferences', { preferences });
    await write(jane, ada);
    expect(await noticesOf(here, ada)).toEqual([]);
    expect(await mailsOf(ada)).toHaveLength(1);
    await jane.http.put('/api/v1/notifications/preferences', {
      preferences: { new_message: { email: false } },
    });
    await write(ada, jane);
    expect(await noticesOf(here, jane)).toHaveLength(1);
    expect(await mailsOf(jane)).toEqual([]);
  });

  it('is mailed once in a quarter of an hour, and then if it is still unread', async () => {
    await write(jane, ada);
    expect(await mailsOf(ada)).toHaveLength(1);
    await read(ada, jane);
    await write(jane, ada);
    expect(await mailsOf(ada)).toHaveLength(1);
    await later(14);
    expect(await mailsOf(ada)).toHaveLength(1);
    await later(1);
    expect(await mailsOf(ada)).toHaveLength(2);
    expect(await noticesOf(here, ada)).toHaveLength(2);
    await later(60);
    expect(await mailsOf(ada)).toHaveLength(2);

    await read(ada, jane);
    await write(jane, ada);
    expect(await mailsOf(ada)).toHaveLength(3);
    await read(ada, jane);
    await write(jane, ada);
    await read(ada, jane);
    await later(60);
    expect(await mailsOf(ada)).toHaveLength(3);
  });

  it('is mailed by nobody who has proven no address, nor to strangers past the budget', async () => {
    const fresh = await here.signUp();
    await write(fresh, ada);
    expect(await noticesOf(here, ada)).toHaveLength(1);
    expect(await mailsOf(ada)).toEqual([]);
    const unproven = await here.signUp();
    for (let n = 0; n < 5; n++) {
      await write(jane, unproven);
      await here.drainEvents();
      await read(unproven, jane);
      here.clock.advance(20 * MINUTE_MS);
    }
    expect(await mailsOf(unproven)).toHaveLength(3);
  });
});
