import type { Guest, Verdict, VerdictKind } from '../../lib/door.js';
import { formatSecond, formatTime } from '../../lib/time.js';
import { Avatar } from '../../parts/avatar.js';
import { Icon, type IconName } from '../../parts/icon.js';
import type { PageContext } from '../page.js';

const SHAPES: Record<VerdictKind, IconName> = { in: 'check', already: 'clock', refused: 'cross' };
const TAGS: Record<VerdictKind, string> = { in: 'ok', already: 'warn', refused: 'bad' };

interface Shown {
  page: PageContext;
  zone: string;
}

/** A word, a shape and a colour of its own for each. */
export function Said({ verdict, page, zone }: Shown & { verdict: Verdict }) {
  const { t } = page;
  const { kind, name } = verdict;
  const [first] = name.split(' ');
  return (
    <section class={`verdict ${kind}`} data-verdict={kind}>
      <span class="shape">
        <Icon name={SHAPES[kind]} />
      </span>
      <div>
        <h2>{kind === 'in' && first ? t('door.in_name', { name: first }) : t(`door.${kind}`)}</h2>
        <p>{detailOf(verdict, page, zone)}</p>
      </div>
    </section>
  );
}

export function JustNow({ log, page, zone }: Shown & { log: readonly Verdict[] }) {
  const { t, language } = page;
  return (
    <section aria-labelledby="just-now">
      <h2 id="just-now">{t('door.just_now')}</h2>
      {log.length === 0 && <p class="below">{t('door.nobody_yet')}</p>}
      <ul class="people">
        {log.map((verdict) => (
          <li key={`${verdict.at} ${verdict.booking} ${verdict.kind}`}>
            <Avatar name={verdict.name || t('door.unknown_code')} />
            <div>
              <strong>{verdict.name || t('door.unknown_code')}</strong>
              <p class="below">
                {verdict.kind === 'in'
                  ? `${t('door.tickets', { n: verdict.tickets })} · ${formatSecond(verdict.at, zone, language)}`
                  : briefOf(verdict, page, zone)}
              </p>
            </div>
            {verdict.kind === 'in' && verdict.booking !== null && (
              <button class="button small quiet" data-undo={verdict.booking}>
                {t('door.undo')}
                <span class="unseen"> {verdict.name}</span>
              </button>
            )}
            <span class={`tag ${TAGS[verdict.kind]}`}>{t(`door.tag.${verdict.kind}`)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function FoundGuests({ guests, page, zone }: Shown & { guests: readonly Guest[] }) {
  const { t, language } = page;
  return (
    <section aria-labelledby="found">
      <div role="status">
        <h2 id="found">{t('door.found', { n: guests.length })}</h2>
      </div>
      <ul class="people">
        {guests.map(({ booking, name, tickets, checkedInAt }) => (
          <li key={booking}>
            <Avatar name={name} />
            <div>
              <strong>{name}</strong>
              <p class="below">
                {t('door.tickets', { n: tickets })} · #{booking}
                {checkedInAt && ` · ${t('door.since', { time: formatTime(checkedInAt, zone, language) })}`}
              </p>
            </div>
            <button
              class={`button small${checkedInAt ? ' quiet' : ''}`}
              {...(checkedInAt ? { 'data-undo': booking } : { 'data-in': booking })}
            >
              {t(checkedInAt ? 'door.undo' : 'door.check_in')}
              <span class="unseen"> {name}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function detailOf(verdict: Verdict, page: PageContext, zone: string): string {
  const { t } = page;
  const { kind, name, tickets } = verdict;
  const seats = t('door.tickets', { n: tickets });
  if (kind === 'in') return name ? t('door.booked_by', { seats, name }) : seats;
  return name ? `${name} · ${briefOf(verdict, page, zone)}` : briefOf(verdict, page, zone);
}

function briefOf({ kind, since, reason }: Verdict, { t, knows, language }: PageContext, zone: string): string {
  if (kind === 'already') return t('door.since', { time: formatTime(since ?? '', zone, language) });
  const why = `door.why.${reason}`;
  return knows(why) ? t(why) : t('door.why.unknown');
}
