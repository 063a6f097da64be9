import { yearOf, type Day } from '@abonde/calendar';
import { Outbox } from '@abonde/messaging';
import { Money } from '@abonde/money';
import { type Actor, BusinessClock, hasRole, isUuid, notFound, uuid } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { NoticesService } from '../notifications/notices.service';
import {
  AlreadyCalled,
  AppealRefused,
  BeforeTheCrisis,
  CaseClosed,
  InvalidAidAmount,
  InvalidGlide,
} from './aid.errors';
import type { OpenAppealDto, OpenCaseDto } from './aid.dto';
import { AidCase } from './case.entity';
import { glideFault } from './disaster';

/** Opens cases: the Presidency's own opening calls for both proposals in the same act. */
@Injectable()
export class CasesService {
  constructor(
    private readonly outbox: Outbox,
    private readonly clock: BusinessClock,
    private readonly notices: NoticesService,
  ) {}

  async open(tx: EntityManager, wanted: OpenCaseDto, actor: Actor): Promise<AidCase> {
    const openedOn = await this.clock.effective(wanted.effectiveDate, tx);
    if (openedOn < wanted.occurredOn) throw new BeforeTheCrisis('The case would open', openedOn, wanted.occurredOn);
    const fault = wanted.glide ? glideFault(wanted.glide, wanted) : undefined;
    if (fault) throw new InvalidGlide(wanted.glide!, fault);
    const opened = await this.opened(tx, wanted, openedOn, actor);
    await tx.insert(AidCase, opened);
    await this.outbox.add(tx, 'abonde.emergency-fund.aid-case-opened.v1', {
      key: opened.code,
      data: factsOf(opened),
      valueDate: openedOn,
    });
    const calls = wanted.callForProposals ?? hasRole(actor, 'presidency');
    if (!calls) await this.notices.tell(tx, { kind: 'CASE_OPENED', case: opened, actor: actor.id });
    return calls ? this.callOnce(tx, opened, openedOn, actor) : opened;
  }

  /** Asks the committee's Presidency and the permanent secretariat for their proposals. */
  async call(tx: EntityManager, reference: string, effectiveDate: Day | undefined, actor: Actor): Promise<AidCase> {
    const one = await this.findOpen(tx, reference);
    if (one.calledOn) throw new AlreadyCalled(one.code, one.calledOn);
    const calledOn = await this.clock.effective(effectiveDate, tx);
    if (calledOn < one.openedOn) throw new BeforeTheCrisis('Proposals would be called for', calledOn, one.openedOn);
    return this.callOnce(tx, one, calledOn, actor);
  }

  /** Donations that come for the case are its own: tracked apart, spent first. */
  async openAppeal(tx: EntityManager, reference: string, wanted: OpenAppealDto, actor: Actor): Promise<AidCase> {
    const one = await this.findOpen(tx, reference);
    if (one.appeal && one.appeal.closedOn === null)
      throw new AppealRefused('APPEAL_OPEN', `An appeal for ${one.code} is open since ${one.appeal.openedOn}.`);
    const target = wanted.target ? Money.of(wanted.target) : null;
    if (target && (target.currency !== 'EUR' || !target.isPositive())) throw new InvalidAidAmount(target);
    const openedOn = await this.clock.effective(wanted.effectiveDate, tx);
    if (openedOn < one.openedOn) throw new BeforeTheCrisis('The appeal would open', openedOn, one.openedOn);
    const appeal = { text: wanted.text, targetMinor: target?.minor.toString() ?? null, openedOn, closedOn: null };
    await tx.update(AidCase, { id: one.id }, { appeal });
    await this.outbox.add(tx, 'abonde.emergency-fund.appeal-opened.v1', {
      key: one.code,
      data: { case: one.code, target: target?.toJSON() ?? null },
      valueDate: openedOn,
    });
    await this.notices.tell(tx, { kind: 'APPEAL_OPENED', case: one, of: openedOn, actor: actor.id });
    return { ...one, appeal };
  }

  async closeAppeal(tx: EntityManager, reference: string, effectiveDate: Day | undefined): Promise<AidCase> {
    const one = await this.findOpen(tx, reference);
    if (!one.appeal || one.appeal.closedOn !== null)
      throw new AppealRefused('APPEAL_NOT_OPEN', `No appeal for ${one.code} is open.`);
    const closedOn = await this.clock.effective(effectiveDate, tx);
    if (closedOn < one.appeal.openedOn)
      throw new BeforeTheCrisis('The appeal would close', closedOn, one.appeal.openedOn);
    const appeal = { ...one.appeal, closedOn };
    await tx.update(AidCase, { id: one.id }, { appeal });
    await this.outbox.add(tx, 'abonde.emergency-fund.appeal-closed.v1', {
      key: one.code,
      data: { case: one.code },
      valueDate: closedOn,
    });
    return { ...one, appeal };
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

  private async callOnce(tx: EntityManager, one: AidCase, calledOn: Day, actor: Actor): Promise<AidCase> {
    const called = { calledOn, calledAt: new Date(), calledBy: actor.id };
    await tx.update(AidCase, { id: one.id }, called);
    await this.outbox.add(tx, 'abonde.emergency-fund.proposals-called.v1', {
      key: one.code,
      data: { case: one.code, from: ['COMMITTEE_PRESIDENCY', 'SECRETARIAT'] },
      valueDate: calledOn,
    });
    await this.notices.tell(tx, { kind: 'PROPOSALS_CALLED', case: one, actor: actor.id });
    return { ...one, ...called };
  }

  private async opened(tx: EntityManager, wanted: OpenCaseDto, openedOn: Day, actor: Actor): Promise<AidCase> {
    return {
      id: uuid(),
      code: wanted.code ?? (await this.freeCode(tx, wanted)),
      city: wanted.city,
      cityCode: await this.cityCode(tx, wanted.city),
      country: wanted.country,
      kind: wanted.kind,
      occurredOn: wanted.occurredOn,
      glide: wanted.glide ?? null,
      needs: wanted.needs,
      contacts: (wanted.contacts ?? []).map(({ name, position = null, phone = null, email = null }) => ({
        name,
        position,
        phone,
        email,
      })),
      state: 'OPEN',
      openedOn,
      openedAt: new Date(),
      openedBy: actor.id,
      openerName: actor.name,
      ...{ calledOn: null, calledAt: null, calledBy: null, appeal: null },
      ...{ reportDueOn: null, reportedOn: null, reportedAt: null, reportDocument: null, spentMinor: null },
      ...{ closedOn: null, closedAt: null, closingNote: null },
    };
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
        .replace(/\p{M}/gu, '')
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
}

/** What an event may say of a case: no person. */
export function factsOf({ code, city, country, kind, occurredOn, glide }: AidCase): {
  case: string;
  city: string;
  country: string;
  kind: string;
  occurredOn: Day;
  glide: string | null;
} {
  return { case: code, city, country, kind, occurredOn, glide };
}
