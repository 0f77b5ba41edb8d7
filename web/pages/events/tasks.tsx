import { Field, Select } from '../../parts/field.js';
import { Icon } from '../../parts/icon.js';
import { Tag } from '../../parts/tag.js';
import { isComing, isOver, momentIn, type GatheringProps } from './plan.js';
import { PlanForm, sentBy } from './plan-forms.js';

type Task = GatheringProps['body']['tasks'][number];

const nameOf = ({ first_name: first, last_name: last, username }: NonNullable<Task['assignee']>) =>
  `${first} ${last}`.trim() || username;

/** What there is to do, and who does it. */
export function Tasks(props: GatheringProps) {
  const { body, page } = props;
  const { t } = page;
  return (
    <section class="card" aria-labelledby="tasks">
      <h2 id="tasks">{t('gathering.tasks')}</h2>
      <div data-live="tasks">
        {body.tasks.length === 0 && <p class="lead">{t('gathering.no_tasks')}</p>}
        <ul class="rows">
          {body.tasks.map((task) => (
            <li key={task.id}>
              <Icon name={task.status === 'completed' ? 'check' : 'clock'} />
              <div>
                <strong>{task.title}</strong>
                <p class="below">
                  {task.assignee ? t('gathering.does', { name: nameOf(task.assignee) }) : t('gathering.nobody')}
                  {task.due_date && ` · ${t('gathering.due', { moment: momentIn(props, task.due_date) })}`}
                </p>
                {task.status !== 'completed' && <Moves {...props} task={task} />}
              </div>
              {task.status === 'completed' && <Tag kind="ok">{t('gathering.task_done')}</Tag>}
            </li>
          ))}
        </ul>
      </div>
      {isComing(body) && !isOver(body) && <AddTask {...props} />}
    </section>
  );
}

function Moves({ body, page, task }: GatheringProps & { task: Task }) {
  const { t } = page;
  const { me, isOrganizer, event } = body;
  if (!isComing(body) || isOver(body)) return null;
  const isCreator = task.creator.id === me;
  const others = event.participants.filter(({ id }) => id !== task.assignee?.id);
  const first = others.find(({ id }) => id === me) ?? others[0];
  return (
    <div class="row">
      {(isCreator || task.assignee?.id === me) && (
        <PlanForm {...{ body, page }} action="complete_task" of={task.id}>
          <button class="button small" aria-label={`${t('gathering.complete')}: ${task.title}`}>
            {t('gathering.complete')}
          </button>
        </PlanForm>
      )}
      {(isCreator || isOrganizer) && first && (
        <PlanForm {...{ body, page }} action="assign_task" of={task.id}>
          <div class="row">
            <select
              class="plain-select brief"
              name="assignee"
              id={`assignee-${task.id}`}
              aria-label={`${t('gathering.who')}: ${task.title}`}
            >
              {others.map((member) => (
                <option value={member.id} selected={member.id === first.id} key={member.id}>
                  {member.id === me ? t('gathering.myself') : nameOf(member)}
                </option>
              ))}
            </select>
            <button class="button small quiet" aria-label={`${t('gathering.assign')}: ${task.title}`}>
              {t('gathering.assign')}
            </button>
          </div>
        </PlanForm>
      )}
    </div>
  );
}

function AddTask(props: GatheringProps) {
  const { body, page } = props;
  const { t } = page;
  const labels = { title: t('gathering.new_task'), assignee: t('gathering.who') };
  const { summary, field } = sentBy(props, 'add_task', labels);
  const members = body.event.participants.map((member) => [String(member.id), nameOf(member)] as const);
  return (
    <PlanForm {...props} action="add_task">
      {summary}
      <div class="columns">
        <Field {...field('title')} />
        <Select {...field('assignee')} options={[['', t('gathering.nobody_yet')], ...members]} />
      </div>
      <p>
        <button class="button quiet">{t('gathering.add_task')}</button>
      </p>
    </PlanForm>
  );
}
