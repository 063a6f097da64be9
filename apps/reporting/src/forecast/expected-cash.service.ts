import type { Day } from '@abonde/calendar';
import type { EventData, MoneyData } from '@abonde/contracts';
import { Money } from '@abonde/money';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Expected, ExpectedKind } from './forecast';

type Schedule = EventData<'abonde.contributions.schedule-changed.v1'>;
type Tranche = EventData<'abonde.disbursements.tranche-planned.v1'>;
type Request = EventData<'abonde.disbursements.payment-requested.v1'>;

interface TrancheRow {
  type: string;
  data: Tranche;
  title: string | null;
  /** Of the payment asked for it. */
  due_on: Day | null;
}
interface PaymentRow {
  code: string;
  data: Request;
  name: string | null;
}

const conditional = (condition: string) => (condition === 'DATE' ? null : condition);

/** What the services' events say is still to come in and to go out. */
@Injectable()
export class ExpectedCash {
  constructor(private readonly dataSource: DataSource) {}

  async read(): Promise<Expected[]> {
    const [instalments, tranches, payments] = await Promise.all([this.instalments(), this.tranches(), this.payments()]);
    return [...instalments, ...tranches, ...payments];
  }

  /** Expected of donors, called or not. */
  private async instalments(): Promise<Expected[]> {
    const rows: { data: Schedule; name: string | null }[] = await this.dataSource.query(
      `SELECT schedule.data, donor.data ->> 'name' AS name
         FROM register AS schedule
         LEFT JOIN register AS donor ON donor.kind = 'donor' AND donor.facet = 'name' AND donor.code = schedule.data ->> 'donor'
        WHERE schedule.kind = 'agreement' AND schedule.facet = 'schedule'`,
    );
    return rows.flatMap(({ data, name }) =>
      data.instalments
        .filter(
          ({ state, outstanding }) => ['EXPECTED', 'CALLED'].includes(state) && Money.of(outstanding).isPositive(),
        )
        .map((one) => ({
          id: one.instalment,
          kind: 'INSTALMENT' as const,
          reference: data.agreement,
          number: one.number,
          name: name ?? data.donor,
          dueOn: one.dueOn,
          amount: Money.of(one.outstanding),
          state: one.state,
          condition: one.state === 'EXPECTED' ? conditional(one.condition) : null,
          basis: data.basis,
        })),
    );
  }

  /** Planned to approved; those of a project that has ended are not paid any more unless approved. */
  private async tranches(): Promise<Expected[]> {
    const rows: TrancheRow[] = await this.dataSource.query(
      `SELECT tranche.type, tranche.data, project.data ->> 'title' AS title, request.data ->> 'dueOn' AS due_on
         FROM register AS tranche
         LEFT JOIN register AS project ON project.kind = 'project' AND project.facet = 'state'
                                      AND project.code = tranche.data ->> 'project'
         LEFT JOIN LATERAL (SELECT data FROM register AS r WHERE r.kind = 'payment' AND r.facet = 'request'
                              AND r.data ->> 'tranche' = tranche.code ORDER BY r."time" DESC LIMIT 1) AS request ON true
        WHERE tranche.kind = 'tranche' AND tranche.facet = 'state' AND tranche.type <> 'disbursements.tranche-paid'
          AND (tranche.type = 'disbursements.tranche-approved'
               OR coalesce(project.data ->> 'to', '') NOT IN ('CLOSED', 'CANCELLED', 'REJECTED'))`,
    );
    return rows.map(({ type, data, title, due_on: dueOn }) => {
      const state = stateOf(type);
      return {
        id: data.tranche,
        kind: 'TRANCHE' as const,
        reference: data.tranche,
        number: data.number,
        name: title ?? data.project,
        dueOn: (state === 'APPROVED' ? dueOn : null) ?? data.expectedOn ?? null,
        amount: Money.of(data.amount),
        state,
        condition: null,
        basis: data.basis ?? null,
      };
    });
  }

  /** Aid and refunds that were asked of treasury and that the bank has not debited. */
  private async payments(): Promise<Expected[]> {
    const rows: PaymentRow[] = await this.dataSource.query(
      `SELECT request.code, request.data, coalesce(donor.data ->> 'name', aid.data ->> 'city') AS name
         FROM register AS request
         LEFT JOIN register AS paid ON paid.kind = 'payment' AND paid.facet = 'order' AND paid.code = request.code
         LEFT JOIN register AS terms ON terms.kind = 'agreement' AND terms.facet = 'terms'
                                    AND terms.code = request.data ->> 'agreement'
         LEFT JOIN register AS donor ON donor.kind = 'donor' AND donor.facet = 'name' AND donor.code = terms.data ->> 'donor'
         LEFT JOIN register AS aid ON aid.kind = 'case' AND aid.facet = 'name' AND aid.code = request.data ->> 'case'
        WHERE request.kind = 'payment' AND request.facet = 'request' AND request.data ->> 'kind' <> 'TRANCHE'
          AND coalesce(paid.type, '') NOT IN
              ('treasury.payment-settled', 'treasury.payment-rejected', 'treasury.payment-cancelled')`,
    );
    return rows.map(({ code, data, name }) => ({
      id: code,
      kind: (data.kind === 'AID' ? 'AID' : 'REFUND') satisfies ExpectedKind,
      reference: data.case ?? data.agreement ?? code,
      number: null,
      name: name ?? data.case ?? data.agreement ?? code,
      dueOn: data.dueOn,
      amount: Money.of(data.amount as MoneyData),
      state: 'ORDERED',
      condition: null,
      basis: null,
    }));
  }
}

/** `PLANNED` also for what was sent back to whoever asks. */
function stateOf(type: string): string {
  const word = type.replace('disbursements.tranche-', '').toUpperCase();
  return word === 'RETURNED' ? 'PLANNED' : word;
}
