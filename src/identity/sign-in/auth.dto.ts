import type { MediaFiles } from '../../platform/files/media-files.js';
import { Checked } from '../../platform/http/fields/checked.js';
import { BooleanField, NestedField, TextField } from '../../platform/http/fields/fields.js';
import { AccountResponse, toAccountResponse } from '../accounts/account.dto.js';
import type { SignedInAccount } from '../sessions/session.entity.js';
import type { Registration } from './registration.dto.js';

const ACCESS = {
  description: 'Good for an hour: `Authorization: Bearer <access>`.',
  example: 'eyJhbGciOiJIUzI1NiJ9.e30.c2ln',
};
const TOKEN = 'q3V7mB1x0dYkT5cWnRzE8sLhGjUaPfKoIeXy2Nt4MwQ';
const REFRESH = { description: 'Good for seven days, once.', example: 'eyJhbGciOiJIUzI1NiJ9.e30.c2ln' };

@Checked<LoginRequest>(({ username, email }, { isAtFault }) =>
  username || email || isAtFault('username', 'email') ? {} : { username: ['This field is required.'] },
)
export class LoginRequest {
  @TextField({ max: 254, optional: true, example: 'ada', description: 'A username or an e-mail address.' })
  username?: string;

  @TextField({ max: 254, optional: true, description: 'Instead of `username`.' })
  email?: string;

  @TextField({ max: 10_000, trim: false, example: 'Correct-horse-7' })
  password: string;
}

export class RefreshRequest {
  @TextField({ max: 10_000, ...REFRESH })
  refresh: string;
}

export class LogoutRequest {
  @TextField({
    max: 10_000,
    optional: true,
    nullable: true,
    description: 'Another session of the caller to end as well.',
  })
  refresh?: string | null;
}

export class TokensResponse {
  @TextField(ACCESS)
  access: string;

  @TextField(REFRESH)
  refresh: string;
}

export class AccessResponse {
  @TextField(ACCESS)
  access: string;
}

export class SignedInResponse extends TokensResponse {
  @NestedField(() => AccountResponse)
  user: AccountResponse;
}

export class MfaRequiredResponse {
  @BooleanField({ example: true })
  mfa_required: boolean;

  @TextField({ example: TOKEN, description: 'For `mfa/verify`, within five minutes and five tries.' })
  mfa_token: string;
}

@Checked<MfaVerifyRequest>(({ code, recovery_code }, { isAtFault }) =>
  code || recovery_code || isAtFault('code', 'recovery_code') ? {} : { code: ['This field is required.'] },
)
export class MfaVerifyRequest {
  @TextField({ max: 200, example: TOKEN })
  mfa_token: string;

  @TextField({ max: 20, optional: true, example: '492039', description: 'What the app shows now.' })
  code?: string;

  @TextField({ max: 40, optional: true, description: 'Instead of `code`; each works once.' })
  recovery_code?: string;
}

/** Without tokens where the address has to be verified first. */
export class RegisteredResponse {
  @TextField({ ...ACCESS, optional: true })
  access?: string;

  @TextField({ ...REFRESH, optional: true })
  refresh?: string;

  @NestedField(() => AccountResponse)
  user: AccountResponse;
}

/** The user's own body with the tokens beside it. */
export class FlatSignedInResponse extends AccountResponse {
  @TextField({ ...ACCESS, description: 'The same as `access`.' })
  token: string;

  @TextField(ACCESS)
  access: string;

  @TextField(REFRESH)
  refresh: string;
}

export class FlatRegisteredResponse extends AccountResponse {
  @TextField({ ...ACCESS, optional: true, description: 'The same as `access`.' })
  token?: string;

  @TextField({ ...ACCESS, optional: true })
  access?: string;

  @TextField({ ...REFRESH, optional: true })
  refresh?: string;
}

export class AcknowledgementResponse {
  @TextField({ example: 'Successfully logged out' })
  message: string;
}

export class SignedOutResponse {
  @BooleanField({ example: true })
  success: boolean;

  @TextField({ example: 'Logged out successfully' })
  message: string;
}

/** What was typed as the name. */
export function loginOf({ username, email }: LoginRequest): string {
  return (username || email)!;
}

export function toSignedIn({ access, refresh, account }: SignedInAccount, media: MediaFiles): SignedInResponse {
  return { access, refresh, user: toAccountResponse(account, media) };
}

export function toFlatSignedIn(
  { access, refresh, account }: SignedInAccount,
  media: MediaFiles,
): FlatSignedInResponse {
  return { ...toAccountResponse(account, media), token: access, access, refresh };
}

export function toRegistered({ account, session }: Registration, media: MediaFiles): RegisteredResponse {
  const user = toAccountResponse(account, media);
  return session ? { access: session.access, refresh: session.refresh, user } : { user };
}

export function toFlatRegistered(
  { account, session }: Registration,
  media: MediaFiles,
): FlatRegisteredResponse {
  const user = toAccountResponse(account, media);
  return session ? { ...user, token: session.access, access: session.access, refresh: session.refresh } : user;
}
