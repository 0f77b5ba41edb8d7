import { Checked } from '../../platform/http/fields/checked.js';
import { BooleanField, EnumField, IdField } from '../../platform/http/fields/fields.js';
import { ProvenForm } from '../account-pages/account-forms.dto.js';
import { USER_TYPES, type UserType } from '../accounts/account.entity.js';
import { AuditLogQuery } from '../administration/audit-log.dto.js';

const PERIODS = ['7', '30', '90'] as const;
const ORDERS = ['suspend', 'activate', 'role', 'reset_mfa', 'end_session', 'erase'] as const;

export class OverviewPageQuery {
  @EnumField(PERIODS, { default: '30' })
  days: (typeof PERIODS)[number];
}

export class AuditPageQuery extends AuditLogQuery {
  @BooleanField({ default: false })
  verify: boolean;
}

const REQUIRED = ['This field is required.'];

@Checked<UsersForm>(({ action, user_type: userType, session }) => ({
  ...(action === 'role' && userType === undefined && { user_type: REQUIRED }),
  ...(action === 'end_session' && session === undefined && { session: REQUIRED }),
}))
export class UsersForm extends ProvenForm {
  @EnumField(ORDERS)
  action: (typeof ORDERS)[number];

  @IdField()
  id: number;

  @EnumField(USER_TYPES, { optional: true })
  user_type?: UserType;

  @IdField({ optional: true })
  session?: number;
}
