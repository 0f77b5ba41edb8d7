import {
  BooleanField,
  EnumField,
  IdField,
  InstantField,
  TextField,
} from '../../platform/http/fields/fields.js';
import { SIGN_IN_METHODS, type SignInMethod } from './session.entity.js';

export class LoginSessionResponse {
  @IdField()
  id: number;

  @TextField({ example: 'Firefox on Linux' })
  device: string;

  @TextField()
  user_agent: string;

  @TextField({ example: '203.0.113.7' })
  ip_address: string;

  @EnumField(SIGN_IN_METHODS, { example: 'password', description: 'How the sign-in was made.' })
  method: SignInMethod;

  @BooleanField({ description: 'The sign-in took a second factor.' })
  mfa: boolean;

  @InstantField()
  created_at: Date;

  @InstantField({ description: 'Exact to about a minute.' })
  last_used_at: Date;

  @BooleanField({ example: true })
  is_current: boolean;
}
