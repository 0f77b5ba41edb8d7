import { Stepper } from '../../parts/stepper.js';
import { Notice } from '../../parts/notice.js';
import { faultOf, PageForm } from '../frame/forms.js';
import type { PageProps } from '../page.js';
import type { Wire } from '../wire.js';
import { chosenNumber } from './buy-form.js';
import type { TicketedBody } from './event-body.js';

/** One's place among those who wait, and the way out. */
export function Waiting({ page, entry }: PageProps<TicketedBody> & { entry: Wire<'WaitlistEntryResponse'> }) {
  const { t } = page;
  return (
    <>
      <Notice kind="info" title={t('event.waiting', { n: entry.position ?? 1 })}>
        <p>{t('event.waiting_for', { n: entry.number_of_tickets })}</p>
      </Notice>
      <PageForm page={page}>
        <input type="hidden" name="action" value="leave" />
        <input type="hidden" name="entry" value={entry.id} />
        <p>
          <button class="button quiet wide">{t('event.leave')}</button>
        </p>
      </PageForm>
    </>
  );
}

export function JoinWaitlist({ body, page }: PageProps<TicketedBody>) {
  const { t, viewer } = page;
  const { max_attendees: all } = body.event;
  return (
    <>
      <Notice kind="warn" title={t('event.full')}>
        <p>{t('event.full_wait')}</p>
      </Notice>
      {viewer ? (
        <PageForm page={page}>
          <input type="hidden" name="action" value="wait" />
          <Stepper
            name="number_of_tickets"
            label={t('event.many')}
            less={t('event.less')}
            more={t('event.more')}
            value={chosenNumber(page, all)}
            max={Math.min(10, all ?? 10)}
            fault={faultOf(page, 'number_of_tickets')}
          />
          <p>
            <button class="button wide">{t('event.wait')}</button>
          </p>
        </PageForm>
      ) : (
        <p>
          <a class="button wide" href={`/login?next=/events/${body.event.id}`}>
            {t('event.sign_in_to_wait')}
          </a>
        </p>
      )}
    </>
  );
}
