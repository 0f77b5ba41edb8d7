import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import type { Caller } from '../../platform/auth/caller.js';
import { SeeOther } from '../../platform/http/pipeline/json-text.js';
import { ErasureService } from '../erasure/erasure.service.js';
import { SessionCookie } from '../sessions/session-cookie.adapter.js';
import { proofIn, type EraseForm } from './account-forms.dto.js';

/** The end of an account. */
@Injectable()
export class DataPageService {
  constructor(
    private readonly erasure: ErasureService,
    private readonly cookie: SessionCookie,
  ) {}

  /** Refuses as `DELETE users/me`. */
  async erase(caller: Caller, form: EraseForm, response: Response): Promise<SeeOther> {
    await this.erasure.request(caller, proofIn(form));
    this.cookie.clear(response);
    return new SeeOther('/');
  }
}
