import { IdField, IntField, NestedField, TextField } from '../../platform/http/fields/fields.js';

class JoinedEventResponse {
  @IdField()
  id: number;

  @TextField({ example: 'Board games' })
  title: string;

  @IntField({ min: 0, example: 16 })
  current_participants: number;
}

export class ParticipationResponse {
  @TextField({ example: 'Successfully joined the event' })
  message: string;

  @NestedField(() => JoinedEventResponse)
  event: JoinedEventResponse;
}
