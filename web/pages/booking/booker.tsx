import { Notice } from '../../parts/notice.js';
import { AboutType } from './about-type.js';
import { BookedHere } from './booked-here.js';
import type { BookerProps } from './booker-props.js';
import { movedToken, stateOf } from './booking-state.js';
import { Details } from './details.js';
import { FreeDays } from './free-days.js';
import { FreeTimes } from './free-times.js';
import { MovedHere } from './moved-here.js';

/** The whole booking page: what it is, then either days and times, or the details of a chosen time. */
export function Booker(props: BookerProps) {
  const { offer, page, hands } = props;
  const state = stateOf(offer, page);
  const step = { ...props, state };
  const token = movedToken(page);
  return (
    <div class={hands?.isWaiting ? 'booker dimmed' : 'booker'} aria-busy={hands?.isWaiting || undefined}>
      <AboutType {...props} />
      {hands?.booked ? (
        <BookedHere booked={hands.booked} page={page} />
      ) : state.start === null ? (
        <>
          <FreeDays {...step} />
          <FreeTimes {...step} />
        </>
      ) : token !== null ? (
        <MovedHere {...step} start={state.start} token={token} />
      ) : (
        <Details {...step} start={state.start} />
      )}
      {hands && (
        <p class="unseen" role="status">
          {hands.said}
        </p>
      )}
      {hands?.trouble && (
        <div class="trouble">
          <Notice kind="warn" title={hands.trouble} />
        </div>
      )}
    </div>
  );
}
