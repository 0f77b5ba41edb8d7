import { Injectable } from '@nestjs/common';
import type { Caller } from '../../platform/auth/caller.js';
import { readFields } from '../../platform/http/fields/read-fields.js';
import { asInstant } from '../../platform/http/fields/field-conversions.js';
import { SeeOther } from '../../platform/http/pipeline/json-text.js';
import type { PlatformRequest } from '../../platform/http/request/platform-request.js';
import type { PageBodies } from '../../platform/pages/page.js';
import { InvalidInput, NotFound } from '../../shared/errors.js';
import { instantOf } from '../../shared/zoned-time.js';
import { BallotRequestBody } from '../ballots/ballots.dto.js';
import { BallotsService } from '../ballots/ballots.service.js';
import { EventDetailsQueries } from '../event-views/event-details.queries.js';
import { InviteRequest } from '../participation/invitations.dto.js';
import { InvitationsService } from '../participation/invitations.service.js';
import { ParticipationService } from '../participation/participation.service.js';
import { TaskRequest } from '../tasks/tasks.dto.js';
import { TasksService } from '../tasks/tasks.service.js';
import { AnnouncementsService } from '../ticketing/announcements.service.js';
import { AnnouncementRequest } from '../ticketing/ticketing.dto.js';
import { VoteRequest } from '../votes/votes.dto.js';
import { VotesService } from '../votes/votes.service.js';
import { EventPagesService } from './event-pages.service.js';
import type { GatheringAction, GatheringForm, InvitationForm } from './gathering-form.dto.js';

const PLACES: Record<GatheringAction, string> = {
  ...{ join: 'people', leave: 'people', announce: 'announce' },
  ...{ add_task: 'tasks', assign_task: 'tasks', complete_task: 'tasks' },
  ...{ add_vote: 'votes', vote: 'votes', end_vote: 'votes' },
};

/** The forms of a gathering: the API's own use cases, and then the page again. */
@Injectable()
export class GatheringFormsService implements PageBodies {
  constructor(
    private readonly pages: EventPagesService,
    private readonly details: EventDetailsQueries,
    private readonly participation: ParticipationService,
    private readonly tasks: TasksService,
    private readonly votes: VotesService,
    private readonly ballots: BallotsService,
    private readonly announcements: AnnouncementsService,
    private readonly invitations: InvitationsService,
  ) {}

  bodyOf({ caller, params }: PlatformRequest): Promise<object> {
    return this.pages.read(caller ?? null, Number(params['id']));
  }

  /** Refuses as the routes of `join`, `leave`, `announce`, tasks and votes. */
  async submit(caller: Caller, eventId: number, form: GatheringForm): Promise<SeeOther> {
    await this.act(caller, eventId, form);
    return new SeeOther(`/events/${eventId}?done=${form.action}#${PLACES[form.action]}`);
  }

  /** Refuses as the route of `invite`. */
  async invite(caller: Caller, eventId: number, { emails }: InvitationForm): Promise<SeeOther> {
    const asked = emails.split(/[\s,;]+/).filter(Boolean);
    const request = ofLines('emails', asked, () => readFields(InviteRequest, { users: [], emails: asked }));
    await this.invitations.invite(caller, eventId, request);
    return new SeeOther(`/events/${eventId}?done=invite#invitations`);
  }

  private act(caller: Caller, event: number, form: GatheringForm): Promise<unknown> {
    const { action, id, title, assignee, subject, message } = form;
    switch (action) {
      case 'join':
        return this.participation.join(caller, event);
      case 'leave':
        return this.participation.leave(caller, event);
      case 'announce':
        return this.announcements.announce(
          event,
          readFields(AnnouncementRequest, { subject, message }),
          caller,
        );
      case 'add_task':
        return this.tasks.create(caller, readFields(TaskRequest, { event, title, assignee }));
      case 'assign_task':
        return this.tasks.assign(caller, named(id), assignee ?? caller.id);
      case 'complete_task':
        return this.tasks.complete(caller, named(id));
      case 'add_vote':
        return this.open(caller, event, form);
      case 'vote':
        return this.ballots.cast(caller, named(id), ballotOf(form).chosen());
      case 'end_vote':
        return this.votes.end(caller, named(id));
    }
  }

  private async open(caller: Caller, event: number, form: GatheringForm): Promise<unknown> {
    const { title, options = '', ends_at: local, multiple_choice } = form;
    const { timezone } = await this.details.get(event, caller);
    const wall = asInstant(`${local}Z`);
    const ends = wall instanceof Date ? new Date(instantOf(timezone, wall.getTime())).toISOString() : local;
    const lines = options.split(/\r?\n/).filter((line) => line.trim() !== '');
    const texts = lines.map((text) => ({ text }));
    const asked = { event, title, options: texts, ends_at: ends, multiple_choice };
    return this.votes.create(
      caller,
      ofLines('options', lines, () => readFields(VoteRequest, asked)),
    );
  }
}

/** What is wrong with one of several lines stands at the field that they were typed into. */
function ofLines<Request>(field: string, lines: readonly string[], read: () => Request): Request {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    const faults = Object.entries(error.fieldErrors).map(([name, problems]) => {
      const [of, line] = name.split('.');
      const isOfLine = of === field && line !== undefined;
      return isOfLine ? [field, [`${lines[Number(line)]}: ${problems[0]}`]] : [name, problems];
    });
    throw error.renamed(Object.fromEntries(faults.reverse()));
  }
}

function named(id: number | undefined): number {
  if (id === undefined) throw new NotFound();
  return id;
}

function ballotOf({ option_id, option_ids }: GatheringForm): BallotRequestBody {
  const several = Object.keys((option_ids ?? {}) as object).map(Number);
  return readFields(BallotRequestBody, several.length > 0 ? { option_ids: several } : { option_id });
}
