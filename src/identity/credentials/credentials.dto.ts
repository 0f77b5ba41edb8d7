import { EmailField, TextField } from '../../platform/http/fields/fields.js';
import { InvalidInput } from '../../shared/errors.js';

const password = { max: 10_000, trim: false, example: 'Correct-horse-8' };
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
}

export class ChangeEmailRequest {
  @EmailField()
  email: string;

  @TextField({ ...password, example: 'Correct-horse-7' })
  password: string;
}

/** The new password; throws where it was typed twice, differently. */
export function newPasswordOf({ new_password, new_password_confirm }: NewPasswordRequest): string {
  if (new_password_confirm !== undefined && new_password_confirm !== new_password) {
    throw new InvalidInput({ new_password_confirm: ['The two passwords do not match.'] });
  }
  return new_password;
}

/** The current password under either of its names; throws where there is none. */
export function currentPasswordOf({ current_password, old_password }: ChangePasswordRequest): string {
  const current = current_password ?? old_password;
  if (!current) throw new InvalidInput({ current_password: ['This field is required.'] });
  return current;
}
