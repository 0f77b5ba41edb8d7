import { formatDuration } from '../../lib/time.js';
import { Avatar } from '../../parts/avatar.js';
import { Icon } from '../../parts/icon.js';
import { Notice } from '../../parts/notice.js';
import { definePage, type PageContext, type PageProps } from '../page.js';
import type { Wire } from '../wire.js';
import { placeKey, priceText } from './about-type.js';

export type OrganizerBody = Wire<'OrganizerPageResponse'>;
type ListedType = Wire<'PublicTypeResponse'>;

const WEB = /^https?:\/\/[^\s]+$/i;

/** Who somebody is, and what can be booked of them. */
export const OrganizerPage = definePage<OrganizerBody>({
  title: ({ body }) => body.organizer.full_name,
  View: Organizer,
  island: { name: 'organizer', hydrates: true, pack: zoneAlone, messages: ['organizer.next_free'] },
  isEmbeddable: true,
  width: 'wide',
});

function zoneAlone({ organizer: { timezone } }: OrganizerBody) {
  return { timezone };
}

function Organizer({ body, page }: PageProps<OrganizerBody>) {
  const { organizer, event_types: types } = body;
  const { t } = page;
  return (
    <div class="organizer">
      <header class="organizer-head">
        <Avatar name={organizer.full_name} />
        <div>
          <h1>{organizer.full_name}</h1>
          {organizer.organization !== '' && <p class="hint">{organizer.organization}</p>}
        </div>
        {organizer.bio !== '' && <p class="what">{organizer.bio}</p>}
        {WEB.test(organizer.website) && (
          <p>
            <a href={organizer.website} rel="noopener nofollow" target={page.isEmbedded ? '_blank' : undefined}>
              {organizer.website.replace(/^https?:\/\//i, '').replace(/\/$/, '')}
            </a>
          </p>
        )}
      </header>
      {types.length === 0 ? (
        <Notice kind="info" title={t('organizer.none', { name: organizer.full_name })} />
      ) : (
        <section aria-labelledby="offers">
          <h2 id="offers">{t('organizer.offers')}</h2>
          <ul class="offers-list">
            {types.map((type) => (
              <li key={type.slug}>
                <Offer type={type} page={page} slug={organizer.slug} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function Offer({ type, page, slug }: { type: ListedType; page: PageContext; slug: string }) {
  const { t, language } = page;
  const lengths = type.duration_options.length > 1 ? type.duration_options : [type.duration];
  return (
    <article class="card offer" data-next-free={`${slug}/${type.slug}`}>
      <h3>
        <a href={`/${slug}/${type.slug}${page.isEmbedded ? '?embed=1' : ''}`}>{type.name}</a>
      </h3>
      {type.description !== '' && <p class="what">{type.description}</p>}
      <ul class="terms">
        <li>
          <Icon name="clock" />
          <span>{lengths.map((minutes) => formatDuration(minutes, language)).join(', ')}</span>
        </li>
        <li>
          <Icon name="card" />
          <span>{priceText(type, page)}</span>
        </li>
        <li>
          <Icon
            name={type.location_type === 'video' ? 'video' : type.location_type === 'phone' ? 'phone' : 'place'}
          />
          <span>{t(placeKey(type))}</span>
        </li>
        {type.max_attendees > 1 && (
          <li>
            <Icon name="people" />
            <span>{t('booking.group', { n: type.max_attendees })}</span>
          </li>
        )}
      </ul>
    </article>
  );
}
