import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

export const SKILL_LEVELS = ['beginner', 'intermediate', 'advanced', 'expert'] as const;
export type SkillLevel = (typeof SKILL_LEVELS)[number];

export interface SkillTerms {
  categoryId: number;
  name: string;
  level: SkillLevel;
}

/** Something of a category that somebody can help with. */
@Entity({ schema: 'scheduling', name: 'user_skills' })
export class UserSkill {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'user_skills_pkey',
  })
  readonly id: number;

  @Column('bigint')
  ownerId: number;

  @Column('bigint')
  categoryId: number;

  @Column('text')
  name: string;

  @Column('text')
  level: SkillLevel;

  static of(ownerId: number, terms: SkillTerms): UserSkill {
    return Object.assign(new UserSkill(), { ownerId, ...terms });
  }

  change({ categoryId = this.categoryId, name = this.name, level = this.level }: Partial<SkillTerms>): void {
    this.categoryId = categoryId;
    this.name = name;
    this.level = level;
  }
}

/** Somebody with skills, or who once had some. */
@Entity({ schema: 'scheduling', name: 'experts' })
export class Expert {
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'experts_pkey' })
  personId: number;

  @Column('integer')
  skills: number;

  @Column('boolean', { default: true })
  isActive: boolean;
}
