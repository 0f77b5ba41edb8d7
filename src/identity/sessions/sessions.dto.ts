import { BooleanField, IdField, InstantField, TextField } from '../../platform/http/fields/fields.js';

export class LoginSessionResponse {
  @IdField()
  id: number;

  @TextField({ example: 'Firefox on Linux' })
  device: string;

  @TextField()
  user_agent: string;

  @TextField({ example: '203.0.113.7' })
  ip_address: string;

  @InstantField()
  created_at: Date;

  @InstantField({ description: 'Exact to about a minute.' })
  last_used_at: Date;

  @BooleanField({ example: true })
  is_current: boolean;
}
