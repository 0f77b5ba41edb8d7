import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { SecretsModule } from '../secrets/secrets.module.js';
import { MailPapers } from './mail-papers.js';
import { MailProcessor } from './mail.processor.js';
import { Mailer } from './mailer.js';

@Global()
@Module({
  imports: [DiscoveryModule, SecretsModule],
  providers: [Mailer, MailPapers, MailProcessor],
  exports: [Mailer],
})
export class MailModule {}
