import type { MigrationInterface } from 'typeorm';
import { CreatePlatform1763600000000 } from './1763600000000-create-platform.js';
import { CreateJobCounts1763600050000 } from './1763600050000-create-job-counts.js';
import { CreateIdentity1763600100000 } from './1763600100000-create-identity.js';
import { CreateMails1763600110000 } from './1763600110000-create-mails.js';
import { IndexAccountSearch1763600120000 } from './1763600120000-index-account-search.js';
import { CreateIdempotencyKeys1763600200000 } from './1763600200000-create-idempotency-keys.js';
import { CreateBooking1763600210000 } from './1763600210000-create-booking.js';
import { CreateScheduling1763600300000 } from './1763600300000-create-scheduling.js';
import { CreateRealtime1763600400000 } from './1763600400000-create-realtime.js';
import { CreateCollaboration1763700000000 } from './1763700000000-create-collaboration.js';
import { CreateTasksAndVotes1763700050000 } from './1763700050000-create-tasks-and-votes.js';
import { CreateNotifications1763700100000 } from './1763700100000-create-notifications.js';
import { CreatePayments1763700200000 } from './1763700200000-create-payments.js';
import { CreateWaitlist1763700300000 } from './1763700300000-create-waitlist.js';
import { CreateCheckInKeys1763700400000 } from './1763700400000-create-check-in-keys.js';
import { CreateAgendaAndReviews1763700500000 } from './1763700500000-create-agenda-and-reviews.js';
import { CreateCertificates1763700600000 } from './1763700600000-create-certificates.js';
import { IndexAccounts1763811000000 } from './1763811000000-index-accounts.js';
import { DropRecurringJobs1763812000000 } from './1763812000000-drop-recurring-jobs.js';
import { LimitHolds1763820000000 } from './1763820000000-limit-holds.js';
import { KeepNoticeAndHost1763821000000 } from './1763821000000-keep-notice-and-host.js';
import { CanonicalAddresses1763830000000 } from './1763830000000-canonical-addresses.js';
import { ProveAddressesOnce1763830100000 } from './1763830100000-prove-addresses-once.js';
import { KeepWhoCame1763831000000 } from './1763831000000-keep-who-came.js';
import { KeepTheStartBoughtFor1763831010000 } from './1763831010000-keep-the-start-bought-for.js';
import { KeepDisputes1763831020000 } from './1763831020000-keep-disputes.js';
import { NumberUnpaidHolds1763831030000 } from './1763831030000-number-unpaid-holds.js';
import { WidenPrices1763831040000 } from './1763831040000-widen-prices.js';
import { BarHosts1763832000000 } from './1763832000000-bar-hosts.js';
import { FreeSpeakers1763832100000 } from './1763832100000-free-speakers.js';
import { SearchWhatIsWritten1763832200000 } from './1763832200000-search-what-is-written.js';
import { TellNamesApart1763832300000 } from './1763832300000-tell-names-apart.js';
import { KeepPapers1763833000000 } from './1763833000000-keep-papers.js';
import { KeepHolders1763833100000 } from './1763833100000-keep-holders.js';
import { CreateMailBudgets1763833900000 } from './1763833900000-create-mail-budgets.js';
import { KeepAuditHead1763833950000 } from './1763833950000-keep-audit-head.js';
import { KeepGrace1763837000000 } from './1763837000000-keep-grace.js';
import { SuspendClaims1763837100000 } from './1763837100000-suspend-claims.js';
import { FindKeptAside1763837900000 } from './1763837900000-find-kept-aside.js';
import { ForgetHolders1763841100000 } from './1763841100000-forget-holders.js';
import { TellOfMoves1763841110000 } from './1763841110000-tell-of-moves.js';
import { KeepEarlyEvents1763841120000 } from './1763841120000-keep-early-events.js';
import { RememberErasuresOfPapers1763841130000 } from './1763841130000-remember-erasures-of-papers.js';
import { ReserveSegments1763842100000 } from './1763842100000-reserve-segments.js';
import { GiveEventsZones1763843100000 } from './1763843100000-give-events-zones.js';
import { MailRecordsAlways1763843110000 } from './1763843110000-mail-records-always.js';
import { BillBySeller1763844100000 } from './1763844100000-bill-by-seller.js';
import { CreateAvailability1763845110000 } from './1763845110000-create-availability.js';
import { CreateExperts1763845120000 } from './1763845120000-create-experts.js';
import { CreateCredits1763846100000 } from './1763846100000-create-credits.js';
import { KeepWhoWasMissed1763846110000 } from './1763846110000-keep-who-was-missed.js';
import { CreateMeetings1763846120000 } from './1763846120000-create-meetings.js';
import { ReviewMeetings1763846130000 } from './1763846130000-review-meetings.js';
import { IndexExpertRatings1763846900000 } from './1763846900000-index-expert-ratings.js';
import { CreateMessages1763847100000 } from './1763847100000-create-messages.js';
import { FindPrivateFrames1763847110000 } from './1763847110000-find-private-frames.js';
import { RemindOfMeetings1763853110000 } from './1763853110000-remind-of-meetings.js';
import { CreateEventTypes1763860100000 } from './1763860100000-create-event-types.js';
import { KeepFormerSlugs1763860110000 } from './1763860110000-keep-former-slugs.js';
import { ShowOrganizers1763860120000 } from './1763860120000-show-organizers.js';
import { ShowClaimedTimes1763861110000 } from './1763861110000-show-claimed-times.js';
import { CountChangesOfTime1763861120000 } from './1763861120000-count-changes-of-time.js';
import { CreateAppointments1763862110000 } from './1763862110000-create-appointments.js';
import { RemindOfAppointments1763862120000 } from './1763862120000-remind-of-appointments.js';
import { PayWithoutAccount1763863100000 } from './1763863100000-pay-without-account.js';
import { WaitWithoutAccount1763863110000 } from './1763863110000-wait-without-account.js';
import { CreateWaitingInvitees1763863120000 } from './1763863120000-create-waiting-invitees.js';
import { AddSecondFactors1763864100000 } from './1763864100000-add-second-factors.js';
import { TellIssuersApart1763865100000 } from './1763865100000-tell-issuers-apart.js';
import { CreateApiTokens1763865110000 } from './1763865110000-create-api-tokens.js';
import { CreateSaml1763866110000 } from './1763866110000-create-saml.js';
import { KeepSearchWords1763867100000 } from './1763867100000-keep-search-words.js';
import { KnowWhoWaits1763869100000 } from './1763869100000-know-who-waits.js';
import { TellOfFreeTimes1763870000000 } from './1763870000000-tell-of-free-times.js';
import { BoundFormerSlugs1763870010000 } from './1763870010000-bound-former-slugs.js';
import { AddPasskeys1763872000000 } from './1763872000000-add-passkeys.js';
import { CreateWorkflows1763874000000 } from './1763874000000-create-workflows.js';
import { CreateTexts1763874010000 } from './1763874010000-create-texts.js';
import { CreateContacts1763875010000 } from './1763875010000-create-contacts.js';
import { CreateIntegrations1763880000000 } from './1763880000000-create-integrations.js';
import { CreateWebhooks1763881000000 } from './1763881000000-create-webhooks.js';
import { TakeIncomingWebhooks1763881010000 } from './1763881010000-take-incoming-webhooks.js';
import { CreateCalendars1763882000000 } from './1763882000000-create-calendars.js';
import { KeepOauthStates1763883000000 } from './1763883000000-keep-oauth-states.js';
import { LiftSingleSignOn1763884000000 } from './1763884000000-lift-single-sign-on.js';
import { KeepTokensOfIssuers1763884010000 } from './1763884010000-keep-tokens-of-issuers.js';
import { AdmitPeople1763888000000 } from './1763888000000-admit-people.js';
import { ForgetOldAuditRows1763895000000 } from './1763895000000-forget-old-audit-rows.js';
import { MarkWhatOwnersChanged1763897000000 } from './1763897000000-mark-what-owners-changed.js';
import { CountChangesOfOffers1763898300000 } from './1763898300000-count-changes-of-offers.js';
import { TestWebhooksAndCountAnnouncements1763898500000 } from './1763898500000-test-webhooks-and-count-announcements.js';
import { KeepRowsUnderKeys1763898700000 } from './1763898700000-keep-rows-under-keys.js';
import { WithdrawByTheThousand1763898800000 } from './1763898800000-withdraw-by-the-thousand.js';
import { JoinLabels1763898810000 } from './1763898810000-join-labels.js';
import { RaiseRevisionsOnce1763898900000 } from './1763898900000-raise-revisions-once.js';
import { FindWhatWaits1763899100000 } from './1763899100000-find-what-waits.js';

