import { IdField, PartialOf, TextField } from '../../platform/http/fields/fields.js';
import { ListQuery, SortedBy } from '../../platform/http/lists/lists.js';
import type { Category } from './category.entity.js';
import { DEFAULT_COLOR } from './category.entity.js';

/** No comma, since the `categories` filter separates names with it; not digits alone, since those are an id. */
const NAME = /^(?=.*\p{L})[^,]+$/u;
const COLOR = /^#[0-9A-Fa-f]{6}$/;

export class CategoryRequest {
  @TextField({
    max: 80,
    pattern: NAME,
    example: 'Workshops',
    description: 'Unique without regard to case; with a letter in it and without commas.',
  })
  name: string;

  @TextField({ max: 1000, multiline: true, optional: true, example: 'Hands-on, in the big room' })
  description?: string;

  @TextField({
    pattern: COLOR,
    optional: true,
    min: 7,
    max: 7,
    example: '#2563eb',
    description: `\`${DEFAULT_COLOR}\` unless given.`,
  })
  color?: string;
}

export class CategoryChangeRequest extends PartialOf(CategoryRequest) {}

@SortedBy(['name'])
export class CategoriesQuery extends ListQuery {}

export class CategoryResponse {
  @IdField()
  id: number;

  @TextField({ example: 'Cat 1' })
  name: string;

  @TextField({ example: 'cat-1' })
  slug: string;

  @TextField({ example: '' })
  description: string;

  @TextField({ example: '#2563eb' })
  color: string;
}

export function toCategoryResponse({ id, name, slug, description, color }: Category): CategoryResponse {
  return { id, name, slug, description, color };
}
