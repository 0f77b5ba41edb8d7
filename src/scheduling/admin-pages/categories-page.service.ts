import { Injectable } from '@nestjs/common';
import type { Caller } from '../../platform/auth/caller.js';
import type { Page } from '../../platform/http/lists/lists.js';
import { SeeOther } from '../../platform/http/pipeline/json-text.js';
import { ofFifty } from '../../platform/pages/page-lists.js';
import type { PageBodies } from '../../platform/pages/page.js';
import { CategoriesQuery, type CategoryResponse } from '../categories/categories.dto.js';
import { CategoriesService } from '../categories/categories.service.js';
import { toCategory, type CategoriesForm } from './slots-page.dto.js';

@Injectable()
export class CategoriesPageService implements PageBodies {
  constructor(private readonly categories: CategoriesService) {}

  async read(query: CategoriesQuery): Promise<{ list: Page<CategoryResponse> }> {
    return { list: await this.categories.list(ofFifty(query)) };
  }

  bodyOf(): Promise<{ list: Page<CategoryResponse> }> {
    return this.read(new CategoriesQuery());
  }

  /** Refuses as the routes `admin/categories`. */
  async submit({ id: actorId }: Caller, form: CategoriesForm): Promise<SeeOther> {
    if (form.action === 'create') await this.categories.create(toCategory(form), actorId);
    else if (form.action === 'change') await this.categories.change(form.id!, toCategory(form), actorId);
    else await this.categories.remove(form.id!, actorId);
    return new SeeOther(`/admin/categories?done=${form.action}`);
  }
}
