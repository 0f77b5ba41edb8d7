import { MessagingPersonalData } from '../../../src/messaging/messaging.personal-data.js';
import {
  minutesBefore as before,
  workflowMail as mail,
  WORKFLOWS,
  WorkflowStage,
} from '../../support/workflow-stage.js';
import type { Person, World } from '../../support/world.js';

const stage = new WorkflowStage();
const { at, make, workflow, run, goTo, subjects, cancel, move, statuses, executions } = stage;
let here: World;
let host: Person;
let address: string;
beforeEach(() => void ({ here, host, address } = stage));

describe('a step by the clock', () => {
  const reminder = (more: Record<string, unknown> = {}) =>
    workflow({ trigger: 'before_booking', offset_minutes: 120, actions: [mail({ subject: 'Soon' })], ...more });

  it('is done at its moment, not before and not again', async () => {
    const { id } = await reminder();
    const { start_time } = await make();
    await run();
    const [{ actions }] = await executions(id);
    expect(actions[0]).toMatchObject({ status: 'pending', finished_at: null });
    expect(new Date(actions[0].scheduled_for).getTime()).toBe(before(start_time, 120));
    await goTo(before(start_time, 121));
    expect(await subjects()).toEqual([]);
    await goTo(before(start_time, 120));
    await goTo(before(start_time, 60));
    expect(await subjects()).toEqual(['Soon']);
  });

  it('comes after the end too, unless nobody came', async () => {
    await workflow({ trigger: 'after_booking', offset_minutes: 60, actions: [mail({ subject: 'Thanks' })] });
    const [came, missed] = [await make(9), await make(10, { invitee_email: `missed-${address}` })];
    await goTo(before(missed.end_time, -1));
    expect((await host.http.post(`/api/v1/bookings/${missed.id}/no-show`, {})).status).toBe(200);
    await goTo(before(came.end_time, -61));
    await goTo(before(missed.end_time, -61));
    expect(await subjects()).toEqual(['Thanks']);
    expect(await subjects(`missed-${address}`)).toEqual([]);
  });

  it('is skipped where its moment had passed when it was booked or moved there', async () => {
    const { id } = await reminder({ offset_minutes: 500_000 });
    await make();
    await run();
    expect(await statuses(id)).toEqual(['skipped']);
    expect(await subjects()).toEqual([]);
  });

  it('moves with its booking, and goes with it', async () => {
    const { id } = await reminder();
    const one = await make(9);
    await run();
    const movedTo = at(15);
    await move(one.id, movedTo);
    await goTo(before(one.start_time, 120));
    expect(await subjects()).toEqual([]);
    const other = await make(12);
    await run();
    await cancel(other.id);
    await goTo(before(movedTo, 120));
    expect(await subjects()).toEqual(['Soon']);
    expect((await statuses(id)).sort()).toEqual(['cancelled', 'cancelled', 'succeeded']);
  });

  it('comes once for a start, however often the booking comes back to it', async () => {
    await reminder();
    const { id, start_time } = await make(20);
    const later = at(22);
    await goTo(before(start_time, 120));
    await move(id, later);
    await run();
    await move(id, start_time);
    await goTo(before(start_time, 60));
    expect((await subjects()).filter((each) => each === 'Soon')).toEqual(['Soon']);
  });

  it('of a changed workflow is planned anew, also for what is booked, and what is sent stays', async () => {
    const first = await make(9);
    const { id } = await reminder();
    await goTo(before(first.start_time, 120));
    const second = await make(0, { invitee_email: `second-${address}` });
    await run();
    const change = (more: Record<string, unknown>) => host.http.put(`${WORKFLOWS}/${id}`, more);
    expect((await change({ offset_minutes: 30, actions: [mail({ subject: 'Very soon' })] })).status).toBe(200);
    await goTo(before(first.start_time, 30));
    expect(await subjects()).toEqual(['Soon']);
    await goTo(before(second.start_time, 31));
    expect(await subjects(`second-${address}`)).toEqual([]);
    await change({ is_active: false });
    await goTo(before(second.start_time, 30));
    expect(await subjects(`second-${address}`)).toEqual([]);
    await change({ is_active: true });
    await run();
    expect(await subjects(`second-${address}`)).toEqual(['Very soon']);
  });

  it('of a deleted workflow, or of a suspended host, is not done', async () => {
    const { id } = await reminder();
    const { start_time } = await make();
    await run();
    await host.http.delete(`${WORKFLOWS}/${id}`);
    await reminder({ actions: [mail({ to: 'organizer', subject: 'Soon' })] });
    await here.db.query(`UPDATE identity.accounts SET status = 'suspended' WHERE id = $1`, [host.id]);
    await goTo(before(start_time, 120));
    expect(await subjects()).toEqual([]);
    expect(await subjects(host.email)).not.toContain('Soon');
  });

  it('that was due while the service was away comes late, but not after the start', async () => {
    await reminder();
    const [one, two] = [await make(9), await make(12, { invitee_email: `two-${address}` })];
    await goTo(before(two.start_time, 15));
    expect(await subjects()).toEqual([]);
    expect(await subjects(`two-${address}`)).toEqual(['Soon']);
    expect(new Date(one.start_time).getTime()).toBeLessThan(here.clock.millis());
  });
});

it('is exported with its owner, and erased with them', async () => {
  const leaver = await here.signUp();
  const { id } = await workflow({ name: 'Mine alone' }, leaver);
  const exported = await leaver.http.get('/api/v1/users/me/export');
  expect(JSON.stringify(exported.body)).toContain('Mine alone');
  await here.db.transaction((tx) =>
    here.app.get(MessagingPersonalData, { strict: false }).erase(tx, leaver.id),
  );
  expect(await here.db.query('SELECT FROM messaging.workflows WHERE id = $1', [id])).toEqual([]);
});
