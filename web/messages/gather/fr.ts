import type { gather as en } from './en.js';

export const gather: Readonly<Record<keyof typeof en, string>> = {
  'messages.title': 'Messages',
  'messages.with': 'Messages avec {name}',
  'messages.conversations': 'Conversations',
  'messages.all': 'Toutes les conversations',
  'messages.choose': 'Choisissez une conversation.',
  'messages.none': 'Personne ne vous a encore écrit, ni vous à personne.',
  'messages.find': 'Trouver quelqu’un à qui demander',
  'messages.first': 'Ici commence ce que vous et {name} vous écrivez.',
  'messages.you': 'Vous :',
  'messages.unread': '{n, plural, one {message non lu} other {messages non lus}}',
  'messages.earlier': 'Messages plus anciens',
  'messages.later': 'Messages plus récents',
  'messages.erased': 'Le compte qui a écrit ceci est effacé.',
  'messages.read': 'lu',
  'messages.sent': 'envoyé',
  'messages.content': 'Votre message',
  'messages.hint': 'Vous deux seuls lisez ceci.',
  'messages.send': 'Envoyer',
  'messages.offline': 'Vous êtes hors ligne : les nouveautés viendront dès votre retour.',

  'fault.content': 'Écrivez quelque chose, jusqu’à 5 000 lettres.',
  'fault.receiver_id': 'On ne peut pas écrire à cette personne.',
};
