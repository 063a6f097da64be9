import type { EventData } from '@abonde/contracts';
import type { NewPosting } from '@abonde/ledger';
import { Money } from '@abonde/money';
import { about, type Agreement } from '../agreements/agreement.entity';
import { entriesLink } from '../envelopes/entries';
import { envelope } from '../envelopes/envelopes.service';
import { type Allocation, eurOf } from './allocation.entity';
import type { Given } from './plan';

/** Entries that add up to what was attributed to a project, in the projects' book. */
export const attributedEntries = (project: string) =>
  entriesLink({ book: 'disbursements', account: 'commitment:*', flow: 'attributed', project, side: 'credit' });
/** Where money crosses to the projects' book. */
export const TO_PROJECTS = 'fund:transfer:disbursements';
export const reserved = (allocation: string) => `fund:reserved:${allocation}`;

function between(
  debit: string,
  credit: string,
  { agreement, amount }: Given,
  agreements: ReadonlyMap<string, Agreement>,
): NewPosting[] {
  const known = agreements.get(agreement);
  if (!known || amount === 0n) return [];
  const dimensions = about(known);
  return [
    { account: debit, amount: Money.minor(amount), dimensions },
    { account: credit, amount: Money.minor(-amount), dimensions },
  ];
}

/** Envelope → reserved (13); negative amounts go back (15). */
export function reservation(
  allocation: string,
  lines: readonly Given[],
  agreements: ReadonlyMap<string, Agreement>,
): NewPosting[] {
  return lines.flatMap((line) => between(envelope(line.agreement), reserved(allocation), line, agreements));
}

/** Reserved → the project's book (14). */
export function confirmation(
  { id, project, lines }: Allocation,
  agreements: ReadonlyMap<string, Agreement>,
): NewPosting[] {
  return lines
    .flatMap((line) =>
      between(reserved(id), TO_PROJECTS, { agreement: line.agreement, amount: BigInt(line.minor) }, agreements),
    )
    .map((posting) => ({ ...posting, dimensions: { ...posting.dimensions, project } }));
}

/** Key and content of what is said of an allocation. */
export function allocationEvent(allocation: Allocation): {
  key: string;
  data: EventData<'abonde.contributions.allocation-proposed.v1'>;
} {
  const { id, project, effectiveDate, lines } = allocation;
  return {
    key: project,
    data: {
      project,
      allocation: id,
      effectiveDate,
      lines: lines.map((line) => ({
        agreement: line.agreement,
        amount: eurOf(line).toJSON(),
        reason: line.reason.fr,
        countsAs: line.countsAs,
      })),
    },
  };
}
