import { nameKey } from '../../shared/texts.js';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

export const DEFAULT_COLOR = '#64748b';

/** What a time slot is for; its name and colour are shown with every slot. */
@Entity({ schema: 'scheduling', name: 'categories' })
export class Category {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'categories_pkey',
  })
  readonly id: number;

  @Column({ type: 'citext' })
  name: string;

  /** Made of the name, unique like it. */
  @Column({ type: 'citext' })
  slug: string;

  @Column({ type: 'text', default: '' })
  description: string;

  /** `#rrggbb`, lower case. */
  @Column({ type: 'text' })
  color: string;

  /** Changes what is given and leaves the rest. */
  change({ name, description, color }: { name?: string; description?: string; color?: string }): void {
    if (name !== undefined) {
      this.name = name;
      this.slug = slugOf(name);
    }
    if (description !== undefined) this.description = description;
    if (color !== undefined) this.color = color.toLowerCase();
  }
}

/** `Cat 1` → `cat-1`: letters, marks and digits of any script, the rest as single dashes. */
export function slugOf(name: string): string {
  return name
    .split(/\s+/)
    .map((word) => nameKey(word))
    .join(' ')
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter(Boolean)
    .join('-');
}
