import { AboutType } from './about-type.js';
import type { BookerProps } from './booker-props.js';
import { stateOf } from './booking-state.js';
import { Details } from './details.js';
import { FreeDays } from './free-days.js';
import { FreeTimes } from './free-times.js';

/** The whole booking page: what it is, then either days and times, or the details of a chosen time. */
export function Booker(props: BookerProps) {
  const state = stateOf(props.offer, props.page);
  const step = { ...props, state };
  return (
    <div class={props.hands?.isWaiting ? 'booker dimmed' : 'booker'}>
      <AboutType {...props} />
      {state.start === null ? (
        <>
          <FreeDays {...step} />
          <FreeTimes {...step} />
        </>
      ) : (
        <Details {...step} start={state.start} />
      )}
      {props.hands && (
        <p class="unseen" role="status">
          {props.hands.said}
        </p>
      )}
    </div>
  );
}
