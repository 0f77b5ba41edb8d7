import { Body, Controller, Delete, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { ListQuery, pageOf, SortedBy, type Page } from '../../platform/http/lists/lists.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { PathId } from '../../platform/http/request/path-id.js';
import { TooManyApiTokens } from '../identity.errors.js';
import { ApiTokenRequest, ApiTokenResponse, NewApiTokenResponse } from './api-tokens.dto.js';
import { ApiTokensService } from './api-tokens.service.js';

const ORDERING = {
  ordering: { created_at: 's.created_at', last_used_at: 's.last_used_at', expires_at: 's.expires_at' },
  default: '-created_at',
  tiebreak: 's.id',
};

@SortedBy(['created_at', 'last_used_at', 'expires_at'])
class ApiTokensQuery extends ListQuery {}

@ApiTags('Tokens for programs')
@Controller('api/v1/users/tokens')
@Requires('user', { sessionOnly: true })
export class ApiTokensController {
  constructor(private readonly tokens: ApiTokensService) {}

  @Post()
  @Operation({
    summary: 'Make a token for a program; it is shown this once',
    status: 201,
    body: NewApiTokenResponse,
    errors: [TooManyApiTokens],
  })
  create(@CurrentUser() caller: Caller, @Body() body: ApiTokenRequest): Promise<NewApiTokenResponse> {
    return this.tokens.create(caller, body);
  }

  @Get()
  @Operation({ summary: 'List your tokens for programs', body: ApiTokenResponse, list: true })
  list(@CurrentUser() caller: Caller, @Query() query: ApiTokensQuery): Promise<Page<ApiTokenResponse>> {
    return this.tokens.list(caller.id, pageOf(query, ORDERING));
  }

  @Delete(':id')
  @Operation({ summary: 'End a token for a program', path: { id: 1001 }, status: 204 })
  async end(@CurrentUser() caller: Caller, @PathId() id: number): Promise<void> {
    await this.tokens.end(caller, id);
  }
}
