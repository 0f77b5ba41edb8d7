import type { ComponentChildren } from 'preact';
import { Icon } from '../../parts/icon.js';
import { Notice } from '../../parts/notice.js';
import { definePage, type Page, type PageContext } from '../page.js';
import { roomAt, ROOMS, type Room } from './rooms.js';

/** What the words of every room begin with. */
const SHARED = ['organize.', 'app.', 'error.', 'fault.', 'form.'];

function organizePage(room: Room): Page<object> {
  const [, , messages] = ROOMS[room];
  return definePage<object>({
    title: ({ page }) => page.t(`organize.${room}`),
    View: ({ page }) => <Organize page={page} />,
    island: { name: 'organize', messages: [...SHARED, ...messages], hydrates: true },
    isPrivate: true,
    width: 'wide',
  });
}

/** One page for each room: the frame of all, and the room's own words for its script. */
export const OrganizePages = Object.fromEntries(
  Object.keys(ROOMS).map((room) => [room, organizePage(room as Room)]),
) as Record<Room, Page<object>>;

interface OrganizeProps {
  page: PageContext;
  /** The room itself; without, its outline until the script has come. */
  children?: ComponentChildren;
}

export function Organize({ page, children }: OrganizeProps) {
  const { t } = page;
  const here = roomAt(page.path);
  return (
    <div class="settings">
      <nav aria-label={t('organize.title')}>
        <ul>
          {Object.entries(ROOMS).map(([room, [path, icon]]) => (
            <li key={room}>
              <a href={path} aria-current={room === here ? 'page' : undefined}>
                <Icon name={icon} />
                {t(`organize.${room as Room}`)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div class="room wide">{children ?? <Outline page={page} room={here} />}</div>
    </div>
  );
}

function Outline({ page: { t }, room }: { page: PageContext; room: Room }) {
  return (
    <>
      <h1>{t(`organize.${room}`)}</h1>
      <noscript>
        <Notice kind="info" title={t('app.needs_script')} />
      </noscript>
      <div class="skeleton" aria-hidden="true" />
    </>
  );
}
