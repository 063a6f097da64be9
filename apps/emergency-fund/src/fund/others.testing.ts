import type { CloudEvent, EventType } from '@abonde/contracts';
import type { PublishedEvent, TestService } from '@abonde/testing';
import { randomUUID } from 'node:crypto';

const eur = (amount: string) => ({ amount, currency: 'EUR' });

type ClauseKind =
  'EMERGENCY_FUND' | 'RETAIN_IN_AGREEMENT' | 'RETURN_TO_DONOR' | 'OFFSET_AGAINST_NEXT_PAYMENT' | 'THRESHOLD';

/** What other services tell, in the words of a scenario. */
export class Others {
  constructor(private readonly service: TestService) {}

  /** Tells, and waits until it is handled. */
  async tell<Type extends EventType>(type: Type, event: PublishedEvent<Type>): Promise<CloudEvent> {
    const told = await this.service.publish(type, event);
    await this.service.handled(told);
    return told;
  }

  agreement(
    agreement: string,
    clauses: { from: string; kind: ClauseKind; threshold?: string }[] = [],
    version = 1,
    pool = 'EUR',
  ): Promise<CloudEvent> {
    const type =
      version === 1 ? 'abonde.contributions.agreement-signed.v1' : 'abonde.contributions.agreement-amended.v1';
    return this.tell(type, {
      key: agreement,
      data: {
        agreement,
        version,
        donor: 'DONOR',
        donorName: 'Donor',
        instrument: 'COOPERATION',
        amount: eur('1000000.00'),
        signedOn: '2017-01-01',
        period: { from: '2017-01-01', to: '2027-12-31' },
        earmark: { level: 'NONE' },
        countsAs: 'FUND',
        pool,
        interestClauses: clauses.map(({ from, kind, threshold }) => ({
          from,
          kind,
          ...(threshold && { threshold: eur(threshold) }),
        })),
      },
    });
  }

  envelope(agreement: string, amount: string, valueDate: string): Promise<CloudEvent> {
    return this.tell('abonde.contributions.money-received.v1', {
      key: agreement,
      valueDate,
      data: { agreement, movement: randomUUID(), delta: eur(amount), cause: 'RECEIVED' },
    });
  }

  /** Interest that a distribution gave back to an agreement. */
  interestKept(agreement: string, amount: string, valueDate: string, cause: CloudEvent): Promise<CloudEvent> {
    return this.tell('abonde.contributions.money-moved.v1', {
      key: agreement,
      valueDate,
      cause,
      data: { agreement, movement: randomUUID(), delta: eur(amount), cause: 'INTEREST' },
    });
  }

  projectMoney(project: string, agreement: string, amount: string, valueDate: string): Promise<CloudEvent> {
    return this.tell('abonde.disbursements.project-money-moved.v1', {
      key: project,
      valueDate,
      data: {
        project,
        agreement,
        movement: randomUUID(),
        delta: eur(amount),
        cause: amount.startsWith('-') ? 'PAID' : 'ALLOCATED',
      },
    });
  }

  state(
    project: string,
    to: 'DRAFT' | 'IN_PROGRESS' | 'SUSPENDED' | 'COMPLETED',
    effectiveDate: string,
  ): Promise<CloudEvent> {
    return this.tell('abonde.disbursements.project-state-changed.v1', {
      key: project,
      data: {
        project,
        title: project,
        city: 'CITY',
        country: 'KH',
        instrument: 'COOPERATION',
        theme: 'WATER_SANITATION',
        from: null,
        to,
        effectiveDate,
        reason: null,
        actor: 'someone',
      },
    });
  }

  attributed(project: string, amount: string, sessionDate: string): Promise<CloudEvent> {
    return this.tell('abonde.disbursements.subsidy-attributed.v1', {
      key: project,
      data: {
        project,
        title: project,
        session: 'S1',
        sessionDate,
        instrument: 'COOPERATION',
        city: 'CITY',
        country: 'KH',
        theme: 'WATER_SANITATION',
        programme: null,
        period: { from: sessionDate, to: '2027-12-31' },
        engaged: eur(amount),
        attributed: eur(amount),
        engagedTotal: eur(amount),
        attributedTotal: eur(amount),
        planTotal: eur(amount),
        fundShare: eur(amount),
        cityShare: eur('0.00'),
        fundSources: [],
        lines: [],
      },
    });
  }

