import { setTimeout as pause } from 'node:timers/promises';
import { io } from 'socket.io-client';
import { Balancer } from '../support/balancer.js';
import { BookingLoad } from '../support/booking-load.js';
import { eventually } from '../support/eventually.js';
import { Installation } from '../support/installation.js';
import { brokenInvariants } from '../support/invariants.js';
import { slowdown } from '../support/machine.js';
import { signUp, signUpAs, type Person } from '../support/people.js';
import { verdict, type Proof } from '../support/proof.js';
import { plantSlots } from '../support/slots.js';
import { faultsOf, plantPriced, TicketLoad } from '../support/ticket-load.js';

const RESTARTS = { quick: 2, full: 4 };
const CLIENTS = 6;
const BUYERS = 3;
const CALM_MS = 700;
const GONE_WITHIN_MS = 10_000;
const RECONNECT = { reconnectionDelay: 50, reconnectionDelayMax: 500 };
const BACK_WITHIN_MS = 15_000;
const SLOTS_PER_RESTART = 4_000;
const EVENTS_PER_RESTART = 1_000;

const proof: Proof = {
  id: 'R22',
  what: 'SIGTERM under load, two processes behind a balancer: no failed request, each payment kept once',
  needs: 'redis',
  async run(size, progress) {
    const installation = await Installation.start();
    const { apis, db } = installation;
    const balancer = await Balancer.start(apis.map(({ port }) => port));
    try {
      const people: Person[] = [];
      for (let i = 0; i < CLIENTS; i++) people.push(await signUp(apis[0].http()));
      const buyers: Person[] = [];
      for (let i = 0; i < BUYERS; i++) buyers.push(await signUp(apis[0].http()));
      const organizer = await signUpAs(apis[0].http(), db, 'organizer');
      const slots = await plantSlots(db, RESTARTS[size] * SLOTS_PER_RESTART);
      const events = await plantPriced(db, organizer, RESTARTS[size] * EVENTS_PER_RESTART);
      const sockets = people.map(({ access }) =>
        io(`${balancer.url}/ws/calendar`, { auth: { token: access }, transports: ['websocket'], ...RECONNECT }),
      );
      const reasons = new Map(sockets.map((socket) => [socket, '']));
      for (const socket of sockets) {
        socket.on('disconnect', (reason) => reasons.set(socket, reason));
        socket.on('connect_error', (error) => reasons.set(socket, error.message));
      }
      const load = new BookingLoad(balancer.url, people, slots, 0, () => plantSlots(db, SLOTS_PER_RESTART));
      const tickets = new TicketLoad(balancer.url, buyers, events);
      const loads = [load, tickets];
      const endings: { tookMs: number; code: number | null }[] = [];
      for (let restart = 0; restart < RESTARTS[size]; restart++) {
        await pause(CALM_MS);
        await isUnderLoad(load, tickets, restart + 1);
        const api = apis[restart % apis.length]!;
        endings.push(await api.terminate());
        await api.run();
        progress(`${restart + 1} of ${RESTARTS[size]}: gone after ${Math.round(endings.at(-1)!.tookMs)} ms`);
      }
      await pause(CALM_MS);
      await Promise.all(loads.map((each) => each.stop()));
      await eventually(() => {
        if (!sockets.every((socket) => socket.connected)) throw new Error('A socket is away.');
      }, BACK_WITHIN_MS * slowdown()).catch(() => undefined);
      const connected = sockets.filter((socket) => socket.connected).length;
      const away = sockets.filter((socket) => !socket.connected).map((socket) => reasons.get(socket));
      sockets.forEach((socket) => socket.disconnect());
      const slowest = Math.round(Math.max(...endings.map(({ tookMs }) => tookMs)));
      const money = await faultsOf(db, tickets.purchases);
      const broken = Object.keys(await brokenInvariants(db));
      const refused = loads.flatMap((each) => each.failed);
      const figures = {
        restarts: endings.length,
        bookings_answered: load.acknowledged.length,
        payments_answered: tickets.purchases.length,
        requests_failed: load.unanswered + tickets.unanswered,
        requests_refused: refused.length,
        ...(refused.length && { refused_first: `${refused[0]!.status} ${refused[0]!.code}` }),
        refused_connections: balancer.retried - balancer.cutOff,
        connections_cut_off: balancer.cutOff,
        slowest_booking_ms: Math.round(load.slowestMs),
        slowest_purchase_ms: Math.round(tickets.slowestMs),
        ...money,
        broken_invariants: broken.join(' ') || 'none',
        gone_after_ms_max: slowest,
        sockets_connected_at_the_end: `${connected} of ${sockets.length}`,
        ...(away.length && { away_because: away.join(', ') }),
      };
      return verdict(figures, {
        'no failed request': figures.requests_failed === 0 && refused.length === 0,
        'each payment made and kept once': Object.values(money).every((count) => count === 0),
        'invariants hold': broken.length === 0,
        'gone in time': slowest <= GONE_WITHIN_MS * slowdown(),
        'gone by itself': endings.every(({ code }) => code === 0),
        'sockets found their way back': connected === sockets.length,
      });
    } finally {
      await balancer.stop();
      await installation.stop();
    }
  },
};

/** A busy machine answers few in a short time: nobody is ended before that many for each restart. */
function isUnderLoad(bookings: BookingLoad, tickets: TicketLoad, restarts: number): Promise<void> {
  return eventually(() => {
    const [booked, paid] = [bookings.acknowledged.length, tickets.purchases.length];
    if (booked < 20 * restarts || paid < 10 * restarts) throw new Error(`${booked} booked, ${paid} paid.`);
  });
}

export default proof;
