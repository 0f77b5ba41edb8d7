import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { IdentityModule } from '../identity/identity.module.js';
import { BookingApi } from './booking.api.js';
import { AdminBookingsController } from './bookings/admin-bookings.controller.js';
import { BookingInvariants } from './bookings/booking-invariants.js';
import { BookingMoves } from './bookings/booking-moves.service.js';
import { BookingPayments } from './bookings/booking-payments.service.js';
import { BookingPersonalData } from './bookings/booking-personal-data.js';
import { BookingStatistics } from './bookings/booking-statistics.js';
import { Booking } from './bookings/booking.entity.js';
import { BookingsController } from './bookings/bookings.controller.js';
import { BookingsQueries } from './bookings/bookings.queries.js';
import { Bookings } from './bookings/bookings.service.js';
import { DueBookings } from './bookings/due-bookings.processor.js';
import { EndingsRepository } from './bookings/endings.repository.js';
import { MovesRepository } from './bookings/moves.repository.js';
import { PaymentsRepository } from './bookings/payments.repository.js';
import { BookingRescheduling } from './bookings/rescheduling.service.js';
import { PeopleRepository } from './claims/people.repository.js';
import { Reservations } from './claims/reservations.service.js';
import { SeatFactsQueries } from './claims/seat-facts.queries.js';
import { SeatsRepository } from './claims/seats.repository.js';
import { TimeClaim } from './claims/time-claim.entity.js';
import { TimeRepository } from './claims/time.repository.js';
import { Offer } from './offers/offer.entity.js';
import { OffersQueries } from './offers/offers.queries.js';
import { OffersRepository } from './offers/offers.repository.js';
import { Offers } from './offers/offers.service.js';
import { CheckInKey } from './tickets/check-in-key.entity.js';
import { CheckInKeysRepository } from './tickets/check-in-keys.repository.js';
import { CheckInKeys } from './tickets/check-in-keys.service.js';
import { CheckInsRepository } from './tickets/check-ins.repository.js';
import { CheckIns } from './tickets/check-ins.service.js';
import { DoorController } from './tickets/door.controller.js';
import { TicketsController } from './tickets/tickets.controller.js';
import { Tickets } from './tickets/tickets.service.js';
import { Promotions } from './waitlist/promotions.service.js';
import { WaitlistEntry } from './waitlist/waitlist-entry.entity.js';
import { WaitlistController } from './waitlist/waitlist.controller.js';
import { WaitlistQueries } from './waitlist/waitlist.queries.js';
import { WaitlistRepository } from './waitlist/waitlist.repository.js';
import { Waitlist } from './waitlist/waitlist.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([Offer, Booking, TimeClaim, WaitlistEntry, CheckInKey]), IdentityModule],
  controllers: [
    BookingsController,
    AdminBookingsController,
    WaitlistController,
    TicketsController,
    DoorController,
  ],
  providers: [
    BookingApi,
    Offers,
    OffersQueries,
    OffersRepository,
    Reservations,
    SeatsRepository,
    SeatFactsQueries,
    TimeRepository,
    PeopleRepository,
    Bookings,
    BookingsQueries,
    BookingMoves,
    BookingRescheduling,
    MovesRepository,
    EndingsRepository,
    BookingPayments,
    PaymentsRepository,
    DueBookings,
    BookingStatistics,
    BookingPersonalData,
    BookingInvariants,
    Waitlist,
    WaitlistQueries,
    WaitlistRepository,
    Promotions,
    Tickets,
    CheckIns,
    CheckInsRepository,
    CheckInKeys,
    CheckInKeysRepository,
  ],
  exports: [BookingApi],
})
export class BookingModule {}
