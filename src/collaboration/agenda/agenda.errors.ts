import { DomainError } from '../../shared/errors.js';
import { MAX_SESSIONS } from './agenda-session.entity.js';

export class SpeakerBusy extends DomainError {
  readonly code = 'SPEAKER_BUSY';
  readonly kind = 'conflict';

  constructor() {
    super('The speaker has another session at this time.');
    this.fieldErrors = { speaker: [this.message] };
  }
}

export class RoomTaken extends DomainError {
  readonly code = 'ROOM_TAKEN';
  readonly kind = 'conflict';

  constructor() {
    super('Another session of this event is in this room at this time.');
    this.fieldErrors = { roomOrLink: [this.message] };
  }
}

export class SessionsOutside extends DomainError {
  readonly code = 'SESSIONS_OUTSIDE_EVENT';
  readonly kind = 'conflict';

  constructor(sessions: readonly { id: number; title: string }[]) {
    super('Sessions would lie outside the time of the event: move or delete them first.');
    this.details = { sessions: sessions.map(({ id, title }) => ({ id, title })) };
  }
}

export class AgendaFull extends DomainError {
  readonly code = 'AGENDA_FULL';
  readonly kind = 'conflict';

  constructor() {
    super(`An event has at most ${MAX_SESSIONS} sessions.`);
  }
}
