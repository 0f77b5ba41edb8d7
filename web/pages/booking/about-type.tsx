import type { ComponentChildren } from 'preact';
import { formatMoney, isFree } from '../../lib/money.js';
import { formatDuration } from '../../lib/time.js';
import { Avatar } from '../../parts/avatar.js';
import { Icon, type IconName } from '../../parts/icon.js';
import type { PageContext } from '../page.js';
import type { BookerProps } from './booker-props.js';
import type { BookedType } from './booking-body.js';
import { addressOf, movedToken } from './booking-state.js';

const PLACES: Readonly<Record<string, IconName>> = { video: 'video', phone: 'phone' };

/** Who, what, how long, where, for how much. */
export function AboutType({ offer, page, hands }: BookerProps) {
  const { organizer, event_type: type } = offer;
  const { t } = page;
  const embed = page.isEmbedded ? '?embed=1' : '';
  const moved = movedToken(page);
  return (
    <header class="about">
      <a class="host" href={`/${organizer.slug}${embed}`}>
        <Avatar name={organizer.full_name} />
        <span>{organizer.full_name}</span>
      </a>
      <h1>{type.name}</h1>
      {moved !== null && (
        <p class="what">
          {t('booking.moving')} <a href={`/manage/${moved}`}>{t('booking.keep_time')}</a>
        </p>
      )}
      {type.description !== '' && <p class="what">{type.description}</p>}
      <ul class="terms">
        <Term icon="clock">
          <Durations type={type} page={page} />
        </Term>
        <Term icon={PLACES[type.location_type] ?? 'place'}>{t(placeKey(type))}</Term>
        {type.max_attendees > 1 && <Term icon="people">{t('booking.group', { n: type.max_attendees })}</Term>}
        <Term icon="card">{priceText(type, page)}</Term>
        {type.requires_confirmation && (
          <Term icon="check">{t('booking.asks', { name: organizer.full_name })}</Term>
        )}
        <Term icon="shield">{noticeText(type, page)}</Term>
      </ul>
      <p class={hands?.isLive ? 'live' : 'live off'}>
        {t(hands?.isLive === false ? 'booking.not_live' : 'booking.live')}
      </p>
    </header>
  );
}

export function placeKey({ location_type: place }: { location_type: string }) {
  switch (place) {
    case 'video':
      return 'booking.place.video';
    case 'phone':
      return 'booking.place.phone';
    case 'in_person':
      return 'booking.place.in_person';
    default:
      return 'booking.place.custom';
  }
}

function Term({ icon, children }: { icon: IconName; children: ComponentChildren }) {
  return (
    <li>
      <Icon name={icon} />
      <span>{children}</span>
    </li>
  );
}

function Durations({ type, page }: { type: BookedType; page: PageContext }) {
  const { language, t } = page;
  const options = type.duration_options;
  if (options.length < 2) return <>{formatDuration(type.duration, language)}</>;
  return (
    <nav class="lengths" aria-label={t('booking.lengths')}>
      {options.map((minutes) => (
        <a
          href={addressOf(page, { duration: minutes })}
          data-step="duration"
          rel="nofollow"
          aria-current={minutes === type.duration ? 'true' : undefined}
          key={minutes}
        >
          {formatDuration(minutes, language)}
        </a>
      ))}
    </nav>
  );
}

interface Priced {
  price: string;
  currency: string;
  max_attendees: number;
}

/** Of a seat, where there are several. */
export function priceText(type: Priced, { t, language }: PageContext): string {
  if (isFree(type.price)) return t('booking.free');
  const price = formatMoney(type.price, type.currency, language);
  return type.max_attendees > 1 ? t('booking.price_each', { price }) : price;
}

/** Until when it can be moved and cancelled by its link. */
export function noticeText(type: BookedType, { t, language }: PageContext): string {
  const { cancellation_notice: minutes, price } = type;
  const time = formatDuration(minutes, language);
  if (isFree(price)) return minutes === 0 ? t('booking.changeable') : t('booking.changeable_until', { time });
  return minutes === 0 ? t('booking.movable') : t('booking.movable_until', { time });
}
