import { Injectable } from '@nestjs/common';
import type { GatheringBody } from '../../../web/pages/events/event-body.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Clock } from '../../shared/clock.js';
import type { EventDetailsResponse } from '../event-views/event-details.dto.js';
import { InvitationsQuery } from '../participation/invitations.dto.js';
import { InvitationsService } from '../participation/invitations.service.js';
import { TasksQuery } from '../tasks/tasks.dto.js';
import { TasksQueries } from '../tasks/tasks.queries.js';
import { VotesQueries } from '../votes/votes.queries.js';

const MOST_TASKS = 100;
const MOST_INVITED = 50;

/** What the page of a gathering shows: who comes, what there is to do and to decide. */
@Injectable()
export class GatheringPageService {
  constructor(
    private readonly tasks: TasksQueries,
    private readonly votes: VotesQueries,
    private readonly invitations: InvitationsService,
    private readonly clock: Clock,
  ) {}

  async bodyOf(
    event: EventDetailsResponse,
    caller: Caller | null,
  ): Promise<Record<keyof GatheringBody, unknown>> {
    const oldest = { event: event.id, ordering: 'created_at', page_size: MOST_TASKS };
    const query = Object.assign(new TasksQuery(), oldest);
    const isOrganizer = caller?.id === event.organizer;
    const newest = Object.assign(new InvitationsQuery(), { page_size: MOST_INVITED });
    const invited = caller && isOrganizer ? await this.invitations.list(caller, event.id, newest) : null;
    return {
      ...{ event, at: this.clock.now(), isOrganizer, me: caller?.id ?? null },
      tasks: caller ? (await this.tasks.list(caller, query, event.timezone)).items : [],
      ...{ invitations: invited?.items ?? [], invitedCount: invited?.total ?? 0 },
      votes: caller ? await this.votes.ofEvent(caller, event.id) : [],
    };
  }
}
