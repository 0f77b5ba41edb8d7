import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import type { Caller } from '../../platform/auth/caller.js';
import { MediaFiles } from '../../platform/files/media-files.js';
import type { UploadedPicture } from '../../platform/files/picture-form.js';
import { SeeOther } from '../../platform/http/pipeline/json-text.js';
import type { PlatformRequest } from '../../platform/http/request/platform-request.js';
import type { PageBodies } from '../../platform/pages/page.js';
import { InvalidInput } from '../../shared/errors.js';
import { toAccountResponse, type AccountResponse } from '../accounts/account.dto.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import type { ProfileRequest } from '../accounts/profile.dto.js';
import { ProfileService } from '../accounts/profile.service.js';
import { LogoutService } from '../sessions/logout.service.js';
import { SessionCookie } from '../sessions/session-cookie.adapter.js';
import type { ProfileForm } from './account-forms.dto.js';

interface Brought {
  response: Response;
  picture: UploadedPicture | undefined;
}

/** What pages of accounts show of the account itself, and the form of the profile. */
@Injectable()
export class ProfilePageService implements PageBodies {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly profiles: ProfileService,
    private readonly media: MediaFiles,
    private readonly logouts: LogoutService,
    private readonly cookie: SessionCookie,
  ) {}

  async read({ id }: Caller): Promise<AccountResponse> {
    return toAccountResponse(await this.accounts.get(id), this.media);
  }

  bodyOf({ caller }: PlatformRequest): Promise<AccountResponse> {
    return this.read(caller!);
  }

  /** Refuses as `PATCH users/me`. */
  async submit(caller: Caller, form: ProfileForm, { response, picture }: Brought): Promise<SeeOther> {
    const { action } = form;
    if (action === 'sign_out') return this.signOut(caller, response);
    if (action === 'save') await this.profiles.update(caller.id, toProfile(form));
    else if (action === 'remove_picture') await this.profiles.update(caller.id, { avatar: null });
    else if (picture?.bytes.length) await this.profiles.update(caller.id, {}, picture);
    else throw new InvalidInput({ avatar: ['This field is required.'] });
    return new SeeOther(`/account?done=${action}`);
  }

  private async signOut(caller: Caller, response: Response): Promise<SeeOther> {
    await this.logouts.signOut(caller);
    this.cookie.clear(response);
    return new SeeOther('/');
  }
}

/** What was left empty is to be empty, but for what cannot be. */
function toProfile(form: ProfileForm): ProfileRequest {
  const { first_name = '', last_name = '', bio = '', phone = '', website = '', organization = '' } = form;
  const { timezone, slug, notifications_enabled, newsletter_subscribed } = form;
  const profile = { notifications_enabled, newsletter_subscribed };
  return { first_name, last_name, bio, phone, website, organization, timezone, slug, profile };
}
