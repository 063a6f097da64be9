import { useEffect, useMemo, useState } from 'react';
import type { Amount } from '../../../money/format';
import type { FoundTarget, Line, MatchRequest, Proposal } from '../treasury';
import { type Allocation, hasReceipts, isForeign, nothing, remainingOf, type Row, same, toggled } from './allocation';
import { amountIn, minorIn } from '../../../money/minor';
import { titleOf } from './lines';

/** A line matched together with the one at work; it may stand on another statement. */
export interface TiedLine {
  id: string;
  amount: Amount;
  title: string;
}

/** What lies in front of a person: a line, those tied to it, and what they are shared over. */
export interface Desk {
  allocation: Allocation;
  /** Minor units. */
  remaining: bigint;
  /** Signed, of the line and of those tied to it. */
  amounts: readonly Amount[];
  others: readonly TiedLine[];
  note: string;
  setNote: (note: string) => void;
  change: (next: Allocation) => void;
  toggle: (proposal: Proposal) => void;
  isChosen: (proposal: Proposal) => boolean;
  add: (target: FoundTarget) => void;
  /** The request, without the entry. */
  request: () => Omit<MatchRequest, 'entryId'>;
}

/** A safe proposal lies there already; everything else is a person's choice. */
export function useDesk(line: Line | undefined, ticked: readonly Line[]): Desk {
  const [gathered, gather] = useState<readonly TiedLine[]>([]);
  const [allocation, change] = useState<Allocation>(nothing);
  const [note, setNote] = useState('');
  const [rule, setRule] = useState<string>();
  const id = line?.id;
  const standing = line?.standing;
  const safe = standing === 'SAFE' ? line?.proposal : null;
  useEffect(() => {
    change(safe ? rowsFrom(safe, nothing) : nothing);
    setRule(safe?.rule);
    setNote('');
    gather([]);
    // What is read again of the same line leaves what was chosen as it is.
  }, [id]);
  const others = useMemo(() => tied(line?.id, ticked, gathered), [line?.id, ticked, gathered]);
  const amounts = useMemo(() => (line ? [line, ...others].map(({ amount }) => amount) : []), [line, others]);
  const currency = line?.amount.currency ?? 'EUR';
  const remaining = remainingOf(amounts, allocation);
  const isChosen = (proposal: Proposal) =>
    proposal.targets.every((target) => allocation.rows.some((row) => same(row, target))) &&
    sameLines(linesOf(proposal), gathered);
  return {
    allocation,
    remaining,
    amounts,
    others,
    note,
    setNote,
    change,
    isChosen,
    toggle: (proposal) => {
      const chosen = isChosen(proposal);
      change(rowsFrom(proposal, chosen ? allocation : withoutTargets(proposal, allocation)));
      gather(chosen ? [] : linesOf(proposal));
      setRule(proposal.rule);
    },
    add: (target) => change(withTarget(target, allocation, remaining, currency)),
    request: () => requestOf(allocation, currency, note, rule),
  };
}

/** Lines that somebody ticked, and those a proposal gathers. */
function tied(line: string | undefined, ticked: readonly Line[], gathered: readonly TiedLine[]): TiedLine[] {
  const own = ticked.map((other): TiedLine => ({ id: other.id, amount: other.amount, title: titleOf(other) }));
  return [...own, ...gathered.filter(({ id }) => id !== line && !own.some((other) => other.id === id))];
}

function linesOf({ entries = [] }: Proposal): TiedLine[] {
  return entries.map(({ id, amount, label }) => ({ id, amount, title: label }));
}

function sameLines(left: readonly TiedLine[], right: readonly TiedLine[]): boolean {
  return left.length === right.length && left.every(({ id }) => right.some((other) => other.id === id));
}

/** Another proposal of the same targets stood there: it makes room. */
function withoutTargets({ targets }: Proposal, allocation: Allocation): Allocation {
  return { ...allocation, rows: allocation.rows.filter((row) => !targets.some((target) => same(row, target))) };
}

function rowsFrom(proposal: Proposal, before: Allocation): Allocation {
  const rows = proposal.targets.map(({ kind, id, label, amount }): Row => ({ kind, id, label, ...amount }));
  const next = toggled(before, rows);
  return proposal.charges && next.rows.length > 0 && before.charges === ''
    ? { ...next, charges: proposal.charges.amount }
    : next;
}

/** What is found takes what it still expects, or what is left where it expects less than that. */
function withTarget(target: FoundTarget, before: Allocation, remaining: bigint, currency: string): Allocation {
  if (before.rows.some((row) => same(row, target))) return before;
  const { kind, id, label, open } = target;
  const left = amountIn(remaining > 0n ? remaining : 0n, currency);
  const whole =
    open && (open.currency !== currency || minorIn(open.amount, currency) <= remaining || before.rows.length === 0);
  return { ...before, rows: [...before.rows, { kind, id, label, ...(whole ? open : left) }] };
}

function requestOf(
  allocation: Allocation,
  currency: string,
  note: string,
  rule: string | undefined,
): Omit<MatchRequest, 'entryId'> {
  const { rows, charges, exchange } = allocation;
  const receipts = hasReceipts(allocation);
  const chargesCurrency = isForeign(allocation, currency) ? (rows[0]?.currency ?? currency) : currency;
  const given = (amount: string) => receipts && amount !== '' && minorIn(amount, currency) !== 0n;
  return {
    targets: rows.map((row) => ({
      kind: row.kind,
      id: row.id,
      amount: { amount: row.amount, currency: row.currency },
    })),
    ...(given(charges) && { charges: { amount: charges, currency: chargesCurrency } }),
    ...(given(allocation.exchange) && { exchangeDifference: { amount: exchange, currency } }),
    ...(note.trim() !== '' && { reason: note.trim() }),
    ...(rule && { rule }),
  };
}
