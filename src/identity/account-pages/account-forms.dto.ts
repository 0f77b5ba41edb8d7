import { Checked } from '../../platform/http/fields/checked.js';
import { BooleanField, EmailField, EnumField, IdField, TextField } from '../../platform/http/fields/fields.js';
import type { ScopedContext, Verb } from '../../platform/auth/scopes.js';
import { newPasswordProblems } from '../credentials/password.policy.js';
import { ProfileRequest } from '../accounts/profile.dto.js';

const REQUIRED = ['This field is required.'];
const PROFILE_ACTIONS = ['save', 'picture', 'remove_picture', 'sign_out'] as const;
const LIVES = ['30', '90', '365'] as const;
const VERBS: readonly Verb[] = ['read', 'write'];
const TOTP_CODE = /^\d{6}$/;

export class ProfileForm extends ProfileRequest {
  @EnumField(PROFILE_ACTIONS)
  action: (typeof PROFILE_ACTIONS)[number];

  @BooleanField({ default: false })
  notifications_enabled: boolean;

  @BooleanField({ default: false })
  newsletter_subscribed: boolean;
}

/** A form that asks once more who it is: `code` is what an app shows, or a recovery code. */
export class ProvenForm {
  @TextField({ max: 10_000, trim: false, optional: true })
  password?: string;

  @TextField({ max: 40, optional: true })
  code?: string;

  @TextField({ max: 40, optional: true })
  recovery_code?: string;
}

@Checked<SecurityForm>((form, { isAtFault, siteName }) => {
  const { action, email, new_password, new_password_confirm = '' } = form;
  if (action === 'change_email') return { email: email || isAtFault('email') ? undefined : REQUIRED };
  if (!new_password) return { new_password: REQUIRED };
  const problems = newPasswordProblems(new_password, new_password_confirm, { siteName });
  return { new_password: problems.password, new_password_confirm: problems.repeated };
})
export class SecurityForm extends ProvenForm {
  @EnumField(['change_email', 'change_password'] as const)
  action: 'change_email' | 'change_password';

  @EmailField({ optional: true })
  email?: string;

  @TextField({ max: 10_000, trim: false, optional: true })
  current_password?: string;

  @TextField({ max: 10_000, trim: false, optional: true })
  new_password?: string;

  @TextField({ max: 10_000, trim: false, optional: true })
  new_password_confirm?: string;
}

const FACTOR_ACTIONS = [
  ...(['set_up', 'enable', 'disable', 'renew_codes', 'remove_passkey', 'disconnect'] as const),
];
const NEEDS_CODE = ['enable', 'disable', 'renew_codes'];
const NEEDS_ID = ['remove_passkey', 'disconnect'];

@Checked<FactorsForm>(({ action = '', code, id }) => ({
  ...(NEEDS_CODE.includes(action) && !code && { code: REQUIRED }),
  ...(NEEDS_ID.includes(action) && id === undefined && { id: REQUIRED }),
}))
export class FactorsForm extends ProvenForm {
  @EnumField(FACTOR_ACTIONS)
  action: (typeof FACTOR_ACTIONS)[number];

  @IdField({ optional: true })
  id?: number;
}

@Checked<SessionsForm>(({ action, id }) => (action === 'end' && id === undefined ? { id: REQUIRED } : {}))
export class SessionsForm {
  @EnumField(['end', 'end_others'] as const)
  action: 'end' | 'end_others';

  @IdField({ optional: true })
  id?: number;
}

/** Of each context a token may read, or read and write. */
@Checked<TokensForm>(({ action, id, name }) => {
  if (action === 'end') return id === undefined ? { id: REQUIRED } : {};
  return name ? {} : { name: REQUIRED };
})
export class TokensForm {
  @EnumField(['make', 'end'] as const)
  action: 'make' | 'end';

  @IdField({ optional: true })
  id?: number;

  @TextField({ max: 100, optional: true })
  name?: string;

  @EnumField(LIVES, { default: '90' })
  days: (typeof LIVES)[number];
}
export const TOKEN_CONTEXTS = [
  ...(['identity', 'scheduling', 'booking', 'payments'] as const),
  ...(['collaboration', 'messaging', 'integrations', 'admin'] as const),
] satisfies ScopedContext[];
for (const context of TOKEN_CONTEXTS) EnumField(VERBS, { optional: true })(TokensForm.prototype, context);

@Checked<EraseForm>(({ sure }) => (sure ? {} : { sure: ['Please say that you are sure.'] }))
export class EraseForm extends ProvenForm {
  @EnumField(['erase'] as const)
  action: 'erase';

  @BooleanField({ default: false })
  sure: boolean;
}

export function proofIn({ password, code, recovery_code: recoveryCode = code }: ProvenForm) {
  const typed = code?.replaceAll(' ', '');
  return typed !== undefined && TOTP_CODE.test(typed) ? { password, code: typed } : { password, recoveryCode };
}
