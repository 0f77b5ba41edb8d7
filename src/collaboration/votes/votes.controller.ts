import { Body, Controller, Delete, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { SeatRequired } from '../../booking/booking.errors.js';
import { CurrentUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Idempotent } from '../../platform/http/idempotency/idempotent.js';
import type { Page } from '../../platform/http/lists/lists.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { PathId } from '../../platform/http/request/path-id.js';
import { BallotCastResponse, BallotRequestBody } from '../ballots/ballots.dto.js';
import { AlreadyVoted, VotingEnded } from '../ballots/ballots.errors.js';
import { BallotsService } from '../ballots/ballots.service.js';
import { EventEnded } from '../collaboration.errors.js';
import {
  VoteDetailsResponse,
  VoteRequest,
  VoteResponse,
  VoteResultsResponse,
  VotesQuery,
} from './votes.dto.js';
import { VoteHasBallots, VoteOver } from './votes.errors.js';
import { VotesQueries } from './votes.queries.js';
import { VotesService } from './votes.service.js';

@ApiTags('Votes')
@Controller('api/v1/voting')
@Requires('user')
export class VotesController {
  constructor(
    private readonly votes: VotesService,
    private readonly ballots: BallotsService,
    private readonly queries: VotesQueries,
  ) {}

  @Get()
  @Operation({
    summary: 'Votes of an event, or of all events you take part in, newest first.',
    body: VoteResponse,
    list: true,
  })
  list(@CurrentUser() caller: Caller, @Query() query: VotesQuery): Promise<Page<VoteResponse>> {
    return this.queries.list(caller, query);
  }

  @Post()
  @Idempotent()
  @Operation({
    summary: 'Open a vote among those who take part in an event; its options stay as they are.',
    requests: {
      'one choice': {
        event: 1,
        title: 'Which day?',
        options: [{ text: 'Saturday' }, { text: 'Sunday' }],
        ends_at: '2026-03-01T09:00:00Z',
      },
      'several choices': {
        event: 1,
        title: 'Which games?',
        options: [{ text: 'Chess' }, { text: 'Go' }, { text: 'Backgammon' }],
        ends_at: '2026-03-01T09:00:00Z',
        multiple_choice: true,
      },
    },
    status: 201,
    body: VoteDetailsResponse,
    errors: [SeatRequired, EventEnded],
  })
  create(@CurrentUser() caller: Caller, @Body() request: VoteRequest): Promise<VoteDetailsResponse> {
    return this.votes.create(caller, request);
  }

  @Get(':id')
  @Operation({
    summary: 'A vote of an event that you can see.',
    path: { id: 1001 },
    body: VoteDetailsResponse,
    errors: ['NOT_FOUND'],
  })
  get(@CurrentUser() caller: Caller, @PathId() id: number): Promise<VoteDetailsResponse> {
    return this.queries.get(caller, id);
  }

  @Post(':id/vote')
  @Idempotent()
  @Operation({
    summary: 'Cast your ballot: one each, until the vote ends.',
    path: { id: 1001 },
    requests: { ballot: { options: [1001] } },
    body: BallotCastResponse,
    errors: ['NOT_FOUND', SeatRequired, VotingEnded, AlreadyVoted, EventEnded],
  })
  vote(
    @CurrentUser() caller: Caller,
    @PathId() id: number,
    @Body() ballot: BallotRequestBody,
  ): Promise<BallotCastResponse> {
    return this.ballots.cast(caller, id, ballot.chosen());
  }

  @Get(':id/results')
  @Operation({
    summary: 'How a vote stands.',
    path: { id: 1001 },
    body: VoteResultsResponse,
    errors: ['NOT_FOUND'],
  })
  results(@CurrentUser() caller: Caller, @PathId() id: number): Promise<VoteResultsResponse> {
    return this.queries.results(caller, id);
  }

  @Post(':id/end')
  @Idempotent()
  @Operation({
    summary: 'End your vote now.',
    path: { id: 1001 },
    body: VoteResultsResponse,
    errors: ['NOT_FOUND', 'FORBIDDEN', SeatRequired, EventEnded, VoteOver],
  })
  end(@CurrentUser() caller: Caller, @PathId() id: number): Promise<VoteResultsResponse> {
    return this.votes.end(caller, id);
  }

  @Delete(':id')
  @Operation({
    summary: 'Delete your vote, before the first ballot.',
    path: { id: 1002 },
    status: 204,
    errors: ['NOT_FOUND', 'FORBIDDEN', SeatRequired, EventEnded, VoteHasBallots],
  })
  remove(@CurrentUser() caller: Caller, @PathId() id: number): Promise<void> {
    return this.votes.delete(caller, id);
  }
}
