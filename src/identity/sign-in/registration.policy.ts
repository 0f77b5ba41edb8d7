import type { FieldErrors } from '../../shared/errors.js';
import { isTimeZone } from '../../shared/local-days.js';
import type { UserType } from '../accounts/account.entity.js';
import { isReserved, slugFrom } from '../accounts/slug.policy.js';
import { USERNAME } from '../accounts/username.policy.js';
import { passwordProblems } from '../credentials/password.policy.js';

export interface NewAccount {
  username: string;
  email: string;
  password: string;
  firstName?: string;
  lastName?: string;
  userType?: UserType;
  phone?: string;
  organization?: string;
  timezone?: string;
}

/** What is wrong with whatever is known of an account to be. */
export function registrationProblems(account: Partial<NewAccount>, siteName: string): FieldErrors {
  const { username, password, userType, timezone } = account;
  const problems: FieldErrors = {};
  if (username !== undefined && !USERNAME.test(username)) {
    problems.username = ['Use letters, digits and _ . + - only, and begin with a letter, a digit or _.'];
  } else if (username !== undefined && isReserved(slugFrom(username))) {
    problems.username = ['The server uses this word itself.'];
  }
  if (userType === 'admin') problems.userType = ['Nobody can register as an administrator.'];
  if (timezone !== undefined && !isTimeZone(timezone))
    problems.timezone = [`"${timezone}" is not a known time zone.`];
  const weak = password === undefined ? [] : passwordProblems(password, { ...account, siteName });
  if (weak.length > 0) problems.password = weak;
  return problems;
}
