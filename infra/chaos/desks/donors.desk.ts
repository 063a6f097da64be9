import { agreement, call, eur } from '../../actors/registers';
import type { ExpectedTransaction } from '../model';
import type { Random } from '../random';
import type { BankDesk } from './bank.desk';
import { breath, DONOR, euros, type World } from './world';

interface Signed {
  code: string;
  cents: bigint;
  /** Instrument, earmark and whatever else differs. */
  terms: Record<string, unknown>;
  /** What has to come of the money, once it is here. */
  onwards?: ExpectedTransaction[];
}

/** An agreement from its signature to its payment: signed, called, and on its way to the bank. */
export async function sign(world: World, bank: BankDesk, { code, cents, terms, onwards = [] }: Signed): Promise<void> {
  const { client, model } = world;
  await agreement(client, { code, donor: DONOR, amount: eur(euros(cents)), ...terms });
  model.expect(
    'POST /api/contributions/agreements',
    { book: 'contributions', kind: 'agreement-signed', account: `pledge:${code}`, cents },
    { event: 'contributions.agreement-signed', subject: code },
  );
  const reference = await call(client, code);
  model.expect(
    `POST /api/contributions/agreements/${code}/instalments/1/call`,
    { book: 'contributions', kind: 'instalment-called', account: `receivable:${code}`, cents, reference },
    { event: 'contributions.instalment-called', subject: code },
  );
  bank.credit(code, reference, cents, onwards);
}

/** Agreements whose money stays in its envelope, each for a project that nobody has proposed yet. */
export class DonorsDesk {
  private signed = 0;

  constructor(
    private readonly world: World,
    private readonly bank: BankDesk,
    private readonly random: Random,
  ) {}

  async work(): Promise<void> {
    while (!this.world.isOver()) {
      const code = `A-${++this.signed}`;
      const cents = BigInt(this.random.between(10_000, 9_000_000));
      const earmark = { level: 'PROJECT', projects: [`NOT-YET-${code}`] };
      await sign(this.world, this.bank, { code, cents, terms: { earmark } });
      await breath(this.random, 100, 800);
    }
  }
}
