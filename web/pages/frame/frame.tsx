import type { ComponentChildren } from 'preact';
import { LANGUAGE_NAMES, LANGUAGES } from '../../lib/i18n.js';
import { Icon } from '../../parts/icon.js';
import { Logo } from '../../parts/logo.js';
import type { PageContext } from '../page.js';

interface FrameProps {
  page: PageContext;
  width: 'narrow' | 'wide' | 'bare';
  children: ComponentChildren;
}

export function Frame({ page, width, children }: FrameProps) {
  if (page.isEmbedded) return <main class="embedded">{children}</main>;
  if (width === 'bare')
    return (
      <main id="main" class="bare">
        {children}
      </main>
    );
  const { t, site } = page;
  return (
    <>
      <a class="skip" href="#main">
        {t('frame.skip')}
      </a>
      <header class="bar">
        <a class="brand" href="/">
          <Logo />
          {site}
        </a>
        <nav aria-label={t('frame.nav')}>
          <a href="/events">{t('frame.events')}</a>
          <a href="/experts">{t('experts.title')}</a>
          {page.viewer ? (
            <>
              <a href="/calendar">{t('calendar.title')}</a>
              <a href="/bookings">{t('bookings.title')}</a>
              <a href="/messages">{t('messages.title')}</a>
              <a href="/organize">{t('organize.title')}</a>
              {page.viewer.isAdmin && <a href="/admin">{t('frame.admin')}</a>}
              <a class="button quiet" href="/account">
                {t('frame.account')}
              </a>
            </>
          ) : (
            page.path !== '/login' && (
              <a class="button quiet" href="/login">
                {t('frame.sign_in')}
              </a>
            )
          )}
        </nav>
      </header>
      <main id="main" class={width} tabIndex={-1}>
        {children}
      </main>
      <footer class="foot">
        <p>
          {t('frame.by')} <a href="/">{site}</a>
        </p>
        <Choices page={page} />
      </footer>
    </>
  );
}

/** A form, so that it needs no script; it keeps the rest of the address. */
function Choices({ page }: { page: PageContext }) {
  const { t, language, theme, query } = page;
  const kept = Object.entries(query).filter(([name]) => name !== 'lang' && name !== 'theme');
  return (
    <form class="choices" method="get" action={page.path}>
      {kept.map(([name, value]) => (
        <input type="hidden" name={name} value={value} key={name} />
      ))}
      <label>
        <Icon name="globe" />
        <span class="unseen">{t('frame.language')}</span>
        <select name="lang" autocomplete="off">
          {LANGUAGES.map((one) => (
            <option value={one} lang={one} selected={one === language} key={one}>
              {LANGUAGE_NAMES[one]}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span class="unseen">{t('frame.theme')}</span>
        <select name="theme" autocomplete="off">
          {(['system', 'light', 'dark'] as const).map((one) => (
            <option value={one} selected={one === (theme ?? 'system')} key={one}>
              {t(`frame.theme.${one}`)}
            </option>
          ))}
        </select>
      </label>
      <button class="button small quiet">{t('frame.choose')}</button>
    </form>
  );
}
