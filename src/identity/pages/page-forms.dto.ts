import { Checked } from '../../platform/http/fields/checked.js';
import { EmailField, TextField } from '../../platform/http/fields/fields.js';
import { RegisterRequest } from '../sign-in/registration.dto.js';

const NEXT = { max: 2_000, optional: true, description: 'Where on this site to go on.' };
const REQUIRED = ['This field is required.'];

/** Name and password, or the code that completes them. */
@Checked<LoginForm>(({ mfa_token, username, password }) =>
  mfa_token ? {} : { username: username ? undefined : REQUIRED, password: password ? undefined : REQUIRED },
)
export class LoginForm {
  @TextField({ max: 254, optional: true })
  username?: string;

  @TextField({ max: 10_000, trim: false, optional: true })
  password?: string;

  @TextField({ max: 200, optional: true })
  mfa_token?: string;

  @TextField({ max: 20, optional: true })
  code?: string;

  @TextField({ max: 40, optional: true })
  recovery_code?: string;

  @TextField(NEXT)
  next?: string;
}

export class RegisterForm extends RegisterRequest {
  @TextField(NEXT)
  next?: string;
}

/** The token of the mailed link, or the address that a new one goes to. */
@Checked<VerifyEmailForm>(({ token, email }, { isAtFault }) =>
  token || email || isAtFault('email') ? {} : { email: REQUIRED },
)
export class VerifyEmailForm {
  @TextField({ max: 200, optional: true })
  token?: string;

  @EmailField({ optional: true })
  email?: string;
}
