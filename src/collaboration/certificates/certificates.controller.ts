import { Controller, Get, Param, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentUser, Public, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Idempotent } from '../../platform/http/idempotency/idempotent.js';
import { RateLimited } from '../../platform/http/limits/rate-limited.js';
import type { Page } from '../../platform/http/lists/lists.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { AcceptedType, fileResponse, MEDIA } from '../../platform/http/request/content-negotiation.js';
import { PathId } from '../../platform/http/request/path-id.js';
import { CertificateResponse, CertificatesQuery, CertificateVerificationResponse } from './certificates.dto.js';
import { CertificatesService } from './certificates.service.js';

@ApiTags('Certificates')
@Controller('api/v1/certificates')
@Requires('user')
export class CertificatesController {
  constructor(private readonly certificates: CertificatesService) {}

  @Get()
  @Operation({ summary: 'Your certificates, newest first.', body: CertificateResponse, list: true })
  list(@CurrentUser() caller: Caller, @Query() query: CertificatesQuery): Promise<Page<CertificateResponse>> {
    return this.certificates.list(caller, query);
  }

  @Get('verify/:certificate_number')
  @Public()
  @Operation({
    summary: 'Whether a certificate is genuine, and whose it is.',
    body: CertificateVerificationResponse,
  })
  verify(@Param('certificate_number') number: string): Promise<CertificateVerificationResponse> {
    return this.certificates.verify(number);
  }

  @Get(':id/download')
  @RateLimited('document')
  @Operation({
    summary: 'A certificate as a PDF.',
    path: { id: 1001 },
    produces: [MEDIA.pdf],
    errors: ['NOT_FOUND'],
  })
  async download(
    @CurrentUser() caller: Caller,
    @PathId() id: number,
    @AcceptedType([MEDIA.pdf]) type: string,
  ): Promise<StreamableFile> {
    const { bytes, name } = await this.certificates.download(caller, id);
    return fileResponse(bytes, type, name);
  }

  @Post(':id/mark_as_downloaded')
  @Idempotent()
  @Operation({
    summary: 'Keep that you have your certificate; the first time stays.',
    path: { id: 1001 },
    body: CertificateResponse,
    errors: ['NOT_FOUND'],
  })
  markAsDownloaded(@CurrentUser() caller: Caller, @PathId() id: number): Promise<CertificateResponse> {
    return this.certificates.markDownloaded(caller, id);
  }
}
