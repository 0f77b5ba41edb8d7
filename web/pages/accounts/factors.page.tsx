import { formatMoment } from '../../lib/time.js';
import { Icon } from '../../parts/icon.js';
import { Notice } from '../../parts/notice.js';
import { definePage, type PageProps } from '../page.js';
import type { Wire } from '../wire.js';
import { ActionForm, Input, isSent, Proof, proofLabels, Section, Settings } from './settings.js';

export interface FactorsBody {
  account: Wire<'AccountResponse'>;
  passkeys: readonly Wire<'PasskeyResponse'>[];
  connected: readonly Wire<'SocialAccountResponse'>[];
  providers: Wire<'ProvidersResponse'>;
  setup?: Wire<'MfaSetupResponse'>;
  recovery_codes?: readonly string[];
}

type Props = PageProps<FactorsBody>;

const NAMES: Readonly<Record<string, string>> = { google: 'Google', github: 'GitHub', saml: 'SAML' };

export const FactorsPage = definePage<FactorsBody>({
  title: ({ page }) => page.t('account.factors.title'),
  View: (props) => (
    <Settings page={props.page} room="factors">
      <SecondFactor {...props} />
      <Passkeys {...props} />
      <Providers {...props} />
    </Settings>
  ),
  island: { name: 'form', messages: ['form.', 'account.passkey.'] },
  isPrivate: true,
  width: 'wide',
});

