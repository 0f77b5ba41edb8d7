import { formatDate, localDate } from '../../lib/time.js';
import type { PageProps } from '../page.js';
import type { TicketedBody } from './event-body.js';
import { ReviewForm } from './review-form.js';

export function Reviews({ body, page }: PageProps<TicketedBody>) {
  const { t, language } = page;
  const { figures, reviews, event } = body;
  if (figures.reviews_count === 0 && !body.canReview) return null;
  const average = new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(figures.average_rating);
  return (
    <section aria-labelledby="reviews">
      <h2 id="reviews">{t('event.reviews')}</h2>
      {figures.reviews_count > 0 && (
        <p class="lead">{t('event.rating', { average, n: figures.reviews_count })}</p>
      )}
      <ul class="rows">
        {reviews.map((review) => (
          <li key={review.id}>
            <div>
              <p>
                <Stars n={review.rating} words={t('event.stars', { n: review.rating })} />{' '}
                <strong>{review.title}</strong>
              </p>
              {review.review !== '' && <p class="what">{review.review}</p>}
              <p class="hint">
                {review.user_name}, {formatDate(localDate(review.created_at, event.timezone), language, true)}
                {review.attended && ` · ${t('event.was_there')}`}
              </p>
            </div>
          </li>
        ))}
      </ul>
      {body.canReview && <ReviewForm body={body} page={page} />}
    </section>
  );
}

function Stars({ n, words }: { n: number; words: string }) {
  return (
    <>
      <span aria-hidden="true">{'★'.repeat(n) + '☆'.repeat(5 - n)}</span>
      <span class="unseen">{words}</span>
    </>
  );
}
