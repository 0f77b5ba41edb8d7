import { Controller, Get, Param } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { CertificatePage } from '../../../web/pages/events/certificate.page.js';
import { Public } from '../../platform/auth/access.js';
import { RateLimited } from '../../platform/http/limits/rate-limited.js';
import { PageAlone } from '../../platform/pages/page.js';
import type { CertificateVerificationResponse } from './certificates.dto.js';
import { CertificatesService } from './certificates.service.js';

@ApiExcludeController()
@Controller('certificates')
@Public({ sessionOnly: true })
export class CertificatePageController {
  constructor(private readonly certificates: CertificatesService) {}

  @Get(':certificate_number')
  @RateLimited('page')
  @PageAlone(CertificatePage)
  show(@Param('certificate_number') number: string): Promise<CertificateVerificationResponse> {
    return this.certificates.verify(number);
  }
}
