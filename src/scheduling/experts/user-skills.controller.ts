import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Idempotent } from '../../platform/http/idempotency/idempotent.js';
import type { Page } from '../../platform/http/lists/lists.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { PathId } from '../../platform/http/request/path-id.js';
import { DuplicateSkill, TooManySkills } from '../scheduling.errors.js';
import {
  ExpertResponse,
  ExpertsQuery,
  UserSkillChangeRequest,
  UserSkillRequest,
  UserSkillResponse,
  UserSkillsQuery,
} from './experts.dto.js';
import { ExpertsQueries } from './experts.queries.js';
import { UserSkillsService } from './user-skills.service.js';

@ApiTags('Experts')
@Controller('api/v1')
@Requires('user')
export class UserSkillsController {
  constructor(
    private readonly skills: UserSkillsService,
    private readonly queries: ExpertsQueries,
  ) {}

  @Get('user-skills')
  @Operation({ summary: 'What somebody can help with', body: UserSkillResponse, list: true })
  list(@CurrentUser() caller: Caller, @Query() query: UserSkillsQuery): Promise<Page<UserSkillResponse>> {
    return this.queries.skills(caller.id, query);
  }

  @Post('user-skills')
  @Idempotent()
  @Operation({
    summary: 'Say what one can help with',
    status: 201,
    body: UserSkillResponse,
    errors: [DuplicateSkill, TooManySkills],
  })
  add(@CurrentUser() caller: Caller, @Body() body: UserSkillRequest): Promise<UserSkillResponse> {
    return this.skills.add(caller.id, body);
  }

  @Patch('user-skills/:id')
  @Operation({
    summary: 'Change what is sent of a skill',
    path: { id: 1001 },
    body: UserSkillResponse,
    errors: [DuplicateSkill, 'NOT_FOUND'],
  })
  change(
    @CurrentUser() caller: Caller,
    @PathId() id: number,
    @Body() body: UserSkillChangeRequest,
  ): Promise<UserSkillResponse> {
    return this.skills.change(caller.id, id, body);
  }

  @Delete('user-skills/:id')
  @Operation({ summary: 'Take a skill back', path: { id: 1001 }, status: 204, errors: ['NOT_FOUND'] })
  remove(@CurrentUser() caller: Caller, @PathId() id: number): Promise<void> {
    return this.skills.remove(caller.id, id);
  }

  @Get('experts')
  @Operation({ summary: 'People who can help', body: ExpertResponse, list: true })
  experts(@Query() query: ExpertsQuery): Promise<Page<ExpertResponse>> {
    return this.queries.experts(query);
  }
}
