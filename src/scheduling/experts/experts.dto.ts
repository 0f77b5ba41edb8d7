import {
  EnumField,
  IdField,
  InstantField,
  IntField,
  NestedField,
  NumberField,
  PartialOf,
  TextField,
} from '../../platform/http/fields/fields.js';
import { ListQuery, SortedBy } from '../../platform/http/lists/lists.js';
import { SKILL_LEVELS, type SkillLevel } from './user-skill.entity.js';

const MAX_SKILL = 100;

export class UserSkillRequest {
  @IdField({ description: 'A category.' })
  category: number;

  @TextField({ max: MAX_SKILL, means: 'name', example: 'React' })
  skill_name: string;

  @EnumField(SKILL_LEVELS, { means: 'level', example: 'expert' })
  proficiency_level: SkillLevel;
}

export class UserSkillChangeRequest extends PartialOf(UserSkillRequest) {}

@SortedBy(['skill_name'])
export class UserSkillsQuery extends ListQuery {
  @IdField({ optional: true, description: 'Whose; one’s own without it.' })
  user?: number;

  @IdField({ optional: true, description: 'Only those of this category.' })
  category?: number;
}

export class UserSkillResponse {
  @IdField()
  id: number;

  @IdField()
  user: number;

  @IdField()
  category: number;

  @TextField({ example: 'Cat 1' })
  category_name: string;

  @TextField({ example: 'React' })
  skill_name: string;

  @EnumField(SKILL_LEVELS, { example: 'expert' })
  proficiency_level: SkillLevel;
}

@SortedBy([])
export class ExpertsQuery extends ListQuery {
  @IdField({ optional: true, description: 'Only this person.' })
  user?: number;

  @IdField({ optional: true, description: 'Only who has a skill of this category.' })
  category?: number;

  @TextField({ max: MAX_SKILL, optional: true, description: 'Part of a skill’s name.', example: 'React' })
  skill?: string;

  @NumberField({ min: 0, max: 5, optional: true, description: 'The least average rating.', example: 4.5 })
  min_rating?: number;

  @InstantField({
    optional: true,
    description:
      'Only who can be met then: nothing booked or blocked, and inside their hours if they have any.',
    example: '2026-03-02T09:00:00Z',
  })
  free_at?: Date;
}

export class ExpertResponse {
  @IdField()
  id: number;

  @TextField({ example: 'jane' })
  username: string;

  @TextField({ example: 'Jane Smith' })
  full_name: string;

  @TextField({ example: 'jane', description: 'Names the expert where free times are asked for.' })
  slug: string;

  @TextField({ min: 0, example: 'Ten years of React' })
  bio: string;

  @TextField({ nullable: true, example: 'https://example.org/jane.png' })
  profile_picture: string | null;

  @TextField({ example: 'Europe/Berlin' })
  timezone: string;

  @NumberField({ min: 0, max: 5, description: 'To one decimal; 0 without reviews.', example: 4.8 })
  average_rating: number;

  @IntField({ min: 0, example: 12 })
  reviews_count: number;

  @NestedField(() => UserSkillResponse, { many: true })
  skills: UserSkillResponse[];
}

export interface SkillRow {
  id: number;
  ownerId: number;
  categoryId: number;
  categoryName: string;
  name: string;
  level: SkillLevel;
}

export function toSkillResponse(row: SkillRow): UserSkillResponse {
  return {
    id: row.id,
    user: row.ownerId,
    category: row.categoryId,
    category_name: row.categoryName,
    skill_name: row.name,
    proficiency_level: row.level,
  };
}
