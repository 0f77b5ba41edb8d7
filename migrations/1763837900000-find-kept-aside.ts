import type { MigrationInterface, QueryRunner } from 'typeorm';

const around = (email: string) =>
  `platform.search_text(username::text || ' ' || ${email} || ' ' || first_name || ' ' || last_name)`;

/** Whose address is kept aside is found like everybody else. */
export class FindKeptAside1763837900000 implements MigrationInterface {
  name = 'FindKeptAside1763837900000';

  async up(runner: QueryRunner): Promise<void> {
    await this.index(runner, around(`coalesce(email::text, conflicting_email, '')`));
  }

  async down(runner: QueryRunner): Promise<void> {
    await this.index(runner, around('email::text'));
  }

  private async index(runner: QueryRunner, searched: string): Promise<void> {
    await runner.query(`
      DROP INDEX identity.accounts_search;
      CREATE INDEX accounts_search ON identity.accounts USING gin (${searched} gin_trgm_ops);
    `);
  }
}
