import { Injectable } from '@nestjs/common';
import { columnList, toEntity } from '../../platform/database/column-list.js';
import { Database } from '../../platform/database/database.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import type { Tx } from '../../platform/database/tx.js';
import { Selection } from '../../platform/database/selection/selection.js';
import { pageOf, type Page } from '../../platform/http/lists/lists.js';
import { Certificate } from './certificate.entity.js';
import type { CertificatesQuery } from './certificates.dto.js';

type Source = Pick<Tx, 'query'>;

const ORDER = { ordering: { issued_date: 'c.issued_at' }, default: '-issued_date', tiebreak: 'c.id' };

const COLUMNS = columnList('c', Certificate);
const FROM = 'collaboration.certificates c';
const IS_VALID = 'c.withdrawn_at IS NULL';

const BY_ID = prepared(
  'collaboration-certificate',
  `SELECT ${COLUMNS} FROM ${FROM} WHERE ${IS_VALID} AND c.id = $1`,
);
const BY_NUMBER = prepared(
  'collaboration-verify-certificate',
  `SELECT ${COLUMNS} FROM ${FROM} WHERE ${IS_VALID} AND c.certificate_number = $1`,
);

const HAS_TEXT = `strpos(lower(c.certificate_number || ' ' || c.event_title), lower($search)) > 0`;

/** Certificates that stand: what was withdrawn is as if it had never been. */
@Injectable()
export class CertificatesQueries {
  constructor(private readonly db: Database) {}

  async ofPerson(personId: number, query: CertificatesQuery): Promise<Page<Certificate>> {
    const { event, is_downloaded: isDownloaded, search } = query;
    const page = await new Selection({ from: FROM, id: 'c.id' })
      .must(`${IS_VALID} AND c.person_id = $personId`, { personId })
      .and('c.event_id = $event', { event })
      .and('(c.downloaded_at IS NOT NULL) = $isDownloaded', { isDownloaded })
      .and(HAS_TEXT, { search: search || undefined })
      .page(this.db, COLUMNS, pageOf(query, ORDER));
    return { ...page, items: page.items.map((row) => toEntity(Certificate, row)) };
  }

  async find(id: number, source: Source = this.db): Promise<Certificate | null> {
    const [row] = await source.query<Certificate>(BY_ID, [id]);
    return row ? toEntity(Certificate, row) : null;
  }

  async findByNumber(number: string): Promise<Certificate | null> {
    const [row] = await this.db.query<Certificate>(BY_NUMBER, [number]);
    return row ? toEntity(Certificate, row) : null;
  }
}
