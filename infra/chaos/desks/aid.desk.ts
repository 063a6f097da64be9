import { Money } from '@abonde/money';
import type { Body } from '@abonde/testing';
import { eur } from '../../actors/registers';
import type { Random } from '../random';
import type { BankDesk } from './bank.desk';
import { sign } from './donors.desk';
import { emitPayment } from './payments';
import { breath, CITY, euros, until, type World } from './world';

/** Cases of aid: opened, donated for, proposed, signed, decided and paid. */
export class AidDesk {
  private opened = 0;

  constructor(
    private readonly world: World,
    private readonly bank: BankDesk,
    private readonly random: Random,
  ) {}

  async work(): Promise<void> {
    while (!this.world.isOver()) {
      const code = `CASE-${++this.opened}`;
      const cents = BigInt(this.random.between(10_000, 3_000_000));
      await this.open(code);
      await this.donate(code, cents);
      await this.decide(code, cents);
      await this.pay(code, cents);
      await breath(this.random, 100, 1_000);
    }
  }

  private async open(code: string): Promise<void> {
    const { client, model } = this.world;
    await client.as('committee-presidency').post('/api/emergency-fund/cases', {
      ...{ code, city: CITY.name, country: CITY.country, kind: 'TROPICAL_CYCLONE', glide: null },
      ...{ occurredOn: '2026-03-11', needs: 'Abris et eau potable', effectiveDate: '2026-03-12' },
    });
    model.expect('POST /api/emergency-fund/cases', { event: 'emergency-fund.aid-case-opened', subject: code });
  }

  private async donate(code: string, cents: bigint): Promise<void> {
    const agreement = `AP-${code}`;
    const terms = { instrument: 'EMERGENCY', earmark: { level: 'EVENT', case: code } };
    const onwards = [
      {
        ...{ book: 'contributions' as const, kind: 'donation-forwarded', agreement },
        ...{ account: 'fund:transfer:emergency-fund', cents: -cents },
      },
      {
        ...{ book: 'emergency-fund' as const, kind: 'donation-received', agreement },
        ...{ account: `fund:donations:${code}`, cents: -cents },
      },
    ];
    await sign(this.world, this.bank, { code: agreement, cents, terms, onwards });
    await until(`the donation for ${code}`, async () => {
      const { donations } = await this.world.client.get('presidency', `/api/emergency-fund/availability?case=${code}`);
      return donations.find((one: Body) => one.case === code && Money.of(one.amount).minor === cents);
    });
  }

  private async decide(code: string, cents: bigint): Promise<void> {
    const { client, model } = this.world;
    const body = { amount: eur(euros(cents)), purpose: 'Premiers secours', beneficiary: CITY.code };
    const { id, version }: Body = await client
      .as('committee-presidency')
      .post(`/api/emergency-fund/cases/${code}/proposals`, body);
    const path = `/api/emergency-fund/proposals/${id}`;
    for (const who of ['committee-presidency', 'secretariat'] as const)
      await client.as(who).post(`${path}/signatures`, { version });
    const decision = { outcome: 'GRANTED', reason: 'Accord' };
    await client.as('presidency').post(`${path}/decision`, { ...decision, amount: eur(euros(cents)) });
    model.expect(
      `POST ${path}/decision`,
      { book: 'emergency-fund', kind: 'aid-decided', reference: id, account: `commitment:${code}`, cents: -cents },
      { event: 'emergency-fund.aid-decided', subject: code },
    );
  }

  private async pay(code: string, cents: bigint): Promise<void> {
    const quoted = await emitPayment(this.world, code, ['finance-controller', 'finance-controller-2']);
    this.bank.debit(quoted, cents, [
      { book: 'treasury', kind: 'payment-settled', account: 'clearing:emergency-fund', case: code, cents },
      { book: 'emergency-fund', kind: 'aid-paid', account: `aid-expense:${code}`, cents },
    ]);
  }
}
