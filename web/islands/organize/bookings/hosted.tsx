import { formatMoment, formatTime } from '../../../lib/time.js';
import type { PageContext } from '../../../pages/page.js';
import type { Wire } from '../../../pages/wire.js';
import { usePage, zoneOf } from '../../app/page.js';

export type Hosted = Wire<'AppointmentBody'>;

const KINDS = {
  ...({ pending: 'warn', confirmed: 'ok', waitlisted: '', completed: '', no_show: 'warn' } as const),
  ...({ cancelled: 'bad', expired: 'bad' } as const),
};

export function whenOf({ start_time: from, end_time: to }: Hosted, page: PageContext): string {
  const zone = zoneOf(page);
  return `${formatMoment(from, zone, page.language)} – ${formatTime(to, zone, page.language)}`;
}

export function Status({ status }: Pick<Hosted, 'status'>) {
  const { t } = usePage();
  return <span class={`tag ${KINDS[status]}`}>{t(`manage.status.${status}`)}</span>;
}
