import { Avatar } from '../../parts/avatar.js';
import { Tag } from '../../parts/tag.js';
import type { PageContext } from '../page.js';
import type { Wire } from '../wire.js';

export type Expert = Wire<'ExpertResponse'>;

interface ExpertProps {
  expert: Expert;
  page: PageContext;
}

/** Half a star is a star: the number beside it is exact. */
export function Stars({ rating }: { rating: number }) {
  const full = Math.round(rating);
  return (
    <span class="stars" aria-hidden="true">
      {'★'.repeat(full)}
      {'☆'.repeat(5 - full)}
    </span>
  );
}

export function Rating({ expert, page }: ExpertProps) {
  const { t, language } = page;
  if (expert.reviews_count === 0) return <p class="below">{t('experts.unrated')}</p>;
  const rating = new Intl.NumberFormat(language, { minimumFractionDigits: 1 }).format(expert.average_rating);
  return (
    <p class="below">
      <Stars rating={expert.average_rating} /> {t('experts.rating', { rating, n: expert.reviews_count })}
    </p>
  );
}

export function Skills({ expert, page }: ExpertProps) {
  return (
    <ul class="row skills">
      {expert.skills.map(({ id, skill_name: name, proficiency_level: level }) => (
        <li key={id}>
          <Tag>
            {name} · {page.t(`experts.level.${level}`)}
          </Tag>
        </li>
      ))}
    </ul>
  );
}

export function Head({ expert, page }: ExpertProps) {
  return (
    <header class="organizer-head">
      <Avatar name={expert.full_name} />
      <div>
        <h1>{expert.full_name}</h1>
        <Rating expert={expert} page={page} />
      </div>
      {expert.bio && <p class="what">{expert.bio}</p>}
    </header>
  );
}
