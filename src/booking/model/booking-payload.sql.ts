export const iso = (instant: string) =>
  `to_char(${instant} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** SQL of `OfferPayload`, null where the alias `o` joined no offer. */
export const offerPayload = (o: string) => `
  CASE WHEN ${o}.id IS NOT NULL THEN jsonb_build_object(
    'kind', ${o}.kind, 'refId', ${o}.ref_id, 'title', ${o}.title,
    'label', CASE WHEN ${o}.label_id IS NOT NULL
      THEN jsonb_build_object('id', ${o}.label_id, 'name', ${o}.label_name, 'color', ${o}.label_color) END,
    'startsAt', ${iso(`${o}.starts_at`)}, 'endsAt', ${iso(`${o}.ends_at`)},
    'capacity', ${o}.capacity, 'taken', ${o}.taken, 'organizerId', ${o}.organizer_id,
    'state', ${o}.state, 'visibility', ${o}.visibility, 'joinOnly', ${o}.join_only,
    'createdAt', ${iso(`${o}.created_at`)}, 'updatedAt', ${iso(`${o}.updated_at`)}) END`;

/** SQL of `BookingPayload`, from the aliases of a booking and of its offer. */
export const bookingPayload = (b: string, o: string): string => `
  jsonb_build_object('bookingId', ${b}.id, 'kind', ${b}.kind, 'status', ${b}.status,
    'wasConfirmed', ${b}.confirmed_at IS NOT NULL, 'personId', ${b}.person_id, 'hostId', ${b}.host_id,
    'refId', ${b}.ref_id, 'quantity', ${b}.quantity, 'priceCents', ${b}.price_cents,
    'paidCents', ${b}.paid_cents, 'refundedCents', ${b}.refunded_cents, 'currency', ${b}.currency,
    'startsAt', ${iso(`${b}.starts_at`)}, 'endsAt', ${iso(`${b}.ends_at`)}, 'offer', ${offerPayload(o)})`;
