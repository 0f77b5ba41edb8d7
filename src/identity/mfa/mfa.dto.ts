import { Checked } from '../../platform/http/fields/checked.js';
import { BooleanField, TextField } from '../../platform/http/fields/fields.js';
import { ReauthenticationRequest } from '../credentials/credentials.dto.js';

const RECOVERY_CODES = {
  many: true,
  example: ['7QK2-MZ5W-XR4A-3JTE'],
  description: 'Each works once. They are shown this once only.',
} as const;

export class MfaSetupRequest {
  @TextField({
    max: 10_000,
    trim: false,
    optional: true,
    example: 'Correct-horse-7',
    description: 'Where the sign-in of this session is more than ten minutes ago.',
  })
  password?: string;
}

export class MfaSetupResponse {
  @TextField({ example: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP', description: 'Base32, for typing it in.' })
  secret: string;

  @TextField({ example: 'otpauth://totp/Convoke:ada?issuer=Convoke&secret=JBSWY3DPEHPK3PXP' })
  otpauth_url: string;

  @TextField({
    max: 100_000,
    example: 'data:image/png;base64,iVBORw0KGgo=',
    description: 'The URL as a QR code.',
  })
  qr_code: string;
}

export class MfaEnableRequest {
  @TextField({ max: 20, example: '492039', description: 'What the app shows now.' })
  code: string;
}

/** The password, where the account has one, and a code of either kind. */
@Checked<MfaProofRequest>(({ code, recovery_code }, { isAtFault }) =>
  code || recovery_code || isAtFault('code', 'recovery_code') ? {} : { code: ['This field is required.'] },
)
export class MfaProofRequest extends ReauthenticationRequest {}

export class MfaEnabledResponse {
  @BooleanField({ example: true })
  mfa_enabled: boolean;

  @TextField(RECOVERY_CODES)
  recovery_codes: string[];
}

export class MfaDisabledResponse {
  @BooleanField({ example: false })
  mfa_enabled: boolean;
}

export class RecoveryCodesResponse {
  @TextField(RECOVERY_CODES)
  recovery_codes: string[];
}
