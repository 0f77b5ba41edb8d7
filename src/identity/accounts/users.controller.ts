import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { MediaFiles } from '../../platform/files/media-files.js';
import { TextField } from '../../platform/http/fields/fields.js';
import { ListQuery, SortedBy, pageOf, type Page } from '../../platform/http/lists/lists.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { PathId } from '../../platform/http/request/path-id.js';
import { canonicalEmail } from '../../shared/email-address.js';
import { AccountCardResponse, toAccountCard } from './account.dto.js';
import { AccountsQueries } from './accounts.queries.js';
import { AccountsRepository } from './accounts.repository.js';

export const ACCOUNT_ORDERING = {
  ordering: { id: 'id', username: 'username', date_joined: 'joined_at' },
  default: 'id',
  tiebreak: 'id',
};

@SortedBy(['username', 'date_joined'])
class UsersQuery extends ListQuery {
  @TextField({ max: 150, optional: true, description: 'A part of the username.', example: 'ada' })
  username?: string;

  @TextField({
    max: 254,
    optional: true,
    description: 'The whole address; others’ are found by administrators only.',
  })
  email?: string;
}

@ApiTags('Accounts')
@Controller('api/v1/users')
@Requires('user')
export class UsersController {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly queries: AccountsQueries,
    private readonly media: MediaFiles,
  ) {}

  @Get()
  @Operation({ summary: 'List people', body: AccountCardResponse, list: true })
  async list(@CurrentUser() caller: Caller, @Query() query: UsersQuery): Promise<Page<AccountCardResponse>> {
    const { username } = query;
    const email = query.email === undefined ? undefined : (canonicalEmail(query.email) ?? '');
    const asked = pageOf(query, ACCOUNT_ORDERING);
    if (email !== undefined && email !== caller.email && !caller.isAdmin)
      return { items: [], total: 0, ...asked };
    const { items, ...count } = await this.queries.list({ username, email }, asked);
    return { items: items.map((account) => toAccountCard(account, this.media, caller)), ...count };
  }

  @Get(':id')
  @Operation({ summary: 'Get somebody’s public profile', body: AccountCardResponse })
  async get(@CurrentUser() caller: Caller, @PathId() id: number): Promise<AccountCardResponse> {
    return toAccountCard(await this.accounts.get(id), this.media, caller);
  }
}
