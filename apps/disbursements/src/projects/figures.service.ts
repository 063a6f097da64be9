import { Ledger } from '@abonde/ledger';
import { Money } from '@abonde/money';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Agreement } from '../allocations/agreement.entity';
import { accounts, lastCode } from '../rules/accounts';
import { decidedEntries, justifiedEntries, ledgerLink } from '../rules/ledger-link';
import { sumOf } from '../tranches/split';
import { Tranche } from '../tranches/tranche.entity';
import type { Project } from './project.entity';
import type { FigureDto, FiguresDto, ProvenanceDto } from './figures.dto';

/** Kinds of transactions that make a figure, where its account also sees others. */
const kinds = {
  allocated: 'allocation-received,allocation-released',
  justified: 'expense-justified,justification-exchange',
  paid: 'tranche-paid,payment-returned',
  exchangeDifference: 'justification-exchange',
};
/** Balances that stand in credit read as positive. */
const credit = { side: 'credit' };

/** What a project's money comes to, read from the ledger; each figure opens onto the entries behind it. */
@Injectable()
export class Figures {
  constructor(
    private readonly ledger: Ledger,
    private readonly dataSource: DataSource,
  ) {}

  async of(project: Project, tranches: Tranche[]): Promise<FiguresDto> {
    const { code, engagedTotal, attributedTotal } = project;
    const free = Money.sum((await this.heldBy(code)).values());
    const reserved = await this.reserved(tranches);
    const paid = await this.paid(code);
    const unreserved = await this.ledger.balance(accounts.shortfall(code));
    const allocated = free.plus(reserved).plus(paid).minus(unreserved);
    const justified = sumOf(tranches.flatMap((tranche) => tranche.justified));
    const [allocation, advanced] = [accounts.allocation(code, '*'), accounts.advanced(code, '*')];
    return {
      engaged: { value: engagedTotal, entries: decidedEntries('engaged', [code]) },
      attributed: { value: attributedTotal, entries: decidedEntries('attributed', [code]) },
      allocated: figure(allocated, code, allocation, { kind: kinds.allocated, ...credit }),
      free: figure(free, code, allocation, credit),
      reserved: figure(reserved, code, 'fund:tranche:*', credit),
      paid: figure(paid, code, accounts.clearing, credit),
      justified: { value: justified, entries: justifiedEntries({ project: code }) },
      exchangeDifference: figure(await this.exchanged(project), code, advanced, { kind: kinds.exchangeDifference }),
    };
  }

  /** By agreement: what is free, reserved for a payment, paid and justified. */
  async provenance(project: Project, tranches: Tranche[]): Promise<ProvenanceDto[]> {
    const held = await this.heldBy(project.code);
    const codes = new Set([
      ...held.keys(),
      ...tranches.flatMap(({ split }) => split.map(({ agreement }) => agreement)),
    ]);
    const agreements = new Map(
      (await this.dataSource.manager.find(Agreement)).map((agreement) => [agreement.code, agreement]),
    );
    return [...codes].sort().map((code) => ({
      agreement: code,
      donor: agreements.get(code)?.donor ?? null,
      donorName: agreements.get(code)?.donorName ?? null,
      free: held.get(code) ?? Money.zero(),
      reserved: taken(tranches, code, ['APPROVED', 'RETURNED']),
      paid: taken(tranches, code, ['PAID']),
      justified: sumOf(tranches.flatMap(({ justified }) => justified.filter(({ agreement }) => agreement === code))),
      entries: provenanceEntries(project.code, code),
    }));
  }

  private async heldBy(project: string): Promise<Map<string, Money>> {
    const balances = await this.ledger.balances(accounts.allocation(project, '*'));
    return new Map([...balances].map(([account, balance]) => [lastCode(account), balance]));
  }

  private async reserved(tranches: Tranche[]): Promise<Money> {
    const inTransit = tranches.filter(({ status }) => status === 'APPROVED' || status === 'RETURNED');
    const balances = await Promise.all(inTransit.map(({ code }) => this.ledger.balances(accounts.tranche(code, '*'))));
    return Money.sum(balances.flatMap((byAccount) => [...byAccount.values()]));
  }

  private async exchanged({ id }: Project): Promise<Money> {
    const [row]: { cents: string }[] = await this.dataSource.query(
      `SELECT coalesce(sum(line.cost - line.used), 0)::text AS cents
         FROM expense_lines AS line JOIN justifications AS justification ON justification.id = line.justification_id
        WHERE line.project_id = $1 AND line.rejected IS NULL AND justification.status = 'ACCEPTED'`,
      [id],
    );
    return Money.minor(BigInt(row?.cents ?? '0'));
  }

  /** With the city, less what it gave back: what was charged, plus what is claimed back, less what is still owed. */
  private async paid(project: string): Promise<Money> {
    const expense = await this.ledger.balance(accounts.expense(project));
    const claimed = await this.ledger.balance(accounts.recoverable(project));
    const owed = await this.ledger.balance(accounts.payable(project));
    return expense.plus(claimed).minus(owed);
  }
}

function taken(tranches: Tranche[], agreement: string, statuses: Tranche['status'][]): Money {
  const concerned = tranches.filter(({ status }) => statuses.includes(status));
  return sumOf(concerned.flatMap(({ split }) => split.filter((share) => share.agreement === agreement)));
}

/** What each of an agreement's amounts in a project opens onto. */
function provenanceEntries(project: string, agreement: string): ProvenanceDto['entries'] {
  // Reporting knows accounts by their beginning.
  const [tranches, of] = ['fund:tranche:*', { agreement }];
  return {
    free: entriesOf(project, accounts.allocation(project, agreement), credit),
    reserved: entriesOf(project, tranches, { ...of, ...credit }),
    paid: entriesOf(project, tranches, { ...of, kind: kinds.paid }),
    justified: entriesOf(project, accounts.advanced(project, agreement), { kind: kinds.justified, ...credit }),
  };
}

function figure(value: Money, project: string, account: string, only: Record<string, string> = {}): FigureDto {
  return { value, entries: entriesOf(project, account, only) };
}

function entriesOf(project: string, account: string, only: Record<string, string>): string {
  return ledgerLink({ book: 'disbursements', project, account, ...only });
}
