import type { gather as en } from './en.js';

export const gather: Readonly<Record<keyof typeof en, string>> = {
  'messages.title': 'Mensajes',
  'messages.with': 'Mensajes con {name}',
  'messages.conversations': 'Conversaciones',
  'messages.all': 'Todas las conversaciones',
  'messages.choose': 'Elija una conversación.',
  'messages.none': 'Nadie le ha escrito todavía, ni usted a nadie.',
  'messages.find': 'Encontrar a quien preguntar',
  'messages.first': 'Aquí empieza lo que usted y {name} se escriben.',
  'messages.you': 'Usted:',
  'messages.unread': '{n, plural, one {mensaje sin leer} other {mensajes sin leer}}',
  'messages.earlier': 'Mensajes anteriores',
  'messages.later': 'Mensajes posteriores',
  'messages.erased': 'La cuenta que escribió esto está borrada.',
  'messages.read': 'leído',
  'messages.sent': 'enviado',
  'messages.content': 'Su mensaje',
  'messages.hint': 'Solo ustedes dos lo leen.',
  'messages.send': 'Enviar',
  'messages.offline': 'Está sin conexión: lo nuevo llegará cuando vuelva.',

  'fault.content': 'Escriba algo, hasta 5.000 letras.',
  'fault.receiver_id': 'No se puede escribir a esta persona.',
};
