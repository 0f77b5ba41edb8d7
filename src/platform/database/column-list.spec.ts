import { Column, Entity, PrimaryColumn } from 'typeorm';
import { columnList, toEntity } from './column-list.js';

@Entity({ schema: 'spec', name: 'places' })
class Place {
  @PrimaryColumn('bigint')
  id: number;

  @Column('timestamptz')
  opensAt: Date;

  @Column('text', { nullable: true })
  note: string | null;

  get hasNote(): boolean {
    return this.note !== null;
  }
}

describe('the columns of an entity', () => {
  it('are selected in the order of its declaration', () => {
    expect(columnList('p', Place)).toBe('p.id AS "id", p.opens_at AS "opensAt", p.note AS "note"');
    expect(columnList('p', Place, 'place.')).toContain('p.opens_at AS "place.opensAt"');
  });

  it('become the entity again, without what else the row has', () => {
    const row = { id: 7, opensAt: new Date(0), note: null, total: 3 };
    const place = toEntity(Place, row);
    expect(place).toBeInstanceOf(Place);
    expect({ ...place }).toEqual({ id: 7, opensAt: new Date(0), note: null });
    expect(place.hasNote).toBe(false);
    const prefixed = { 'place.id': 8, 'place.opensAt': null, 'place.note': 'by the river' };
    expect(toEntity(Place, prefixed, 'place.').hasNote).toBe(true);
  });

  it('are none of a class that is no entity', () => {
    class Nothing {}
    expect(() => columnList('n', Nothing)).toThrow('Nothing is no entity.');
  });
});
