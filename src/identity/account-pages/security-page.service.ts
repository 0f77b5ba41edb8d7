import { Injectable } from '@nestjs/common';
import type { Caller } from '../../platform/auth/caller.js';
import { SeeOther } from '../../platform/http/pipeline/json-text.js';
import { PasswordsService } from '../credentials/passwords.service.js';
import { EmailVerificationService } from '../verification/email-verification.service.js';
import { proofIn, type SecurityForm } from './account-forms.dto.js';

/** The forms of the address and of the password. */
@Injectable()
export class SecurityPageService {
  constructor(
    private readonly verification: EmailVerificationService,
    private readonly passwords: PasswordsService,
  ) {}

  /** Refuses as `POST users/change-email` and `users/change-password`. */
  async submit(caller: Caller, form: SecurityForm): Promise<SeeOther> {
    if (form.action === 'change_email') await this.verification.changeEmail(caller, form.email!, proofIn(form));
    else
      await this.passwords.changePassword(caller, {
        proof: proofIn({ ...form, password: form.current_password }),
        password: form.new_password!,
        endsTokens: false,
      });
    return new SeeOther(`/account/security?done=${form.action}`);
  }
}
