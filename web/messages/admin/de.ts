import type { admin as en } from './en.js';

export const admin: Readonly<Record<keyof typeof en, string>> = {
  'admin.title': 'Verwaltung',
  'admin.group.business': 'Betrieb',
  'admin.group.trust': 'Vertrauen',
  'admin.group.machinery': 'Technik',
  'admin.overview.title': 'Überblick',
  'admin.overview.lead': '{from} – {to}, verglichen mit den {n} Tagen davor · Tage in UTC',

  'admin.period': 'Zeitraum',
  'admin.period.days': '{n} Tage',
  'admin.key.bookings': 'Buchungen',
  'admin.key.revenue': 'Nettoumsatz',
  'admin.key.users': 'Aktive Konten',
  'admin.key.cancelled': 'Abgesagt',
  'admin.key.from': 'nach {value}',
  'admin.key.new': 'neue',
  'admin.key.points_more': 'Punkte mehr',
  'admin.key.points_fewer': 'Punkte weniger',
  'admin.chart.bookings': 'Buchungen je Tag',
  'admin.chart.revenue': 'Umsatz abzüglich Erstattungen',
  'admin.chart.now': 'Dieser Zeitraum',
  'admin.chart.before': '{n} Tage davor',
  'admin.chart.day': 'Tag',
  'admin.chart.table': 'Als Tabelle zeigen',
  'admin.kind.appointment': 'Termine',
  'admin.kind.ticket': 'Tickets',
  'admin.kind.slot': 'Zeitfenster',
  'admin.kind.meeting': 'Treffen',
  'admin.on_sale': 'Veranstaltungen im Verkauf',
  'admin.on_sale.all': 'Alle Veranstaltungen',
  'admin.on_sale.none': 'Nichts ist im Verkauf.',
  'admin.on_sale.sold': '{sold} von {capacity}',
  'admin.on_sale.waiting': '{n} warten',
  'admin.latest': 'Zuletzt im Protokoll',
  'admin.latest.all': 'Ganzes Protokoll',
  'admin.column.event': 'Veranstaltung',
  'admin.column.when': 'Wann',
  'admin.column.sold': 'Verkauft',
  'admin.column.revenue': 'Umsatz',
  'admin.column.who': 'Wer',
  'admin.column.what': 'Was',
  'admin.column.from': 'Von',
  'admin.audit.none': 'Nichts ist verzeichnet.',
  'admin.audit.nobody': 'niemand angemeldet',

  'admin.order': 'Ist alles in Ordnung?',
  'admin.order.fine': 'In Ordnung.',
  'admin.order.look': 'Bitte ansehen.',
  'admin.order.invariants': 'Regeln',
  'admin.order.invariants.figures':
    '{checked} Regeln geprüft, ' +
    '{broken, plural, =0 {alle gelten} one {eine ist verletzt} other {# sind verletzt}}',
  'admin.order.audit': 'Protokoll',
  'admin.order.audit.figures': '{entries, plural, one {ein Eintrag} other {# Einträge}} versiegelt',
  'admin.order.queues': 'Warteschlangen',
  'admin.order.queues.figures':
    '{failed, plural, =0 {nichts ist gescheitert} one {ein Auftrag ist endgültig gescheitert} ' +
    'other {# Aufträge sind endgültig gescheitert}}; am längsten wartet {oldest_waiting_seconds} s',
  'admin.order.mails': 'E-Mails',
  'admin.order.mails.figures':
    '{waiting, plural, =0 {keine wartet} one {eine wartet} other {# warten}}, ' +
    '{failed, plural, =0 {keine ist gescheitert} one {eine ist gescheitert} other {# sind gescheitert}}',
  'admin.order.database': 'Datenbank',
  'admin.order.database.figures': 'antwortet in {latency_ms} ms',
  'admin.order.redis': 'Redis',
  'admin.order.redis.figures': 'antwortet in {latency_ms} ms',
  'admin.order.redis.unused': 'hier nicht gebraucht: ein Prozess tut alles',
  'admin.order.ledger': 'Hauptbuch',
  'admin.order.ledger.figures':
    '{off, plural, =0 {Alle Buchungen ergeben null, jeder Saldo stimmt} one {Eines geht nicht auf} ' +
    'other {# gehen nicht auf}}',
  'admin.order.payments': 'Zahlungen',
  'admin.order.payments.figures':
    '{refunds_waiting, plural, =0 {keine Erstattung wartet} one {eine Erstattung wartet} ' +
    'other {# Erstattungen warten}} auf den Anbieter, ' +
    '{refunds_failed, plural, =0 {keine ist gescheitert} one {eine ist gescheitert} ' +
    'other {# sind gescheitert}}',
  'admin.order.webhooks': 'Webhooks',
  'admin.order.webhooks.figures':
    '{delivered} zugestellt und {failed} aufgegeben in dieser Stunde, ' +
    '{failing, plural, =0 {keiner scheitert} one {einer scheitert} other {# scheitern}}',

  'admin.users.title': 'Konten',
  'admin.users.lead': 'Alle, die ein Konto haben, und was sie dürfen.',
  'admin.bookings.title': 'Buchungen',
  'admin.bookings.lead': 'Die Buchungen aller, die neuesten zuerst.',
  'admin.slots.title': 'Zeitfenster',
  'admin.slots.lead': 'Zeiten, die alle mit einem Konto buchen können.',
  'admin.categories.title': 'Kategorien',
  'admin.categories.lead': 'Wofür Zeitfenster, Fähigkeiten und Treffen sind.',
  'admin.events.title': 'Veranstaltungen',
  'admin.events.lead': 'Treffen und Veranstaltungen mit Tickets, auch Entwürfe.',
  'admin.payments.title': 'Zahlungen',
  'admin.payments.lead': 'Was bezahlt wurde, von wem, und was zurückging.',
  'admin.ledger.title': 'Hauptbuch',
  'admin.ledger.lead': 'Ob alles Geld aufgeht, eben berechnet.',
  'admin.audit.title': 'Protokoll',
  'admin.audit.lead': 'Wer was wann getan hat, und von wo.',
  'admin.queues.title': 'Warteschlangen',
  'admin.queues.lead': 'Arbeit, die im Hintergrund getan wird.',
  'admin.mails.title': 'E-Mails',
  'admin.mails.lead': 'E-Mails, die warten oder gescheitert sind; Empfänger und Inhalte sind versiegelt.',
  'admin.webhooks.title': 'Webhooks',
  'admin.webhooks.lead': 'Fremde Adressen, die erfahren, was geschieht.',
};
