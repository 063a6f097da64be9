import type { Body } from '@abonde/testing';
import type { Book, ExpectedTransaction } from '../model';
import type { Random } from '../random';
import { breath, euros, type World } from './world';

interface Side {
  account: string;
  dimensions: Record<string, string>;
}

interface Entry {
  reference: string;
  body: Record<string, unknown>;
  expected: ExpectedTransaction;
}

/** Accounts beside those of the other desks, some of them hot: debit, credit. */
const sides: Record<Book, (about: number) => [Side, Side]> = {
  contributions: () => [
    { account: 'in-kind-use', dimensions: { instrument: 'COOPERATION' } },
    { account: 'in-kind-resource', dimensions: { instrument: 'COOPERATION' } },
  ],
  treasury: (about) => [
    { account: 'internal-transfers:EUR', dimensions: { project: `OD-${about}-IN` } },
    { account: 'internal-transfers:EUR', dimensions: { project: `OD-${about}-OUT` } },
  ],
  disbursements: (about) => {
    const dimensions = { instrument: 'COOPERATION', project: `OD-${about}` };
    return [
      { account: `commitment-contra:OD-${about}`, dimensions },
      { account: `commitment:OD-${about}`, dimensions },
    ];
  },
  'emergency-fund': (about) => {
    const dimensions = { instrument: 'EMERGENCY', case: `OD-${about}` };
    return [
      { account: `commitment-contra:OD-${about}`, dimensions },
      { account: `commitment:OD-${about}`, dimensions },
    ];
  },
};

/** Another program that posts to one book: one entry at a time, twice at once, in batches, and takes some back. */
export class JournalDesk {
  private posted: { id: string; entry: Entry }[] = [];
  private written = 0;

  constructor(
    private readonly world: World,
    private readonly book: Book,
    private readonly random: Random,
  ) {}

  async work(): Promise<void> {
    while (!this.world.isShown(this.book)) {
      await this.random
        .pick([...Array(10).fill(this.one), this.twice, this.batch, this.reverse, this.wrong])
        .call(this);
      await breath(this.random, 20, 250);
    }
  }

  private async one(): Promise<void> {
    const entry = this.entry();
    const answer = await this.world.client.as('integration').post(this.path(), entry.body);
    this.keep(entry, answer);
  }

  private async twice(): Promise<void> {
    const entry = this.entry();
    this.keep(entry, await this.world.client.twice('integration', this.path(), entry.body));
  }

  private async batch(): Promise<void> {
    const entries = Array.from({ length: this.random.between(5, 25) }, () => this.entry());
    const { outcomes }: Body = await this.world.client.as('integration').post(
      this.path('/batch'),
      entries.map(({ body }) => body),
    );
    for (const [at, entry] of entries.entries()) {
      const { outcome, id } = outcomes[at];
      if (outcome === 'REFUSED') this.world.model.surprises.push(`${entry.reference}: ${JSON.stringify(outcomes[at])}`);
      else this.keep(entry, { id });
    }
  }

  private async reverse(): Promise<void> {
    const taken = this.posted.pop();
    if (!taken) return;
    const reference = taken.entry.reference;
    await this.world.client.as('integration').post(this.path(`/${taken.id}/reverse`), { reason: `Not ${reference}` });
    const { expected } = taken.entry;
    const { reference: _, ...opposite } = { ...expected, cents: -expected.cents, reverses: taken.id };
    this.world.model.expect(`POST ${this.path()}/${taken.id}/reverse`, opposite);
  }

  /** Leaves no trace: a transaction that nobody asked for would be found. */
  private async wrong(): Promise<void> {
    const { body } = this.entry();
    const [first] = body['postings'] as object[];
    const lonely = { ...body, postings: [first, first] };
    await this.world.client.refusal('integration', this.path(), lonely, ['UNBALANCED_TRANSACTION']);
  }

  private keep(entry: Entry, { id }: Body): void {
    this.world.model.expect(`POST ${this.path()}`, entry.expected);
    this.posted.push({ id, entry });
    // Those of long ago are left alone.
    if (this.posted.length > 50) this.posted = this.posted.slice(-50);
  }

  private path(end = ''): string {
    return `/api/${this.book}/journal-entries${end}`;
  }

  private entry(): Entry {
    const { book } = this;
    const reference = `OD-${book}-${++this.written}`;
    const cents = BigInt(this.random.between(1, 5_000_000));
    const [debit, credit] = sides[book](this.random.between(1, 3));
    const posting = ({ account, dimensions }: Side, amount: bigint): object => ({
      account,
      dimensions,
      amount: amount < 0n ? `-${euros(-amount)}` : euros(amount),
      currency: 'EUR',
    });
    return {
      reference,
      body: { reason: `Entry ${reference}`, reference, postings: [posting(debit, cents), posting(credit, -cents)] },
      expected: { book, kind: 'journal-entry', account: debit.account, cents, reference, ...named(debit) },
    };
  }
}

function named({ dimensions: { project, case: aidCase } }: Side): { project?: string; case?: string } {
  return { ...(project && { project }), ...(aidCase && { case: aidCase }) };
}
