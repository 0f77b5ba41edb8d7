import { Injectable } from '@nestjs/common';
import { columnList, toEntity } from '../../platform/database/column-list.js';
import { violates } from '../../platform/database/sqlstate.js';
import type { Tx } from '../../platform/database/tx.js';
import { NotFound } from '../../shared/errors.js';
import { DuplicateSkill, TooManySkills } from '../scheduling.errors.js';
import { UserSkill } from './user-skill.entity.js';

const INSERT = `
  WITH expert AS (
    INSERT INTO scheduling.experts AS x (person_id, skills) VALUES ($ownerId, 1)
    ON CONFLICT ON CONSTRAINT experts_pkey DO UPDATE SET skills = x.skills + 1
    RETURNING person_id
  )
  INSERT INTO scheduling.user_skills (owner_id, category_id, name, level)
  SELECT person_id, $categoryId, $name, $level FROM expert RETURNING id`;

const LOCK = `SELECT ${columnList('s', UserSkill)}, c.name AS "categoryName"
  FROM scheduling.user_skills s JOIN scheduling.categories c ON c.id = s.category_id
  WHERE s.id = $id AND s.owner_id = $ownerId FOR UPDATE OF s`;

const UPDATE = `UPDATE scheduling.user_skills SET category_id = $categoryId, name = $name, level = $level
  WHERE id = $id`;

const DELETE = `
  WITH gone AS (DELETE FROM scheduling.user_skills WHERE id = $id AND owner_id = $ownerId RETURNING owner_id)
  UPDATE scheduling.experts x SET skills = x.skills - 1 FROM gone WHERE x.person_id = gone.owner_id
  RETURNING x.person_id`;

/** Skills as they are written, with their number beside the expert. Others' skills are not found. */
@Injectable()
export class UserSkillsRepository {
  /** Refuses with `DuplicateSkill` and `TooManySkills`. */
  async insert(tx: Tx, skill: UserSkill): Promise<number> {
    const [row] = await refusing(() => tx.query<{ id: number }>(INSERT, { ...skill }));
    return row!.id;
  }

  async getForUpdate(tx: Tx, ownerId: number, id: number): Promise<{ skill: UserSkill; categoryName: string }> {
    const [row] = await tx.query<{ categoryName: string }>(LOCK, { ownerId, id });
    if (!row) throw new NotFound('The skill');
    return { skill: toEntity(UserSkill, row), categoryName: row.categoryName };
  }

  async update(tx: Tx, skill: UserSkill): Promise<void> {
    await refusing(() => tx.query(UPDATE, { ...skill }));
  }

  async delete(tx: Tx, ownerId: number, id: number): Promise<void> {
    const gone = await tx.query(DELETE, { ownerId, id });
    if (gone.length === 0) throw new NotFound('The skill');
  }
}

async function refusing<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (violates(error, 'user_skills_exact_once')) throw new DuplicateSkill();
    if (violates(error, 'experts_skills_bounded')) throw new TooManySkills();
    throw error;
  }
}
