import { formatDate, formatTime, localDate } from '../../lib/time.js';
import { Avatar } from '../../parts/avatar.js';
import { idOf, TextArea } from '../../parts/field.js';
import { Notice } from '../../parts/notice.js';
import { Tag } from '../../parts/tag.js';
import { ErrorSummary, faultOf, PageForm } from '../frame/forms.js';
import type { PageContext } from '../page.js';
import type { Wire } from '../wire.js';

export type Message = Wire<'MessageResponse'>;
export type Conversation = Wire<'ConversationResponse'>;

export interface Chat {
  me: number;
  conversations: readonly Conversation[];
  peer: { id: number; username: string; full_name: string } | null;
  /** Oldest first. */
  messages: readonly Message[];
  page: number;
  has_earlier: boolean;
}

interface ChatProps {
  body: Chat;
  page: PageContext;
  /** What the island knows besides. */
  isCutOff?: boolean;
  isSending?: boolean;
}

/** Whom one writes with beside one conversation; on phones one after the other. */
export function ChatRoom({ body, page, isCutOff = false, isSending = false }: ChatProps) {
  const { t } = page;
  return (
    <>
      <h1 class={body.peer ? 'unseen' : undefined}>{t('messages.title')}</h1>
      <div class={body.peer ? 'chat opened' : 'chat'}>
        <Peers body={body} page={page} />
        {body.peer ? (
          <Talk body={body} page={page} isCutOff={isCutOff} isSending={isSending} />
        ) : (
          body.conversations.length > 0 && <p class="lead beside">{t('messages.choose')}</p>
        )}
      </div>
    </>
  );
}

function Peers({ body, page }: ChatProps) {
  const { t } = page;
  if (body.conversations.length === 0)
    return (
      <div class="peers">
        <p class="lead">{t('messages.none')}</p>
        <p>
          <a href="/experts">{t('messages.find')}</a>
        </p>
      </div>
    );
  return (
    <nav class="peers" aria-label={t('messages.conversations')}>
      <ul>
        {body.conversations.map(
          ({ user_id: id, full_name: name, last_message: last, unread_count: unread }) => (
            <li key={id}>
              <a href={`/messages/${id}`} aria-current={id === body.peer?.id ? 'page' : undefined}>
                <Avatar name={name} />
                <span>
                  <strong>{name}</strong>
                  <span class="last">
                    {last.sender_id === body.me && `${t('messages.you')} `}
                    {last.content}
                  </span>
                </span>
                {unread > 0 && (
                  <Tag>
                    {unread}
                    <span class="unseen"> {t('messages.unread', { n: unread })}</span>
                  </Tag>
                )}
              </a>
            </li>
          ),
        )}
      </ul>
    </nav>
  );
}

function Talk({ body, page, isCutOff = false, isSending = false }: ChatProps) {
  const { t, typed } = page;
  const { id, full_name: name } = body.peer!;
  const labels = { content: t('messages.content'), receiver_id: name };
  return (
    <section class="card talk" aria-labelledby="peer">
      <header>
        <a class="back" href="/messages">
          {t('messages.all')}
        </a>
        <Avatar name={name} />
        <h2 id="peer">{name}</h2>
      </header>
      <div class="log" role="log" aria-labelledby="peer" tabIndex={0}>
        <div>
          {body.has_earlier && (
            <p class="moment">
              <a href={`/messages/${id}?page=${body.page + 1}`}>{t('messages.earlier')}</a>
            </p>
          )}
          {body.messages.length === 0 && <p class="moment">{t('messages.first', { name })}</p>}
          {body.messages.map((message, index) => (
            <Line
              message={message}
              before={body.messages[index - 1]}
              isOwn={message.sender_id === body.me}
              page={page}
              key={message.id}
            />
          ))}
          {body.page > 1 && (
            <p class="moment">
              <a href={`/messages/${id}${body.page > 2 ? `?page=${body.page - 1}` : ''}`}>
                {t('messages.later')}
              </a>
            </p>
          )}
        </div>
      </div>
      {isCutOff && <Notice kind="warn" title={t('messages.offline')} />}
      <PageForm page={page} id="write">
        <ErrorSummary
          page={page}
          labels={labels}
          idOf={(field) => (field === 'content' ? idOf(field) : 'peer')}
        />
        <TextArea
          name="content"
          label={labels.content}
          hint={t('messages.hint')}
          value={typed['content'] ?? ''}
          fault={faultOf(page, 'content')}
          required
        />
        <p>
          <button class="button" aria-disabled={isSending || undefined}>
            {t('messages.send')}
          </button>
        </p>
      </PageForm>
    </section>
  );
}

interface LineProps {
  message: Message;
  before: Message | undefined;
  isOwn: boolean;
  page: PageContext;
}

function Line({ message, before, isOwn, page }: LineProps) {
  const { t, language, zone } = page;
  const clock = zone ?? 'UTC';
  const day = localDate(message.created_at, clock);
  const isNewDay = !before || localDate(before.created_at, clock) !== day;
  return (
    <>
      {isNewDay && <p class="moment">{formatDate(day, language)}</p>}
      <div class={isOwn ? 'line own' : 'line'}>
        <p class="said">
          <span class="unseen">{isOwn ? t('messages.you') : `${message.sender_name}:`} </span>
          {message.content || <em>{t('messages.erased')}</em>}
        </p>
        <p class="hint">
          <time dateTime={message.created_at}>{formatTime(message.created_at, clock, language)}</time>
          {isOwn && ` · ${t(message.is_read ? 'messages.read' : 'messages.sent')}`}
        </p>
      </div>
    </>
  );
}
