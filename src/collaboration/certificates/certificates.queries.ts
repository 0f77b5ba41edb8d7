import { Injectable } from '@nestjs/common';
import { columnList, toEntity } from '../../platform/database/column-list.js';
import { Database } from '../../platform/database/database.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import type { Tx } from '../../platform/database/tx.js';
import { countUpTo } from '../../platform/http/lists/count.js';
import { pageOf, type Page } from '../../platform/http/lists/lists.js';
import { Certificate } from './certificate.entity.js';
import type { CertificatesQuery } from './certificates.dto.js';

type Source = Pick<Tx, 'query'>;

const ORDER = { ordering: { issued_date: 'c.issued_at' }, default: '-issued_date', tiebreak: 'c.id' };

const COLUMNS = columnList('c', Certificate);
const VALID = 'FROM collaboration.certificates c WHERE c.withdrawn_at IS NULL';

const BY_ID = prepared('collaboration-certificate', `SELECT ${COLUMNS} ${VALID} AND c.id = $1`);
const BY_NUMBER = prepared(
  'collaboration-verify-certificate',
  `SELECT ${COLUMNS} ${VALID} AND c.certificate_number = $1`,
);

const OWN = `${VALID} AND c.person_id = $personId AND ($eventId::bigint IS NULL OR c.event_id = $eventId)
  AND ($downloaded::boolean IS NULL OR (c.downloaded_at IS NOT NULL) = $downloaded)
  AND ($text::text IS NULL
    OR strpos(lower(c.certificate_number || ' ' || c.event_title), lower($text)) > 0)`;

/** Certificates that stand: what was withdrawn is as if it had never been. */
@Injectable()
export class CertificatesQueries {
  constructor(private readonly db: Database) {}

  async ofPerson(personId: number, query: CertificatesQuery): Promise<Page<Certificate>> {
    const { limit, offset, orderBy } = pageOf(query, ORDER);
    const { event: eventId = null, is_downloaded: downloaded = null, search } = query;
    const values = { personId, eventId, downloaded, text: search || null };
    const rows = await this.db.query<Certificate>(
      `SELECT ${COLUMNS} ${OWN} ORDER BY ${orderBy} LIMIT $limit OFFSET $offset`,
      { ...values, limit, offset },
    );
    return {
      items: rows.map((row) => toEntity(Certificate, row)),
      ...(await countUpTo(this.db, `SELECT 1 ${OWN}`, values)),
    };
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
