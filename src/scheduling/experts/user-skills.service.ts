import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { CategoriesService } from '../categories/categories.service.js';
import {
  toSkillResponse,
  type UserSkillChangeRequest,
  type UserSkillRequest,
  type UserSkillResponse,
} from './experts.dto.js';
import { UserSkill } from './user-skill.entity.js';
import { UserSkillsRepository } from './user-skills.repository.js';

/** Whoever has a skill is an expert. Unknown categories are refused with `InvalidInput`. */
@Injectable()
export class UserSkillsService {
  constructor(
    private readonly db: Database,
    private readonly skills: UserSkillsRepository,
    private readonly categories: CategoriesService,
  ) {}

  add(ownerId: number, request: UserSkillRequest): Promise<UserSkillResponse> {
    return this.db.transaction(async (tx) => {
      const category = await this.categories.getForShare(tx, request.category);
      const { skill_name: name, proficiency_level: level } = request;
      const skill = UserSkill.of(ownerId, { categoryId: category.id, name, level });
      const id = await this.skills.insert(tx, skill);
      return toSkillResponse({ ...skill, id, categoryName: category.name });
    });
  }

  change(ownerId: number, id: number, request: UserSkillChangeRequest): Promise<UserSkillResponse> {
    return this.db.transaction(async (tx) => {
      // Before the skill: whoever deletes a category holds it and then looks at its skills.
      const category = request.category && (await this.categories.getForShare(tx, request.category));
      const { skill, categoryName } = await this.skills.getForUpdate(tx, ownerId, id);
      const { skill_name: name, proficiency_level: level } = request;
      skill.change({ name, level, ...(category && { categoryId: category.id }) });
      await this.skills.update(tx, skill);
      return toSkillResponse({ ...skill, categoryName: category ? category.name : categoryName });
    });
  }

  remove(ownerId: number, id: number): Promise<void> {
    return this.db.single((tx) => this.skills.delete(tx, ownerId, id));
  }
}
