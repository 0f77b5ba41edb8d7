import type { Messages } from './en.js';

export const de: Messages = {
  'frame.skip': 'Zum Inhalt springen',
  'frame.nav': 'Hauptmenü',
  'frame.account': 'Ihr Konto',
  'frame.sign_in': 'Anmelden',
  'frame.by': 'Buchungen mit',
  'frame.language': 'Sprache',
  'frame.theme': 'Farben',
  'frame.theme.system': 'Wie Ihr Gerät',
  'frame.theme.light': 'Hell',
  'frame.theme.dark': 'Dunkel',
  'frame.choose': 'Anwenden',

  'form.optional': 'freiwillig',
  'form.show_password': 'Zeigen',
  'form.hide_password': 'Verbergen',

  'fault.summary':
    '{n, plural, one {Bitte sehen Sie eine Angabe noch einmal an} other ' +
    '{Bitte sehen Sie # Angaben noch einmal an}}',
  'fault.required': 'Bitte füllen Sie dieses Feld aus.',
  'fault.other': 'Bitte sehen Sie diese Angabe noch einmal an.',
  'fault.username': 'Bitte einen anderen Benutzernamen: nur Buchstaben, Ziffern und _ . + -.',
  'fault.email': 'Bitte eine andere E-Mail-Adresse: Diese ist vergeben oder unvollständig.',
  'fault.password':
    'Bitte ein anderes Passwort: mindestens 8 Zeichen, unter 12 mit Groß- ' +
    'und Kleinbuchstaben und einer Ziffer.',
  'fault.new_password':
    'Bitte ein anderes Passwort: mindestens 8 Zeichen, unter 12 mit Groß- ' +
    'und Kleinbuchstaben und einer Ziffer.',
  'fault.password_confirm': 'Die beiden Passwörter sind verschieden.',
  'fault.new_password_confirm': 'Die beiden Passwörter sind verschieden.',
  'fault.code': 'Dieser Code stimmt nicht.',
  'fault.start_time': 'Bitte wählen Sie eine andere Zeit.',

  'error.other': 'Das hat nicht geklappt. Bitte prüfen Sie Ihre Angaben und versuchen Sie es erneut.',
  'error.INVALID_CREDENTIALS': 'Name und Passwort gehören nicht zusammen.',
  'error.ACCOUNT_DISABLED': 'Dieses Konto ist gesperrt.',
  'error.ACCOUNT_NOT_VERIFIED':
    'Bitte bestätigen Sie zuerst Ihre E-Mail-Adresse: Der Link steht in Ihrer Post.',
  'error.SSO_REQUIRED': 'Ihre Organisation möchte, dass Sie sich über ihr Single Sign-on anmelden.',
  'error.SIGN_IN_SLOWED':
    'Zu viele Versuche sind misslungen. Bitte versuchen Sie es in {seconds} Sekunden erneut.',
  'error.RATE_LIMIT_EXCEEDED': 'Das war viel auf einmal. Bitte versuchen Sie es in {seconds} Sekunden erneut.',
  'error.INVALID_CODE': 'Dieser Code stimmt nicht. Codes wechseln jede halbe Minute.',
  'error.INVALID_TOKEN': 'Dieser Link wurde schon benutzt oder ist zu alt.',
  'error.CSRF_FAILED':
    'Dieses Formular ist zu alt oder kam von einer anderen Seite. Bitte ' +
    'versuchen Sie es von hier aus noch einmal.',
  'error.USERNAME_TAKEN': 'Diesen Benutzernamen hat schon jemand.',
  'error.EMAIL_TAKEN': 'Zu dieser E-Mail-Adresse gibt es schon ein Konto.',
  'error.ACCOUNT_EXISTS':
    'Zu dieser Adresse gibt es ein Konto. Melden Sie sich erst dort an und verbinden Sie dann den Anbieter.',
  'error.PROVIDER_DECLINED': 'Die Anmeldung wurde dort abgelehnt.',
  'error.PROVIDER_EMAIL_NOT_VERIFIED': 'Der Anbieter hat keine E-Mail-Adresse für Sie bestätigt.',
  'error.PROVIDER_FAILED': 'Der Anbieter hat nicht richtig geantwortet. Bitte versuchen Sie es erneut.',
  'error.INVALID_STATE':
    'Diese Anmeldung wurde nicht in diesem Browser begonnen oder dauerte ' +
    'zu lange. Bitte beginnen Sie von vorn.',
  'error.SSO_DOMAIN_REFUSED': 'Adressen dieser Domain können sich so nicht anmelden.',
  'error.SOCIAL_ACCOUNT_IN_USE': 'Dieses Anbieterkonto ist hier mit einem anderen Konto verbunden.',
  'error.TOO_MANY_MAILS': 'Es wurden zu viele E-Mails angefordert. Bitte versuchen Sie es später erneut.',
  'error.SERVICE_UNAVAILABLE': 'Der Dienst ist kurz nicht erreichbar. Bitte versuchen Sie es erneut.',

  'problem.404.title': 'Hier ist nichts',
  'problem.404.text': 'Vielleicht ist die Adresse veraltet oder vertippt.',
  'problem.403.title': 'Das ist nicht für Sie bestimmt',
  'problem.403.text': 'Vielleicht sind Sie mit einem anderen Konto angemeldet.',
  'problem.429.title': 'Einen Augenblick, bitte',
  'problem.503.title': 'Wir sind gleich wieder da',
  'problem.503.text': 'Bitte laden Sie die Seite in ein paar Sekunden neu.',
  'problem.other.title': 'Das hat nicht geklappt',
  'problem.other.text':
    'Bitte gehen Sie zurück und versuchen Sie es erneut. Bleibt es dabei, nennen Sie uns diese Nummer: {id}',
  'problem.home': 'Zur Startseite',
  'problem.retry': 'Erneut versuchen',

  'home.title': 'Gemeinsam eine Zeit finden',
  'home.lead': 'Zeit vereinbaren, buchen und bezahlen: für Gäste ohne Konto und in ihrer eigenen Zeitzone.',
  'home.start': 'Konto anlegen',
  'home.sign_in': 'Anmelden',
  'home.account': 'Zu Ihrem Konto',
  'home.book.title': 'Buchen',
  'home.book.text':
    'Öffnen Sie den Link, den Sie bekommen haben, wählen Sie eine Zeit, nennen Sie Ihren Namen. Fertig.',
  'home.manage.title': 'Verschieben oder absagen',
  'home.manage.text': 'Der Link in Ihrer Bestätigung führt auf jedem Gerät zu Ihrer Buchung.',
  'home.offer.title': 'Ihre Zeit anbieten',
  'home.offer.text':
    'Sagen Sie, wann Sie frei sind und was gebucht werden kann. Ihre Seite zeigt nur Zeiten, die gelten.',
  'home.developers': 'Für Programme: die API und ihre Dokumentation',

  'login.title': 'Anmelden',
  'login.username': 'Benutzername oder E-Mail',
  'login.password': 'Passwort',
  'login.submit': 'Anmelden',
  'login.forgot': 'Passwort vergessen?',
  'login.new': 'Neu hier?',
  'login.register': 'Konto anlegen',
  'login.or': 'oder',
  'login.with': 'Weiter mit {name}',
  'login.sso': 'Single Sign-on',
  'login.resend': 'Link noch einmal senden',
  'login.mfa.title': 'Ihr zweiter Faktor',
  'login.mfa.lead': 'Geben Sie den Code ein, den Ihre Authenticator-App jetzt zeigt.',
  'login.mfa.code': 'Code',
  'login.mfa.recovery': 'Telefon verloren? Benutzen Sie einen Wiederherstellungscode',
  'login.mfa.recovery_code': 'Wiederherstellungscode',
  'login.mfa.submit': 'Weiter',
  'login.mfa.back': 'Von vorn beginnen',

  'register.title': 'Konto anlegen',
  'register.username': 'Benutzername',
  'register.username_hint': 'Er ist ein Teil der Adresse Ihrer Seite.',
  'register.email': 'E-Mail',
  'register.email_hint': 'Wir senden einen Link dorthin, um sicher zu sein, dass sie Ihnen gehört.',
  'register.first_name': 'Vorname',
  'register.last_name': 'Nachname',
  'register.password': 'Passwort',
  'register.password_hint': 'Mindestens 8 Zeichen; unter 12 mit Groß- und Kleinbuchstaben und einer Ziffer.',
  'register.organizer': 'Andere sollen mich buchen können',
  'register.submit': 'Konto anlegen',
  'register.have': 'Sie haben schon eines?',
  'register.done.title': 'Sehen Sie in Ihre Post',
  'register.done.text':
    'Wir haben einen Link an {email} gesendet. Öffnen Sie ihn binnen 24 ' +
    'Stunden, um Ihre Adresse zu bestätigen.',

  'forgot.title': 'Passwort vergessen?',
  'forgot.lead':
    'Nennen Sie uns Ihre E-Mail-Adresse. Gibt es ein Konto, kommt ein Link für ein neues Passwort.',
  'forgot.email': 'E-Mail',
  'forgot.submit': 'Link senden',
  'forgot.done.title': 'Sehen Sie in Ihre Post',
  'forgot.done.text': 'Gibt es ein Konto mit dieser Adresse, ist der Link unterwegs. Er gilt eine Stunde.',
  'forgot.back': 'Zurück zur Anmeldung',

  'reset.title': 'Neues Passwort wählen',
  'reset.lead': 'Alle Ihre Geräte werden dabei abgemeldet.',
  'reset.new_password': 'Neues Passwort',
  'reset.submit': 'Passwort setzen',
  'reset.done.title': 'Ihr neues Passwort gilt',
  'reset.done.text': 'Melden Sie sich jetzt damit an.',
  'reset.again': 'Einen neuen Link anfordern',

  'verify.title': 'E-Mail-Adresse bestätigen',
  'verify.lead': 'Drücken Sie den Knopf, um zu bestätigen, dass die Adresse Ihnen gehört.',
  'verify.submit': 'Meine Adresse bestätigen',
  'verify.denied.title': 'Waren das nicht Sie?',
  'verify.denied.lead':
    'Jemand hat sich mit Ihrer Adresse angemeldet. Drücken Sie den Knopf, um diese Anmeldung zu löschen.',
  'verify.denied.submit': 'Die Anmeldung löschen',
  'verify.done.title': 'Ihre Adresse ist bestätigt',
  'verify.done.text': 'Danke. Sie können weitermachen, wo Sie waren.',
  'verify.erased.title': 'Die Anmeldung ist gelöscht',
  'verify.erased.text': 'Niemand kann Ihre Adresse damit benutzen.',
  'verify.again.title': 'Link noch einmal senden',
  'verify.again.lead': 'Nennen Sie uns die Adresse, mit der Sie sich angemeldet haben.',
  'verify.again.submit': 'Neuen Link senden',
  'verify.again.done': 'Wartet ein Konto mit dieser Adresse darauf, ist ein neuer Link unterwegs.',

  'callback.title': 'Anmeldung über einen Anbieter',
  'callback.failed': 'Sie sind nicht angemeldet',
  'callback.again': 'Zurück zur Anmeldung',

  'account.title': 'Ihr Konto',
  'account.sign_out': 'Abmelden',
  'account.as': 'Angemeldet als {name}',

  'unsubscribe.title': 'E-Mails an Sie',
  'unsubscribe.lead': 'Möchten Sie keine E-Mails dieser Art mehr oder gar keine, die nicht sein müssen?',
  'unsubscribe.kind': 'Keine E-Mails dieser Art mehr',
  'unsubscribe.all': 'Keine E-Mails mehr, die nicht sein müssen',
  'unsubscribe.done.title': 'Sie bekommen diese E-Mails nicht mehr',
  'unsubscribe.done.text': 'Belege über Buchungen und Zahlungen senden wir Ihnen weiterhin.',
};
