import { yearOf, type Day } from '@abonde/calendar';
import { Ledger } from '@abonde/ledger';
import { Outbox } from '@abonde/messaging';
import { type Actor, BusinessClock, isUuid, notFound, uuid } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { aidOf } from '../chart';
import { AidCase, Proposal } from './aid.entity';
import { BeforeTheCrisis, CaseClosed, CaseNotSettled } from './aid.errors';
import type { OpenCaseDto } from './aid.dto';
import { isOpen } from './proposal';

@Injectable()
export class CasesService {
  constructor(
    private readonly outbox: Outbox,
    private readonly clock: BusinessClock,
    private readonly ledger: Ledger,
  ) {}

  async open(tx: EntityManager, wanted: OpenCaseDto, actor: Actor): Promise<AidCase> {
    const openedOn = await this.clock.effective(wanted.effectiveDate, tx);
    if (openedOn < wanted.occurredOn) throw new BeforeTheCrisis('The case would open', openedOn, wanted.occurredOn);
    const opened: AidCase = {
      id: uuid(),
      code: wanted.code ?? (await this.freeCode(tx, wanted)),
      city: wanted.city,
      cityCode: await this.cityCode(tx, wanted.city),
      country: wanted.country,
      kind: wanted.kind,
      occurredOn: wanted.occurredOn,
      glide: wanted.glide ?? null,
      needs: wanted.needs,
      state: 'OPEN',
      openedOn,
      openedAt: new Date(),
      openedBy: actor.id,
      reportDueOn: null,
      reportedOn: null,
      closedOn: null,
    };
    await tx.insert(AidCase, opened);
    await this.tell(tx, 'abonde.emergency-fund.aid-case-opened.v1', opened, openedOn);
    return opened;
  }

  async report(tx: EntityManager, reference: string, effectiveDate: Day | undefined): Promise<AidCase> {
    const one = await this.findOpen(tx, reference);
    const reportedOn = await this.clock.effective(effectiveDate, tx);
    await tx.update(AidCase, { id: one.id }, { reportedOn });
    await this.outbox.add(tx, 'abonde.emergency-fund.aid-reported.v1', {
      key: one.code,
      data: { case: one.code, receivedOn: reportedOn },
      valueDate: reportedOn,
    });
    return { ...one, reportedOn };
  }

  /** A case closes once nothing is expected of it: no proposal to decide, no money to pay. */
  async close(tx: EntityManager, reference: string, effectiveDate: Day | undefined): Promise<AidCase> {
    const one = await this.findOpen(tx, reference);
    const proposals = await tx.findBy(Proposal, { case: one.code });
    if (proposals.some(({ state }) => isOpen(state)))
      throw new CaseNotSettled(one.code, 'A proposal still waits for its decision.');
    const committed = await this.ledger.balance(aidOf(one.code), undefined, tx);
    if (!committed.isZero()) throw new CaseNotSettled(one.code, `${committed} is decided and not yet paid.`);
    const closedOn = await this.clock.effective(effectiveDate, tx);
    await tx.update(AidCase, { id: one.id }, { state: 'CLOSED', closedOn });
    await this.tell(tx, 'abonde.emergency-fund.aid-case-closed.v1', one, closedOn);
    return { ...one, state: 'CLOSED', closedOn };
  }

  async find(tx: EntityManager, reference: string): Promise<AidCase> {
    const found = await tx.findOneBy(AidCase, isUuid(reference) ? { id: reference } : { code: reference });
    if (!found) throw notFound('case', reference);
    return found;
  }

  /** Locks the case until the transaction ends. @throws {CaseClosed} */
  async findOpen(tx: EntityManager, reference: string): Promise<AidCase> {
    const { id } = await this.find(tx, reference);
    const found = await tx.findOneOrFail(AidCase, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (found.state === 'CLOSED') throw new CaseClosed(found.code);
    return found;
  }

  private async cityCode(tx: EntityManager, city: string): Promise<string | null> {
    const [known]: { code: string }[] = await tx.query(
      'SELECT code FROM cities WHERE code = $1 OR lower(name) = lower($1) ORDER BY code LIMIT 1',
      [city],
    );
    return known?.code ?? null;
  }

  /** `MG-TOAMASINA-2026`, numbered when the city is struck again that year. */
  private async freeCode(tx: EntityManager, { country, city, occurredOn }: OpenCaseDto): Promise<string> {
    const name =
      city
        .normalize('NFD')
        .replace(/[^A-Za-z0-9]+/g, ' ')
        .trim()
        .replaceAll(' ', '-')
        .toUpperCase()
        .slice(0, 48) || 'CITY';
    const code = `${country}-${name}-${yearOf(occurredOn)}`;
    const [row]: { taken: number }[] = await tx.query(
      `SELECT count(*)::int AS taken FROM aid_cases WHERE code = $1 OR code LIKE $1 || '-%'`,
      [code],
    );
    return row?.taken ? `${code}-${row.taken + 1}` : code;
  }

  private async tell(
    tx: EntityManager,
    type: 'abonde.emergency-fund.aid-case-opened.v1' | 'abonde.emergency-fund.aid-case-closed.v1',
    { code, city, country, kind, occurredOn, glide }: AidCase,
    valueDate: Day,
  ): Promise<void> {
    await this.outbox.add(tx, type, {
      key: code,
      data: { case: code, city, country, kind, occurredOn, glide },
      valueDate,
    });
  }
}
