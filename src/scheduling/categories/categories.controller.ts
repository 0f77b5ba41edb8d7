import { Body, Controller, Delete, Get, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentUser, Public, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Idempotent } from '../../platform/http/idempotency/idempotent.js';
import type { Page } from '../../platform/http/lists/lists.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { PathId } from '../../platform/http/request/path-id.js';
import { CategoryInUse, DuplicateCategory } from '../scheduling.errors.js';
import { CategoriesQuery, CategoryChangeRequest, CategoryRequest, CategoryResponse } from './categories.dto.js';
import { CategoriesService } from './categories.service.js';

@ApiTags('Time slots')
@Controller('api/v1')
export class CategoriesController {
  constructor(private readonly categories: CategoriesService) {}

  @Get('categories')
  @Public()
  @Operation({ summary: 'Categories of time slots, by name', body: CategoryResponse, list: true })
  list(@Query() query: CategoriesQuery): Promise<Page<CategoryResponse>> {
    return this.categories.list(query);
  }

  @Post('admin/categories')
  @Requires('admin')
  @Idempotent()
  @Operation({ summary: 'Make a category', status: 201, body: CategoryResponse, errors: [DuplicateCategory] })
  create(@Body() body: CategoryRequest, @CurrentUser() caller: Caller): Promise<CategoryResponse> {
    return this.categories.create(body, caller.id);
  }

  @Put('admin/categories/:id')
  @Requires('admin')
  @Operation({
    summary: 'Change what is sent of a category',
    path: { id: 1001 },
    body: CategoryResponse,
    errors: [DuplicateCategory, 'NOT_FOUND'],
  })
  change(
    @PathId() id: number,
    @Body() body: CategoryChangeRequest,
    @CurrentUser() caller: Caller,
  ): Promise<CategoryResponse> {
    return this.categories.change(id, body, caller.id);
  }

  @Delete('admin/categories/:id')
  @Requires('admin')
  @Operation({
    summary: 'Delete a category that no time slot uses',
    path: { id: 1001 },
    status: 204,
    errors: [CategoryInUse, 'NOT_FOUND'],
  })
  remove(@PathId() id: number, @CurrentUser() caller: Caller): Promise<void> {
    return this.categories.remove(id, caller.id);
  }
}