function SecondFactor(props: Props) {
  const { body, page } = props;
  const { t } = page;
  const isOn = body.account.mfa_enabled;
  const isBeingSetUp = body.setup !== undefined || (isSent(page, 'enable') && !isOn);
  return (
    <Section
      id="mfa"
      title={t('account.mfa.title')}
      lead={t(isOn ? 'account.mfa.is_on' : 'account.mfa.is_off')}
    >
      {body.recovery_codes && (
        <Notice kind="ok" title={t('account.mfa.codes')}>
          <ul class="codes">
            {body.recovery_codes.map((code) => (
              <li key={code}>
                <code>{code}</code>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {isOn ? <FactorIsOn {...props} /> : isBeingSetUp ? <Enable {...props} /> : <SetUp {...props} />}
    </Section>
  );
}

function SetUp({ page }: Props) {
  const form = { page, action: 'set_up' };
  return (
    <ActionForm {...form} labels={proofLabels(page)}>
      <Proof {...form} hasCode={false} />
      <p>
        <button class="button">{page.t('account.mfa.set_up')}</button>
      </p>
    </ActionForm>
  );
}

function Enable({ body: { setup }, page }: Props) {
  const { t } = page;
  const form = { page, action: 'enable' };
  return (
    <>
      {setup && (
        <div class="row">
          <img class="qr" src={setup.qr_code} width="176" height="176" alt={t('account.mfa.qr')} />
          <p class="lead">
            {t('account.mfa.scan')}
            <br />
            <code class="secret">{setup.secret}</code>
          </p>
        </div>
      )}
      <ActionForm {...form} labels={proofLabels(page)}>
        <Input
          {...form}
          name="code"
          label={t('account.mfa.code')}
          inputMode="numeric"
          autocomplete="one-time-code"
          required
        />
        <p class="row">
          <button class="button">{t('account.mfa.enable')}</button>
          <a href={page.path}>{t('login.mfa.back')}</a>
        </p>
      </ActionForm>
    </>
  );
}

function FactorIsOn({ page }: Props) {
  const { t } = page;
  return (
    <>
      {(['renew_codes', 'disable'] as const).map((action) => (
        <details key={action} open={isSent(page, action) && page.failure !== null}>
          <summary>{t(`account.mfa.${action}`)}</summary>
          <ActionForm page={page} action={action} labels={proofLabels(page)}>
            <Proof page={page} action={action} hasCode />
            <p>
              <button class={action === 'disable' ? 'button bad' : 'button'}>
                {t(`account.mfa.${action}`)}
              </button>
            </p>
          </ActionForm>
        </details>
      ))}
    </>
  );
}

function Passkeys({ body: { account, passkeys }, page }: Props) {
  const { t, language, zone } = page;
  const moment = (instant: string) => formatMoment(instant, zone ?? account.timezone, language);
  return (
    <Section id="passkeys" title={t('account.passkeys')} lead={t('account.passkeys_lead')}>
      <ul class="rows">
        {passkeys.map(({ id, name, created_at: madeAt, last_used_at: usedAt }) => (
          <li key={id}>
            <Icon name="key" />
            <div>
              <strong>{name}</strong>
              <p class="below">
                {usedAt
                  ? t('account.used', { moment: moment(usedAt) })
                  : t('account.made', { moment: moment(madeAt) })}
              </p>
              <Removal page={page} action="remove_passkey" of={id} name={name} hasCode={account.mfa_enabled} />
            </div>
          </li>
        ))}
      </ul>
      <noscript>
        <p>{t('account.passkeys_script')}</p>
      </noscript>
      <form class="stack" data-passkey hidden>
        <p class="notice bad" role="alert" id="passkey-refused" hidden />
        <div class="columns">
          <Input
            page={page}
            action="passkey"
            name="name"
            label={t('account.passkeys_name')}
            autocomplete="off"
          />
          <Input
            page={page}
            action="passkey"
            name="password"
            type="password"
            label={t('account.proof.password')}
            autocomplete="current-password"
            showLabel={t('form.show_password')}
          />
          {account.mfa_enabled && (
            <Input
              page={page}
              action="passkey"
              name="code"
              label={t('account.proof.code')}
              autocomplete="one-time-code"
            />
          )}
        </div>
        <p>
          <button class="button">{t('account.passkeys_add')}</button>
        </p>
      </form>
    </Section>
  );
}

interface RemovalProps {
  page: Props['page'];
  action: 'remove_passkey' | 'disconnect';
  of: number;
  name: string;
  hasCode: boolean;
}

/** It asks who somebody is, so it opens first. */
function Removal({ name, hasCode, ...form }: RemovalProps) {
  const { t } = form.page;
  return (
    <details open={isSent(form.page, form.action, form.of) && form.page.failure !== null}>
      <summary aria-label={t('account.remove_of', { name })}>{t('account.remove')}</summary>
      <ActionForm {...form} labels={proofLabels(form.page)}>
        <Proof {...form} hasCode={hasCode} />
        <p>
          <button class="button small bad">{t('account.remove_of', { name })}</button>
        </p>
      </ActionForm>
    </details>
  );
}

function Providers({ body: { account, connected, providers }, page }: Props) {
  const { t } = page;
  const nameOf = (key: string) =>
    NAMES[key] ?? providers.oidc.providers.find((each) => each.key === key)?.name ?? key;
  const offered = [
    ...(['google', 'github', 'saml'] as const).map((key) => ({ key, login_url: providers[key].login_url })),
    ...providers.oidc.providers,
  ].filter(({ key, login_url }) => login_url !== null && !connected.some(({ provider }) => provider === key));
  if (connected.length + offered.length === 0) return null;
  return (
    <Section id="providers" title={t('account.providers')} lead={t('account.providers_lead')}>
      <ul class="rows">
        {connected.map(({ id, provider, email, uid }) => (
          <li key={id}>
            <Icon name="globe" />
            <div>
              <strong>{nameOf(provider)}</strong>
              <p class="below">{email ?? uid}</p>
              <Removal
                page={page}
                action="disconnect"
                of={id}
                name={nameOf(provider)}
                hasCode={account.mfa_enabled}
              />
            </div>
          </li>
        ))}
      </ul>
      {offered.length > 0 && (
        <p class="row">
          {offered.map(({ key, login_url: url }) => (
            <a class="button quiet" href={url!} key={key}>
              {t('account.connect', { name: nameOf(key) })}
            </a>
          ))}
        </p>
      )}
    </Section>
  );
}
