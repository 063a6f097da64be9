import { Money } from '@abonde/money';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { flowsOf, type HumanitarianFlow } from './humanitarian';

interface Row {
  case: string;
  city: string;
  country: string;
  kind: string;
  occurredOn: string;
  glide: string | null;
  decision: string;
  decidedOn: string;
  purpose: string;
  minor: string;
  paid: string | null;
  paidOn: string | null;
  cancelled: boolean;
}

/** Every aid decided so far, as humanitarian flows. */
@Injectable()
export class HumanitarianExport {
  constructor(private readonly dataSource: DataSource) {}

  async all(): Promise<HumanitarianFlow[]> {
    const rows: Row[] = await this.dataSource.query(
      `SELECT c.code AS case, c.city, c.country, c.kind, c.occurred_on AS "occurredOn", c.glide, d.number AS decision,
              d.decided_on AS "decidedOn", d.purpose, d.granted_minor::text AS minor, paid.minor::text AS paid,
              paid.settled_on AS "paidOn", p.state = 'CANCELLED' AS cancelled
         FROM aid_decisions d
         JOIN aid_cases c ON c.code = d.case_code
         JOIN proposals p ON p.id = d.proposal
         LEFT JOIN LATERAL (SELECT sum(a.amount_minor) AS minor, max(a.settled_on) AS settled_on FROM aid_payments a
                             WHERE a.proposal = d.proposal AND a.state = 'SETTLED') paid ON true
        WHERE d.granted_minor IS NOT NULL
        ORDER BY d.decided_on, d.number`,
    );
    return rows.flatMap(({ minor, paid, ...row }) => {
      const { amount, currency } = Money.minor(BigInt(minor)).toJSON();
      return flowsOf({ ...row, amount, currency, paidAmount: Money.minor(BigInt(paid ?? '0')).amount });
    });
  }
}
