import { Icon } from '../../parts/icon.js';
import { Select } from '../../parts/field.js';
import type { PageContext } from '../page.js';

const CATEGORIES = ['workshop', 'webinar', 'conference', 'masterclass', 'meetup', 'training'] as const;
const MORE = ['category', 'where', 'from', 'to'];

/** A form, whose answers stand in the address. */
export function EventFinder({ page }: { page: PageContext }) {
  const { t, query } = page;
  const any = ['', t('events.any')] as const;
  return (
    <form method="get" action="/events" role="search" class="finder">
      <div class="row">
        <div class="field">
          <label for="search">{t('events.search')}</label>
          <input type="search" id="search" name="search" maxLength={200} value={query['search'] ?? ''} />
        </div>
        <Select
          name="when"
          label={t('events.when')}
          value={query['when'] ?? ''}
          options={[
            ['', t('events.ahead')],
            ['ongoing', t('events.ongoing')],
            ['gone', t('events.gone')],
          ]}
        />
        <button class="button">
          <Icon name="search" /> {t('events.find')}
        </button>
      </div>
      <details open={MORE.some((name) => query[name])}>
        <summary>{t('events.more')}</summary>
        <div class="row">
          <Select
            name="category"
            label={t('events.category')}
            value={query['category'] ?? ''}
            options={[any, ...CATEGORIES.map((one) => [one, t(`events.category.${one}`)] as const)]}
          />
          <Select
            name="where"
            label={t('events.where')}
            value={query['where'] ?? ''}
            options={[any, ['online', t('events.online')], ['on_site', t('events.on_site')]]}
          />
          <Day name="from" label={t('events.from')} value={query['from']} />
          <Day name="to" label={t('events.to')} value={query['to']} />
        </div>
      </details>
    </form>
  );
}

function Day({ name, label, value }: { name: string; label: string; value: string | undefined }) {
  return (
    <div class="field">
      <label for={name}>{label}</label>
      <input type="date" id={name} name={name} value={value ?? ''} />
    </div>
  );
}
