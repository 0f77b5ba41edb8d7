import { Field, idOf, TextArea } from '../../parts/field.js';
import { ErrorSummary, faultOf, PageForm } from '../frame/forms.js';
import type { PageProps } from '../page.js';
import type { TicketedBody } from './event-body.js';

const STARS = [5, 4, 3, 2, 1];

export function ReviewForm({ page }: PageProps<TicketedBody>) {
  const { t, typed, failure } = page;
  const isSent = typed['action'] === 'review';
  const labels = {
    rating: t('event.write.rating'),
    title: t('event.write.title'),
    review: t('event.write.text'),
  };
  const fault = faultOf(page, 'rating');
  return (
    <details open={isSent} id="write">
      <summary>{t('event.write')}</summary>
      {failure && isSent && <ErrorSummary page={page} labels={labels} />}
      <PageForm page={page}>
        <input type="hidden" name="action" value="review" />
        <fieldset class="field" id={idOf('rating')} tabIndex={-1}>
          <legend>{labels.rating}</legend>
          <p class="row">
            {STARS.map((stars) => (
              <label class="check" key={stars}>
                <input type="radio" name="rating" value={stars} checked={typed['rating'] === String(stars)} />
                <span aria-hidden="true">{'★'.repeat(stars)}</span>
                <span class="unseen">{t('event.stars', { n: stars })}</span>
              </label>
            ))}
          </p>
          {fault && <p class="fault">{fault}</p>}
        </fieldset>
        <Field
          name="title"
          label={labels.title}
          optional={t('form.optional')}
          autocomplete="off"
          value={typed['title'] ?? ''}
          fault={faultOf(page, 'title')}
        />
        <TextArea
          name="review"
          label={labels.review}
          optional={t('form.optional')}
          value={typed['review'] ?? ''}
          fault={faultOf(page, 'review')}
        />
        <p>
          <button class="button">{t('event.write.submit')}</button>
        </p>
      </PageForm>
    </details>
  );
}
