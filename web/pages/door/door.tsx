import type { Guest, Verdict } from '../../lib/door.js';
import { Icon } from '../../parts/icon.js';
import { Notice } from '../../parts/notice.js';
import type { PageContext } from '../page.js';
import type { Wire } from '../wire.js';
import { FoundGuests, JustNow, Said } from './door-lists.js';

export interface DoorBody {
  event: Pick<Wire<'EventResponse'>, 'id' | 'title' | 'start_date' | 'end_date' | 'timezone'>;
  keys: Wire<'CheckInKeysResponse'>['keys'];
  figures: Pick<Wire<'EventStatisticsResponse'>, 'total_attendees' | 'checked_in_count'>;
}

/** What a script knows besides. */
export interface DoorHands {
  isOnline: boolean;
  waiting: number;
  camera: {
    is: 'off' | 'asking' | 'on' | 'denied' | 'missing';
    canSwitch: boolean;
    torch: 'none' | 'off' | 'on';
    isReady: boolean;
  };
  /** Whether all who booked are known here. */
  hasGuests: boolean;
  verdict: Verdict | null;
  log: readonly Verdict[];
  inside: number;
  total: number;
  asked: string;
  found: readonly Guest[];
  /** The message of something that stands in the way of the whole door. */
  trouble: 'storage' | 'gone' | null;
}

interface DoorProps {
  body: DoorBody;
  page: PageContext;
  hands?: DoorHands;
}

/** Everything that a door needs on one screen of a phone. */
export function Door({ body, page, hands }: DoorProps) {
  const { t } = page;
  const { event, figures } = body;
  const inside = hands?.inside ?? figures.checked_in_count;
  const total = hands?.total ?? figures.total_attendees;
  const isOnline = hands?.isOnline ?? true;
  return (
    <div class="door" data-ready={hands?.camera.isReady && hands.hasGuests ? '' : undefined}>
      <header>
        <a class="round" href={`/organize/events/${event.id}`} aria-label={t('door.back')}>
          <Icon name="left" />
        </a>
        <div>
          <h1>{event.title}</h1>
          <p class={`reach${isOnline ? '' : ' off'}`} role="status">
            {t(isOnline ? 'door.online' : 'door.offline')} · {t('door.waiting', { n: hands?.waiting ?? 0 })}
          </p>
        </div>
        {hands?.camera.torch !== undefined && hands.camera.torch !== 'none' && (
          <button class="round" data-do="torch" aria-pressed={hands.camera.torch === 'on'}>
            <Icon name="torch" />
            <span class="unseen">{t('door.torch')}</span>
          </button>
        )}
        {hands?.camera.canSwitch && (
          <button class="round" data-do="switch">
            <Icon name="camera" />
            <span class="unseen">{t('door.switch')}</span>
          </button>
        )}
      </header>
      <Viewfinder page={page} state={hands?.camera.is ?? 'off'} />
      <div class="at-hand">
        {hands?.trouble && <Notice kind="bad" title={t(`door.trouble.${hands.trouble}`)} />}
        <div aria-live="assertive">
          {hands?.verdict && (
            <Said key={hands.verdict.at} verdict={hands.verdict} page={page} zone={event.timezone} />
          )}
        </div>
        <div>
          <p class="inside">
            <strong>{inside}</strong> {t('door.inside', { total })}
          </p>
          <progress value={inside} max={Math.max(total, 1)} aria-label={t('door.inside_label')} />
        </div>
        <form class="search" role="search" data-search>
          <label class="unseen" for="guest">
            {t('door.search')}
          </label>
          <Icon name="search" />
          <input
            id="guest"
            type="search"
            value={hands?.asked ?? ''}
            placeholder={t('door.search')}
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            enterkeyhint="search"
          />
        </form>
        {hands && hands.asked !== '' ? (
          <FoundGuests guests={hands.found} page={page} zone={event.timezone} />
        ) : (
          <JustNow log={hands?.log ?? []} page={page} zone={event.timezone} />
        )}
      </div>
    </div>
  );
}

function Viewfinder({ page, state }: { page: PageContext; state: DoorHands['camera']['is'] }) {
  const { t } = page;
  const isDark = state !== 'on';
  return (
    <div class="viewfinder">
      <video playsInline muted aria-label={t('door.picture')} hidden={isDark} />
      <span class="corners" aria-hidden="true" />
      {isDark && (
        <div class="stack">
          <p>{t(state === 'asking' ? 'door.camera.asking' : `door.camera.${state}`)}</p>
          {state !== 'asking' && (
            <button class="button" data-do="start">
              <Icon name="camera" /> {t('door.start')}
            </button>
          )}
          <noscript>
            <p>{t('door.noscript')}</p>
          </noscript>
        </div>
      )}
    </div>
  );
}
