import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { Outbox } from '../../platform/events/outbox.js';
import { MediaFiles } from '../../platform/files/media-files.js';
import type { UploadedPicture } from '../../platform/files/picture-form.js';
import { AccountRenamed, TimeZoneChanged } from '../identity.events.js';
import type { Account } from './account.entity.js';
import { AccountsRepository } from './accounts.repository.js';
import type { ProfileRequest, SettingsRequest } from './profile.dto.js';

@Injectable()
export class ProfileService {
  constructor(
    private readonly db: Database,
    private readonly accounts: AccountsRepository,
    private readonly media: MediaFiles,
    private readonly outbox: Outbox,
  ) {}

  /** Refuses files that are no pictures with 400, a taken slug with 409. */
  async update(personId: number, request: ProfileRequest, picture?: UploadedPicture): Promise<Account> {
    const uploaded = picture && (await this.media.keepPicture(picture.bytes, picture.fieldName));
    try {
      return await this.write(personId, request, uploaded);
    } catch (error) {
      if (uploaded) await this.media.remove(uploaded);
      throw error;
    }
  }

  updateSettings(personId: number, request: SettingsRequest): Promise<Account> {
    return this.write(personId, { profile: request }, undefined);
  }

  private write(personId: number, request: ProfileRequest, uploaded: string | undefined): Promise<Account> {
    return this.db.transaction(async (tx) => {
      const account = await this.accounts.getForUpdate(tx, personId);
      const { avatar: oldAvatar, firstName, lastName, timezone } = account;
      const avatar = uploaded ?? this.avatarOf(request, account);
      await this.accounts.change(tx, account, sent({ ...columnsOf(request), avatar }));
      if (account.avatar !== oldAvatar) tx.afterCommit(() => this.media.remove(oldAvatar));
      if (account.firstName !== firstName || account.lastName !== lastName) {
        await this.outbox.publish(tx, AccountRenamed, { personId });
      }
      if (account.timezone !== timezone) await this.outbox.publish(tx, TimeZoneChanged, { personId });
      return account;
    });
  }

  /** Undefined where nothing changes: also when a client sends back the address that it was shown. */
  private avatarOf({ avatar, profile_picture }: ProfileRequest, account: Account): string | null | undefined {
    const wanted = avatar !== undefined ? avatar : profile_picture;
    return wanted === this.media.urlOf(account.avatar) ? undefined : wanted;
  }
}

function columnsOf(request: ProfileRequest): Partial<Account> {
  const { profile = {} } = request;
  return {
    firstName: request.first_name,
    lastName: request.last_name,
    bio: request.bio,
    phone: request.phone,
    website: request.website,
    organization: request.organization,
    timezone: request.timezone,
    slug: request.slug,
    twitter: profile.twitter,
    linkedin: profile.linkedin,
    github: profile.github,
    facebook: profile.facebook,
    newsletterSubscribed: profile.newsletter_subscribed,
    notificationsEnabled: profile.notifications_enabled,
  };
}

function sent(changes: Partial<Account>): Partial<Account> {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}
