import { Checkbox, Select, TextArea } from '../../parts/field.js';
import { faultOf } from '../frame/forms.js';
import { definePage, type PageProps } from '../page.js';
import type { Wire } from '../wire.js';
import { ActionForm, Input, isSent, Section, Settings } from './settings.js';

type Props = PageProps<Wire<'AccountResponse'>>;

const SAVE = 'save';
const ZONES = Intl.supportedValuesOf('timeZone');

export const AccountPage = definePage<Wire<'AccountResponse'>>({
  title: ({ page }) => page.t('account.title'),
  View: Profile,
  island: { name: 'form', messages: [] },
  isPrivate: true,
  width: 'wide',
});

/** Pictures of elsewhere are not loaded, so that nobody there learns who looks. */
function Picture({ body, page }: Props) {
  const { t } = page;
  const at = URL.canParse(body.avatar ?? '') ? new URL(body.avatar!).pathname : '';
  const fault = isSent(page, 'picture') ? faultOf(page, 'avatar') : undefined;
  return (
    <Section id="picture" title={t('account.picture')}>
      {at.startsWith('/media/') && (
        <img class="portrait" src={at} alt={t('account.picture_now')} width="96" height="96" />
      )}
      <ActionForm page={page} action="picture" labels={{ avatar: t('account.picture_file') }} takesFile>
        <div class="field">
          <label for="picture-avatar">{t('account.picture_file')}</label>
          <input
            id="picture-avatar"
            name="avatar"
            type="file"
            accept="image/*"
            aria-describedby={fault ? 'picture-fault picture-hint' : 'picture-hint'}
            aria-invalid={fault ? 'true' : undefined}
          />
          {fault && (
            <p class="fault" id="picture-fault">
              {fault}
            </p>
          )}
          <p class="hint" id="picture-hint">
            {t('account.picture_hint')}
          </p>
        </div>
        <p>
          <button class="button">{t('account.picture_save')}</button>
        </p>
      </ActionForm>
      {body.avatar !== null && (
        <ActionForm page={page} action="remove_picture">
          <p>
            <button class="button quiet">{t('account.picture_remove')}</button>
          </p>
        </ActionForm>
      )}
    </Section>
  );
}

function Profile({ body, page }: Props) {
  const { t, typed } = page;
  const form = { page, action: SAVE };
  const sent = isSent(page, SAVE);
  const zones = ZONES.includes(body.timezone) ? ZONES : [body.timezone, ...ZONES];
  const isOn = (name: 'notifications_enabled' | 'newsletter_subscribed') =>
    sent ? typed[name] !== undefined : body.profile[name];
  const labels = {
    ...{ first_name: t('register.first_name'), last_name: t('register.last_name'), bio: t('account.bio') },
    ...{ slug: t('account.slug'), timezone: t('account.timezone'), phone: t('account.phone') },
    ...{ website: t('account.website'), organization: t('account.organization') },
  };
  return (
    <Settings page={page} room="profile">
      <Section id="profile" title={t('account.as', { name: body.username })}>
        <ActionForm {...form} labels={labels}>
          <div class="columns">
            <Input
              {...form}
              name="first_name"
              label={labels.first_name}
              autocomplete="given-name"
              kept={body.first_name}
            />
            <Input
              {...form}
              name="last_name"
              label={labels.last_name}
              autocomplete="family-name"
              kept={body.last_name}
            />
          </div>
          <TextArea
            name="bio"
            id={`${SAVE}-bio`}
            label={labels.bio}
            value={sent ? (typed['bio'] ?? '') : body.bio}
            hint={t('account.bio_hint')}
            fault={sent ? faultOf(page, 'bio') : undefined}
          />
          <div class="columns">
            <Input
              {...form}
              name="slug"
              label={labels.slug}
              hint={t('account.slug_hint', { path: `/${body.slug}` })}
              autocomplete="off"
              kept={body.slug}
            />
            <Select
              name="timezone"
              id={`${SAVE}-timezone`}
              label={labels.timezone}
              value={sent ? (typed['timezone'] ?? body.timezone) : body.timezone}
              options={zones.map((zone) => [zone, zone.replaceAll('_', ' ')])}
            />
          </div>
          <div class="columns">
            <Input
              {...form}
              name="organization"
              label={labels.organization}
              autocomplete="organization"
              kept={body.organization}
            />
            <Input
              {...form}
              name="phone"
              type="tel"
              label={labels.phone}
              autocomplete="tel"
              kept={body.phone}
            />
          </div>
          <Input
            {...form}
            name="website"
            type="url"
            label={labels.website}
            autocomplete="url"
            kept={body.website}
          />
          <Checkbox
            name="notifications_enabled"
            label={t('account.notifications_enabled')}
            checked={isOn('notifications_enabled')}
          />
          <Checkbox
            name="newsletter_subscribed"
            label={t('account.newsletter')}
            checked={isOn('newsletter_subscribed')}
          />
          <p>
            <button class="button">{t('account.save')}</button>
          </p>
        </ActionForm>
      </Section>
      <Picture body={body} page={page} />
    </Settings>
  );
}
