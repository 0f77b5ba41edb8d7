import { Body, Controller, Get, Patch, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { MediaFiles } from '../../platform/files/media-files.js';
import { UploadInProgress, type UploadedPicture } from '../../platform/files/picture-form.js';
import { NotAPicture, PictureTooLarge } from '../../platform/files/pictures.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { SlugTaken, TooManyFormerSlugs } from '../identity.errors.js';
import { AccountResponse, toAccountResponse } from './account.dto.js';
import { AccountsRepository } from './accounts.repository.js';
import { AcceptsPicture, Picture } from './picture-upload.dto.js';
import { ProfileRequest, SettingsRequest } from './profile.dto.js';
import { ProfileService } from './profile.service.js';

const READ = { summary: 'Get your own account', body: AccountResponse };
const CHANGE = {
  summary: 'Change your profile',
  description:
    'Changes what is sent. As `multipart/form-data`, `avatar` or `profile_picture` may be a picture ' +
    'of at most 25 MB and 50 megapixels.',
  body: AccountResponse,
  errors: [SlugTaken, TooManyFormerSlugs, NotAPicture, PictureTooLarge, UploadInProgress],
};
const SETTINGS = { summary: 'Change your links and settings', body: AccountResponse };

/** One's own account, under the three paths that clients know. */
@ApiTags('Accounts')
@Controller('api/v1')
@Requires('user')
export class ProfileController {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly profiles: ProfileService,
    private readonly media: MediaFiles,
  ) {}

  @Get('users/me')
  @Operation(READ)
  async me(@CurrentUser() caller: Caller): Promise<AccountResponse> {
    return toAccountResponse(await this.accounts.get(caller.id), this.media);
  }

  @Get('auth/user')
  @Operation({ ...READ, insteadUse: 'GET /api/v1/users/me' })
  user(@CurrentUser() caller: Caller): Promise<AccountResponse> {
    return this.me(caller);
  }

  @Get('auth/profile')
  @Operation({ ...READ, insteadUse: 'GET /api/v1/users/me' })
  profile(@CurrentUser() caller: Caller): Promise<AccountResponse> {
    return this.me(caller);
  }

  @Put('users/me')
  @AcceptsPicture()
  @Operation(CHANGE)
  async putMe(
    @CurrentUser() caller: Caller,
    @Body() body: ProfileRequest,
    @Picture() picture?: UploadedPicture,
  ): Promise<AccountResponse> {
    return toAccountResponse(await this.profiles.update(caller.id, body, picture), this.media);
  }

  @Patch('users/me')
  @AcceptsPicture()
  @Operation(CHANGE)
  patchMe(
    @CurrentUser() caller: Caller,
    @Body() body: ProfileRequest,
    @Picture() picture?: UploadedPicture,
  ): Promise<AccountResponse> {
    return this.putMe(caller, body, picture);
  }

  @Put('auth/profile')
  @AcceptsPicture()
  @Operation({ ...CHANGE, insteadUse: 'PATCH /api/v1/users/me' })
  putProfile(
    @CurrentUser() caller: Caller,
    @Body() body: ProfileRequest,
    @Picture() picture?: UploadedPicture,
  ): Promise<AccountResponse> {
    return this.putMe(caller, body, picture);
  }

  @Put('users/update_profile')
  @Operation(SETTINGS)
  async putSettings(@CurrentUser() caller: Caller, @Body() body: SettingsRequest): Promise<AccountResponse> {
    return toAccountResponse(await this.profiles.updateSettings(caller.id, body), this.media);
  }

  @Patch('users/update_profile')
  @Operation(SETTINGS)
  patchSettings(@CurrentUser() caller: Caller, @Body() body: SettingsRequest): Promise<AccountResponse> {
    return this.putSettings(caller, body);
  }
}
