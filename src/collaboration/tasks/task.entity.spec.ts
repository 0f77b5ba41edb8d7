import { REMINDED_BEFORE_MS, Task } from './task.entity.js';

const NOW = new Date('2031-01-01T12:00:00Z');
const after = (ms: number) => new Date(NOW.getTime() + ms);
const planned = (dueAt: Date | null = null, assigneeId: number | null = null) =>
  Task.create(
    { eventId: 1, creatorId: 2, title: 'Cake', description: '', priority: 'medium', dueAt, assigneeId },
    NOW,
  );
const UNCHANGED = { changed: false, completed: false, reassigned: false };

describe('a task', () => {
  it('starts pending, and may be overdue from the beginning, of which nobody is reminded', () => {
    expect(planned()).toMatchObject({ status: 'pending', completedAt: null, dueAt: null, remindedFor: null });
    expect(planned(after(-1))).toMatchObject({ dueAt: after(-1), remindedFor: after(-1) });
    expect(planned(after(1)).dueAt).toEqual(after(1));
  });

  it('is reminded of only where there is time for it', () => {
    expect(planned(after(REMINDED_BEFORE_MS + 1)).remindedFor).toBeNull();
    expect(planned(after(REMINDED_BEFORE_MS)).remindedFor).toEqual(after(REMINDED_BEFORE_MS));
  });

  it('belongs to its creator and its assignee', () => {
    const task = planned(null, 3);
    expect([1, 2, 3].map((person) => task.isCreatorOrAssignee(person))).toEqual([false, true, true]);
  });

  it('says what changed', () => {
    const task = planned(after(1_000), 3);
    const same = { title: 'Cake', dueAt: after(1_000), assigneeId: 3, status: 'pending' as const };
    expect(task.change(same, after(10))).toMatchObject(UNCHANGED);
    expect(task.updatedAt).toEqual(NOW);
    expect(task.change({ title: 'Pie' }, after(20))).toMatchObject({ ...UNCHANGED, changed: true });
    expect(task.change({ assigneeId: 4 }, after(30))).toMatchObject({
      ...UNCHANGED,
      reassigned: true,
      previousAssigneeId: 3,
    });
    expect(task.change({ assigneeId: null }, after(40))).toMatchObject({
      reassigned: true,
      previousAssigneeId: 4,
    });
    expect(task.updatedAt).toEqual(after(40));
  });

  it('is completed once, and open again without its moment', () => {
    const task = planned();
    expect(task.change({ status: 'completed' }, after(1))).toMatchObject({ ...UNCHANGED, completed: true });
    expect(task.change({ status: 'completed' }, after(2))).toMatchObject(UNCHANGED);
    expect(task.completedAt).toEqual(after(1));
    expect(task.change({ status: 'in_progress' }, after(3))).toMatchObject({ ...UNCHANGED, changed: true });
    expect(task.completedAt).toBeNull();
  });

  it('keeps a due date that has passed, and may get another', () => {
    const task = planned(after(1_000));
    expect(task.change({ dueAt: after(1_000), title: 'Pie' }, after(5_000))).toMatchObject({ changed: true });
    expect(task.change({ dueAt: after(2_000) }, after(5_000))).toMatchObject({ changed: true });
    expect(task.remindedFor).toEqual(after(2_000));
    expect(task.change({ dueAt: null }, after(5_000))).toMatchObject({ changed: true });
  });
});
