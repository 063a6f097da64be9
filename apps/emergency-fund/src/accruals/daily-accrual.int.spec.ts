import { startEmergencyFund } from '../fund/journal.testing';
import { Others } from '../fund/others.testing';
import { openPlacement } from '../placements/open-placement.testing';
import { DailyAccrual } from './daily-accrual.service';

const eur = (amount: string) => ({ amount, currency: 'EUR' });

describe('a past that is being entered', () => {
  it('is accrued by whoever enters it; from then on days accrue by themselves', async () => {
    const service = await startEmergencyFund();
    try {
      const others = new Others(service);
      await service.setDay('2026-02-20');
      await others.opening('360000.00', '2025-01-01');
      await openPlacement(service, '1', '2025-01-01');
      const accrued = async () => (await service.http('auditor').get('/availability')).body.accrued.amount;
      const look = () => service.app.get(DailyAccrual).look();
      await look();
      expect(await accrued()).toBe('0.00');
      await service.http('finance-officer').post('/accruals', { through: '2026-02-18' });
      const entered = await accrued();
      await look();
      expect(Number(await accrued()) - Number(entered)).toBeCloseTo(10);
    } finally {
      await service.stop();
    }
  }, 60_000);
});

describe('days that go by', () => {
  it('accrue by themselves when the business day changes', async () => {
    const service = await startEmergencyFund();
    try {
      const others = new Others(service);
      await service.setDay('2026-02-20');
      await others.opening('360000.00', '2026-01-01');
      const officer = service.http('finance-officer');
      await officer.post('/placements', {
        account: 'MAIN-EUR',
        currency: 'EUR',
        dayCount: 'ACT/360',
        capitalisation: 'QUARTERLY',
        openedOn: '2026-02-01',
      });
      const { body: rate } = await officer.post('/placements/MAIN-EUR/rates', { from: '2026-02-01', rate: '1' });
      expect((await officer.post(`/placements/rates/${rate.id}/confirm`)).status).toBe(403);
      const sameHand = service.http({ roles: ['finance-controller'], sub: 'test-finance-officer' });
      expect((await sameHand.post(`/placements/rates/${rate.id}/confirm`)).body.code).toBe('FORBIDDEN');
      await service.setDay('2026-02-21');
      expect((await service.http('auditor').get('/availability')).body.accrued).toMatchObject(eur('0.00'));
      await service.http('finance-controller').post(`/placements/MAIN-EUR/rates/${rate.id}/confirm`);
      await service.setDay('2026-02-22');
      expect((await service.http('auditor').get('/availability')).body.accrued).toMatchObject(eur('210.00'));
      await service.setDay('2026-03-01');
      expect((await service.http('auditor').get('/availability')).body.accrued).toMatchObject(eur('280.00'));
      const { body } = await service.http('auditor').get('/projection?months=4');
      expect(
        body.months.map(({ month, scenarios }: { month: string; scenarios: { available: { amount: string } }[] }) => [
          month,
          ...scenarios.map(({ available }) => available.amount),
        ]),
      ).toEqual([
        ['2026-04', '360590.00', '360890.00', '360290.00', '360590.00'],
        ['2026-05', '360590.00', '360890.00', '360290.00', '360590.00'],
        ['2026-06', '361500.00', '362710.00', '360290.00', '361500.00'],
        ['2026-07', '361500.00', '362710.00', '360290.00', '361500.00'],
      ]);
    } finally {
      await service.stop();
    }
  }, 60_000);
});
