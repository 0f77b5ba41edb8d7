import { answerOf, api } from '../../browser/api.js';
import { formatDuration } from '../../lib/time.js';
import { Notice } from '../../parts/notice.js';
import { Table } from '../../parts/table.js';
import { priceText } from '../../pages/booking/about-type.js';
import type { Wire } from '../../pages/wire.js';
import { Answered, useAnswer } from '../app/answer.js';
import { AskFirst, Copy, DeedButton, Done, Opens } from '../app/deeds.js';
import { usePage } from '../app/page.js';
import { TypeEditor } from './event-types/editor.js';
import { copyOf, embedOf } from './event-types/type-body.js';

export type EventType = Wire<'EventTypeResponse'>;

const ROOM = '/organize/event-types';
const MOST = 100;
const PATH = '/api/v1/events/event-types/{id}';

export default function EventTypes() {
  const { path } = usePage();
  const [, id] = /^\/organize\/event-types\/(\w+)$/.exec(path) ?? [];
  if (id === 'new') return <TypeEditor type={null} />;
  return id === undefined ? <List /> : <Edit id={Number(id)} />;
}

function Edit({ id }: { id: number }) {
  const { t } = usePage();
  const one = useAnswer(() => answerOf(api.GET(PATH, { params: { path: { id } } })));
  return (
    <Answered by={one} title={t('organize.types')}>
      {(type) => <TypeEditor type={type} />}
    </Answered>
  );
}

function List() {
  const { t } = usePage();
  const all = useAnswer(() =>
    answerOf(
      api.GET('/api/v1/events/event-types', { params: { query: { page_size: MOST, ordering: 'name' } } }),
    ),
  );
  return (
    <>
      <div class="room-head">
        <h1>{t('organize.types')}</h1>
        <a class="button" href={`${ROOM}/new`}>
          {t('types.new')}
        </a>
      </div>
      <p class="lead">{t('types.lead')}</p>
      <Done prefix="types.done." />
      <Answered by={all}>
        {({ results }) =>
          results.length === 0 ? (
            <Notice kind="info" title={t('types.none')} />
          ) : (
            <Rows types={results} again={all.again} />
          )
        }
      </Answered>
    </>
  );
}

interface RowsProps {
  types: readonly EventType[];
  again(): Promise<void>;
}

function Rows({ types, again }: RowsProps) {
  const page = usePage();
  const { t, language } = page;
  return (
    <section class="card">
      <Table
        caption={t('organize.types')}
        rows={types}
        keyOf={({ id }) => id}
        columns={[
          {
            ...{ name: 'name', label: t('types.name') },
            cell: (type) => (
              <>
                <a href={`${ROOM}/${type.id}`}>{type.name}</a>
                <p class="below">
                  <a href={type.public_url}>{new URL(type.public_url).pathname}</a>
                </p>
              </>
            ),
          },
          {
            ...{ name: 'duration', label: t('types.duration') },
            cell: ({ duration, duration_options: options }) =>
              (options.length > 0 ? options : [duration])
                .map((minutes) => formatDuration(minutes, language))
                .join(', '),
          },
          { name: 'price', label: t('types.price'), cell: (type) => priceText(type, page) },
          { name: 'state', label: t('types.state'), cell: (type) => <State type={type} /> },
          {
            ...{ name: 'deeds', label: t('app.deeds'), isEnd: true },
            cell: (type) => <Deeds type={type} again={again} />,
          },
        ]}
      />
    </section>
  );
}

function State({ type: { is_active: isOn, is_public: isPublic } }: { type: EventType }) {
  const { t } = usePage();
  if (!isOn) return <span class="tag warn">{t('types.off')}</span>;
  return isPublic ? <span class="tag ok">{t('types.on')}</span> : <span class="tag">{t('types.by_link')}</span>;
}

function Deeds({ type, again }: { type: EventType; again(): Promise<void> }) {
  const { t } = usePage();
  const { id, name, is_active: isActive } = type;
  const params = { path: { id } };
  const turn = async () => {
    await answerOf(api.PATCH(PATH, { params, body: { is_active: !isActive } }));
    await again();
  };
  const duplicate = async () => {
    const body = copyOf(type, t('types.copy_of', { name }));
    const made = await answerOf(api.POST('/api/v1/events/event-types', { body }));
    location.assign(`${ROOM}/${made.id}?done=duplicated`);
  };
  const remove = async () => {
    await answerOf(api.DELETE(PATH, { params }));
    await again();
  };
  return (
    <div class="deeds">
      <Opens label={t('types.share')} of={name} title={t('types.share_title', { name })}>
        {() => <Share type={type} />}
      </Opens>
      <DeedButton label={t('types.duplicate')} of={name} run={duplicate} />
      <DeedButton label={t(isActive ? 'types.turn_off' : 'types.turn_on')} of={name} run={turn} />
      <AskFirst
        label={t('app.delete')}
        of={name}
        title={t('types.delete_title', { name })}
        sure={t('types.delete_sure')}
        run={remove}
      >
        <p>{t('types.delete_effect')}</p>
      </AskFirst>
    </div>
  );
}

function Share({ type }: { type: EventType }) {
  const { t } = usePage();
  const snippet = embedOf(type, location.origin);
  return (
    <>
      <p>{t('types.address')}</p>
      <p class="row">
        <code class="secret">{type.public_url}</code>
        <Copy text={type.public_url} label={t('app.copy')} />
      </p>
      <p>{t('types.embed')}</p>
      <p class="row">
        <code class="secret">{snippet}</code>
        <Copy text={snippet} label={t('types.copy_embed')} />
      </p>
      <p class="hint">{t('types.embed_hint')}</p>
    </>
  );
}
