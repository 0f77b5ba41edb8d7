import { EmailField, TextField } from '../../platform/http/fields/fields.js';
import { InvalidInput } from '../../shared/errors.js';
import { isSamePassword } from './password.policy.js';

const password = { max: 10_000, trim: false, example: 'Correct-horse-8' };
const code = {
  max: 20,
  optional: true,
  example: '492039',
  description: 'Of the second factor, where it is on.',
};
const repeated = {
  ...password,
  optional: true,
  description: 'Where it is sent, it must equal the new password.',
};

export class CredentialsMessageResponse {
  @TextField({ example: 'Done.' })
  message: string;
}

export class MailedTokenRequest {
  @TextField({ max: 200, description: 'From the mailed link.' })
  token: string;
}

export class AddressRequest {
  @EmailField()
  email: string;
}

export class NewPasswordRequest {
  @TextField(password)
  new_password: string;

  @TextField(repeated)
  new_password_confirm?: string;
}

export class ConfirmResetRequest extends NewPasswordRequest {
  @TextField({ max: 200, description: 'From the mailed link.' })
  token: string;
}

export class ChangePasswordRequest extends NewPasswordRequest {
  @TextField({ ...password, optional: true, example: 'Correct-horse-7' })
  current_password?: string;

  @TextField({
    ...password,
    optional: true,
    example: 'Correct-horse-7',
    description: 'The same as `current_password`.',
  })
  old_password?: string;

  @TextField(code)
  code?: string;
}

/** Who they are once more; without, the sign-in of this session must be less than ten minutes ago. */
export class ReauthenticationRequest {
  @TextField({ ...password, optional: true, example: 'Correct-horse-7' })
  password?: string;

  @TextField(code)
  code?: string;
}

export class ChangeEmailRequest extends ReauthenticationRequest {
  @EmailField()
  email: string;
}

/** The new password; throws where it was typed twice, differently. */
export function newPasswordOf({ new_password, new_password_confirm }: NewPasswordRequest): string {
  if (new_password_confirm !== undefined && !isSamePassword(new_password_confirm, new_password)) {
    throw new InvalidInput({ new_password_confirm: ['The two passwords do not match.'] });
  }
  return new_password;
}

/** The current password under either of its names. */
export function currentPasswordOf(request: ChangePasswordRequest): string | undefined {
  return request.current_password ?? request.old_password;
}
