import type { CloudEvent } from '@abonde/contracts';
import { MessagingModule } from '@abonde/messaging';
import { startTestService, type TestService } from '@abonde/testing';
import { Controller, Module } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { BusinessClock, DomainError, PlatformModule } from './index';

@Controller()
class Sabbath {
  @EventPattern('abonde.platform.business-day-set.v1')
  on(@Payload() event: CloudEvent<'abonde.platform.business-day-set.v1'>): void {
    if (event.data.day !== '2026-03-01') return;
    throw new DomainError({ code: 'NO_WORK_TODAY', status: 422, title: 'No work today' });
  }
}

@Module({
  imports: [PlatformModule.forRoot({ service: 'treasury' }), MessagingModule.forRoot({ service: 'treasury' })],
  controllers: [Sabbath],
})
class TreasuryModule {}

describe('event handlers under the platform', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService({ service: 'treasury', module: TreasuryModule });
  });

  afterAll(() => service.stop());

  it('need no sign-in, and set the business day', async () => {
    await service.setDay('2026-02-21');
    expect(await service.app.get(BusinessClock).today()).toBe('2026-02-21');
  });

  it('let the violation of a rule reach the dead letters as it is', async () => {
    await service.publish('abonde.platform.business-day-set.v1', { key: 'clock', data: { day: '2026-03-01' } });
    await service.eventually(async () => (await service.sql('SELECT FROM dead_letter')).length === 1);
    expect(await service.sql('SELECT code, key FROM dead_letter')).toEqual([{ code: 'NO_WORK_TODAY', key: 'clock' }]);
    expect(await service.app.get(BusinessClock).today()).toBe('2026-02-21');
  });

  it('becomes ready once caught up, dead letters or not', async () => {
    const ready = async (): Promise<number> => (await fetch(`${service.origin}/health/ready`)).status;
    await service.eventually(async () => (await ready()) === 200);
  });
});
