import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { IdentityModule } from '../identity/identity.module.js';
import { ScopedAs } from '../platform/auth/scopes.js';
import { AdminBookingsPageController } from './admin-pages/bookings-page.controller.js';
import { AdminBookingsPageService } from './admin-pages/bookings-page.service.js';
import { BookingApi } from './booking.api.js';
import { AdminBookingsController } from './bookings/admin-bookings.controller.js';
import { BookingCalendarController } from './calendar/booking-calendar.controller.js';
import { BookingCalendarQueries } from './calendar/booking-calendar.queries.js';
import { BookingCalendarService } from './calendar/booking-calendar.service.js';
import { BookingInvariants } from './booking.invariants.js';
import { BookingTransitionsService } from './bookings/booking-transitions.service.js';
import { BookingPaymentsService } from './paying/booking-payments.service.js';
import { BookingPersonalData } from './booking.personal-data.js';
import { BookingStatistics } from './booking.statistics.js';
import { Booking } from './model/booking.entity.js';
import { BookingsController } from './bookings/bookings.controller.js';
import { BookingsQueries } from './bookings/bookings.queries.js';
import { BookingsService } from './bookings/bookings.service.js';
import { DeparturesService } from './bookings/departures.service.js';
import { DueBookingsProcessor } from './bookings/due-bookings.processor.js';
import { NoShowTransitionsRepository } from './transitions/no-show-transitions.repository.js';
import { TerminalTransitionsRepository } from './transitions/terminal-transitions.repository.js';
import { BookingsRepository } from './model/bookings.repository.js';
import { LiveTransitionsRepository } from './transitions/live-transitions.repository.js';
import { PartySizesRepository } from './parties/party-sizes.repository.js';
import { PartySizesService } from './parties/party-sizes.service.js';
import { BookingPaymentsRepository } from './paying/booking-payments.repository.js';
import { ReschedulingService } from './bookings/rescheduling.service.js';
import { HoldersService } from './claims/holders.service.js';
import { LapsedHoldsService } from './claims/lapsed-holds.service.js';
import { PersonLocksRepository } from './claims/person-locks.repository.js';
import { ReservationsService } from './claims/reservations.service.js';
import { SeatSnapshotQueries } from './claims/seat-snapshot.queries.js';
import { SeatClaimsRepository } from './claims/seat-claims.repository.js';
import { TimeClaim } from './model/time-claim.entity.js';
import { TimeClaimsRepository } from './claims/time-claims.repository.js';
import { OfferProfilesService } from './model/offer-profiles.service.js';
import { Offer } from './model/offer.entity.js';
import { HostStandingListener } from './offers/host-standing.listener.js';
import { NoShowTransitionsService } from './no-shows/no-show-transitions.service.js';
import { NoShowsController } from './no-shows/no-shows.controller.js';
import { NoShowsService } from './no-shows/no-shows.service.js';
import { Label } from './offers/label.entity.js';
import { OffersQueries } from './offers/offers.queries.js';
import { OffersRepository } from './offers/offers.repository.js';
import { OffersService } from './offers/offers.service.js';
import { CheckInKey } from './tickets/check-in-key.entity.js';
import { CheckInKeysRepository } from './tickets/check-in-keys.repository.js';
import { CheckInKeysService } from './tickets/check-in-keys.service.js';
import { CheckInsRepository } from './tickets/check-ins.repository.js';
import { CheckInsService } from './tickets/check-ins.service.js';
import { TicketsController } from './tickets/tickets.controller.js';
import { TicketsService } from './tickets/tickets.service.js';
import { WaitlistPromoterService } from './promotion/waitlist-promoter.service.js';
import { WaitlistEntry } from './model/waitlist-entry.entity.js';
import { WaitlistController } from './waitlist/waitlist.controller.js';
import { WaitlistQueries } from './waitlist/waitlist.queries.js';
import { WaitlistRepository } from './promotion/waitlist.repository.js';
import { WaitlistService } from './waitlist/waitlist.service.js';
import { BookingSnapshotsService } from './snapshots/booking-snapshots.service.js';
import { WithdrawalsProcessor } from './withdrawals/withdrawals.processor.js';
import { WithdrawalsRepository } from './withdrawals/withdrawals.repository.js';
import { WithdrawalsService } from './withdrawals/withdrawals.service.js';
import { Withdrawal } from './withdrawals/withdrawal.entity.js';
import { SalesApi } from './sales.api.js';
import { OwnBookingsPageController } from './pages/own-bookings-page.controller.js';
import { OwnBookingsPageService } from './pages/own-bookings-page.service.js';

@ScopedAs('booking')
@Module({
  imports: [
    TypeOrmModule.forFeature([Offer, Booking, TimeClaim, WaitlistEntry, CheckInKey, Label, Withdrawal]),
    IdentityModule,
  ],
  controllers: [
    BookingsController,
    AdminBookingsController,
    NoShowsController,
    WaitlistController,
    TicketsController,
    BookingCalendarController,
    OwnBookingsPageController,
    AdminBookingsPageController,
  ],
  providers: [
    OwnBookingsPageService,
    AdminBookingsPageService,
    BookingSnapshotsService,
    BookingApi,
    SalesApi,
    OfferProfilesService,
    OffersService,
    OffersQueries,
    OffersRepository,
    HostStandingListener,
    WithdrawalsService,
    WithdrawalsRepository,
    WithdrawalsProcessor,
    ReservationsService,
    SeatClaimsRepository,
    SeatSnapshotQueries,
    TimeClaimsRepository,
    PersonLocksRepository,
    HoldersService,
    LapsedHoldsService,
    BookingsService,
    BookingsQueries,
    BookingTransitionsService,
    DeparturesService,
    ReschedulingService,
    BookingsRepository,
    LiveTransitionsRepository,
    TerminalTransitionsRepository,
    NoShowTransitionsRepository,
    NoShowTransitionsService,
    NoShowsService,
    BookingPaymentsService,
    PartySizesService,
    PartySizesRepository,
    BookingPaymentsRepository,
    DueBookingsProcessor,
    BookingCalendarService,
    BookingCalendarQueries,
    BookingStatistics,
    BookingPersonalData,
    BookingInvariants,
    WaitlistService,
    WaitlistQueries,
    WaitlistRepository,
    WaitlistPromoterService,
    TicketsService,
    CheckInsService,
    CheckInsRepository,
    CheckInKeysService,
    CheckInKeysRepository,
  ],
  exports: [BookingApi, SalesApi, BookingSnapshotsService],
})
export class BookingModule {}
