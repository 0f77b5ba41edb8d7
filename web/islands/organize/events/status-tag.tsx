import type { Wire } from '../../../pages/wire.js';
import { usePage } from '../../app/page.js';

const KINDS = {
  ...({ draft: 'warn', upcoming: 'ok', published: 'ok', ongoing: 'ok' } as const),
  ...({ completed: '', cancelled: 'bad' } as const),
};

export function StatusTag({ status }: { status: Wire<'EventResponse'>['status'] }) {
  const { t } = usePage();
  return (
    <span class={`tag ${KINDS[status]}`}>
      {t(`desk.status.${status === 'upcoming' ? 'published' : status}`)}
    </span>
  );
}
