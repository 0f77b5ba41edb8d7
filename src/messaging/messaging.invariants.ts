import { Injectable } from '@nestjs/common';
import { InvariantSource, type Invariant } from '../platform/registries/invariant-source.js';

export const MESSAGING_INVARIANTS: readonly Invariant[] = [
  {
    name: 'conversations_that_miss_messages',
    sql: `SELECT c.id FROM messaging.conversations c
      WHERE c.messages_count IS DISTINCT FROM (
        SELECT max(m.place) FROM messaging.messages m WHERE m.conversation_id = c.id)`,
  },
  {
    name: 'unread_counts_differ_from_messages',
    sql: `SELECT c.id FROM messaging.correspondences c
      WHERE c.unread_count <> (SELECT count(*) FROM messaging.messages m
        WHERE m.conversation_id = c.conversation_id AND m.receiver_id = c.person_id AND m.read_at IS NULL)`,
  },
  {
    name: 'last_messages_that_are_not_the_last',
    sql: `SELECT c.id FROM messaging.correspondences c
      WHERE c.last_message_id IS DISTINCT FROM (SELECT m.id FROM messaging.messages m
        WHERE m.conversation_id = c.conversation_id ORDER BY m.place DESC LIMIT 1)`,
  },
  {
    name: 'workflows_that_are_off_and_have_work_to_do',
    sql: `SELECT s.id FROM messaging.workflow_steps s JOIN messaging.workflows w ON w.id = s.workflow_id
      WHERE s.status = 'pending' AND (w.deleted_at IS NOT NULL OR NOT w.is_active)`,
  },
];

@Injectable()
export class MessagingInvariants extends InvariantSource {
  invariants(): Invariant[] {
    return [...MESSAGING_INVARIANTS];
  }
}
