import { DomainError } from '../../shared/errors.js';
import { MAX_SESSIONS } from './agenda-session.entity.js';

export interface SpeakerClash {
  id: number;
  title: string;
  otherId: number;
  otherTitle: string;
  otherEventId: number;
}

export class SpeakerBusy extends DomainError {
  static override readonly code = 'SPEAKER_BUSY';
  static override readonly kind = 'conflict';
  static override readonly title = 'The speaker has another session at this time.';

  /** Clashes are of one organizer's events: nobody is told of another's. */
  constructor(clashes: readonly SpeakerClash[] = []) {
    super();
    if (clashes.length > 0)
      this.details = {
        clashes: clashes.map(({ id, title, otherId, otherTitle, otherEventId }) => ({
          session: { id, title },
          other: { id: otherId, title: otherTitle, event: otherEventId },
        })),
      };
    this.fieldErrors = { speaker: [this.message] };
  }
}

export class RoomTaken extends DomainError {
  static override readonly code = 'ROOM_TAKEN';
  static override readonly kind = 'conflict';
  static override readonly title = 'Another session of this event is in this room at this time.';

  constructor() {
    super();
    this.fieldErrors = { roomOrLink: [this.message] };
  }
}

export class SessionsOutside extends DomainError {
  static override readonly code = 'SESSIONS_OUTSIDE_EVENT';
  static override readonly kind = 'conflict';
  static override readonly title =
    'Sessions would lie outside the time of the event: move or delete them first.';

  constructor(sessions: readonly { id: number; title: string }[]) {
    super();
    this.details = { sessions: sessions.map(({ id, title }) => ({ id, title })) };
  }
}

export class AgendaFull extends DomainError {
  static override readonly code = 'AGENDA_FULL';
  static override readonly kind = 'conflict';
  static override readonly title = `An event has at most ${MAX_SESSIONS} sessions.`;
}
