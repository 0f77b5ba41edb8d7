import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { BookingClosed } from '../../booking/booking.errors.js';
import { AccountNotVerified } from '../../identity/identity.errors.js';
import { CurrentUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Idempotent } from '../../platform/http/idempotency/idempotent.js';
import { RateLimited } from '../../platform/http/limits/rate-limited.js';
import type { Page } from '../../platform/http/lists/lists.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { PathId } from '../../platform/http/request/path-id.js';
import {
  AlreadyJoined,
  CreatorCannotLeave,
  EventEnded,
  EventFull,
  GatheringsOnly,
  NotAParticipant,
  NotTheOrganizer,
  TooManyInvitations,
  TooManyStrangers,
} from '../collaboration.errors.js';
import { InvitationResponse, InvitationsQuery, InvitedResponse, InviteRequest } from './invitations.dto.js';
import { InvitationsService } from './invitations.service.js';
import { ParticipationResponse } from './participation.dto.js';
import { ParticipationService } from './participation.service.js';

@ApiTags('Events')
@Controller('api/v1/events')
@Requires('user')
export class ParticipationController {
  constructor(
    private readonly participation: ParticipationService,
    private readonly invitations: InvitationsService,
  ) {}

  @Post(':id/join')
  @Idempotent()
  @Operation({
    summary: 'Join a gathering',
    path: { id: 8 },
    body: ParticipationResponse,
    errors: ['NOT_FOUND', AlreadyJoined, EventFull, GatheringsOnly, EventEnded, BookingClosed],
  })
  join(@PathId() id: number, @CurrentUser() caller: Caller): Promise<ParticipationResponse> {
    return this.participation.join(caller, id);
  }

  @Post(':id/leave')
  @Idempotent()
  @Operation({
    summary: 'Leave a gathering',
    path: { id: 8 },
    body: ParticipationResponse,
    errors: ['NOT_FOUND', NotAParticipant, CreatorCannotLeave, GatheringsOnly, EventEnded],
  })
  leave(@PathId() id: number, @CurrentUser() caller: Caller): Promise<ParticipationResponse> {
    return this.participation.leave(caller, id);
  }

  @Post(':id/invite')
  @RateLimited('invite')
  @Idempotent()
  @Operation({
    summary: 'Invite people to a gathering, by their ids and by addresses',
    requests: { people: { users: [2, 4], emails: ['ada@example.org'] } },
    description:
      'By whoever made it; addresses by who has verified the own one, so many a day. An address without an ' +
      'account gets a mail, and counts once it has one.',
    body: InvitedResponse,
    errors: [
      ...['NOT_FOUND', AccountNotVerified, NotTheOrganizer, GatheringsOnly, EventEnded],
      ...[TooManyInvitations, TooManyStrangers],
    ],
  })
  invite(
    @PathId() id: number,
    @Body() body: InviteRequest,
    @CurrentUser() caller: Caller,
  ): Promise<InvitedResponse> {
    return this.invitations.invite(caller, id, body);
  }

  @Get(':id/invitations')
  @Operation({
    summary: 'Who is invited to a gathering of yours, newest first',
    body: InvitationResponse,
    list: true,
    errors: ['NOT_FOUND', NotTheOrganizer, GatheringsOnly],
  })
  listInvitations(
    @PathId() id: number,
    @Query() query: InvitationsQuery,
    @CurrentUser() caller: Caller,
  ): Promise<Page<InvitationResponse>> {
    return this.invitations.list(caller, id, query);
  }
}
