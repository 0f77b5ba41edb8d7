import { answerOf, api } from '../../browser/api.js';
import { Notice } from '../../parts/notice.js';
import { Table } from '../../parts/table.js';
import { Answered, useAnswer } from '../app/answer.js';
import { AskFirst, DeedButton, Done } from '../app/deeds.js';
import { usePage } from '../app/page.js';
import { WorkflowEditor } from './workflows/editor.js';
import { WorkflowRuns } from './workflows/runs.js';

const ROOM = '/organize/workflows';
const PATH = '/api/v1/workflows/{id}';
const MOST = 100;

export default function Workflows() {
  const { path } = usePage();
  const [, id] = /^\/organize\/workflows\/(\w+)$/.exec(path) ?? [];
  if (id === 'new') return <WorkflowEditor workflow={null} />;
  return id === undefined ? <List /> : <Edit id={Number(id)} />;
}

function Edit({ id }: { id: number }) {
  const { t } = usePage();
  const one = useAnswer(() => answerOf(api.GET(PATH, { params: { path: { id } } })));
  return (
    <Answered by={one} title={t('organize.workflows')}>
      {(workflow) => (
        <>
          <WorkflowEditor workflow={workflow} />
          <WorkflowRuns id={id} />
        </>
      )}
    </Answered>
  );
}

function List() {
  const { t } = usePage();
  const all = useAnswer(() =>
    answerOf(api.GET('/api/v1/workflows', { params: { query: { page_size: MOST } } })),
  );
  const then = async (deed: Promise<unknown>) => {
    await deed;
    await all.again();
  };
  return (
    <>
      <div class="room-head">
        <h1>{t('organize.workflows')}</h1>
        <a class="button" href={`${ROOM}/new`}>
          {t('workflows.new')}
        </a>
      </div>
      <p class="lead">{t('workflows.lead')}</p>
      <Done prefix="workflows.done." />
      <Answered by={all}>
        {({ results }) =>
          results.length === 0 ? (
            <Notice kind="info" title={t('workflows.none')} />
          ) : (
            <section class="card">
              <Table
                caption={t('organize.workflows')}
                rows={results}
                keyOf={({ id }) => id}
                columns={[
                  {
                    ...{ name: 'name', label: t('workflows.name') },
                    cell: ({ id, name }) => <a href={`${ROOM}/${id}`}>{name}</a>,
                  },
                  {
                    ...{ name: 'trigger', label: t('workflows.trigger') },
                    cell: ({ trigger }) => t(`workflows.trigger.${trigger}`),
                  },
                  {
                    ...{ name: 'state', label: t('webhooks.state') },
                    cell: ({ is_active: isOn }) => (
                      <span class={`tag ${isOn ? 'ok' : 'warn'}`}>{t(isOn ? 'app.on' : 'app.off')}</span>
                    ),
                  },
                  {
                    ...{ name: 'deeds', label: t('app.deeds'), isEnd: true },
                    cell: ({ id, name, is_active: isOn }) => (
                      <div class="deeds">
                        <DeedButton
                          label={t(isOn ? 'app.turn_off' : 'app.turn_on')}
                          of={name}
                          run={() =>
                            then(
                              answerOf(api.PUT(PATH, { params: { path: { id } }, body: { is_active: !isOn } })),
                            )
                          }
                        />
                        <AskFirst
                          label={t('app.delete')}
                          of={name}
                          title={t('workflows.delete_title', { name })}
                          run={() => then(answerOf(api.DELETE(PATH, { params: { path: { id } } })))}
                        >
                          <p>{t('workflows.delete_effect')}</p>
                        </AskFirst>
                      </div>
                    ),
                  },
                ]}
              />
            </section>
          )
        }
      </Answered>
    </>
  );
}
