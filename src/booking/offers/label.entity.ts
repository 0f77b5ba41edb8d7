import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { OfferKind } from '../model/offer.entity.js';

/** What offers of a kind are filed under, by its id in their context. */
@Entity({ schema: 'booking', name: 'labels' })
export class Label {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'labels_pkey' })
  kind: OfferKind;

  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'labels_pkey' })
  id: number;

  @Column('text')
  name: string;

  @Column('text')
  color: string;
}
