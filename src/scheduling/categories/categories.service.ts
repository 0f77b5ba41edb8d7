import { Injectable } from '@nestjs/common';
import { BookingApi } from '../../booking/booking.api.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { Database } from '../../platform/database/database.js';
import { violates } from '../../platform/database/sqlstate.js';
import type { Tx } from '../../platform/database/tx.js';
import { Selection } from '../../platform/database/selection/selection.js';
import { pageOf, type Page } from '../../platform/http/lists/lists.js';
import { InvalidInput, NotFound } from '../../shared/errors.js';
import { CategoryInUse, DuplicateCategory } from '../scheduling.errors.js';
import {
  toCategoryResponse,
  type CategoriesQuery,
  type CategoryChangeRequest,
  type CategoryRequest,
  type CategoryResponse,
} from './categories.dto.js';
import { Category, DEFAULT_COLOR } from './category.entity.js';

const FROM = 'scheduling.categories';
const COLUMNS = 'id, name, slug, description, color';
const ORDERING = { ordering: { id: 'id', name: 'name' }, default: 'name', tiebreak: 'id' };

const USERS = ['timeslots_category_fkey', 'meetings_category_fkey', 'user_skills_category_fkey'];

const sameName = (name: string) => `platform.name_key(${name})`;

/** Anybody reads categories, admins change them; a change shows in every slot at once. */
@Injectable()
export class CategoriesService {
  constructor(
    private readonly db: Database,
    private readonly booking: BookingApi,
    private readonly audit: AuditTrail,
  ) {}

  list(query: CategoriesQuery): Promise<Page<CategoryResponse>> {
    return new Selection({ from: FROM, id: 'id' }).page(this.db, COLUMNS, pageOf(query, ORDERING));
  }

  /** Refuses a name that is taken (`nameKey`) with `DuplicateCategory`. */
  create(request: CategoryRequest, actorId: number): Promise<CategoryResponse> {
    return this.db.transaction(async (tx) => {
      const category = new Category();
      category.change({ description: '', color: DEFAULT_COLOR, ...request });
      await this.write(() => tx.manager.insert(Category, category));
      await this.record(tx, 'scheduling.category_created', category, actorId);
      return toCategoryResponse(category);
    });
  }

  /** Changes what is sent; refuses a name that is taken with `DuplicateCategory`. */
  change(id: number, changes: CategoryChangeRequest, actorId: number): Promise<CategoryResponse> {
    return this.db.transaction(async (tx) => {
      const category = await this.getForUpdate(tx, id);
      const before = { name: category.name, color: category.color };
      category.change(changes);
      const { name, slug, description, color } = category;
      await this.write(() => tx.manager.update(Category, id, { name, slug, description, color }));
      if (name !== before.name || color !== before.color)
        await this.booking.relabelOffers(tx, 'slot', { id, name, color });
      await this.record(tx, 'scheduling.category_changed', category, actorId);
      return toCategoryResponse(category);
    });
  }

  /** Refuses with `CategoryInUse` while a slot of it exists; deleted slots let go of it. */
  remove(id: number, actorId: number): Promise<void> {
    return this.db.transaction(async (tx) => {
      const category = await this.getForUpdate(tx, id);
      await tx.query(
        'UPDATE scheduling.timeslots SET category_id = NULL WHERE category_id = $1 AND deleted_at IS NOT NULL',
        [id],
      );
      await this.write(() => tx.manager.delete(Category, id));
      await this.record(tx, 'scheduling.category_deleted', category, actorId);
    });
  }

  /** By id or by name, and not to be deleted until the commit. Refuses an unknown one with `InvalidInput`. */
  async getForShare(tx: Tx, reference: number | string): Promise<Category> {
    const isIt = typeof reference === 'number' ? 'id = $1' : `${sameName('name::text')} = ${sameName('$1')}`;
    const [row] = await tx.query<Category>(`SELECT ${COLUMNS} FROM ${FROM} WHERE ${isIt} FOR KEY SHARE`, [
      reference,
    ]);
    if (!row) throw new InvalidInput({ category: [`There is no category ${JSON.stringify(reference)}.`] });
    return row;
  }

  async exists(id: number): Promise<boolean> {
    return (await this.db.query(`SELECT FROM ${FROM} WHERE id = $1`, [id])).length > 0;
  }

  private async getForUpdate(tx: Tx, id: number): Promise<Category> {
    const lock = { mode: 'pessimistic_write' } as const;
    const category = await tx.manager.findOne(Category, { where: { id }, lock });
    if (!category) throw new NotFound('The category');
    return category;
  }

  private async write(statement: () => Promise<unknown>): Promise<void> {
    try {
      await statement();
    } catch (error) {
      if (violates(error, 'categories_name_unique') || violates(error, 'categories_slug_unique')) {
        throw new DuplicateCategory();
      }
      if (USERS.some((constraint) => violates(error, constraint))) throw new CategoryInUse();
      throw error;
    }
  }

  private record(tx: Tx, action: string, { id, name, color }: Category, actorId: number): Promise<void> {
    return this.audit.record(tx, {
      actorId,
      action,
      subjectType: 'category',
      subjectId: id,
      details: { name, color },
    });
  }
}
