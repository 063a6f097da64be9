import type { TestService } from '@abonde/testing';
import { startEmergencyFund } from '../fund/journal.testing';
import { Others } from '../fund/others.testing';
import { openPlacement } from './open-placement.testing';

const euros = (amount: string) => ({ amount, currency: 'EUR' });
// Ninety days: a hundredth at 4 %, half of one at 2 %.
const PERIOD = { from: '2025-10-01', to: '2025-12-29' };

/** A million euros of one agreement, of which a savings account holds 300,000 from the 15th of November on. */
describe('two accounts of a pool', () => {
  let service: TestService;
  let others: Others;
  const officer = () => service.http('finance-officer');
  const accrue = async () => (await officer().post('/accruals', { through: '2025-12-29' })).body.items;
  const accrued = async () =>
    Object.fromEntries(
      (await service.http('auditor').get('/placements')).body.items.map(
        (one: { code: string; accrued: { amount: string } }) => [one.code, one.accrued.amount],
      ),
    );

  beforeAll(async () => {
    service = await startEmergencyFund();
    others = new Others(service);
    await service.setDay('2026-01-05');
    await others.agreement('SIAAP');
    await others.running('HUE');
    await others.projectMoney('HUE', 'SIAAP', '1000000.00', '2025-09-01');
    await others.bankAccount('MAIN-EUR', 'EUR', '1000000.00', '1000000.00', '2025-08-01');
    await others.bankAccount('SAVINGS-EUR', 'EUR', '0.00', '0.00', '2025-08-01');
    await openPlacement(service, '2', '2025-10-01');
  }, 60_000);

  afterAll(() => service?.stop());

  it('earn once: the second bears on what it holds, and nothing yet', async () => {
    await openPlacement(service, '4', '2025-10-01', { account: 'SAVINGS-EUR' });
    await accrue();
    expect(await accrued()).toEqual({ 'MAIN-EUR': '5000.00', 'SAVINGS-EUR': '0.00' });
    const { body } = await service.http('auditor').get('/placements');
    expect(body.items.map(({ code, bearsOn }: Record<string, string>) => [code, bearsOn])).toEqual([
      ['MAIN-EUR', 'POOL'],
      ['SAVINGS-EUR', 'ACCOUNT'],
    ]);
  });

  it('share what statements tell, restated in their name: parts of the pool add up to the pool', async () => {
    await others.statement('SAVINGS-EUR', '300000.00', [{ day: '2025-11-15', amount: '300000.00', eur: '300000.00' }]);
    await others.statement('MAIN-EUR', '700000.00', [{ day: '2025-11-15', amount: '-300000.00', eur: '-300000.00' }]);
    await accrue();
    // 300,000 € for 45 days: 1,500 € at 4 %, and 750 € less at 2 %.
    expect(await accrued()).toEqual({ 'MAIN-EUR': '4250.00', 'SAVINGS-EUR': '1500.00' });
    const { body } = await service.http('auditor').get('/placements/SAVINGS-EUR/restatements');
    expect(body.items[0]).toMatchObject({
      placement: 'SAVINGS-EUR',
      causes: ['statement of SAVINGS-EUR from 2025-11-15'],
    });
  });

  it('explain their credits each by itself: what lies on the other account isn’t missed', async () => {
    await others.credited('4250.00', PERIOD, '2025-12-30');
    const { body } = await service.http('auditor').get('/credits');
    expect(body.items[0]).toMatchObject({
      expected: euros('4250.00'),
      variance: euros('0.00'),
      parts: [],
      alert: false,
    });
  });

  it('refuse to bear on the same money twice, and change nothing', async () => {
    const terms = { currency: 'EUR', dayCount: 'ACT/360', capitalisation: 'QUARTERLY', openedOn: '2025-10-01' };
    const again = await officer().post('/placements', { ...terms, code: 'AGAIN', account: 'SAVINGS-EUR' });
    expect([again.status, again.body.code, again.body.placement]).toEqual([
      409,
      'ACCOUNT_BEARS_INTEREST_ALREADY',
      'SAVINGS-EUR',
    ]);
    const whole = await officer().post('/placements', { ...terms, account: 'OTHER-EUR', bearsOn: 'POOL' });
    expect([whole.status, whole.body.code, whole.body.placement]).toEqual([
      409,
      'POOL_BEARS_INTEREST_ALREADY',
      'MAIN-EUR',
    ]);
    expect(Object.keys(await accrued())).toEqual(['MAIN-EUR', 'SAVINGS-EUR']);
  });

  it('is one, of many that would bear on an account at the same instant in pools of their own', async () => {
    const terms = { currency: 'EUR', dayCount: 'ACT/360', capitalisation: 'QUARTERLY', openedOn: '2025-10-01' };
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, at) =>
        officer().post('/placements', { ...terms, code: `RACE-${at}`, account: 'RACE-EUR', pool: `POOL-${at}` }),
      ),
    );
    expect(answers.map(({ status, body }) => body.bearsOn ?? `${status} ${body.code}`).sort()).toEqual([
      ...Array<string>(7).fill('409 ACCOUNT_BEARS_INTEREST_ALREADY'),
      'POOL',
    ]);
  });
});