  async running(project: string): Promise<void> {
    await this.attributed(project, '500000.00', '2020-01-01');
    await this.state(project, 'IN_PROGRESS', '2020-02-01');
  }

  opening(amount: string, valueDate: string): Promise<CloudEvent> {
    return this.tell('abonde.contributions.emergency-fund-opened.v1', {
      key: 'AIMF-GENERAL',
      valueDate,
      transfer: randomUUID(),
      data: { agreement: 'AIMF-GENERAL', amount: eur(amount) },
    });
  }

  donation(aidCase: string, amount: string, valueDate: string): Promise<CloudEvent> {
    return this.tell('abonde.contributions.donation-forwarded.v1', {
      key: aidCase,
      valueDate,
      transfer: randomUUID(),
      data: { case: aidCase, agreement: 'APPEAL', amount: eur(amount) },
    });
  }

  bankAccount(
    account: string,
    currency: string,
    opening: string,
    openingEur: string,
    openingDate: string,
  ): Promise<CloudEvent> {
    return this.tell('abonde.treasury.bank-account-opened.v1', {
      key: account,
      data: {
        ...{ account, name: account, currency, openingDate },
        opening: { amount: opening, currency },
        openingEur: eur(openingEur),
      },
    });
  }

  /** A statement of the autumn; the account's code ends with its currency. */
  statement(
    account: string,
    closing: string,
    movements: { day: string; amount: string; eur: string }[],
  ): Promise<CloudEvent> {
    const currency = account.slice(-3);
    const amount = (minor: string) => ({ amount: minor, currency });
    return this.tell('abonde.treasury.statement-imported.v1', {
      key: account,
      data: {
        ...{ account, statement: randomUUID(), number: '1', from: '2025-09-01', to: '2025-12-31' },
        opening: amount('0'),
        closing: amount(closing),
        new: movements.length,
        duplicates: 0,
        movements: movements.map((moved) => ({ ...moved, amount: amount(moved.amount), eur: eur(moved.eur) })),
      },
    });
  }

  credited(
    net: string,
    period: { from: string; to: string },
    valueDate: string,
    match = randomUUID(),
    tax = '0.00',
  ): Promise<CloudEvent> {
    return this.bank('abonde.treasury.interest-credited.v1', net, period, valueDate, match, tax);
  }

  creditReversed(
    net: string,
    period: { from: string; to: string },
    valueDate: string,
    match: string,
  ): Promise<CloudEvent> {
    return this.bank('abonde.treasury.interest-credit-reversed.v1', net, period, valueDate, match, '0.00');
  }

  payment(
    outcome: 'settled' | 'returned',
    paymentRequest: string,
    amount: string,
    valueDate: string,
  ): Promise<CloudEvent> {
    return this.tell(`abonde.treasury.payment-${outcome}.v1`, {
      key: paymentRequest,
      valueDate,
      transfer: randomUUID(),
      data: {
        paymentRequest,
        kind: 'AID',
        order: randomUUID(),
        entry: randomUUID(),
        match: randomUUID(),
        account: 'MAIN-EUR',
        eur: eur(amount),
        reason: null,
      },
    });
  }

  order(outcome: 'rejected' | 'cancelled' | 'emitted', paymentRequest: string, amount: string): Promise<CloudEvent> {
    return this.tell(`abonde.treasury.payment-${outcome}.v1`, {
      key: paymentRequest,
      data: {
        paymentRequest,
        kind: 'AID',
        order: randomUUID(),
        amount: eur(amount),
        file: null,
        reason: outcome === 'rejected' ? 'AC01' : null,
      },
    });
  }

  private bank(
    type: 'abonde.treasury.interest-credited.v1' | 'abonde.treasury.interest-credit-reversed.v1',
    net: string,
    period: { from: string; to: string },
    valueDate: string,
    match: string,
    tax: string,
  ): Promise<CloudEvent> {
    return this.tell(type, {
      key: 'MAIN-EUR',
      accountingDate: period.to,
      valueDate,
      transfer: randomUUID(),
      data: {
        placement: 'MAIN-EUR',
        account: 'MAIN-EUR',
        entry: match,
        match,
        ...period,
        gross: eur(net),
        tax: eur(tax),
        net: eur(net),
        eur: eur(net),
      },
    });
  }
}
