import { Global, Module } from '@nestjs/common';
import { SecretsModule } from '../secrets/secrets.module.js';
import { MailProcessor } from './mail.processor.js';
import { Mailer } from './mailer.js';

@Global()
@Module({ imports: [SecretsModule], providers: [Mailer, MailProcessor], exports: [Mailer] })
export class MailModule {}
