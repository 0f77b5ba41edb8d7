import type { gather as en } from './en.js';

export const gather: Readonly<Record<keyof typeof en, string>> = {
  'messages.title': 'Nachrichten',
  'messages.with': 'Nachrichten mit {name}',
  'messages.conversations': 'Gespräche',
  'messages.all': 'Alle Gespräche',
  'messages.choose': 'Wählen Sie ein Gespräch.',
  'messages.none': 'Noch hat Ihnen niemand geschrieben, und Sie niemandem.',
  'messages.find': 'Jemanden finden, den man fragen kann',
  'messages.first': 'Hier beginnt, was Sie und {name} einander schreiben.',
  'messages.you': 'Sie:',
  'messages.unread': '{n, plural, one {ungelesene Nachricht} other {ungelesene Nachrichten}}',
  'messages.earlier': 'Frühere Nachrichten',
  'messages.later': 'Spätere Nachrichten',
  'messages.erased': 'Das Konto, das dies schrieb, ist gelöscht.',
  'messages.read': 'gelesen',
  'messages.sent': 'gesendet',
  'messages.content': 'Ihre Nachricht',
  'messages.hint': 'Nur Sie beide lesen das.',
  'messages.send': 'Senden',
  'messages.offline': 'Sie sind offline: Neues kommt, sobald Sie wieder verbunden sind.',

  'fault.content': 'Bitte schreiben Sie etwas, bis zu 5.000 Zeichen.',
  'fault.receiver_id': 'Dieser Person kann man nicht schreiben.',
};
