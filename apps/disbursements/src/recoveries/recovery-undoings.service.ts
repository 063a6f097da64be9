import type { CloudEvent, UndoPart } from '@abonde/contracts';
import { debitCredit, Ledger, type Transaction } from '@abonde/ledger';
import { Outbox, Waiting } from '@abonde/messaging';
import { Money } from '@abonde/money';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ProjectMoney } from '../allocations/project-money.service';
import type { Project } from '../projects/project.entity';
import { ProjectsService } from '../projects/projects.service';
import { about, accounts, lastCode } from '../rules/accounts';
import { systemOrigin } from '../rules/origin';
import type { Share } from '../tranches/split';
import { Recovery } from './recovery.entity';

type Requested = CloudEvent<'abonde.treasury.match-undo-requested.v1'>;
type HandedBack = CloudEvent<'abonde.contributions.release-handed-back.v1'>;
type Undoing = Pick<HandedBack['data'], 'match' | 'reason' | 'parts'>;

/** Money that was no recovery after all: back from the envelopes it had gone to, then out of the project's book. */
@Injectable()
export class RecoveryUndoings {
  constructor(
    private readonly projects: ProjectsService,
    private readonly money: ProjectMoney,
    private readonly ledger: Ledger,
    private readonly outbox: Outbox,
  ) {}

  knows(tx: EntityManager, id: string): Promise<boolean> {
    return tx.existsBy(Recovery, { id });
  }

  /** Asks contributions for what the recoveries had brought. @throws {Waiting} while one of them has not come */
  async recall(tx: EntityManager, undoing: Undoing, event: Requested): Promise<void> {
    const lines: HandedBack['data']['lines'] = [];
    let valueDate = event.valuedate;
    for (const part of undoing.parts.filter(({ kind }) => kind === 'recovery')) {
      const [booked, project] = [await this.booked(tx, part), await this.projectOf(tx, part)];
      valueDate = booked.valueDate;
      for (const { agreement, amount } of brought(booked))
        lines.push({ project: project.code, agreement, amount: amount.toJSON() });
    }
    await this.outbox.add(tx, 'abonde.disbursements.release-recalled.v1', {
      key: lines[0]?.project ?? undoing.match,
      data: { ...undoing, lines },
      ...(valueDate && { valueDate }),
      cause: event,
    });
  }

  /** Takes in what contributions handed back. */
  async regain(tx: EntityManager, event: HandedBack): Promise<void> {
    const origin = systemOrigin(event);
    const valueDate = event.valuedate ?? '';
    const byProject = new Map<Project, Share[]>();
    for (const { project, shares } of await this.linesOf(tx, event)) byProject.set(project, shares);
    await this.ledger.post(
      tx,
      {
        ...{ kind: 'allocation-received', reason: reasonOf(event), reference: event.data.match, valueDate },
        accountingDate: await this.ledger.firstOpenDay(tx, event.accountingdate ?? valueDate),
        ...{ transfer: event.transfer ?? '', actor: origin.actor },
        postings: [...byProject].flatMap(([project, shares]) =>
          shares.flatMap(({ agreement, amount }) =>
            debitCredit(accounts.transfer, accounts.allocation(project.code, agreement), amount, {
              ...about(project, { agreement }),
            }),
          ),
        ),
      },
      { floors: 'FACT' },
    );
    for (const [project, shares] of byProject)
      await this.money.announce(tx, project, shares, { cause: 'ALLOCATED', valueDate }, origin);
  }

  /** The opposite of what the recovery did; the city owes again what it had been found to give back. */
  async takeBack(tx: EntityManager, part: UndoPart, event: HandedBack | Requested): Promise<void> {
    const booked = await this.booked(tx, part);
    const project = await this.projectOf(tx, part);
    const recovery = await tx.findOneOrFail(Recovery, { where: { id: part.id }, lock: { mode: 'pessimistic_write' } });
    const origin = systemOrigin(event);
    const { valueDate } = booked;
    await this.ledger.reverse(tx, booked.id, {
      ...{ kind: 'recovery-received', reason: reasonOf(event), actor: origin.actor },
      accountingDate: await this.ledger.firstOpenDay(tx, event.accountingdate ?? valueDate),
      transfer: part.undoTransfer,
    });
    const cash = booked.postings.filter(({ account }) => account === accounts.clearing);
    recovery.received = recovery.received.minus(Money.sum(cash.map(({ eur }) => eur)));
    await tx.save(recovery);
    const gone = brought(booked).map(({ agreement, amount }) => ({ agreement, amount: amount.negated() }));
    await this.money.announce(tx, project, gone, { cause: 'RECOVERED', valueDate }, origin);
  }

  /** The recoveries stand after all: what was handed back goes to its envelopes again. */
  async sendOn(tx: EntityManager, event: HandedBack): Promise<void> {
    await this.regain(tx, event);
    const because = { reason: reasonOf(event), effectiveDate: event.valuedate ?? '' };
    for (const { project, shares } of await this.linesOf(tx, event))
      for (const share of shares) await this.money.release(tx, project, { ...share, ...because }, systemOrigin(event));
  }

  private async linesOf(tx: EntityManager, { data }: HandedBack): Promise<{ project: Project; shares: Share[] }[]> {
    const codes = [...new Set(data.lines.map(({ project }) => project))].sort();
    const found: { project: Project; shares: Share[] }[] = [];
    for (const code of codes) {
      const own = data.lines.filter(({ project }) => project === code);
      const shares = own.map(({ agreement, amount }) => ({ agreement, amount: Money.of(amount) }));
      found.push({ project: await this.projects.lock(tx, code), shares });
    }
    return found;
  }

  private async projectOf(tx: EntityManager, { id }: UndoPart): Promise<Project> {
    const { projectId } = await tx.findOneByOrFail(Recovery, { id });
    return this.projects.lock(tx, projectId);
  }

  private async booked(tx: EntityManager, { transfer }: UndoPart): Promise<Transaction> {
    const [booked] = await this.ledger.find(tx, { transfer });
    if (!booked) throw new Waiting(`transfer:${transfer}`);
    return booked;
  }
}

/** What a recovery gave to each agreement of its project. */
function brought({ postings }: Transaction): Share[] {
  return postings
    .filter(({ account }) => account.startsWith('fund:allocation:'))
    .map(({ account, eur }) => ({ agreement: lastCode(account), amount: eur.negated() }));
}

function reasonOf({ data }: HandedBack | Requested): string {
  return data.reason || 'Match undone';
}
