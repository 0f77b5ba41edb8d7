import { Controller, Get } from '@nestjs/common';
import { Public } from '../../../src/platform/auth/access.js';
import { Operation } from '../../../src/platform/http/openapi/operation.js';
import { Readiness } from '../../../src/platform/monitoring/readiness.js';
import { Gate } from '../../support/gate.js';
import { testApp } from './test-app.js';

const gate = new Gate();

@Controller('api/v1/slow')
class SlowController {
  @Get()
  @Public()
  @Operation({ summary: 'Slow' })
  async slow(): Promise<unknown> {
    await gate.pass();
    return { answered: true };
  }
}

describe('a process that is told to stop', () => {
  it('answers what is under way, says so to balancers, and takes nothing new', async () => {
    const here = await testApp([SlowController]);
    const slow = here.http.get('/api/v1/slow');
    await gate.arrived;
    const drained = here.app.get(Readiness).drain(here.app.getHttpServer(), true);
    const ready = await here.http.get('/health/ready');
    expect([ready.status, ready.body.status, ready.headers.get('connection')]).toEqual([
      503,
      'unhealthy',
      'close',
    ]);
    gate.open();
    expect((await slow).body).toEqual({ answered: true });
    await drained;
    await expect(here.http.get('/health/live')).rejects.toThrow();
    await here.close();
  });
});
