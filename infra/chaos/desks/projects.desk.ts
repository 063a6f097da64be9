import type { Body } from '@abonde/testing';
import { appraise, dossier, eur, holdSession, signAndStart } from '../../actors/registers';
import type { Who } from '../../actors/who';
import type { Random } from '../random';
import type { BankDesk } from './bank.desk';
import { sign } from './donors.desk';
import { emitPayment } from './payments';
import { breath, CITY, DONOR, euros, until, type World } from './world';

interface Project {
  code: string;
  agreement: string;
  /** All the agreement's money goes to the project, in one tranche. */
  cents: bigint;
}

const STATES = ['DRAFT', 'SUBMITTED', 'COMPLETE', 'APPRAISED', 'TABLED', 'VOTED', 'AGREEMENT_SIGNED', 'IN_PROGRESS'];

/** The path of the money, again and again: agreement, dossier, vote, allocation, tranche, payment. */
export class ProjectsDesk {
  private begun = 0;

  constructor(
    private readonly world: World,
    private readonly bank: BankDesk,
    private readonly random: Random,
    /** Keeps the codes of several desks apart. */
    private readonly name: string,
  ) {}

  async work(): Promise<void> {
    while (!this.world.isOver()) {
      const code = `KH-${this.name}-${++this.begun}`;
      const project = { code, agreement: `AP-${code}`, cents: 4n * BigInt(this.random.between(10_000, 5_000_000)) };
      await this.finance(project);
      await this.vote(project);
      await this.allocate(project);
      await this.pay(project);
      await breath(this.random, 100, 1_000);
    }
  }

  private async finance({ code, agreement, cents }: Project): Promise<void> {
    const earmark = { level: 'PROJECT', projects: [code] };
    await sign(this.world, this.bank, { code: agreement, cents, terms: { earmark } });
  }

  private async vote({ code, agreement, cents }: Project): Promise<void> {
    const { client, model } = this.world;
    // Four fifths of the cost are the Fund's, the rest the city's.
    const plan = { total: euros((cents * 5n) / 4n), own: euros(cents / 4n) };
    await dossier(client, code, { city: CITY.name, ...plan, fund: [[DONOR, euros(cents)]] });
    await appraise(client, code);
    await holdSession(client, `BUREAU-${code}`, [{ project: code, amount: euros(cents) }]);
    await signAndStart(client, code);
    model.expect(
      `POST /api/disbursements/bureau-sessions/BUREAU-${code}/close`,
      { book: 'disbursements', kind: 'subsidy-engaged', account: `engagement:${code}`, cents: -cents },
      { book: 'disbursements', kind: 'subsidy-attributed', account: `commitment:${code}`, cents: -cents },
      { event: 'disbursements.subsidy-attributed', subject: code },
      {
        ...{ book: 'contributions', kind: 'allocation-proposed', reference: code },
        ...{ account: `fund:envelope:${agreement}`, cents },
      },
      ...STATES.map((to) => ({ event: 'disbursements.project-state-changed', subject: code, data: { to } })),
    );
  }

  private async allocate({ code, agreement, cents }: Project): Promise<void> {
    const { client, model } = this.world;
    const path = '/api/contributions/allocations';
    const proposed: Body = await until(`the proposal for ${code}`, async () => {
      const { items } = await client.get('finance-controller', `${path}?status=PROPOSED&project=${code}`);
      return items[0];
    });
    await client.as('finance-controller').post(`${path}/${proposed.id}/confirm`);
    model.expect(
      `POST ${path}/${proposed.id}/confirm`,
      {
        ...{ book: 'contributions', kind: 'allocation-confirmed', reference: code },
        ...{ account: 'fund:transfer:disbursements', cents: -cents },
      },
      {
        ...{ book: 'disbursements', kind: 'allocation-received' },
        ...{ account: `fund:allocation:${code}:${agreement}`, cents: -cents },
      },
      { event: 'contributions.allocation-confirmed', subject: code },
    );
  }

  private async pay({ code, cents }: Project): Promise<void> {
    const { client, model } = this.world;
    const tranche = `${code}-T1`;
    const path = `/api/disbursements/tranches/${tranche}`;
    const steps: [Who, string, unknown][] = [
      [
        'project-officer',
        `/api/disbursements/projects/${code}/tranches`,
        { number: 1, amount: eur(euros(cents)), conditions: [], beneficiary: CITY.code },
      ],
      ['project-officer', `${path}/request`, {}],
      ['project-officer-2', `${path}/certify`, {}],
      ['finance-controller', `${path}/approve`, {}],
    ];
    for (const [who, step, body] of steps) await client.as(who).post(step, body);
    model.expect(
      `POST ${path}/approve`,
      {
        book: 'disbursements',
        kind: 'tranche-approved',
        reference: tranche,
        account: `payable:${code}`,
        cents: -cents,
      },
      ...['requested', 'certified', 'approved'].map((fact) => ({
        ...{ event: `disbursements.tranche-${fact}`, subject: code, data: { tranche } },
      })),
    );
    const quoted = await emitPayment(this.world, tranche, ['finance-controller-2', 'secretariat']);
    this.bank.debit(quoted, cents, [
      { book: 'treasury', kind: 'payment-settled', account: 'clearing:disbursements', project: code, cents },
      { book: 'disbursements', kind: 'tranche-paid', account: `payable:${code}`, cents },
    ]);
  }
}
