import { DomainError } from '../../shared/errors.js';

export class ContactExists extends DomainError {
  static override readonly code = 'CONTACT_EXISTS';
  static override readonly kind = 'conflict';
  static override readonly title = 'You have a contact with this address already.';
}

export class TooManyContacts extends DomainError {
  static override readonly code = 'TOO_MANY_CONTACTS';
  static override readonly kind = 'conflict';
  static override readonly title = 'You have as many contacts as one can have: delete some first.';
}

export class ContactsFileTooLarge extends DomainError {
  static override readonly code = 'PAYLOAD_TOO_LARGE';
  static override readonly kind = 'too_large';
  static override readonly title = 'The file is larger than 20 MB.';
}
