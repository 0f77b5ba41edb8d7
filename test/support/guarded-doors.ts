import type { Answer, Http } from './http.js';
import type { Sql } from './people.js';

/** What asks once more who somebody is; `field` is where a wrong password is told. */
export interface GuardedDoor {
  field: string;
  ask(http: Http, proof: object): Promise<Answer>;
}

let made = 0;

/** A provider's account, connected to this one. */
export async function linkProvider(db: Sql, accountId: number): Promise<number> {
  const [row] = await db.query<{ id: number }>(
    `INSERT INTO identity.social_accounts (account_id, provider, subject, connected_at)
     VALUES ($1, 'google', $2, now()) RETURNING id`,
    [accountId, `linked${++made}`],
  );
  return row!.id;
}

/** The doors of one's own account; `linked` answers what there is to unlink. */
export function guardedDoors(linked: () => Promise<number>): Record<string, GuardedDoor> {
  return {
    'erasing oneself': {
      field: 'password',
      ask: (http, proof) => http.call('DELETE', '/api/v1/users/me', proof),
    },
    'unlinking a provider': {
      field: 'password',
      ask: async (http, proof) => http.call('DELETE', `/api/v1/oauth/accounts/${await linked()}`, proof),
    },
    'changing the address': {
      field: 'password',
      ask: (http, proof) =>
        http.post('/api/v1/users/change-email', { email: `new${++made}@example.com`, ...proof }),
    },
    'changing the password': {
      field: 'current_password',
      ask: (http, proof) =>
        http.post('/api/v1/users/change-password', { new_password: 'Correct-horse-8', ...proof }),
    },
  };
}
