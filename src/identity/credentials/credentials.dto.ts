import { Checked } from '../../platform/http/fields/checked.js';
import { BooleanField, EmailField, TextField } from '../../platform/http/fields/fields.js';
import { newPasswordProblems } from './password.policy.js';

const password = { max: 10_000, trim: false, example: 'Correct-horse-8' };
const code = {
  max: 20,
  optional: true,
  example: '492039',
  description: 'Of the second factor, where it is on and this session gave none within ten minutes.',
};
const recoveryCode = { max: 40, optional: true, description: 'Instead of `code`; each works once.' };
const repeated = {
  ...password,
  optional: true,
  description: 'Where it is sent, it must equal the new password.',
};

export class CredentialsMessageResponse {
  @TextField({ example: 'Done.' })
  message: string;
}

export type CredentialsMessage = Promise<CredentialsMessageResponse>;

export class MailedTokenRequest {
  @TextField({ max: 200, description: 'From the mailed link.' })
  token: string;
}

export class AddressRequest {
  @EmailField()
  email: string;
}

@Checked<NewPasswordRequest>(({ new_password, new_password_confirm }, { siteName }) => {
  const problems = newPasswordProblems(new_password, new_password_confirm, { siteName });
  return { new_password: problems.password, new_password_confirm: problems.repeated };
})
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

  @TextField(recoveryCode)
  recovery_code?: string;

  @BooleanField({ default: false, description: 'Whether your tokens for programs end, too.' })
  revoke_tokens: boolean;
}

/** Who they are once more; without, the sign-in of this session must be less than ten minutes ago. */
export class ReauthenticationRequest {
  @TextField({ ...password, optional: true, example: 'Correct-horse-7' })
  password?: string;

  @TextField(code)
  code?: string;

  @TextField(recoveryCode)
  recovery_code?: string;
}

export class ChangeEmailRequest extends ReauthenticationRequest {
  @EmailField()
  email: string;
}

export function proofOf({ password, code, recovery_code: recoveryCode }: ReauthenticationRequest) {
  return { password, code, recoveryCode };
}

/** The current password has two names. */
export function passwordChangeOf(request: ChangePasswordRequest) {
  const { current_password: current = request.old_password, new_password: password } = request;
  return { proof: proofOf({ ...request, password: current }), password, endsTokens: request.revoke_tokens };
}