/** Every migration, oldest first. One that has landed is never edited. */
export const migrations: (new () => MigrationInterface)[] = [
  CreatePlatform1763600000000,
  CreateJobCounts1763600050000,
  CreateIdentity1763600100000,
  CreateMails1763600110000,
  IndexAccountSearch1763600120000,
  CreateIdempotencyKeys1763600200000,
  CreateBooking1763600210000,
  CreateScheduling1763600300000,
  CreateRealtime1763600400000,
  CreateCollaboration1763700000000,
  CreateTasksAndVotes1763700050000,
  CreateNotifications1763700100000,
  CreatePayments1763700200000,
  CreateWaitlist1763700300000,
  CreateCheckInKeys1763700400000,
  CreateAgendaAndReviews1763700500000,
  CreateCertificates1763700600000,
  IndexAccounts1763811000000,
  DropRecurringJobs1763812000000,
  LimitHolds1763820000000,
  KeepNoticeAndHost1763821000000,
  CanonicalAddresses1763830000000,
  ProveAddressesOnce1763830100000,
  KeepWhoCame1763831000000,
  KeepTheStartBoughtFor1763831010000,
  KeepDisputes1763831020000,
  NumberUnpaidHolds1763831030000,
  WidenPrices1763831040000,
  BarHosts1763832000000,
  FreeSpeakers1763832100000,
  SearchWhatIsWritten1763832200000,
  TellNamesApart1763832300000,
  KeepPapers1763833000000,
  KeepHolders1763833100000,
  CreateMailBudgets1763833900000,
  KeepAuditHead1763833950000,
  KeepGrace1763837000000,
  SuspendClaims1763837100000,
  FindKeptAside1763837900000,
  ForgetHolders1763841100000,
  TellOfMoves1763841110000,
  KeepEarlyEvents1763841120000,
  RememberErasuresOfPapers1763841130000,
  ReserveSegments1763842100000,
  GiveEventsZones1763843100000,
  MailRecordsAlways1763843110000,
  BillBySeller1763844100000,
  CreateAvailability1763845110000,
  CreateExperts1763845120000,
  CreateCredits1763846100000,
  KeepWhoWasMissed1763846110000,
  CreateMeetings1763846120000,
  ReviewMeetings1763846130000,
  IndexExpertRatings1763846900000,
  CreateMessages1763847100000,
  FindPrivateFrames1763847110000,
  RemindOfMeetings1763853110000,
  CreateEventTypes1763860100000,
  KeepFormerSlugs1763860110000,
  ShowOrganizers1763860120000,
  ShowClaimedTimes1763861110000,
  CountChangesOfTime1763861120000,
  CreateAppointments1763862110000,
  RemindOfAppointments1763862120000,
  PayWithoutAccount1763863100000,
  WaitWithoutAccount1763863110000,
  CreateWaitingInvitees1763863120000,
  AddSecondFactors1763864100000,
  TellIssuersApart1763865100000,
  CreateApiTokens1763865110000,
  CreateSaml1763866110000,
  KeepSearchWords1763867100000,
  KnowWhoWaits1763869100000,
  TellOfFreeTimes1763870000000,
  BoundFormerSlugs1763870010000,
  AddPasskeys1763872000000,
  CreateWorkflows1763874000000,
  CreateTexts1763874010000,
  CreateContacts1763875010000,
  CreateIntegrations1763880000000,
  CreateWebhooks1763881000000,
  TakeIncomingWebhooks1763881010000,
  CreateCalendars1763882000000,
  KeepOauthStates1763883000000,
  LiftSingleSignOn1763884000000,
  KeepTokensOfIssuers1763884010000,
  AdmitPeople1763888000000,
  ForgetOldAuditRows1763895000000,
  MarkWhatOwnersChanged1763897000000,
  CountChangesOfOffers1763898300000,
  TestWebhooksAndCountAnnouncements1763898500000,
  KeepRowsUnderKeys1763898700000,
  WithdrawByTheThousand1763898800000,
  JoinLabels1763898810000,
  RaiseRevisionsOnce1763898900000,
  FindWhatWaits1763899100000,
];
