import type { ComponentChildren } from 'preact';
import type { Translate } from '../lib/i18n.js';
import { formatDate, formatMoment, formatTime, localDate, shortMonth, zoneLabel } from '../lib/time.js';

interface ChosenTimeProps {
  starts: string;
  ends: string;
  zone: string;
  host: { full_name: string; timezone: string };
  language: string;
  t: Translate;
  /** Beside it: what can be done. */
  children?: ComponentChildren;
}

/** A date as a leaf of a calendar, its time for both sides. */
export function ChosenTime({ starts, ends, zone, host, language, t, children }: ChosenTimeProps) {
  const day = localDate(starts, zone);
  const isElsewhere = formatMoment(starts, host.timezone, language) !== formatMoment(starts, zone, language);
  return (
    <div class="chosen-time">
      <span class="leaf" aria-hidden="true">
        <span>{shortMonth(day, language)}</span>
        {Number(day.slice(8))}
      </span>
      <p>
        <strong>{formatDate(day, language, true)}</strong>
        <span>
          {formatTime(starts, zone, language)} – {formatTime(ends, zone, language)}, {zoneLabel(zone, starts)}
        </span>
        {isElsewhere && (
          <small>
            {t('manage.for_host', {
              time: formatTime(starts, host.timezone, language),
              name: host.full_name,
              zone: zoneLabel(host.timezone, starts),
            })}
          </small>
        )}
      </p>
      {children}
    </div>
  );
}
