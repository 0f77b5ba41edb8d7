import { hydrate, render, type ComponentChildren, type ComponentType } from 'preact';
import { afterPaint } from '../browser/page-context.js';
import { Organize } from '../pages/organize/organize.page.js';
import { roomAt, type Room } from '../pages/organize/rooms.js';
import { Offline } from './app/deeds.js';
import { PageGiver, shellPage } from './app/page.js';

/** A room's script comes with its page alone. */
const ROOMS: Record<Room, () => Promise<{ default: ComponentType }>> = {
  overview: () => import('./organize/overview.js'),
  bookings: () => import('./organize/bookings.js'),
  events: () => import('./organize/events.js'),
  availability: () => import('./organize/availability.js'),
  types: () => import('./organize/event-types.js'),
  contacts: () => import('./organize/contacts.js'),
  calendars: () => import('./organize/calendars.js'),
  workflows: () => import('./organize/workflows.js'),
  webhooks: () => import('./organize/webhooks.js'),
};

const root = document.getElementById('island')!;
const page = shellPage();
const coming = ROOMS[roomAt(page.path)]();

const shell = (inside?: ComponentChildren) => (
  <PageGiver value={page}>
    <Organize page={page}>{inside}</Organize>
  </PageGiver>
);

afterPaint(() => {
  hydrate(shell(), root);
  void coming.then(({ default: Inside }) =>
    render(
      shell(
        <>
          <Offline />
          <Inside />
        </>,
      ),
      root,
    ),
  );
});
