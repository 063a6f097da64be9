import type { TestService } from '@abonde/testing';
import { startEmergencyFund } from '../fund/journal.testing';
import { Others } from '../fund/others.testing';
import { openPlacement } from '../placements/open-placement.testing';

const euros = (amount: string) => ({ amount, currency: 'EUR' });
// Ninety days at 3.60 %: nine thousandths.
const PERIOD = { from: '2025-10-01', to: '2025-12-29' };

/** A million euros: 900,000 of a euro agreement and 100,000 of a dollar one, of which the euro account paid 50,000. */
describe('a credit beside what was expected', () => {
  let service: TestService;
  let others: Others;
  const credits = async () => (await service.http('auditor').get('/credits')).body.items;

  beforeAll(async () => {
    service = await startEmergencyFund();
    others = new Others(service);
    await service.setDay('2026-01-05');
    await others.agreement('SIAAP');
    await others.agreement('GATES', [], 1, 'USD');
    await others.running('HUE');
    await others.projectMoney('HUE', 'SIAAP', '900000.00', '2025-09-01');
    await others.envelope('GATES', '100000.00', '2025-09-01');
    await openPlacement(service, '3.60', '2025-10-01', { code: 'MAIN-EUR', account: 'MAIN-EUR' });
    await openPlacement(service, '0.00', '2025-10-01', { code: 'USD', account: 'USD', pool: 'USD', currency: 'USD' });
    await others.bankAccount('MAIN-EUR', 'EUR', '1000000.00', '1000000.00', '2025-08-01');
    await others.bankAccount('USD', 'USD', '160000.00', '150000.00', '2025-08-01');
    await others.bankAccount('XOF', 'XOF', '0', '0.00', '2025-08-01');
    await others.credited('7200.00', PERIOD, '2025-12-30');
  }, 60_000);

  afterAll(() => service?.stop());

  it('says only that they part as long as no statement tells what the account held', async () => {
    const [credit] = await credits();
    expect(credit).toMatchObject({ variance: euros('-900.00'), parts: [], unexplained: euros('-900.00'), alert: true });
  });

  it('is taken apart once the balances are known: what lies elsewhere, what was paid for others', async () => {
    await others.statement('XOF', '32797850', [{ day: '2025-09-15', amount: '32797850', eur: '50000.00' }]);
    await others.statement('MAIN-EUR', '800000.00', [
      { day: '2025-09-15', amount: '-50000.00', eur: '-50000.00' },
      { day: '2025-09-20', amount: '-150000.00', eur: '-150000.00' },
    ]);
    const [credit] = await credits();
    expect(credit).toMatchObject({
      expected: euros('8100.00'),
      credited: euros('7200.00'),
      variance: euros('-900.00'),
      unexplained: euros('0.00'),
      alert: false,
    });
    const figure = (what: string, name: string | null, amount: string, entries: string, currency = 'EUR') => ({
      what,
      name,
      amount: { amount, currency },
      entries: `/api/reporting/ledger?${entries}`,
    });
    const at = 'to=2025-12-29&basis=value';
    expect(credit.parts).toEqual([
      {
        cause: 'OTHER_ACCOUNT',
        code: 'XOF',
        amount: euros('-450.00'),
        figures: [figure('ACCOUNT', 'XOF', '32797850', `book=treasury&account=bank%3AXOF&${at}`, 'XOF')],
      },
      {
        cause: 'OTHER_POOL',
        code: 'USD',
        amount: euros('-450.00'),
        figures: [
          figure(
            'PROJECTS',
            null,
            '0.00',
            `book=disbursements&account=fund%3Aallocation%3A*%2Cfund%3Atranche%3A*&agreement=GATES&${at}&side=credit`,
          ),
          figure(
            'ENVELOPES',
            null,
            '100000.00',
            `book=contributions&account=fund%3Aenvelope%3A*%2Cfund%3Areserved%3A*&agreement=GATES&${at}&side=credit`,
          ),
          figure('ACCOUNT', 'USD', '160000.00', `book=treasury&account=bank%3AUSD&${at}`, 'USD'),
        ],
      },
    ]);
  });

  it('waits again while what was told doesn’t add up to a closing balance', async () => {
    await others.statement('XOF', '32797851', []);
    expect(await credits()).toMatchObject([{ parts: [], unexplained: euros('-900.00'), alert: true }]);
  });
});
