import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import type { Meeting } from './meeting.entity.js';

@Injectable()
export class MeetingsRepository {
  async insert(tx: Tx, { id, title, description, categoryId }: Meeting): Promise<void> {
    await tx.query(
      `INSERT INTO scheduling.meetings (id, title, description, category_id)
       VALUES ($id, $title, $description, $categoryId)`,
      { id, title, description, categoryId },
    );
  }

  async titlesOf(tx: Tx, ids: number[]): Promise<Map<number, string>> {
    const sql = 'SELECT id, title FROM scheduling.meetings WHERE id = ANY($1::bigint[])';
    const rows = await tx.query<{ id: number; title: string }>(sql, [ids]);
    return new Map(rows.map(({ id, title }) => [id, title]));
  }
}
