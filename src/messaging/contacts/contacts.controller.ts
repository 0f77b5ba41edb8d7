import { Body, Controller, Delete, Get, Post, Put, Query, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { UploadInProgress, type UploadedFile } from '../../platform/files/upload-form.js';
import { Idempotent } from '../../platform/http/idempotency/idempotent.js';
import type { Page } from '../../platform/http/lists/lists.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { MEDIA } from '../../platform/http/request/content-negotiation.js';
import { PathId } from '../../platform/http/request/path-id.js';
import { ContactsImportService } from './contacts-import.service.js';
import { AcceptsContactsFile, ContactsFile } from './contacts-upload.dto.js';
import {
  ContactChangeRequest,
  ContactDetailsResponse,
  ContactRequest,
  ContactResponse,
  ContactsImportResponse,
  ContactsQuery,
} from './contacts.dto.js';
import { ContactExists, ContactsFileTooLarge, TooManyContacts } from './contacts.errors.js';
import { ContactsService } from './contacts.service.js';

@ApiTags('Contacts')
@Controller('api/v1/contacts')
@Requires('user')
export class ContactsController {
  constructor(
    private readonly contacts: ContactsService,
    private readonly imports: ContactsImportService,
  ) {}

  @Get()
  @Operation({
    summary: 'Your contacts: whom you entered, and who booked with you.',
    body: ContactResponse,
    list: true,
  })
  list(@CurrentUser() { id }: Caller, @Query() query: ContactsQuery): Promise<Page<ContactResponse>> {
    return this.contacts.list(id, query);
  }

  @Post()
  @Idempotent()
  @Operation({
    summary: 'Enter a contact.',
    status: 201,
    body: ContactResponse,
    errors: [ContactExists, TooManyContacts],
  })
  create(@CurrentUser() { id }: Caller, @Body() request: ContactRequest): Promise<ContactResponse> {
    return this.contacts.create(id, request);
  }

  @Get('export')
  @Operation({
    summary: 'All your contacts, as CSV.',
    description:
      "A cell that begins with `=`, `+`, `-` or `@` has a `'` before it, which an import leaves out.",
    produces: [MEDIA.csv],
  })
  export(@CurrentUser() { id }: Caller): StreamableFile {
    return this.contacts.export(id);
  }

  @Post('import')
  @Idempotent()
  @AcceptsContactsFile()
  @Operation({
    summary: 'Take contacts over from a CSV file.',
    description:
      'As `multipart/form-data`, with the file as `file`: UTF-8, `,` or `;`, a header, 20 MB and 100,000 ' +
      'lines at most. What you have already is filled in where it is empty, and nothing is overwritten. ' +
      'Lines are kept by the thousand; a file that was cut off is simply sent again.',
    body: ContactsImportResponse,
    errors: ['VALIDATION_ERROR', TooManyContacts, ContactsFileTooLarge, UploadInProgress],
  })
  import(@CurrentUser() { id }: Caller, @ContactsFile() file?: UploadedFile): Promise<ContactsImportResponse> {
    return this.imports.import(id, file?.bytes);
  }

  @Get(':id')
  @Operation({
    summary: 'A contact, and what was booked from its address.',
    path: { id: 1001 },
    body: ContactDetailsResponse,
    errors: ['NOT_FOUND'],
  })
  get(@PathId() contact: number, @CurrentUser() { id }: Caller): Promise<ContactDetailsResponse> {
    return this.contacts.get(id, contact);
  }

  @Put(':id')
  @Operation({
    summary: 'Change what is sent of a contact.',
    path: { id: 1001 },
    body: ContactResponse,
    errors: ['NOT_FOUND', ContactExists],
  })
  change(
    @PathId() contact: number,
    @CurrentUser() { id }: Caller,
    @Body() request: ContactChangeRequest,
  ): Promise<ContactResponse> {
    return this.contacts.change(id, contact, request);
  }

  @Delete(':id')
  @Operation({
    summary: 'Delete a contact; the next booking from its address brings it back.',
    path: { id: 1001 },
    status: 204,
    errors: ['NOT_FOUND'],
  })
  remove(@PathId() contact: number, @CurrentUser() { id }: Caller): Promise<void> {
    return this.contacts.remove(id, contact);
  }
}
