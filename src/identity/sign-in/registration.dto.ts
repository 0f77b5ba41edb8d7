import { Checked } from '../../platform/http/fields/checked.js';
import { EmailField, EnumField, TextField } from '../../platform/http/fields/fields.js';
import { USER_TYPES, type Account, type UserType } from '../accounts/account.entity.js';
import { MAX_USERNAME } from '../accounts/username.policy.js';
import { MAX_PASSWORD, newPasswordProblems } from '../credentials/password.policy.js';
import type { SignedIn } from '../sessions/session.entity.js';
import { registrationProblems, type NewAccount } from './registration.policy.js';

const MAX_NAME = 150;

@Checked<RegisterRequest>((sent, { siteName }) => {
  const { repeated } = newPasswordProblems(sent.password, sent.password_confirm, {});
  return { ...registrationProblems(toNewAccount(sent), siteName), password_confirm: repeated };
})
export class RegisterRequest {
  @TextField({ max: MAX_USERNAME, example: 'ada', description: 'Letters, digits and `_ . + -`.' })
  username: string;

  @EmailField()
  email: string;

  @TextField({
    max: 10_000,
    trim: false,
    example: 'Correct-horse-7',
    description:
      `8 to ${MAX_PASSWORD} characters; ` + 'below 12 with an upper-case and a lower-case letter and a digit.',
  })
  password: string;

  @TextField({
    max: 10_000,
    trim: false,
    optional: true,
    description: 'Where it is sent, it must equal the password.',
  })
  password_confirm?: string;

  @TextField({ max: MAX_NAME, optional: true, example: 'Ada' })
  first_name?: string;

  @TextField({ max: MAX_NAME, optional: true, example: 'Lovelace' })
  last_name?: string;

  @EnumField(USER_TYPES, {
    optional: true,
    example: 'attendee',
    description: 'Nobody can register as `admin`.',
  })
  user_type?: UserType;

  @TextField({ max: 30, optional: true, pattern: /^\+?[0-9 ()./-]*$/, example: '+441234567890' })
  phone?: string;

  @TextField({ max: 200, optional: true })
  organization?: string;

  @TextField({
    max: 64,
    optional: true,
    example: 'Europe/London',
    description: 'IANA time zone, UTC by default.',
  })
  timezone?: string;
}

export class RegisterWithConfirmationRequest extends RegisterRequest {
  @TextField({ max: 10_000, trim: false, description: 'Must equal the password.' })
  override password_confirm: string;
}

export interface Registration {
  account: Account;
  /** Null where nobody is signed in, or the address must be verified first. */
  session: SignedIn | null;
}

export function toNewAccount(request: RegisterRequest): NewAccount;
export function toNewAccount(request: Partial<RegisterRequest>): Partial<NewAccount>;
export function toNewAccount(request: Partial<RegisterRequest>): Partial<NewAccount> {
  return {
    username: request.username,
    email: request.email,
    password: request.password,
    firstName: request.first_name,
    lastName: request.last_name,
    userType: request.user_type,
    phone: request.phone,
    organization: request.organization,
    timezone: request.timezone,
  };
}
